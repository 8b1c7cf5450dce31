import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROUTES } from '@medspiller/contract';
import { buildServer } from './buildServer.ts';
import { readConfiguration } from './trust/configuration.ts';
import { Browser } from './testing/browser.ts';

const freePort = () => new Promise<number>((resolve) => { const s = createServer(); s.listen(0, '127.0.0.1', () => { const p = (s.address() as AddressInfo).port; s.close(() => resolve(p)); }); });

it('signs in', async () => {
  const port = await freePort();
  const configuration = readConfiguration({ MEDSPILLER_DATA: mkdtempSync(join(tmpdir(), 'ms-')) }, { demo: 'norreaa', port, root: '/' });
  const records = new Map<string, any>();
  let out: any;
  const app = await buildServer({
    configuration, webFolder: null, checkLongAnswers: true, logLevel: 'info',
    sessions: { read: async (id) => records.get(id) ?? null, write: async (id, _e, r) => void records.set(id, structuredClone(r)), moveExpiry: async () => {}, end: async (id) => void records.delete(id) },
    employees: { byId: async (id) => ({ employeeId: id, role: 'caseworker', team: null, name: 'A', initials: 'A' }), byClaim: async (c, v) => v === 'a@x.dk' ? 7 : null,
      demoAccounts: async () => [{ login: 'M1', name: 'Anna', email: 'a@x.dk' }, { login: 'M2', name: 'B', email: 'b@x.dk' }] },
    handlers: (signIn) => ({ ...Object.fromEntries(Object.keys(ROUTES).map((n) => [n, async () => ({})])),
      me: async ({ reply, employee }: any) => ({ employee_id: employee.employeeId, name: 'A', initials: 'A', role: 'caseworker', team: null, permissions: [], rooms: [], municipality: 'x', today: '2020-01-01', demo: true, trial_database: false, own_cases: 1, csrf_token: reply.generateCsrf() }),
      signOut: async ({ request }: any) => { const t = request.session.signedIn.idToken; await request.session.destroy(); out = await signIn.leave(t); return { signed_out: true, next: out }; } } as any),
  });
  await app.listen({ port, host: '127.0.0.1' });
  const b = new Browser(`http://127.0.0.1:${port}`);
  console.log((await b.get('/api/me')).status);
  const p = await b.pick('M1', '/borgere?x=1');
  console.log(p.status, p.headers.get('location'), p.text);
  const { answer, address } = await b.follow(p);
  console.log(answer.status, answer.text, address);
  console.log([...b.cookies]);
  await b.signIn('M1', '/borgere');
  console.log(b.csrfToken);
  const me = await b.get('/api/me');
  console.log(me.status, me.text, me.headers);
  const outA = await b.post('/api/sign-out', undefined as any);
  console.log('out', outA.status, outA.text);
  const end = await b.get(out);
  console.log(end.status, end.text, end.headers);
  const unknown = await b.follow(await b.pick('M2'));
  console.log(unknown.answer.status, unknown.answer.text);
  console.log((await b.get('/api/openapi.json')).text.length, (await b.get('/nowhere')).text);
  console.log((await b.get('/api/citizens?limit=x&sort=z', {'accept-language': 'da'})).text);
  await app.close();
  expect(1).toBe(1);
});
