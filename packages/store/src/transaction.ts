/**
 * A transaction is passed to everything that reads or writes: on the trial engine there is one connection only, and a
 * query beside an open transaction would wait for itself.
 */
import type pg from 'pg';

/** A connection inside a transaction. */
export type Tx = pg.ClientBase;

const inTransaction = async <T>(
  pool: pg.Pool,
  begin: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
};

/** Writes, or reads that leave a trace in the look-up log. */
export const write = async <T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(pool, 'begin', work);

/** Reads over several statements that all see the same moment. */
export const readSnapshot = async <T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(pool, 'begin isolation level repeatable read read only', work);

/** One row of a query that always has one. */
export const single = <R>(rows: readonly R[]): R => {
  const [row] = rows;
  if (row === undefined) throw new Error('The database gave no row where there is always one.');
  return row;
};
