/** Sessions of signed-in employees. Kept under a hash of the identifier, so that a copy of the table opens none. */
import { createHash } from 'node:crypto';
import type pg from 'pg';

/** Sessions are read and written on their own, outside any transaction of the request. */
type Database = Pick<pg.Pool, 'query'>;

const hashOf = (sessionId: string): Buffer => createHash('sha256').update(sessionId).digest();

export const readSession = async (
  database: Database,
  sessionId: string,
): Promise<Readonly<Record<string, unknown>> | null> => {
  const { rows } = await database.query<{ data: Record<string, unknown> }>({
    name: 'read_session',
    text: 'select data from session where session_hash = $1 and expires_at > clock_timestamp()',
    values: [hashOf(sessionId)],
  });
  return rows[0]?.data ?? null;
};

export const saveSession = async (
  database: Database,
  sessionId: string,
  session: {
    readonly data: Readonly<Record<string, unknown>>;
    readonly employeeId: number | null;
    readonly expiresAt: Date;
  },
): Promise<void> => {
  await database.query({
    name: 'save_session',
    text: `insert into session (session_hash, employee_id, data, expires_at) values ($1, $2, $3, $4)
      on conflict (session_hash) do update
        set employee_id = excluded.employee_id, data = excluded.data, expires_at = excluded.expires_at`,
    values: [
      hashOf(sessionId),
      session.employeeId,
      JSON.stringify(session.data),
      session.expiresAt.toISOString(),
    ],
  });
};

/** Moves the expiry of a session that is still there; one that was ended meanwhile stays ended. */
export const extendSession = async (
  database: Database,
  sessionId: string,
  expiresAt: Date,
): Promise<void> => {
  await database.query({
    name: 'extend_session',
    text: 'update session set expires_at = $2 where session_hash = $1',
    values: [hashOf(sessionId), expiresAt.toISOString()],
  });
};

export const endSession = async (database: Database, sessionId: string): Promise<void> => {
  await database.query('delete from session where session_hash = $1', [hashOf(sessionId)]);
};

/** Ends every session of an employee: when somebody leaves, or a device is lost. */
export const endSessionsOf = async (database: Database, employeeId: number): Promise<void> => {
  await database.query('delete from session where employee_id = $1', [employeeId]);
};

/** Takes expired sessions away; gives how many. */
export const purgeSessions = async (database: Database): Promise<number> => {
  const { rowCount } = await database.query(
    'delete from session where expires_at <= clock_timestamp()',
  );
  return rowCount ?? 0;
};
