/** The benchmark's own PostgreSQL: fresh, on a folder of its own, set up and durable as in production. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, openStore, type Engine, type Store } from '@medspiller/store';

export interface BenchDatabase {
  readonly engine: Engine;
  readonly store: Store;
  readonly masterKey: Buffer;
  readonly folder: string;
  close(): Promise<void>;
}

export const openBenchDatabase = async (log: (line: string) => void): Promise<BenchDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'medspiller-bench-'));
  // The user that the database server runs as has to pass through.
  await chmod(folder, 0o711);
  const engine = await openEngine({ dataFolder: join(folder, 'data'), log });
  if (engine.kind !== 'embedded')
    throw new Error('The benchmark needs the embedded PostgreSQL, which cannot run here.');
  const masterKey = randomBytes(32);
  const store = await openStore(engine.pool, masterKey);
  return {
    engine,
    store,
    masterKey,
    folder,
    close: async () => {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
