/** The built app as somebody starts it: a process of its own, on a free port, a database and a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openTestDatabase, type TestDatabase } from '@medspiller/store/testing';

const ROOT = resolve(import.meta.dirname, '..');
const COMMAND = join(ROOT, 'packages', 'cli', 'bin', 'medspiller.mjs');
const READY = 'Medspiller is ready';
const START_PATIENCE_MS = 100_000;

export type Demo = 'noerreaa' | 'varde';
type Environment = Readonly<Record<string, string>>;

export interface CommandAnswer {
  readonly code: number;
  readonly out: Buffer;
  readonly said: string;
}

const environmentOf = (own: Environment): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TZ: 'Europe/Copenhagen',
  // Tests are quicker than people.
  REQUESTS_PER_MINUTE: '100000',
  ...own,
});

/** `medspiller ARGS`, to its end. */
export const command = async (
  environment: Environment,
  args: readonly string[],
): Promise<CommandAnswer> => {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd: ROOT,
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  let said = '';
  child.stdout.on('data', (part: Buffer) => out.push(part));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, out: Buffer.concat(out), said };
};

export const freePort = async (): Promise<number> =>
  new Promise((found) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });

export interface Process {
  readonly origin: string;
  /** What it said, if it ended without being told to. */
  readonly fault: () => string | null;
  /** As Ctrl C does. */
  readonly stop: () => Promise<void>;
  /** As a power cut does, for the server's own process. */
  readonly kill: () => Promise<void>;
}

/** `medspiller start --demo`, until it answers. */
export const startProcess = async (
  environment: Environment,
  demo: Demo,
  port: number,
): Promise<Process> => {
  const args = ['start', '--demo', ...(demo === 'varde' ? ['varde'] : []), '--port', String(port)];
  const child: ChildProcess = spawn(process.execPath, [COMMAND, ...args], {
    cwd: ROOT,
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const closed = once(child, 'close');
  await new Promise<void>((ready, failed) => {
    const patience = setTimeout(() => {
      child.kill('SIGKILL');
      failed(new Error(`The server did not get ready:\n${said}`));
    }, START_PATIENCE_MS);
    const hear = (part: Buffer): void => {
      said += part.toString();
      if (!said.includes(READY)) return;
      clearTimeout(patience);
      ready();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', () => {
      clearTimeout(patience);
      failed(new Error(`The server ended before it was ready:\n${said}`));
    });
  });
  let told = false;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    told = true;
    child.kill(signal);
    await closed;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    fault: () => (told || child.exitCode === null ? null : `The server ended by itself:\n${said}`),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
};

export interface App extends Process {
  /** The command line beside the server, on the same database. */
  readonly cli: (...args: string[]) => Promise<CommandAnswer>;
}

const MASTER_KEY = createHash('sha256').update('browser tests').digest('base64');

const withFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'medspiller-e2e-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Filling a demo takes seconds: the first file of a run does it, the others copy the database. */
const filledDatabase = async (
  { pool }: TestDatabase,
  server: string,
  demo: Demo,
): Promise<string> => {
  const name = `demo_${demo}`;
  const { rowCount } = await pool.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 1) return name;
  const half = `${name}_half`;
  await pool.query(`drop database if exists ${half} with (force)`);
  await pool.query(`create database ${half}`);
  await withFolder(async (folder) => {
    const filling = await startProcess(
      { MEDSPILLER_DATA: folder, DATABASE_URL: server + half, MEDSPILLER_KEY: MASTER_KEY },
      demo,
      await freePort(),
    );
    await filling.stop();
  });
  await pool.query(`alter database ${half} rename to ${name}`);
  return name;
};

/** The app with a demo that is untouched by the other files. */
export const startApp = async (demo: Demo): Promise<App> => {
  const admin = await openTestDatabase({ migrated: false });
  if (admin.url === undefined)
    throw new Error('The browser tests need PostgreSQL; only PGlite runs here.');
  const server = admin.url.slice(0, admin.url.lastIndexOf('/') + 1);
  const template = await filledDatabase(admin, server, demo);
  const database = `e2e_${process.pid}_${Date.now()}`;
  await admin.pool.query(`create database ${database} template ${template}`);
  const folder = mkdtempSync(join(tmpdir(), 'medspiller-e2e-'));
  const environment = {
    MEDSPILLER_DATA: folder,
    DATABASE_URL: server + database,
    MEDSPILLER_KEY: MASTER_KEY,
  };
  const running = await startProcess(environment, demo, await freePort());
  return {
    ...running,
    cli: (...args) => command(environment, args),
    stop: async () => {
      await running.stop();
      await admin.pool.query(`drop database ${database} with (force)`);
      await admin.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
