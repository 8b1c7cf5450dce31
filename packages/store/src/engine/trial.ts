import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGliteOptions } from '@electric-sql/pglite';
import type { AbandonableEngine } from './engine.ts';
import { lockFolder } from './folderLock.ts';
import { createPool, serverVersion } from './pool.ts';

const FOLDER_NAME = 'trial';

export const hasTrial = (dataFolder: string): boolean => existsSync(join(dataFolder, FOLDER_NAME));

export const TRIAL_BANNER =
  'TRIAL MODE: PostgreSQL cannot run on this machine, so a small built-in database is used. ' +
  'It has one connection and may lose the last changes in a power cut. ' +
  'For daily use, name a PostgreSQL in DATABASE_URL.';

/**
 * PGlite in the data folder. Two processes on one folder would destroy it silently, so the lock is
 * held as long as it is open. One connection: a query on the pool inside a transaction would wait
 * for itself for ever.
 */
export const openTrial = async (
  dataFolder: string,
  log: (line: string) => void,
): Promise<AbandonableEngine> => {
  const lock = await lockFolder(
    join(dataFolder, 'trial.lock'),
    0,
    (pid) =>
      `In trial mode one process at a time may use the database, and process ${pid} does. ` +
      'Stop it first.',
  );
  try {
    log(TRIAL_BANNER);
    const folder = join(dataFolder, FOLDER_NAME);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { pool, lite } = await openLite({ dataDir: folder }, log);
    const version = await serverVersion(pool);
    const abandon = async (): Promise<void> => lite.close().finally(() => lock.release());
    let closing: Promise<void> | undefined;
    return {
      kind: 'trial',
      version,
      url: undefined,
      pool,
      close: async () => (closing ??= pool.end().then(abandon)),
      abandon,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
};

/** Without a dataDir it lives in memory. */
export const openLite = async (options: PGliteOptions, log: (line: string) => void) => {
  // Loaded here only: 15 MB of WASM that no other engine needs.
  const { PGlite } = await import('@electric-sql/pglite');
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres');
  const lite = await PGlite.create(options);
  const pool = createPool({ ...createPgConfig(lite), max: 1 } as object, log);
  return { pool, lite };
};
