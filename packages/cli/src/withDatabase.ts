/** What most commands begin with: the database of this checkout or of DATABASE_URL, its programmes, its day. */
import { join } from 'node:path';
import type { Programme } from '@medspiller/domain';
import {
  dataFolderOf,
  masterKeyOf,
  readDemo,
  readProgrammes,
  realClock,
  stoppedClock,
  type Clock,
  type Programmes,
} from '@medspiller/server';
import {
  keepCaseToday,
  openEngine,
  openStore,
  projectRoot,
  type Engine,
  type Store,
} from '@medspiller/store';
import { UsageError, type Terminal } from './usage.ts';

export const withEngine = async <T>(
  { environment, say }: Terminal,
  work: (engine: Engine, masterKey: Buffer) => Promise<T>,
): Promise<T> => {
  const dataFolder = dataFolderOf(environment, projectRoot());
  const masterKey = masterKeyOf(environment, dataFolder);
  const engine = await openEngine({
    databaseUrl: environment['DATABASE_URL'],
    dataFolder,
    log: say,
  });
  try {
    return await work(engine, masterKey);
  } finally {
    await engine.close();
  }
};

export interface Workplace extends Programmes {
  readonly store: Store;
  readonly clock: Clock;
}

export const withDatabase = async <T>(
  terminal: Terminal,
  work: (workplace: Workplace) => Promise<T>,
): Promise<T> =>
  withEngine(terminal, async ({ pool }, masterKey) => {
    const store = await openStore(pool, masterKey);
    const demo = await readDemo(store);
    const clock = demo?.id === 'varde' ? stoppedClock(demo.today) : realClock;
    await keepCaseToday(pool, clock.today());
    const programmes = readProgrammes(join(projectRoot(), 'programmes'), demo?.programmes);
    return work({ ...programmes, store, clock });
  });

export const programmeNamed = ({ programmes }: Programmes, id: string): Programme => {
  const programme = programmes.get(id);
  if (programme === undefined)
    throw new UsageError(
      `There is no programme ${id}. There are: ${[...programmes.keys()].join(', ')}.`,
    );
  return programme;
};
