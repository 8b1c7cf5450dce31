import { vardeScenario, type Records } from '@medspiller/domain';
import { loadRecords, openStore, write } from '@medspiller/store';
import { openTestDatabase, type TestDatabase } from '@medspiller/store/testing';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from './startServer.ts';
import { Browser } from './testing/browser.ts';
import { municipality, TODAY } from './testing/municipality.ts';
import { freePort } from './testing/testServer.ts';
import { ConfigurationRefusal, type Demo } from './trust/configuration.ts';

let folder: string;
let database: TestDatabase;
let key: Buffer;
const said: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medspiller-start-'));
  database = await openTestDatabase();
  key = randomBytes(32);
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (
  demo: Demo | null,
  more: Record<string, string> = {},
): Promise<RunningServer> =>
  startServer({
    environment: {
      MEDSPILLER_DATA: folder,
      DATABASE_URL: database.url,
      MEDSPILLER_KEY: key.toString('base64'),
      ...more,
    },
    demo,
    port: await freePort(),
    say: (line) => said.push(line),
    webFolder: null,
  });

const fill = async (records: Partial<Records>): Promise<void> => {
  const store = await openStore(database.pool, key);
  await write(store.pool, (tx) =>
    loadRecords(tx, {
      records,
      author: { employeeId: null, action: 'import' },
      vault: store.vault,
      today: TODAY,
    }),
  );
};

const PRODUCTION = {
  MEDSPILLER_URL: 'https://medspiller.kommune.example',
  OIDC_ISSUER: 'https://login.kommune.example',
  OIDC_CLIENT_ID: 'medspiller',
  OIDC_CLIENT_SECRET: 'given-by-the-provider',
  SESSION_SECRET: randomBytes(32).toString('base64'),
  MUNICIPALITY_NAME: 'Nørreå Kommune',
};

describe('the demo', () => {
  it('fills an empty database, stands on its day, and starts again as it was', async () => {
    const first = await start('varde');
    const page = (await new Browser(first.url).get('/api/sign-in')).json() as {
      demo: boolean;
      persons: { login: string }[];
    };
    expect(page.demo).toBe(true);
    expect(page.persons.map(({ login }) => login)).toEqual(
      vardeScenario().persons.map((each) => each.employee_id),
    );
    const browser = new Browser(first.url);
    await browser.signIn(page.persons[0]?.login ?? '');
    expect((await browser.get('/api/me')).json()).toMatchObject({
      today: '2017-11-30',
      municipality: 'Varde Kommune',
    });
    expect((await browser.get('/api/caseload')).json()).toMatchObject({
      assigned: 225,
      total: { all: 353, target_group: 233 },
    });
    // Known as it came to be known: an earlier day shows less.
    const earlier = (await browser.get('/api/caseload?as_known=2016-06-30T12:00:00Z')).json() as {
      total: { all: number };
    };
    expect(earlier.total.all).toBeGreaterThan(0);
    expect(earlier.total.all).toBeLessThan(353);
    await first.stop();
    await expect(new Browser(first.url).get('/api/health')).rejects.toThrow();
    said.length = 0;
    await (await start('varde')).stop();
    expect(said.join('\n')).not.toContain('Making');
  });

  it('and real people never share a database', async () => {
    await fill(municipality());
    await expect(start('noerreaa')).rejects.toThrow(ConfigurationRefusal);
    await expect(start('noerreaa')).rejects.toThrow('holds records of its own');
  });

  it('is refused where the demo is not asked for', async () => {
    await (await start('varde')).stop();
    await expect(start(null, PRODUCTION)).rejects.toThrow('invented municipality');
    await expect(start('noerreaa')).rejects.toThrow('another demo');
  });
});

describe('in production', () => {
  it('there is no identity provider in the process, and cookies need https', async () => {
    await fill(municipality());
    const server = await start(null, PRODUCTION);
    try {
      const at = (path: string, headers: Record<string, string> = {}) =>
        server.app.inject({
          url: path,
          headers: { host: 'medspiller.kommune.example', ...headers },
        });
      for (const path of [
        '/demo-provider',
        '/demo-provider/.well-known/openid-configuration',
        '/demo-provider/auth',
      ])
        expect((await at(path)).statusCode).toBe(404);
      const pick = await server.app.inject({
        method: 'POST',
        url: '/sign-in',
        headers: {
          host: 'medspiller.kommune.example',
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: 'login=administrator',
      });
      expect(pick.statusCode).toBe(404);
      expect((await at('/api/sign-in')).json()).toEqual({
        municipality: 'Nørreå Kommune',
        demo: false,
        persons: [],
      });
      expect((await at('/api/health')).headers['strict-transport-security']).toContain(
        'max-age=31536000',
      );
      const plain = await at('/sign-in');
      expect([plain.statusCode, plain.payload.includes('X-Forwarded-Proto')]).toEqual([400, true]);
      // The provider of this test cannot be reached: the page says so, and the server lives.
      const proxied = await at('/sign-in', { 'x-forwarded-proto': 'https' });
      expect([proxied.statusCode, proxied.payload.includes('Login svarer ikke')]).toEqual([
        502,
        true,
      ]);
    } finally {
      await server.stop();
    }
  });
});
