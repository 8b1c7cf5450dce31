import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, accountOfUid } from './account.ts';
import { type Binaries, doTheyRun } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import { EngineRefusal } from './refusal.ts';

/** Where a server that does not run as root keeps things when root's own folders are closed to it. */
export const SHARED_FOLDER = '/var/lib/medspiller';

export const canEnter = (folder: string, account: Account): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  }).status === 0;

const openForReading = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openForReading(path);
    else if (entry.isFile()) await chmod(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
};

/** The programs themselves, or a copy of them that the account can reach. */
export const reachableBinaries = async (
  binaries: Binaries,
  account: Account,
  shared: string,
): Promise<Binaries> => {
  if (doTheyRun(binaries, account)) return binaries;
  const copy = { ...binaries, folder: join(shared, `postgresql-${binaries.version}`) };
  if (!existsSync(copy.folder)) {
    const half = `${copy.folder}.${process.pid}`;
    await mkdir(shared, { recursive: true, mode: 0o755 });
    await cp(binaries.folder, half, { recursive: true, verbatimSymlinks: true });
    await openForReading(half);
    await rename(half, copy.folder).catch(async (error: NodeJS.ErrnoException) => {
      await rm(half, { recursive: true, force: true });
      if (!existsSync(copy.folder)) throw error;
    });
  }
  if (!doTheyRun(copy, account)) {
    throw new EngineRefusal(
      `The database server cannot be run by the user ${account.name}, neither from ` +
        `${binaries.folder} nor from ${copy.folder}.`,
    );
  }
  return copy;
};

/** File in the data folder that names the database's place outside it. */
const POINTER = 'database-folder';

/**
 * A folder outside the data folder that belongs to it. It notes whose it is: a moved data folder
 * keeps its database, a copied one gets a database of its own instead of writing into the other's.
 */
const sharedPlace = async (dataFolder: string, shared: string): Promise<string> => {
  const own = await realpath(dataFolder);
  const pointer = join(dataFolder, POINTER);
  const owner = async (place: string): Promise<string | undefined> =>
    readFile(join(place, 'belongs-to'), 'utf8').catch(() => undefined);
  const noted = await readFile(pointer, 'utf8').catch(() => undefined);
  if (noted !== undefined) {
    const before = await owner(noted);
    if (before !== undefined && (before === own || !existsSync(before))) {
      await writeFile(join(noted, 'belongs-to'), own);
      return noted;
    }
  }
  // Never a name that can be found again: whoever deletes the data folder begins anew.
  const place = join(shared, randomBytes(6).toString('hex'));
  await mkdir(place, { recursive: true, mode: 0o755 });
  await writeFile(join(place, 'belongs-to'), own);
  await writeFile(pointer, place);
  return place;
};

const CLUSTER_NAME = 'postgresql';

/** Whether a PostgreSQL database belongs to this data folder, wherever it lies. */
export const hasCluster = (dataFolder: string): boolean =>
  existsSync(join(dataFolder, CLUSTER_NAME)) || existsSync(join(dataFolder, POINTER));

/**
 * Decides where the database lies and who serves it. Ordinary user: in the data folder, as oneself.
 * Root: as `account`, in the data folder where that user can enter it, else under /var/lib.
 */
export const placeCluster = async (
  binaries: Binaries,
  dataFolder: string,
  account: Account | undefined,
  log: (line: string) => void,
  shared = SHARED_FOLDER,
): Promise<Cluster> => {
  const inside = join(dataFolder, CLUSTER_NAME);
  const refuseToOrdinaryUser = (): never => {
    throw new EngineRefusal(
      `The database of ${dataFolder} was made by another user (root, perhaps). Start Medspiller as ` +
        'that user, or choose another data folder with MEDSPILLER_DATA.',
    );
  };
  if (account === undefined) {
    if (existsSync(join(dataFolder, POINTER))) refuseToOrdinaryUser();
    if (existsSync(inside) && statSync(inside).uid !== process.getuid?.()) refuseToOrdinaryUser();
    return { binaries, folder: inside, account };
  }
  // Who has made the database serves it, be it another user than today's choice.
  const serverOf = (folder: string): Account => {
    if (!existsSync(folder)) return account;
    const { uid, gid } = statSync(folder);
    return uid === 0 ? account : accountOfUid(uid, gid);
  };
  if (existsSync(inside) && !canEnter(dataFolder, serverOf(inside))) {
    throw new EngineRefusal(
      `The database in ${inside} is served by the user ${serverOf(inside).name}, who can no longer ` +
        'enter that folder. Open the folders above it for entering (chmod o+x), and start again.',
    );
  }
  const staysInside =
    existsSync(inside) || (!existsSync(join(dataFolder, POINTER)) && canEnter(dataFolder, account));
  const folder = staysInside ? inside : join(await sharedPlace(dataFolder, shared), CLUSTER_NAME);
  const server = serverOf(folder);
  const programs = await reachableBinaries(binaries, server, shared);
  if (!staysInside) {
    log(
      `The database lies in ${folder}: PostgreSQL does not run as root, and the user ${server.name} ` +
        `that serves it cannot enter ${dataFolder}.`,
    );
  } else if (programs !== binaries) {
    log(
      `PostgreSQL runs from ${programs.folder}: the user ${server.name} cannot enter node_modules.`,
    );
  }
  return { binaries: programs, folder, account: server };
};
