import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../migrate.ts';
import { databaseAccount } from './account.ts';
import { type Binaries, doTheyRun, findBinaries } from './binaries.ts';
import {
  type Cluster,
  createCluster,
  LOOPBACK,
  startCluster,
  stopCluster,
  SUPERUSER,
} from './cluster.ts';
import { isAlive } from './folderLock.ts';
import { canEnter, reachableBinaries, SHARED_FOLDER } from './place.ts';

/** A PostgreSQL that lives as long as one test run. */
export interface TestServer {
  /** Such as `PostgreSQL 18`. */
  readonly name: string;
  /** Up to the database's name, which is to be added. */
  readonly url: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseServers: readonly TestServer[];
    /** Where the first test on PGlite leaves its migrated database for the others. */
    litePath: string;
  }
}

/** An empty database with all migrations, which every test's database is copied from. */
export const TEMPLATE = 'migrated';

const PREFIX = 'medspiller-test-';

/** Programs of the machine's own PostgreSQL: the oldest that production may use. */
const nativeBinaries = (): (Pick<Binaries, 'folder'> & { major: number }) | undefined => {
  const installed = '/usr/lib/postgresql';
  if (!existsSync(installed)) return undefined;
  return readdirSync(installed)
    .map((name) => ({ folder: join(installed, name), major: Number(name) }))
    .filter(({ major, folder }) => major >= 15 && major < 18 && doTheyRun({ folder }))
    .toSorted((one, other) => one.major - other.major)[0];
};

/** A run that was killed leaves its server behind; the next one clears it away. */
const clearDeadRuns = async (place: string): Promise<void> => {
  if (!existsSync(place)) return;
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    const binaries = findBinaries();
    const folder = join(place, name);
    if (binaries !== undefined) {
      const account = databaseAccount();
      const programs = account
        ? await reachableBinaries(binaries, account, SHARED_FOLDER)
        : binaries;
      // pg_ctl stops any version; somebody else's server refuses, and is not ours to clear.
      await stopCluster({ binaries: programs, folder, account }).catch(() => undefined);
    }
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
};

const startServer = async (
  name: string,
  binaries: Cluster['binaries'],
): Promise<TestServer & { stop(): Promise<void> }> => {
  const account = databaseAccount();
  let place = tmpdir();
  if (account !== undefined && !canEnter(place, account)) {
    place = SHARED_FOLDER;
    await mkdir(place, { recursive: true, mode: 0o755 });
  }
  const parent = await mkdtemp(join(place, `${PREFIX}${process.pid}-`));
  await chmod(parent, 0o711);
  const cluster = { binaries, folder: join(parent, 'postgresql'), account };
  const stop = async (): Promise<void> => {
    await stopCluster(cluster);
    await rm(parent, { recursive: true, force: true });
  };
  try {
    const password = randomBytes(12).toString('hex');
    await createCluster(cluster, password, { durable: false });
    const port = await startCluster(cluster);
    const url = `postgres://${SUPERUSER}:${password}@${LOOPBACK}:${port}/`;
    const admin = new pg.Client({ connectionString: `${url}postgres` });
    await admin.connect();
    await admin.query(`create database ${TEMPLATE}`);
    await admin.end();
    const pool = new pg.Pool({ connectionString: url + TEMPLATE });
    await migrate(pool);
    await pool.end();
    return { name, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const startServers = async () => {
  await Promise.all([tmpdir(), SHARED_FOLDER].map(clearDeadRuns));
  const starting: ReturnType<typeof startServer>[] = [];
  const embedded = findBinaries();
  if (embedded !== undefined && doTheyRun(embedded)) {
    const account = databaseAccount();
    const programs = account ? await reachableBinaries(embedded, account, SHARED_FOLDER) : embedded;
    starting.push(startServer('PostgreSQL 18', programs));
  }
  const native = nativeBinaries();
  if (native !== undefined) starting.push(startServer(`PostgreSQL ${native.major}`, native));
  return Promise.all(starting);
};

// Vitest sets each project up apart, in one process: they share the servers of the first.
const shared = globalThis as { medspillerTestServers?: ReturnType<typeof startServers> };

/** Vitest's globalSetup for every project whose tests need a database. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  shared.medspillerTestServers ??= startServers();
  const servers = await shared.medspillerTestServers;
  project.provide(
    'databaseServers',
    servers.map(({ name, url }) => ({ name, url })),
  );
  const liteFolder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  project.provide('litePath', join(liteFolder, 'migrated.tar'));
  return async () => {
    await rm(liteFolder, { recursive: true, force: true });
    delete shared.medspillerTestServers;
    await Promise.all(servers.map(async (server) => server.stop()));
  };
};
