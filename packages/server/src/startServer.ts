/** From configuration to a server that answers, and back: opens the database, fills the demo, keeps the clock's work going. */
import { demoMunicipality, vardeScenario, type DemoScenario } from '@medspiller/domain';
import {
  holdsRecords,
  keepCaseToday,
  openEngine,
  openStore,
  projectRoot,
  purgeSessions,
  sealLookupLog,
  type Engine,
  type Store,
} from '@medspiller/store';
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildServer } from './buildServer.ts';
import { realClock, stoppedClock, type Clock } from './clock.ts';
import { fillWithDemo, readDemo, type DemoSetting } from './facts/demoRecords.ts';
import { createUploads, type Uploads } from './facts/uploads.ts';
import { allHandlers } from './allHandlers.ts';
import type { LogTo } from './logger.ts';
import { readProgrammes } from './steering/programmeFiles.ts';
import type { Services } from './services.ts';
import {
  ConfigurationRefusal,
  readConfiguration,
  type Configuration,
  type Demo,
  type Environment,
} from './trust/configuration.ts';
import { employeeDirectory, sessionRecords } from './trust/directory.ts';

const MINUTE_MS = 60_000;
/** How long requests under way may take to end when the server is told to stop. */
const STOP_PATIENCE_MS = 5_000;

export interface StartOptions {
  readonly environment: Environment;
  readonly demo: Demo | null;
  readonly port?: number | undefined;
  /** Lines for the person who starts it: what takes long, and warnings. */
  readonly say: (line: string) => void;
  /** Warnings alone on standard error where nothing is said. */
  readonly log?: LogTo;
  /** The built web app; null serves the API alone. Where nothing is said: where the build puts it. */
  readonly webFolder?: string | null;
}

export interface RunningServer {
  readonly url: string;
  readonly configuration: Configuration;
  readonly app: FastifyInstance;
  readonly stop: () => Promise<void>;
}

const scenarioOf = (demo: Demo): DemoScenario =>
  demo === 'varde' ? vardeScenario() : demoMunicipality({ today: realClock.today() });

/** The demo signs anybody in as anybody, so it and real people never share a database. */
const demoOf = async (
  store: Store,
  demo: Demo | null,
  say: StartOptions['say'],
): Promise<DemoSetting | null> => {
  const held = await readDemo(store);
  if (demo === null) {
    if (held !== null)
      throw new ConfigurationRefusal([
        'This database holds the demo’s invented municipality. Start with --demo, or name another database or data folder (DATABASE_URL, MEDSPILLER_DATA).',
      ]);
    return null;
  }
  if (held !== null) {
    if (held.id !== demo)
      throw new ConfigurationRefusal([
        `This database holds another demo (${held.id}). Start with --demo${held.id === 'varde' ? ' varde' : ''}, or name another data folder (MEDSPILLER_DATA).`,
      ]);
    return held;
  }
  if (await holdsRecords(store.pool))
    throw new ConfigurationRefusal([
      'This database holds records of its own, and in the demo anybody can sign in as anybody. Name another database or data folder (DATABASE_URL, MEDSPILLER_DATA).',
    ]);
  const scenario = scenarioOf(demo);
  say(
    `Making ${scenario.municipality} (${scenario.records.cases.length} cases, invented people) …`,
  );
  let shown = 0;
  return fillWithDemo(store, demo, scenario, (done, of) => {
    const percent = Math.floor((done / of) * 4) * 25;
    if (percent > shown) say(`  ${percent} %`);
    shown = Math.max(shown, percent);
  });
};

export const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** Work that comes round with the clock. One failure is logged and tried again at the next turn. */
const keepTurning = (
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  uploads: Uploads,
  app: FastifyInstance,
): (() => Promise<void>) => {
  let turn: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    try {
      await keepCaseToday(store.pool, clock.today());
      await sealLookupLog(store.pool);
      await purgeSessions(store.pool);
      await uploads.clean();
    } catch (error) {
      app.log.error({ error }, 'the minute’s work failed');
    }
  };
  const timer = setInterval(() => {
    turn = turn.then(work);
  }, MINUTE_MS);
  return async () => {
    clearInterval(timer);
    await turn;
  };
};

const serve = async (
  engine: Engine,
  configuration: Configuration,
  root: string,
  { say, log, webFolder = join(root, 'packages', 'web', 'dist') }: StartOptions,
): Promise<Omit<RunningServer, 'configuration'>> => {
  const store = await openStore(engine.pool, configuration.masterKey);
  const demo = await demoOf(store, configuration.demo, say);
  const clock: Clock = demo?.id === 'varde' ? stoppedClock(demo.today) : realClock;
  const programmes = readProgrammes(join(root, 'programmes'), demo?.programmes);
  if (await keepCaseToday(store.pool, clock.today())) say('The lists stand on today.');
  const services: Services = { ...programmes, store, engine, clock, configuration };
  const uploads = createUploads(configuration.dataFolder);
  const app = await buildServer({
    configuration,
    sessions: sessionRecords(store),
    employees: employeeDirectory(store),
    handlers: (signIn) =>
      allHandlers(services, {
        signIn,
        uploads,
        version: versionOf(root),
        demoPersons: demo?.persons ?? [],
      }),
    webFolder,
    ...(log !== undefined && { log }),
  });
  try {
    await app.listen({ port: configuration.port, host: configuration.host });
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new ConfigurationRefusal([
        `Port ${configuration.port} is taken by another program. Choose another with --port.`,
      ]);
    throw error;
  }
  const stopTurning = keepTurning(services, uploads, app);
  let stopping: Promise<void> | undefined;
  return {
    url: configuration.publicUrl.origin,
    app,
    stop: async () =>
      (stopping ??= (async () => {
        await stopTurning();
        // A connection that hangs must not hold up the rest.
        const patience = setTimeout(() => app.server.closeAllConnections(), STOP_PATIENCE_MS);
        await app.close();
        clearTimeout(patience);
        await engine.close();
      })()),
  };
};

export const startServer = async (options: StartOptions): Promise<RunningServer> => {
  const root = projectRoot();
  const configuration = readConfiguration(options.environment, {
    demo: options.demo,
    root,
    ...(options.port !== undefined && { port: options.port }),
  });
  const engine = await openEngine({
    databaseUrl: configuration.databaseUrl,
    dataFolder: configuration.dataFolder,
    log: options.say,
    closeOnSignal: false,
  });
  try {
    return { configuration, ...(await serve(engine, configuration, root, options)) };
  } catch (error) {
    await engine.close();
    throw error;
  }
};
