import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseAccount } from './account.ts';
import { doTheyRun, findBinaries } from './binaries.ts';
import {
  type Cluster,
  createCluster,
  isCluster,
  LOOPBACK,
  majorVersion,
  startCluster,
  stopCluster,
  SUPERUSER,
} from './cluster.ts';
import type { AbandonableEngine, Engine } from './engine.ts';
import { lockFolder } from './folderLock.ts';
import { hasCluster, placeCluster } from './place.ts';
import { createPool, serverVersion } from './pool.ts';
import { EngineRefusal } from './refusal.ts';
import { hasTrial, openTrial } from './trial.ts';

export interface EngineOptions {
  /** A PostgreSQL 15 or later; without it, the database in the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly dataFolder: string;
  /** Lines for the person who started us: warnings and what takes long. */
  readonly log: (line: string) => void;
  /**
   * By default SIGINT, SIGTERM and SIGHUP close the database and then end the process. A caller
   * with more to close first (a server) says false and calls close itself.
   */
  readonly closeOnSignal?: boolean;
}

const OLDEST_VERSION = 15;
const DATABASE = 'medspiller';
const MOST_CONNECTIONS = 20;

const openExternal = async (
  url: string,
  log: (line: string) => void,
): Promise<AbandonableEngine> => {
  const pool = createPool(
    {
      connectionString: url,
      max: MOST_CONNECTIONS,
      // Compiling each plan costs our reports three times what it saves them.
      onConnect: async (client) => void (await client.query('set jit = off')),
    },
    log,
  );
  try {
    const version = await serverVersion(pool).catch((error: Error) => {
      // The driver's message names host and port, never the password.
      throw new EngineRefusal(
        `The database of DATABASE_URL cannot be reached: ${error.message || String(error)}`,
      );
    });
    if (Number.parseInt(version, 10) < OLDEST_VERSION) {
      throw new EngineRefusal(
        `The database of DATABASE_URL is PostgreSQL ${version}; ${OLDEST_VERSION} or later is needed.`,
      );
    }
    const encoding = await pool.query<{ server_encoding: string }>('show server_encoding');
    if (encoding.rows[0]?.server_encoding !== 'UTF8') {
      throw new EngineRefusal('The database of DATABASE_URL must have the encoding UTF8.');
    }
    let closing: Promise<void> | undefined;
    return {
      kind: 'external',
      version,
      url,
      pool,
      close: async () => (closing ??= pool.end()),
      // PostgreSQL rolls back what a broken connection leaves.
      abandon: async () => undefined,
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
};

const readPassword = async (dataFolder: string): Promise<string> => {
  const file = join(dataFolder, 'database-password');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
};

/** Creates our database in a fresh cluster; `postgres` is always there to ask from. */
const ensureDatabase = async (connection: pg.ClientConfig): Promise<void> => {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
};

const PRESENT = 'medspiller is present';

/**
 * Every process shows its presence with one connection that it keeps. Who leaves asks PostgreSQL
 * who else is present, and only the last one stops the server: so a command may run beside the
 * server, outlive it, or be killed, and nobody loses the database below their feet.
 */
class Presence {
  readonly #connection: pg.ClientConfig;
  #client: pg.Client | undefined;
  #leaving = false;

  constructor(connection: pg.ClientConfig) {
    this.#connection = { ...connection, application_name: PRESENT };
  }

  async arrive(): Promise<void> {
    const client = new pg.Client(this.#connection);
    client.on('error', () => undefined);
    // PostgreSQL drops everybody when one of its processes crashes, and is back in a moment.
    client.on('end', () => void this.#comeBack());
    await client.connect();
    this.#client = client;
  }

  async #comeBack(): Promise<void> {
    while (!this.#leaving) {
      await sleep(500, undefined, { ref: false });
      if (this.#leaving) return;
      try {
        return await this.arrive();
      } catch {
        // Still recovering: try again.
      }
    }
  }

  /** True when nobody else is present, or when there is no server left to ask. */
  async leave(): Promise<boolean> {
    this.#leaving = true;
    try {
      const others = await this.#client?.query(
        `select from pg_stat_activity
          where application_name = $1 and pid <> pg_backend_pid()`,
        [PRESENT],
      );
      return others?.rowCount === 0;
    } catch {
      return true;
    } finally {
      await this.#client?.end().catch(() => undefined);
    }
  }
}

const openEmbedded = async (
  cluster: Cluster,
  dataFolder: string,
  log: (line: string) => void,
): Promise<AbandonableEngine> => {
  const lock = async () =>
    lockFolder(
      join(dataFolder, 'database.lock'),
      90_000,
      (pid) =>
        `Process ${pid} has been starting or stopping the database of ${dataFolder} for long.`,
    );
  const opening = await lock();
  let presence: Presence;
  let connection: pg.ClientConfig & { password: string; port: number };
  try {
    const password = await readPassword(dataFolder);
    if (!isCluster(cluster.folder)) {
      log('Creating the database …');
      await createCluster(cluster, password, { durable: true });
    }
    const port = await startCluster(cluster);
    connection = {
      host: LOOPBACK,
      port,
      user: SUPERUSER,
      password,
      database: DATABASE,
      ssl: false,
      application_name: 'medspiller',
    };
    await ensureDatabase(connection);
    presence = new Presence(connection);
    await presence.arrive();
  } finally {
    opening.release();
  }
  const pool = createPool({ ...connection, max: MOST_CONNECTIONS }, log);
  const version = await serverVersion(pool);
  let closing: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    const leaving = await lock();
    try {
      if (await presence.leave()) await stopCluster(cluster);
    } finally {
      leaving.release();
    }
  };
  return {
    kind: 'embedded',
    version,
    url: `postgres://${SUPERUSER}:${connection.password}@${LOOPBACK}:${connection.port}/${DATABASE}`,
    pool,
    close: async () => (closing ??= pool.end().then(leave)),
    // Queries in flight end with the server or with us.
    abandon: leave,
  };
};

const openInDataFolder = async (
  dataFolder: string,
  log: (line: string) => void,
): Promise<AbandonableEngine> => {
  // Others may pass through (the server's user must, when we are root) but not look around.
  await mkdir(dataFolder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  if (hasTrial(dataFolder)) return openTrial(dataFolder, log);
  const binaries = findBinaries();
  if (binaries === undefined || !doTheyRun(binaries)) {
    if (hasCluster(dataFolder)) {
      throw new EngineRefusal(
        `${dataFolder} holds a PostgreSQL database, but PostgreSQL does not run here.`,
      );
    }
    return openTrial(dataFolder, log);
  }
  const cluster = await placeCluster(binaries, dataFolder, databaseAccount(), log);
  const ours = Number.parseInt(binaries.version, 10);
  if (isCluster(cluster.folder) && majorVersion(cluster.folder) !== String(ours)) {
    throw new EngineRefusal(
      `${cluster.folder} was made by PostgreSQL ${majorVersion(cluster.folder)}, and this is ${ours}. ` +
        'Take a backup with the earlier Medspiller and restore it into a new data folder.',
    );
  }
  return openEmbedded(cluster, dataFolder, log);
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Longer than a server with much to write takes, shorter than a person waits. */
const SIGNAL_PATIENCE_MS = 10_000;

const closeOnSignals = (engine: AbandonableEngine): Engine => {
  const onSignal = (signal: NodeJS.Signals): void => {
    // A second signal ends the process at once.
    stopListening();
    const patience = sleep(SIGNAL_PATIENCE_MS, undefined, { ref: false });
    void Promise.race([engine.abandon(), patience])
      .catch(() => undefined)
      .finally(() => process.kill(process.pid, signal));
  };
  const stopListening = (): void => {
    for (const name of SIGNALS) process.off(name, onSignal);
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  return {
    ...engine,
    close: async () => {
      stopListening();
      await engine.close();
    },
  };
};

/** Opens the database; see Engine. Throws EngineRefusal with a sentence when it cannot. */
export const openEngine = async ({
  databaseUrl,
  dataFolder,
  log,
  closeOnSignal = true,
}: EngineOptions): Promise<Engine> => {
  const engine =
    databaseUrl === undefined || databaseUrl === ''
      ? await openInDataFolder(dataFolder, log)
      : await openExternal(databaseUrl, log);
  return closeOnSignal ? closeOnSignals(engine) : engine;
};
