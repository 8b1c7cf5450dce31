import { single, type Tx } from '../transaction.ts';

export type ChangeAction = 'import' | 'register' | 'correct' | 'void' | 'demo';

/** Who changes something, and why. */
export interface ChangeAuthor {
  /** Internal id; null where a program did it. */
  readonly employeeId: number | null;
  readonly action: ChangeAction;
  readonly reason?: string | null;
  /** Where an import came from: a file's or folder's name. */
  readonly source?: string | null;
  /** Only for history that is laid down afterwards (the demo): when it would have been recorded. */
  readonly at?: string;
  /** A UUID made once per form: the same request is written once, however often it is sent. */
  readonly requestId?: string;
}

/** Shared by every writer; who must know that no writer is in flight takes it alone (`knownNow`). */
const WRITERS_LOCK = 7_701_002;

/** Joins the writers; to be called before anything is read that decides what is written. */
export const joinWriters = async (tx: Tx): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock_shared($1)', [WRITERS_LOCK]);
};

/** Waits until no writer is in flight, and keeps others waiting: for an import, and for giving out a moment. */
export const excludeWriters = async (tx: Tx): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1)', [WRITERS_LOCK]);
};

/**
 * Opens a change and gives its id and time. The time is taken after joining the writers and lies after every earlier change, so
 * that "as known at T" never gains a row once T has been given out.
 */
export const recordChange = async (
  tx: Tx,
  { employeeId, action, reason = null, source = null, at, requestId }: ChangeAuthor,
): Promise<{ readonly changeId: number; readonly at: string }> => {
  const { rows } = await tx.query<{ change_id: number; at: string }>({
    name: 'record_change',
    text: `insert into change (at, employee_id, action, reason, source, request_id)
      values (coalesce($1::timestamptz, greatest(clock_timestamp(),
        (select max(at) + interval '1 microsecond' from change))), $2, $3, $4, $5, $6)
      returning change_id, at`,
    values: [at ?? null, employeeId, action, reason, source, requestId ?? null],
  });
  const change = single(rows);
  return { changeId: change.change_id, at: change.at };
};

/** The moment up to which everything is known: whatever is recorded from here on is later. For reports that are kept. */
export const knownNow = async (tx: Tx): Promise<string> => {
  await excludeWriters(tx);
  const { rows } = await tx.query<{ at: string }>(
    'select greatest(clock_timestamp(), (select max(at) from change)) as at',
  );
  return single(rows).at;
};
