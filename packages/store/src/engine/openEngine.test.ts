import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findRunning } from './cluster.ts';
import type { Engine } from './engine.ts';
import { openEngine } from './openEngine.ts';
import { projectRoot } from './projectRoot.ts';
import { openTestDatabase } from './testing.ts';

let dataFolder: string;
let said: string[];
const engines: Engine[] = [];

beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'medspiller-engine-'));
  await chmod(parent, 0o711);
  dataFolder = join(parent, 'data');
  said = [];
});

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
  await rm(join(dataFolder, '..'), { recursive: true, force: true });
});

const open = async (databaseUrl?: string): Promise<Engine> => {
  const engine = await openEngine({
    databaseUrl,
    dataFolder,
    log: (line) => said.push(line),
    closeOnSignal: false,
  });
  engines.push(engine);
  return engine;
};

const cluster = () => join(dataFolder, 'postgresql');
const postmaster = () =>
  Number(readFileSync(join(cluster(), 'postmaster.pid'), 'utf8').split('\n')[0]);
const isServed = async () => (await findRunning(cluster())) !== undefined;

describe('the database in the data folder', () => {
  it('is made, kept, and stopped by the last who leaves', async () => {
    const first = await open();
    expect(first.kind).toBe('embedded');
    expect(first.version).toMatch(/^18\./);
    await first.pool.query(
      "create table name as select unnest(array['Åse', 'Zoe', 'Ære']) as name",
    );

    const second = await open();
    await first.close();
    const { rows } = await second.pool.query('select name from name order by name');
    expect(rows).toEqual([{ name: 'Zoe' }, { name: 'Ære' }, { name: 'Åse' }]);
    await second.close();
    expect(await isServed()).toBe(false);

    const third = await open();
    expect((await third.pool.query('select from name')).rowCount).toBe(3);
  });

  it('can be entered with the password only, which only its owner can read', async () => {
    const engine = await open();
    const file = join(dataFolder, 'database-password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const url = new URL(engine.url ?? '');
    expect(url.password).toBe((await readFile(file, 'utf8')).trim());
    url.password = 'guess';
    await expect(open(url.href)).rejects.toThrow(/password authentication failed/);
  });

  it('has what was committed after the server was killed, and the stale pid file is no hindrance', async () => {
    const before = await open();
    await before.pool.query('create table kept as select 1 as one');
    process.kill(postmaster(), 'SIGKILL');
    // What is left of the server sees that its head is gone.
    await sleep(500);
    engines.splice(0);
    await before.close();
    const after = await open();
    expect((await after.pool.query('select from kept')).rowCount).toBe(1);
  });

  it('is not opened when a later PostgreSQL has made it', async () => {
    await (await open()).close();
    await writeFile(join(cluster(), 'PG_VERSION'), '19\n');
    await expect(open()).rejects.toThrow(/made by PostgreSQL 19, and this is 18/);
  });

  it('is opened once by many who come at the same time', async () => {
    const all = await Promise.all([open(), open(), open()]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    await Promise.all(all.map(async (engine) => engine.close()));
    expect(await isServed()).toBe(false);
  });
});

describe('a process that ends without closing', () => {
  let bundle: string;
  let folder: string;

  beforeAll(async () => {
    // In the project, so that the packages are found from there.
    folder = await mkdtemp(join(projectRoot(), 'node_modules', '.engine-test-'));
    await writeFile(
      join(folder, 'hold.ts'),
      `import { openEngine } from '${join(projectRoot(), 'packages/store/src/engine/index.ts')}';
       const { pool } = await openEngine({ dataFolder: process.argv[2]!, log: console.error });
       await pool.query('create table if not exists saved (number int)');
       await pool.query('insert into saved values (1)');
       const client = await pool.connect();
       await client.query('begin');
       await client.query('insert into saved values (2)');
       console.log('ready');
       await client.query('select pg_sleep(600)');`,
    );
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      build: { ssr: 'hold.ts', outDir: folder, emptyOutDir: false, target: 'node20' },
    });
    bundle = join(folder, 'hold.js');
  });

  afterAll(async () => rm(folder, { recursive: true, force: true }));

  const hold = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [bundle, dataFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes('ready')) break;
    }
    return child;
  };

  it('takes the server with it on a signal, in the middle of a transaction', async () => {
    const child = await hold();
    expect(await isServed()).toBe(true);
    child.kill('SIGTERM');
    const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    expect(signal).toBe('SIGTERM');
    expect(await isServed()).toBe(false);
  });

  it('leaves the server to others on a signal', async () => {
    const child = await hold();
    const engine = await open();
    child.kill('SIGINT');
    await once(child, 'exit');
    const { rows } = await engine.pool.query('select number from saved');
    expect(rows).toEqual([{ number: 1 }]);
  });

  it('loses nothing committed when killed, and the next one to leave stops the server', async () => {
    const child = await hold();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const engine = await open();
    expect((await engine.pool.query('select number from saved')).rows).toEqual([{ number: 1 }]);
    await engine.close();
    expect(await isServed()).toBe(false);
  });
});

describe('the database of DATABASE_URL', () => {
  it('is used as it is, with plans that are not compiled', async () => {
    const { url, close } = await openTestDatabase();
    try {
      const engine = await open(url);
      expect(engine.kind).toBe('external');
      expect((await engine.pool.query('show jit')).rows).toEqual([{ jit: 'off' }]);
      await engine.close();
    } finally {
      await close();
    }
  });

  it('is refused in a sentence without the password when nobody answers', async () => {
    const failure = await open('postgres://somebody:secret@127.0.0.1:9/none').catch(
      (error: Error) => error.message,
    );
    expect(failure).toMatch(/cannot be reached.*127\.0\.0\.1:9/);
    expect(failure).not.toContain('secret');
  });
});
