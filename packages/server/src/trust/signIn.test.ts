import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRecords, write } from '@medspiller/store';
import { Browser } from '../testing/browser.ts';
import { municipality, TODAY } from '../testing/municipality.ts';
import { startTestServer, type TestServer } from '../testing/testServer.ts';
import { ownPath } from './signIn.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ today: TODAY, records: municipality() });
});
afterAll(async () => server.stop());

const browser = (): Browser => new Browser(server.origin);
const sessionCookie = (from: Browser) => from.cookies.get('medspiller /');
const sessions = async (): Promise<number> => {
  const { rows } = await server.store.pool.query<{ count: number }>('select count(*) from session');
  return rows[0]?.count ?? -1;
};

describe('signing in', () => {
  it('goes all the way round and comes back to where one wanted to go', async () => {
    const own = browser();
    expect((await own.get('/api/me')).status).toBe(401);
    const began = await own.pick('caseworker', '/borgere?reach=all');
    const asked = new URL(began.headers.get('location') ?? '');
    expect(asked.pathname).toBe('/demo-provider/auth');
    expect(asked.searchParams.get('response_type')).toBe('code');
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    expect(asked.searchParams.get('state')).toBeTruthy();
    expect(asked.searchParams.get('nonce')).toBeTruthy();
    const { address } = await own.follow(began);
    expect(address).toBe(`${server.origin}/borgere?reach=all`);
    const me = (await own.get('/api/me')).json() as Record<string, unknown>;
    expect(me).toMatchObject({
      name: 'Medarbejder caseworker',
      role: 'caseworker',
      team: 'East',
      own_cases: 1,
    });
  });

  it('keeps the session out of reach of scripts and other sites', async () => {
    const own = browser();
    await own.signIn('caseworker');
    expect(sessionCookie(own)?.attributes).toMatch(/HttpOnly/);
    expect(sessionCookie(own)?.attributes).toMatch(/SameSite=Lax/i);
  });

  it('gives a new identifier: one that was planted before signing in is worth nothing', async () => {
    const attacker = browser();
    await attacker.signIn('mentor');
    const planted = sessionCookie(attacker);
    const victim = browser();
    if (planted !== undefined) victim.cookies.set('medspiller /', planted);
    await victim.signIn('administrator');
    expect(sessionCookie(victim)?.value).not.toBe(planted?.value);
    expect((await attacker.get('/api/me')).status).toBe(401);
    expect(((await victim.get('/api/me')).json() as { role: string }).role).toBe('administrator');
  });

  it('keeps no identifier that opens a session', async () => {
    const own = browser();
    await own.signIn('caseworker');
    const [id = ''] = decodeURIComponent(sessionCookie(own)?.value ?? '').split('.');
    const { rows } = await server.store.pool.query<{ row: string }>(
      'select s::text as row from session s',
    );
    const all = rows.map(({ row }) => row).join('\n');
    expect(id).not.toBe('');
    expect(all).not.toContain(id);
    expect(all).toContain(createHash('sha256').update(id).digest('hex'));
  });

  it('refuses a pick that another site has sent, and one of somebody unknown', async () => {
    const own = browser();
    expect((await own.pick('caseworker', '/', { 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    expect(
      (await own.pick('caseworker', '/', { origin: 'https://elsewhere.example' })).status,
    ).toBe(403);
    expect((await own.pick('caseworker', '/', {})).status).toBe(403);
    expect((await own.pick('nobody')).status).toBe(400);
  });

  it('signs nobody in by a link to the provider that names somebody', async () => {
    const own = browser();
    const began = await own.get('/sign-in?to=/borgere');
    const address = new URL(began.headers.get('location') ?? '');
    address.searchParams.set('login_hint', 'administrator');
    const { address: end } = await own.follow(await own.get(address.href));
    expect(new URL(end).pathname).toBe('/velkommen');
    expect((await own.get('/api/me')).status).toBe(401);
  });

  it('refuses a callback that nobody here began', async () => {
    const own = browser();
    const answer = await own.get('/sign-in/callback?code=abc&state=def');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Du blev ikke logget ind');
    expect(
      (await own.get('/sign-in/callback?code=abc', { 'accept-language': 'en' })).text,
    ).toContain('You were not signed in');
  });

  it('refuses a code with another state than the one that was sent', async () => {
    const own = browser();
    let step = await own.pick('caseworker');
    for (;;) {
      const next = new URL(step.headers.get('location') ?? '', server.origin);
      if (next.pathname === '/sign-in/callback') {
        next.searchParams.set('state', 'another');
        expect((await own.get(next.href)).status).toBe(400);
        break;
      }
      step = await own.get(next.href);
    }
    expect((await own.get('/api/me')).status).toBe(401);
  });

  it('tells who is no employee so, and opens no session', async () => {
    const before = await sessions();
    await write(server.store.pool, (tx) =>
      loadRecords(tx, {
        records: {},
        deleted: { employees: ['accountant'] },
        author: { employeeId: null, action: 'import' },
        vault: server.store.vault,
        today: TODAY,
      }),
    );
    const own = browser();
    const { answer } = await own.follow(await own.pick('accountant'));
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Du har ikke adgang endnu');
    expect(await sessions()).toBe(before);
  });

  it.each([
    ['/borgere?a=1#b', '/borgere?a=1#b'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/api/exchange/export', '/'],
    ['/sign-in', '/'],
    [undefined, '/'],
    [['/a', '/b'], '/'],
  ])('comes back to %s as %s', (to, expected) => {
    expect(ownPath(to, new URL('https://medspiller.example'))).toBe(expected);
  });
});

describe('signing out', () => {
  it('ends the session in the database and at the provider', async () => {
    const own = browser();
    await own.signIn('caseworker');
    const stolen = browser();
    const cookie = sessionCookie(own);
    if (cookie !== undefined) stolen.cookies.set('medspiller /', cookie);
    expect((await stolen.get('/api/me')).status).toBe(200);
    const before = await sessions();
    const answer = await own.send('POST', '/api/sign-out', {
      headers: { origin: server.origin, 'x-csrf-token': own.csrfToken },
    });
    const { next } = answer.json() as { next: string };
    expect(await sessions()).toBe(before - 1);
    expect((await stolen.get('/api/me')).status).toBe(401);
    expect(new URL(next).pathname).toBe('/demo-provider/session/end');
    const page = await own.get(next);
    expect(page.text).toContain('Log ud');
    const form = /action="([^"]+)".*name="xsrf" value="([^"]+)"/s.exec(page.text);
    const ended = await own.send('POST', form?.[1] ?? '', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ xsrf: form?.[2] ?? '', logout: 'yes' }).toString(),
    });
    expect(ended.headers.get('location')).toBe(`${server.origin}/velkommen`);
  });
});

describe('a session', () => {
  it('is over when the database says so', async () => {
    const own = browser();
    await own.signIn('caseworker');
    await server.store.pool.query("update session set expires_at = now() - interval '1 second'");
    // Believed for five seconds at most.
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    expect((await own.get('/api/me')).status).toBe(401);
  });

  it('follows the employee: a new role counts within seconds', async () => {
    const own = browser();
    await own.signIn('mentor');
    expect((await own.get('/api/programmes')).status).toBe(403);
    const { employees = [] } = municipality();
    await write(server.store.pool, (tx) =>
      loadRecords(tx, {
        records: {
          employees: employees
            .filter(({ employee_id: id }) => id === 'mentor')
            .map((each) => ({ ...each, role: 'auditor' as const })),
        },
        author: { employeeId: null, action: 'import' },
        vault: server.store.vault,
        today: TODAY,
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    expect((await own.get('/api/programmes')).status).toBe(200);
    expect((await own.get('/api/citizens')).status).toBe(403);
  });
});
