/** Fills an empty database from a backup, all or nothing. */
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { quoted } from '../facts/factTable.ts';
import { checkKey, type Store } from '../openStore.ts';
import { forgetCaseToday } from '../people/refreshCaseToday.ts';
import { write, type Tx } from '../transaction.ts';
import { BACKUP_FORMAT, levelOf, tablesOf, type BackupHeader, type BackupTable } from './backup.ts';
import { BackupRefusal, readFrames } from './frame.ts';

const refuseFilled = async (tx: Tx): Promise<void> => {
  for (const table of ['record', 'change', 'lookup_log']) {
    const { rowCount } = await tx.query(`select from ${table} limit 1`);
    if (rowCount !== 0)
      throw new BackupRefusal(
        'The database is not empty. A backup is restored into an empty one only, so that nothing can be overwritten.',
      );
  }
};

const checkHeader = (content: Buffer, level: number): void => {
  const header = JSON.parse(content.toString('utf8')) as BackupHeader;
  if (header.medspiller !== 'backup' || header.format !== BACKUP_FORMAT)
    throw new BackupRefusal('This backup was written in a form that this program does not know.');
  if (header.level !== level)
    throw new BackupRefusal(
      `The backup is of a database at level ${header.level}, this one is at level ${level}. Restore it with the version of Medspiller that wrote it, then start the newer one.`,
    );
};

/** Numbers given out next lie above all that came with the backup. */
const raiseIdentities = async (tx: Tx): Promise<void> => {
  const { rows } = await tx.query<{ table: string; column: string }>(
    `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attidentity <> ''`,
  );
  for (const { table, column } of rows)
    await tx.query(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), max(${quoted(column)})) from ${table} having count(*) > 0`,
    );
};

/** Gzip's own complaint about a damaged file becomes a sentence. */
async function* unzipped(file: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  file.once('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.startsWith('Z_')) throw error;
    throw new BackupRefusal(
      code === 'Z_BUF_ERROR'
        ? 'The backup is cut off before its end. Nothing was restored.'
        : 'This is not a backup of Medspiller, or it is damaged. Nothing was restored.',
    );
  } finally {
    file.destroy();
  }
}

const insertInto = ({ table, columns }: BackupTable): string => {
  const names = columns.map(quoted).join(', ');
  return `insert into ${table} (${names}) overriding system value
    select ${names} from json_populate_recordset(null::public.${quoted(table)}, $1)`;
};

const fill = async (tx: Tx, file: Readable): Promise<void> => {
  const known = new Map(
    (await tablesOf(tx)).map(({ table, columns }) => [table, new Set(columns)]),
  );
  const level = await levelOf(tx);
  let insert: string | null = null;
  let headed = false;
  for await (const { type, content } of readFrames(unzipped(file))) {
    if (!headed && type !== 'H') throw new BackupRefusal('This is not a backup of Medspiller.');
    if (type === 'H') {
      checkHeader(content, level);
      headed = true;
    } else if (type === 'T') {
      const table = JSON.parse(content.toString('utf8')) as BackupTable;
      const present = known.get(table.table);
      // Names go into a statement: only those that the database itself has.
      if (present === undefined || table.columns.some((column) => !present.has(column)))
        throw new BackupRefusal('The backup holds a table that this program does not know.');
      insert = insertInto(table);
    } else if (type === 'D' && insert !== null) await tx.query(insert, [content.toString('utf8')]);
  }
};

/** Restores a backup into the store's database, which must be empty and open with the key that the backup was made with. */
export const restore = async ({ pool, vault }: Store, file: Readable): Promise<void> => {
  await write(pool, async (tx) => {
    await refuseFilled(tx);
    await tx.query('delete from setting');
    await fill(tx, file);
    await forgetCaseToday(tx);
    await checkKey(tx, vault);
    await raiseIdentities(tx);
  });
  await pool.query('analyze');
};
