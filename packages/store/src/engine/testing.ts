import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../migrate.ts';
import { createPool } from './pool.ts';
import { TEMPLATE } from './testServers.ts';
import { openLite } from './trial.ts';

export interface TestDatabase {
  readonly pool: pg.Pool;
  /** For a process of its own (a server under test); PGlite has none. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

export interface TestEngine {
  readonly name: string;
  /** A fresh database: with all migrations, or bare. */
  open(options?: { migrated: boolean }): Promise<TestDatabase>;
}

const onServer = (name: string, server: string): TestEngine => {
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: `${server}postgres` });
    await admin.connect();
    try {
      await admin.query(statement);
    } finally {
      await admin.end();
    }
  };
  return {
    name,
    open: async ({ migrated } = { migrated: true }) => {
      const database = `test_${randomBytes(6).toString('hex')}`;
      await asAdmin(`create database ${database} template ${migrated ? TEMPLATE : 'template1'}`);
      const url = server + database;
      const pool = createPool({ connectionString: url, max: 10 }, console.error);
      return {
        pool,
        url,
        close: async () => {
          await pool.end();
          await asAdmin(`drop database ${database} with (force)`);
        },
      };
    },
  };
};

/** Making a PGlite takes four seconds, loading one takes one: so the run makes one and copies it. */
const openMigratedLite = async () => {
  const file = inject('litePath');
  if (existsSync(file)) {
    return openLite({ loadDataDir: new Blob([await readFile(file)]) }, console.error);
  }
  const opened = await openLite({}, console.error);
  await migrate(opened.pool);
  const dump = await opened.lite.dumpDataDir('none');
  const half = `${file}.${process.pid}`;
  await writeFile(half, Buffer.from(await dump.arrayBuffer()));
  await rename(half, file);
  return opened;
};

const onPglite: TestEngine = {
  name: 'PGlite',
  open: async ({ migrated } = { migrated: true }) => {
    const { pool, lite } = await (migrated ? openMigratedLite() : openLite({}, console.error));
    return {
      pool,
      url: undefined,
      close: async () => {
        await pool.end();
        await lite.close();
      },
    };
  },
};

/** Real PostgreSQL: 18 from npm, and the machine's own older one where there is one. */
export const SERVERS: readonly TestEngine[] = inject('databaseServers').map(({ name, url }) =>
  onServer(name, url),
);

/** Everything that Medspiller can run on: `describe.each(ENGINES)('$name', …)`. */
export const ENGINES: readonly TestEngine[] = [...SERVERS, onPglite];

/** A fresh database for tests that are not about the engine. */
export const openTestDatabase: TestEngine['open'] = async (options) =>
  (SERVERS[0] ?? onPglite).open(options);
