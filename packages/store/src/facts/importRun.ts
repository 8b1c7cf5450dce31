import { single, type Tx } from '../transaction.ts';
import type { LoadCounts } from './loadRecords.ts';

export interface ImportRun {
  readonly import_id: number;
  readonly at: string;
  readonly by: string | null;
  readonly source: string;
  readonly new: number;
  readonly corrected: number;
  readonly voided: number;
}

/** Notes an import that changed something, in its own transaction. */
export const noteImport = async (
  tx: Tx,
  run: {
    readonly employeeId: number | null;
    readonly changeId: number | null;
    readonly source: string;
    readonly counts: Readonly<Record<string, LoadCounts>>;
  },
): Promise<number> => {
  const { rows } = await tx.query<{ id: number }>(
    `insert into import_run (employee_id, change_id, source, counts) values ($1, $2, $3, $4)
      returning import_run_id as id`,
    [run.employeeId, run.changeId, run.source, JSON.stringify(run.counts)],
  );
  return single(rows).id;
};

/** Earlier imports, latest first. */
export const listImports = async (tx: Tx, limit = 100): Promise<readonly ImportRun[]> => {
  const total = (what: keyof LoadCounts): string =>
    `(select coalesce(sum((c.value ->> '${what}')::int), 0) from jsonb_each(i.counts) c)::int as ${what}`;
  const { rows } = await tx.query<ImportRun>(
    `select i.import_run_id as import_id, date_trunc('second', i.at) as at, e.name as by, i.source,
        ${total('new')}, ${total('corrected')}, ${total('voided')}
       from import_run i left join employees e on e.record_id = i.employee_id and e.known_to = 'infinity'
      order by i.import_run_id desc limit $1`,
    [limit],
  );
  return rows;
};
