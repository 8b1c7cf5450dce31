import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  appendFile,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { isAlive } from './folderLock.ts';
import { EngineRefusal } from './refusal.ts';

/** A PostgreSQL data directory, the programs that serve it and the system user they run as. */
export interface Cluster {
  readonly binaries: Pick<Binaries, 'folder'>;
  readonly folder: string;
  readonly account: Account | undefined;
}

export const SUPERUSER = 'medspiller';
export const LOOPBACK = '127.0.0.1';

/** The user's own PG… variables must not steer a server that is ours. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG'))),
  LC_ALL: 'C',
  TZ: 'UTC',
});

const surroundings = (cluster: Cluster) => ({
  // The account may not be able to enter the folder that we were started in.
  cwd: cluster.account === undefined ? cluster.binaries.folder : '/',
  env: environment(),
  ...(cluster.account && { uid: cluster.account.uid, gid: cluster.account.gid }),
});

const run = async (
  cluster: Cluster,
  name: 'initdb' | 'pg_ctl',
  args: string[],
): Promise<{ ok: boolean; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(program(cluster.binaries, name), args, {
      ...surroundings(cluster),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.on('error', reject);
    // `exit`, not `close`: on some systems the server inherits the pipe and would hold it open.
    child.on('exit', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });

/** Settings of every start. Only what an operator would be surprised to find otherwise. */
const SETTINGS = `
listen_addresses = '${LOOPBACK}'
unix_socket_directories = ''
jit = off
timezone = 'UTC'
lc_messages = 'C'
# Nothing about people may land in the log: neither statements nor the values in a broken constraint.
log_min_error_statement = panic
log_error_verbosity = terse
${
  process.platform === 'linux'
    ? '# A killed process leaves no query running behind it.\nclient_connection_check_interval = 2s'
    : ''
}
`;

/**
 * Danish sorting from ICU where the server has it; the language-neutral order of Unicode otherwise
 * (PostgreSQL 15 has no built-in provider, so it falls back to plain C).
 */
const SORTINGS = [
  ['--locale-provider=icu', '--icu-locale=da', '--locale=C'],
  ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
  ['--locale=C'],
];

/** Makes the data directory whole or not at all, so that a crash in the middle leaves nothing behind. */
export const createCluster = async (
  cluster: Cluster,
  password: string,
  options: { durable: boolean },
): Promise<void> => {
  const half = `${cluster.folder}.new`;
  const secret = await mkdtemp(join(tmpdir(), 'medspiller-'));
  const passwordFile = join(secret, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (cluster.account !== undefined) {
      for (const path of [secret, passwordFile]) {
        await chown(path, cluster.account.uid, cluster.account.gid);
      }
    }
    let output = '';
    for (const sorting of SORTINGS) {
      await rm(half, { recursive: true, force: true });
      await mkdir(half, { mode: 0o700 });
      if (cluster.account !== undefined) {
        await chown(half, cluster.account.uid, cluster.account.gid);
      }
      const made = await run(cluster, 'initdb', [
        `--pgdata=${half}`,
        `--username=${SUPERUSER}`,
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        ...sorting,
        ...(options.durable ? [] : ['--no-sync']),
      ]);
      if (made.ok) {
        await appendFile(
          join(half, 'postgresql.conf'),
          options.durable
            ? SETTINGS
            : `${SETTINGS}fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n`,
        );
        await rename(half, cluster.folder);
        return;
      }
      output = made.output;
    }
    await rm(half, { recursive: true, force: true });
    throw new EngineRefusal(`The database could not be created in ${cluster.folder}: ${output}`);
  } finally {
    await rm(secret, { recursive: true, force: true });
  }
};

export const isCluster = (folder: string): boolean => existsSync(join(folder, 'PG_VERSION'));

export const majorVersion = (folder: string): string =>
  readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();

const postmasterFile = (folder: string): string => join(folder, 'postmaster.pid');

const isPostmaster = (pid: number): boolean => {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  // After a crash the number may by now belong to any program, or to a dead one that nobody has cleared away.
  try {
    return /^\d+ \(postgres.*\) [^ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** The port of the server that runs on this directory now, from the file that PostgreSQL keeps. */
export const findRunning = async (
  folder: string,
): Promise<{ port: number; ready: boolean } | undefined> => {
  let lines: string[];
  try {
    lines = (await readFile(postmasterFile(folder), 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (!isPostmaster(Number(lines[0]))) return undefined;
  return { port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
};

const freePort = async (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const SECONDS_TO_START = 60;
const STARTS = 8;
const PAUSE_BETWEEN_STARTS_MS = 500;

/**
 * The file is PostgreSQL's own guard against two servers on one folder, so it stays wherever PostgreSQL can judge it. It
 * cannot where the number has come to belong to another program, or to a dead one that nobody has cleared away.
 */
const clearForeignPid = async (folder: string): Promise<void> => {
  const text = await readFile(postmasterFile(folder), 'utf8').catch(() => null);
  if (text !== null && isAlive(Number(text.split('\n')[0])))
    await rm(postmasterFile(folder), { force: true });
};

/** Starts the server unless one runs; gives its port. The caller holds the folder's lock. */
export const startCluster = async (cluster: Cluster): Promise<number> => {
  const deadline = Date.now() + SECONDS_TO_START * 1000;
  for (;;) {
    const running = await findRunning(cluster.folder);
    if (running === undefined) break;
    if (running.ready) return running.port;
    // Starting after a crash, or stopping on behalf of a process that was killed meanwhile.
    if (Date.now() > deadline) {
      throw new EngineRefusal(`The database server on ${cluster.folder} does not become ready.`);
    }
    await sleep(100);
  }
  await clearForeignPid(cluster.folder);
  const logFile = join(cluster.folder, 'server.log');
  let output = '';
  // Another program may take the port between our looking and the server's start; and after a crash the server refuses
  // while what is left of the old one still writes, which takes a moment to end.
  for (let attempt = 0; attempt < STARTS; attempt += 1) {
    if (attempt > 0) await sleep(PAUSE_BETWEEN_STARTS_MS);
    const port = await freePort();
    const started = await run(cluster, 'pg_ctl', [
      'start',
      `--pgdata=${cluster.folder}`,
      `--log=${logFile}`,
      `--timeout=${SECONDS_TO_START}`,
      '--wait',
      `--options=-p ${port}`,
    ]);
    if (started.ok) return port;
    output = started.output;
  }
  throw new EngineRefusal(
    `The database server could not be started (its log: ${logFile}): ${output}`,
  );
};

/**
 * Ends the server: open transactions are rolled back, everything committed is on disk. Waits without
 * letting anything else run, so that a process that ends with its server does not see its own
 * queries fail first.
 */
export const stopCluster = async (cluster: Cluster): Promise<void> => {
  if ((await findRunning(cluster.folder)) === undefined) return;
  const { status, stdout, stderr } = spawnSync(
    program(cluster.binaries, 'pg_ctl'),
    ['stop', `--pgdata=${cluster.folder}`, '--mode=fast', '--wait'],
    { ...surroundings(cluster), encoding: 'utf8' },
  );
  if (status !== 0 && (await findRunning(cluster.folder)) !== undefined) {
    throw new Error(`The database server could not be stopped: ${stdout}${stderr}`);
  }
};
