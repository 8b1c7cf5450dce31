import { chmod, chown, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseAccount, lookUpAccount } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';
import { createCluster, findRunning, startCluster, stopCluster } from './cluster.ts';
import { placeCluster } from './place.ts';

const isRoot = process.getuid?.() === 0;
const binaries = findBinaries() as Binaries;

describe.runIf(isRoot)('as root', () => {
  let folder: string;
  let home: string;
  let shared: string;
  let said: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'medspiller-place-'));
    await chmod(folder, 0o711);
    home = join(folder, 'home');
    shared = join(folder, 'shared');
    await mkdir(join(home, 'data'), { recursive: true });
    said = [];
  });

  afterEach(async () => rm(folder, { recursive: true, force: true }));

  const place = async (programs = binaries, data = join(home, 'data')) =>
    placeCluster(programs, data, databaseAccount(), (line) => said.push(line), shared);

  /** Programs in the home: the checkout itself may stand under one that only root may enter. */
  const programsInHome = async (): Promise<Binaries> => {
    const inHome: Binaries = { ...binaries, folder: join(home, 'native') };
    await cp(binaries.folder, inHome.folder, { recursive: true, verbatimSymlinks: true });
    return inHome;
  };

  it('serves it in the data folder as the machine’s database user, and says nothing', async () => {
    const cluster = await place(await programsInHome());
    expect(cluster.folder).toBe(join(home, 'data', 'postgresql'));
    expect(cluster.account?.uid).not.toBe(0);
    expect(said).toEqual([]);
  });

  it('takes another user where there is no `postgres`', () => {
    const created: string[] = [];
    const account = databaseAccount(
      (name) => (name === 'nobody' || created.includes(name) ? lookUpAccount('nobody') : undefined),
      () => void created.push('medspiller'),
    );
    expect(created).toEqual(['medspiller']);
    expect(account?.uid).toBe(lookUpAccount('nobody')?.uid);
  });

  it('under a home that only root may enter, puts programs and data where the user may go', async () => {
    const inHome = await programsInHome();
    await chmod(home, 0o700);
    const cluster = await place(inHome);
    expect(dirname(dirname(cluster.folder))).toBe(shared);
    expect(cluster.binaries.folder.startsWith(shared)).toBe(true);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(cluster.folder);

    await createCluster(cluster, 'password', { durable: false });
    await startCluster(cluster);
    expect((await findRunning(cluster.folder))?.ready).toBe(true);
    await stopCluster(cluster);

    // The home being opened later does not hide the database.
    await chmod(home, 0o755);
    expect((await place(inHome)).folder).toBe(cluster.folder);
  });

  it('follows a data folder that moved, and gives a copied one a place of its own', async () => {
    await chmod(home, 0o700);
    const original = await place();
    await mkdir(original.folder);
    await cp(home, join(folder, 'copy'), { recursive: true });
    await chmod(join(folder, 'copy'), 0o700);
    const copy = await place(binaries, join(folder, 'copy', 'data'));
    expect(copy.folder).not.toBe(original.folder);
    await rename(home, join(folder, 'moved'));
    const moved = await place(binaries, join(folder, 'moved', 'data'));
    expect(moved.folder).toBe(original.folder);
  });

  it('begins anew when the data folder was deleted', async () => {
    await chmod(home, 0o700);
    const before = await place();
    await rm(join(home, 'data'), { recursive: true });
    await mkdir(join(home, 'data'));
    expect((await place()).folder).not.toBe(before.folder);
  });

  it('refuses when a home was closed after the database was made in it', async () => {
    await mkdir(join(home, 'data', 'postgresql'));
    await chmod(home, 0o700);
    await expect(place()).rejects.toThrow(/can no longer enter/);
  });
});

describe('as an ordinary user', () => {
  it('serves it in the data folder as oneself', async () => {
    await expect(placeCluster(binaries, '/nowhere', undefined, () => undefined)).resolves.toEqual({
      binaries,
      folder: '/nowhere/postgresql',
      account: undefined,
    });
  });

  it.runIf(isRoot)('refuses a database that another user has made', async () => {
    const data = await mkdtemp(join(tmpdir(), 'medspiller-place-'));
    await mkdir(join(data, 'postgresql'));
    await chown(join(data, 'postgresql'), 12_345, 12_345);
    await expect(placeCluster(binaries, data, undefined, () => undefined)).rejects.toThrow(
      /made by another user/,
    );
    await rm(data, { recursive: true });
  });
});
