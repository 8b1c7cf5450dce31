/** Import of an exchange folder, beside a bare COPY of the rows that it leaves into the same tables. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KIND_NAMES, writeExchange, type Records } from '@medspiller/domain';
import { importDelivery, readExchangePath } from '@medspiller/server';
import { migrate, openEngine, write, type Engine, type Store } from '@medspiller/store';
import { ratioText, secondsText, timed, wholeText, type Line } from './measure.ts';
import { TODAY } from './municipality.ts';

/** Writes the exchange folder; gives how many rows it holds. */
export const writeFolder = async (folder: string, records: Records): Promise<number> => {
  await mkdir(folder, { recursive: true });
  for (const { name, bytes } of writeExchange(records)) await writeFile(join(folder, name), bytes);
  return KIND_NAMES.reduce((sum, kind) => sum + records[kind].length, 0);
};

interface ImportTimes {
  readonly reading: number;
  readonly writing: number;
  readonly all: number;
}

const bringIn = async (
  store: Store,
  folder: string,
  expected: 'imported' | 'unchanged',
): Promise<ImportTimes> => {
  const reading = await timed(() => readExchangePath(folder));
  const writing = await timed(() =>
    importDelivery(store, reading.value, {
      employeeId: null,
      source: folder,
      today: TODAY,
      dryRun: false,
      language: 'en',
    }),
  );
  const { status, problems } = writing.value;
  if (status !== expected)
    throw new Error(`The import says ${status}: ${JSON.stringify(problems.slice(0, 3))}`);
  return {
    reading: reading.seconds,
    writing: writing.seconds,
    all: reading.seconds + writing.seconds,
  };
};

/** What an import writes: facts, identities, the change, the rows of lists. */
const TABLES = ['change', 'record', ...KIND_NAMES, 'case_today'] as const;

/** The server writes and reads the files itself, in the one folder that it is sure to reach: the quickest there is. */
const fileOf = async ({ pool }: Engine): Promise<(table: string) => string> => {
  const { rows } = await pool.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  );
  return (table) => `'${rows[0]?.folder}/bench-${table}.copy'`;
};

const COPY = 'bare_copy';
const COPY_ROUNDS = 3;

/** Into an empty database with the same tables, indexes and checks; in one transaction, as the import. */
const copyOnce = async (engine: Engine, file: (table: string) => string): Promise<number> => {
  await engine.pool.query(`create database ${COPY}`);
  const url = new URL(engine.url ?? '');
  url.pathname = `/${COPY}`;
  const copy = await openEngine({ databaseUrl: url.href, dataFolder: '', log: () => {} });
  try {
    await migrate(copy.pool);
    const { seconds } = await timed(() =>
      write(copy.pool, async (tx) => {
        for (const table of TABLES) await tx.query(`copy ${table} from ${file(table)}`);
      }),
    );
    return seconds;
  } finally {
    await copy.close();
    await engine.pool.query(`drop database ${COPY}`);
  }
};

const measureCopy = async (engine: Engine): Promise<number> => {
  const file = await fileOf(engine);
  for (const table of TABLES) await engine.pool.query(`copy ${table} to ${file(table)}`);
  let best = Infinity;
  for (let round = 0; round < COPY_ROUNDS; round += 1)
    best = Math.min(best, await copyOnce(engine, file));
  return best;
};

export const measureImport = async (
  { engine, store }: { readonly engine: Engine; readonly store: Store },
  folder: string,
  rows: number,
): Promise<readonly Line[]> => {
  const first = await bringIn(store, folder, 'imported');
  const second = await bringIn(store, folder, 'unchanged');
  const copy = await measureCopy(engine);
  return [
    {
      what: `Import of ${wholeText(rows)} rows`,
      seen: `${secondsText(first.all)}, ${wholeText(rows / first.all)} rows/s (read ${secondsText(first.reading)}, write ${secondsText(first.writing)})`,
      beside: `bare COPY of the same rows ${secondsText(copy)}`,
      ratio: ratioText(first.all / copy),
    },
    {
      what: 'The same folder again, unchanged',
      seen: `${secondsText(second.all)} (read ${secondsText(second.reading)}, compare ${secondsText(second.writing)})`,
    },
  ];
};
