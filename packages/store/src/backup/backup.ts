/** The whole database as one file, from one moment, while everybody works on. */
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { readSnapshot, single, type Tx } from '../transaction.ts';
import { frameWriter } from './frame.ts';

export const BACKUP_FORMAT = 1;
const ROWS_A_FRAME = 5000;

export interface BackupHeader {
  readonly medspiller: 'backup';
  readonly format: number;
  /** The migration level of the database that it was made from. */
  readonly level: number;
  readonly at: string;
}

export interface BackupTable {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Sessions end with a restore; the level stands in the header; what is kept ready for lists is worked out anew. */
const LEFT_OUT = ['session', 'migration', 'case_today'];

/** The tables with their columns; those that others point to come first. */
export const tablesOf = async (tx: Tx): Promise<readonly BackupTable[]> => {
  const { rows } = await tx.query<BackupTable>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not (c.relname = any($1))
      group by c.relname
      order by array_position(array['record', 'change'], c.relname::text) nulls last, c.relname`,
    [LEFT_OUT],
  );
  return rows;
};

export const levelOf = async (tx: Tx): Promise<number> => {
  const { rows } = await tx.query<{ level: number }>(
    'select coalesce(max(level), 0) as level from migration',
  );
  return single(rows).level;
};

/**
 * A table's rows as JSON, so many at a time. COPY would be quicker, but the trial engine cannot stream it.
 */
async function* rowsOf(
  tx: Tx,
  { table }: BackupTable,
  frame: (content: Buffer) => Buffer,
): AsyncGenerator<Buffer> {
  await tx.query(
    `declare backup no scroll cursor for select row_to_json(t)::text as row from ${table} t`,
  );
  for (;;) {
    const { rows } = await tx.query<{ row: string }>(`fetch ${ROWS_A_FRAME} from backup`);
    if (rows.length === 0) break;
    yield frame(Buffer.from(`[${rows.map(({ row }) => row).join(',')}]`));
  }
  await tx.query('close backup');
}

async function* framesOf(tx: Tx): AsyncGenerator<Buffer> {
  const { frame, sum } = frameWriter();
  const { rows } = await tx.query<{ at: string }>("select date_trunc('second', now()) as at");
  const header: BackupHeader = {
    medspiller: 'backup',
    format: BACKUP_FORMAT,
    level: await levelOf(tx),
    at: single(rows).at,
  };
  yield frame('H', Buffer.from(JSON.stringify(header)));
  for (const table of await tablesOf(tx)) {
    yield frame('T', Buffer.from(JSON.stringify(table)));
    yield* rowsOf(tx, table, (content) => frame('D', content));
  }
  yield frame('E', sum());
}

/** Writes everything to a stream, and ends it. */
export const backup = async (pool: pg.Pool, file: Writable): Promise<void> => {
  await readSnapshot(pool, (tx) => pipeline(framesOf(tx), createGzip({ level: 4 }), file));
};
