/** "My citizens" through the real server under load, beside a bare one; and what the server's memory is afterwards. */
import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { saveSession, type Engine, type Store } from '@medspiller/store';
import type { LoadPlan, LoadSeen } from './load.ts';
import { mustAgree, ratioText, wholeText, type Line } from './measure.ts';
import { CASES_EACH, CASEWORKERS, LEADER } from './municipality.ts';
import { loadFromOutside, serve, type Served } from './processes.ts';

const freePort = async (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

const HOUR_MS = 3_600_000;

/** A session as signing in leaves it in the database; gives the cookie that a browser would hold. */
const signIn = async (store: Store, employeeId: number, secret: string): Promise<string> => {
  const id = randomBytes(24).toString('base64url');
  await saveSession(store.pool, id, {
    data: {
      cookie: { originalMaxAge: null, httpOnly: true, sameSite: 'lax', secure: false, path: '/' },
      signedIn: { employeeId, signedInAt: Date.now(), idToken: '' },
    },
    employeeId,
    expiresAt: new Date(Date.now() + HOUR_MS),
  });
  const proof = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '');
  return `medspiller=${encodeURIComponent(`${id}.${proof}`)}`;
};

interface ListedRow {
  readonly case_id: number;
  readonly name: string;
  readonly weeks: number;
  readonly last_contact: { readonly on: string } | null;
  readonly activity_ends_on: string | null;
  readonly paid_hours: readonly number[];
  readonly job_broker: string | null;
  readonly state: { readonly code: string; readonly on: string | null };
}
interface BareRow extends Omit<ListedRow, 'last_contact' | 'state'> {
  readonly last_contact_on: string | null;
  readonly state: string;
  readonly state_day: string | null;
}

const fetched = async <T>(port: number, path: string, cookie: string): Promise<T> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
  if (response.status !== 200)
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};

const LIST = '/api/citizens';
const CLIENTS = 50;
const SECONDS = 6;
const ROUNDS = 3;
const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 300;
const MOST_P95 = 100;

/** The best round of each, taken in turns. */
const loadInTurns = async (
  ways: readonly Pick<LoadPlan, 'port' | 'requests'>[],
): Promise<readonly LoadSeen[]> => {
  const best: LoadSeen[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [way, plan] of ways.entries()) {
      const seen = await loadFromOutside({ ...plan, clients: CLIENTS, seconds: SECONDS });
      const known = best[way];
      if (known === undefined || seen.perSecond > known.perSecond) best[way] = seen;
    }
  return best;
};

const SORTS = [
  'name',
  'weeks',
  'goal',
  'last_contact',
  'next_contact',
  'activity_ends',
  'paid_hours',
  'job_broker',
  'caseworker',
  'target_group',
  'cv',
  'state',
] as const;
const TRIES = 10;

/** The first page of everybody's cases by each column, both ways; the slowest column by the best of its tries. */
const slowestSort = async (
  port: number,
  cookie: string,
): Promise<{ readonly sort: string; readonly milliseconds: number }> => {
  let slowest = { sort: '', milliseconds: 0 };
  for (const sort of SORTS)
    for (const direction of ['ascending', 'descending'] as const) {
      let best = Infinity;
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const start = performance.now();
        const { total } = await fetched<{ total: number }>(
          port,
          `${LIST}?reach=all&sort=${sort}&direction=${direction}`,
          cookie,
        );
        best = Math.min(best, performance.now() - start);
        mustAgree('All cases within reach', total, CASEWORKERS * CASES_EACH);
      }
      if (best > slowest.milliseconds)
        slowest = { sort: `${sort}, ${direction}`, milliseconds: best };
    }
  return slowest;
};

const employeeIds = async (store: Store, keys: readonly string[]): Promise<readonly number[]> => {
  const { rows } = await store.pool.query<{ id: number }>(
    "select record_id as id from record where kind = 'employees' and key = any($1) order by record_id",
    [keys],
  );
  return rows.map(({ id }) => id);
};

const measure = async (
  { port, barePort }: { readonly port: number; readonly barePort: number },
  server: Served,
  workers: readonly { readonly id: number; readonly cookie: string }[],
  leaderCookie: string,
): Promise<readonly Line[]> => {
  for (const { id, cookie } of workers) {
    const { rows } = await fetched<{ rows: ListedRow[] }>(port, LIST, cookie);
    const bare = await fetched<BareRow[]>(barePort, `/citizens/${id}`, '');
    mustAgree(
      'The lists',
      rows.map((row) => [
        row.case_id,
        row.name,
        row.weeks,
        row.last_contact?.on ?? null,
        row.activity_ends_on,
        row.paid_hours,
        row.job_broker,
        row.state.code,
        row.state.on,
      ]),
      bare.map((row) => [
        row.case_id,
        row.name,
        row.weeks,
        row.last_contact_on,
        row.activity_ends_on,
        row.paid_hours,
        row.job_broker,
        row.state,
        row.state_day,
      ]),
    );
    mustAgree('Cases of a caseworker', rows.length, CASES_EACH);
  }
  const [ours, bare] = await loadInTurns([
    { port, requests: workers.map(({ cookie }) => ({ path: LIST, cookie })) },
    { port: barePort, requests: workers.map(({ id }) => ({ path: `/citizens/${id}` })) },
  ]);
  if (ours === undefined || bare === undefined) throw new Error('No round of load was run.');
  const megabytes = (await server.memory()) / MEGABYTE;
  const slowest = await slowestSort(port, leaderCookie);
  const what = `“My citizens”, ${CASEWORKERS} × ${CASES_EACH} cases, ${CLIENTS} clients at once`;
  return [
    {
      what,
      seen: `${wholeText(ours.perSecond)} answers/s`,
      beside: `bare Fastify, one statement ${wholeText(bare.perSecond)}/s`,
      ratio: ratioText(ours.perSecond / bare.perSecond),
      aim: 'at least 0.5',
      reached: ours.perSecond / bare.perSecond >= 0.5,
    },
    {
      what: 'Of 100 answers 95 took at most',
      seen: `${Math.round(ours.p95)} ms`,
      beside: `bare Fastify ${Math.round(bare.p95)} ms`,
      aim: `under ${MOST_P95} ms`,
      reached: ours.p95 < MOST_P95,
    },
    {
      what: `First page of all ${wholeText(CASEWORKERS * CASES_EACH)} cases, slowest column (${slowest.sort})`,
      seen: `${Math.round(slowest.milliseconds)} ms`,
    },
    {
      what: 'Server memory after the load',
      seen: `${Math.round(megabytes)} MB`,
      aim: `under ${MOST_MEGABYTES} MB`,
      reached: megabytes < MOST_MEGABYTES,
    },
  ];
};

export const measureMyCitizens = async ({
  engine,
  store,
  masterKey,
  folder,
}: {
  readonly engine: Engine;
  readonly store: Store;
  readonly masterKey: Buffer;
  readonly folder: string;
}): Promise<readonly Line[]> => {
  const databaseUrl = engine.url ?? '';
  const [port, barePort] = [await freePort(), await freePort()];
  const sessionSecret = randomBytes(32).toString('base64url');
  const origin = `http://127.0.0.1:${port}`;
  // Production as an operator configures it, except that nobody is told to wait.
  const server = await serve('server', {
    DATABASE_URL: databaseUrl,
    MEDSPILLER_KEY: masterKey.toString('base64'),
    MEDSPILLER_DATA: join(folder, 'server'),
    MEDSPILLER_URL: origin,
    PORT: String(port),
    OIDC_ISSUER: `${origin}/nobody-signs-in-anew`,
    OIDC_CLIENT_ID: 'bench',
    OIDC_CLIENT_SECRET: sessionSecret,
    SESSION_SECRET: sessionSecret,
    MUNICIPALITY_NAME: 'Målekøbing Kommune',
    REQUESTS_PER_MINUTE: '100000000',
  });
  try {
    const bare = await serve('bare', { port: barePort, databaseUrl });
    try {
      const ids = await employeeIds(
        store,
        Array.from({ length: CASEWORKERS }, (_, n) => `W${n}`),
      );
      const workers = [];
      for (const id of ids) workers.push({ id, cookie: await signIn(store, id, sessionSecret) });
      const [leader] = await employeeIds(store, [LEADER]);
      return await measure(
        { port, barePort },
        server,
        workers,
        await signIn(store, leader ?? 0, sessionSecret),
      );
    } finally {
      await bare.stop();
    }
  } finally {
    await server.stop();
  }
};
