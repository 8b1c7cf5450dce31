import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './testing/browser.ts';
import { idOf } from './testing/lookUp.ts';
import { cprOf, municipality, TODAY } from './testing/municipality.ts';
import { startTestServer, type TestServer } from './testing/testServer.ts';

let server: TestServer;
const lines: string[] = [];
beforeAll(async () => {
  server = await startTestServer({
    today: TODAY,
    records: municipality(),
    log: { level: 'info', stream: { write: (line) => lines.push(line) } },
  });
});
afterAll(async () => server.stop());

describe('every answer', () => {
  it('keeps the browser within strict bounds', async () => {
    const { headers } = await new Browser(server.origin).get('/api/health');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests|\*/);
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('with people in it is kept by no cache', async () => {
    const browser = await server.browserOf('caseworker');
    for (const path of [
      '/api/me',
      '/api/citizens',
      '/api/citizens/download?format=csv',
      '/api/citizens/999999',
    ])
      expect((await browser.get(path)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('a change', () => {
  it('needs the token of the session and a page of our own', async () => {
    const browser = await server.browserOf('caseworker');
    const body = { text: 'anna' };
    expect((await browser.post('/api/search', body)).status).toBe(200);
    expect((await browser.post('/api/search', body, { 'x-csrf-token': '' })).status).toBe(403);
    expect((await browser.post('/api/search', body, { 'x-csrf-token': 'made-up' })).status).toBe(
      403,
    );
    expect(
      (await browser.post('/api/search', body, { origin: 'https://elsewhere.example' })).status,
    ).toBe(403);
    expect(
      (await browser.post('/api/search', body, { 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(403);
    const other = await server.browserOf('team_leader');
    expect(
      (await browser.post('/api/search', body, { 'x-csrf-token': other.csrfToken })).status,
    ).toBe(403);
  });
});

describe('input', () => {
  it('is answered with the field and what would be right, in the language asked for', async () => {
    const browser = await server.browserOf('caseworker');
    const danish = await browser.get('/api/citizens?limit=0&sort=shoe', {
      'accept-language': 'da',
    });
    expect(danish.status).toBe(400);
    expect(danish.json()).toMatchObject({
      error: 'bad_input',
      refusals: [
        { field: 'sort', code: 'invalid_value' },
        { field: 'limit', message: 'Skal være mindst 1.' },
      ],
    });
    const english = await browser.get('/api/citizens?limit=0&language=en');
    expect(english.json()).toMatchObject({
      refusals: [{ field: 'limit', message: 'Must be at least 1.' }],
    });
    const day = await browser.get('/api/caseload?on=2026-02-30', { 'accept-language': 'en-GB' });
    expect(day.json()).toMatchObject({
      refusals: [{ field: 'on', message: 'Must be a day that exists, such as 2017-11-30.' }],
    });
    expect((await browser.get('/api/citizens?cursor=bm9uc2Vuc2U')).status).toBe(400);
  });

  it('that is no JSON, or too long, is refused', async () => {
    const browser = await server.browserOf('caseworker');
    const headers = {
      origin: server.origin,
      'x-csrf-token': browser.csrfToken,
      'content-type': 'application/json',
    };
    expect((await browser.send('POST', '/api/search', { headers, body: '{' })).status).toBe(400);
    expect(
      (
        await browser.send('POST', '/api/search', {
          headers,
          body: JSON.stringify({ text: 'a'.repeat(300_000) }),
        })
      ).status,
    ).toBe(413);
  });
});

describe('the address', () => {
  it('is one: pages under another name of this machine are led to it, calls refused', async () => {
    const port = new URL(server.origin).port;
    const page = await fetch(`http://localhost:${port}/borgere?x=1`, { redirect: 'manual' });
    expect(page.status).toBe(307);
    expect(page.headers.get('location')).toBe(`${server.origin}/borgere?x=1`);
    expect((await fetch(`http://localhost:${port}/api/me`)).status).toBe(421);
    expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);
  });
});

describe('the log', () => {
  it('names nobody: neither numbers nor what was searched for', async () => {
    const browser = await server.browserOf('caseworker');
    lines.length = 0;
    const citizen = await idOf(server.store, 'citizens', 'own');
    await browser.post('/api/search', { text: cprOf('own') });
    await browser.post('/api/search', { text: 'hemmeligord' });
    await browser.get('/api/citizens?search=hemmeligord');
    await browser.get(`/api/citizens?search=${cprOf('own')}&sort=shoe`);
    await browser.get(`/api/citizens/${citizen}`);
    await browser.get(`/${cprOf('own')}`);
    const text = lines.join('');
    expect(text).toContain('"route":"/api/citizens/:citizen_id"');
    expect(text).not.toContain('hemmeligord');
    expect(text).not.toContain(cprOf('own'));
    expect(text).not.toContain('Anna');
    const { rows } = await server.store.pool.query<{ row: string }>(
      'select l::text as row from lookup_log l',
    );
    expect(rows.map(({ row }) => row).join('\n')).not.toMatch(
      new RegExp(`hemmeligord|${cprOf('own')}`),
    );
  });
});

describe('too many requests', () => {
  it('are answered with 429, for that person alone', async () => {
    const slow = await startTestServer({
      today: TODAY,
      records: municipality(),
      requestsPerMinute: 30,
    });
    try {
      const eager = await slow.browserOf('caseworker');
      const statuses = new Set<number>();
      for (let request = 0; request < 40; request += 1)
        statuses.add((await eager.get('/api/me')).status);
      expect([...statuses].sort()).toEqual([200, 429]);
      expect((await eager.get('/api/me')).json()).toEqual({ error: 'too_many_requests' });
    } finally {
      await slow.stop();
    }
  });
});
