/** The real server on a real database, over loopback HTTP, in the demo (the only way to sign in without a provider). */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Records } from '@medspiller/domain';
import { loadRecords, openStore, projectRoot, write, type Store } from '@medspiller/store';
import { openTestDatabase } from '@medspiller/store/testing';
import type { FastifyInstance } from 'fastify';
import { allHandlers } from '../allHandlers.ts';
import { buildServer } from '../buildServer.ts';
import { stoppedClock, type Clock } from '../clock.ts';
import { createUploads } from '../facts/uploads.ts';
import type { LogTo } from '../logger.ts';
import type { Services } from '../services.ts';
import { readProgrammes } from '../steering/programmeFiles.ts';
import { readConfiguration, type Configuration } from '../trust/configuration.ts';
import { employeeDirectory, sessionRecords } from '../trust/directory.ts';
import { Browser } from './browser.ts';

export const freePort = async (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

export interface TestServer {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly clock: Clock;
  readonly configuration: Configuration;
  readonly origin: string;
  /** Somebody signed in, all the way round. */
  readonly browserOf: (login: string) => Promise<Browser>;
  readonly stop: () => Promise<void>;
}

export const startTestServer = async (options: {
  readonly today: string;
  readonly records: Partial<Records>;
  readonly requestsPerMinute?: number;
  readonly log?: LogTo;
}): Promise<TestServer> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'medspiller-server-'));
  const port = await freePort();
  const configuration = readConfiguration(
    {
      MEDSPILLER_DATA: dataFolder,
      REQUESTS_PER_MINUTE: String(options.requestsPerMinute ?? 1_000_000),
    },
    { demo: 'noerreaa', port, root: '/' },
  );
  const database = await openTestDatabase();
  const store = await openStore(database.pool, configuration.masterKey);
  await write(store.pool, (tx) =>
    loadRecords(tx, {
      records: options.records,
      author: { employeeId: null, action: 'import' },
      vault: store.vault,
      today: options.today,
    }),
  );
  const clock = stoppedClock(options.today);
  const services: Services = {
    ...readProgrammes(join(projectRoot(), 'programmes')),
    store,
    engine: { kind: 'embedded' },
    clock,
    configuration,
  };
  const app = await buildServer({
    configuration,
    sessions: sessionRecords(store),
    employees: employeeDirectory(store),
    handlers: (signIn) =>
      allHandlers(services, {
        signIn,
        uploads: createUploads(dataFolder),
        version: '0',
        demoPersons: [],
      }),
    webFolder: null,
    checkLongAnswers: true,
    ...(options.log !== undefined && { log: options.log }),
  });
  await app.listen({ port, host: '127.0.0.1' });
  const origin = configuration.publicUrl.origin;
  return {
    app,
    store,
    clock,
    configuration,
    origin,
    browserOf: async (login) => {
      const browser = new Browser(origin);
      await browser.signIn(login);
      return browser;
    },
    stop: async () => {
      await app.close();
      await database.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};
