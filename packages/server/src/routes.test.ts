import { ROUTES, type Access, type RouteName } from '@medspiller/contract';
import { may, ROLES, type Role } from '@medspiller/domain';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, type Answer } from './testing/browser.ts';
import { idOf } from './testing/lookUp.ts';
import { municipality, PROGRAMME, TODAY } from './testing/municipality.ts';
import { startTestServer, type TestServer } from './testing/testServer.ts';

interface Sample {
  readonly path: string;
  readonly body?: unknown;
  readonly files?: () => FormData;
  /** What a citizen within reach gives; null where the route is not about one citizen. */
  readonly citizen?: true;
  /** Permissions beside that of the table. */
  readonly also?: 'see_figures';
}

let server: TestServer;
let ids: { citizen: number; goal: number; case: number; goalVersion: number };

const zipless = (): FormData => {
  const form = new FormData();
  form.append('files', new Blob(['employee_id,name,role\nX1,Ny,mentor\n']), 'employees.csv');
  return form;
};

/** A right request for every route: the compiler asks for one for each new route. */
const samples = (): Record<RouteName, Sample> => ({
  health: { path: '/api/health' },
  signInPage: { path: '/api/sign-in' },
  me: { path: '/api/me' },
  signOut: { path: '/api/sign-out' },
  lookups: { path: `/api/citizens/${ids.citizen}/lookups`, citizen: true },
  caseload: { path: '/api/caseload' },
  searchCitizens: { path: '/api/search', body: { text: 'anna' } },
  listCitizens: { path: '/api/citizens?reach=all' },
  citizenFilters: { path: '/api/citizens/filters' },
  downloadCitizens: { path: '/api/citizens/download?format=csv' },
  listViews: { path: '/api/views' },
  saveView: { path: '/api/views', body: { name: 'Min', query: {}, columns: ['name'] } },
  deleteView: { path: '/api/views/999999' },
  citizenPage: { path: `/api/citizens/${ids.citizen}`, citizen: true },
  citizenHistory: { path: `/api/citizens/${ids.citizen}/history`, citizen: true },
  registerFact: {
    path: `/api/citizens/${ids.citizen}/facts`,
    body: {
      kind: 'markers',
      values: { case_id: ids.case, marker: 'absence', from: '2026-01-01' },
      request_id: randomUUID(),
    },
    citizen: true,
  },
  correctFact: {
    path: `/api/citizens/${ids.citizen}/facts/${ids.goal}/correct`,
    body: {
      kind: 'goals',
      expected_version: ids.goalVersion,
      values: { text: 'Gartner' },
      reason: 'Samme',
    },
    citizen: true,
  },
  // A version that never was: within reach the answer is still 404, and nobody's sample takes it from another's.
  voidFact: {
    path: `/api/citizens/${ids.citizen}/facts/${ids.goal}/void`,
    body: { kind: 'goals', expected_version: 999_999, reason: 'Forkert' },
    citizen: true,
  },
  listProgrammes: { path: '/api/programmes' },
  statusTable: { path: `/api/programmes/${PROGRAMME}/status?from=2021-01&to=2021-02` },
  figurePeople: {
    path: `/api/programmes/${PROGRAMME}/people?indicator=gross_target_group&month=2026-02`,
    also: 'see_figures',
  },
  downloadStatus: {
    path: `/api/programmes/${PROGRAMME}/download?format=xlsx&from=2021-01&to=2021-02`,
  },
  registerMeeting: {
    path: `/api/programmes/${PROGRAMME}/meetings`,
    body: { held_on: '2026-02-02', request_id: randomUUID() },
  },
  previewImport: { path: '/api/exchange/preview', files: zipless },
  confirmImport: { path: '/api/exchange/import', body: { upload_id: 'nothing' } },
  listImports: { path: '/api/exchange/imports' },
  exportRecords: { path: '/api/exchange/export' },
});

/** Routes whose right request finds nothing to act on: 404 is their way of saying yes. */
const EMPTY_HANDED: readonly RouteName[] = ['deleteView', 'voidFact', 'confirmImport'];

const REACHES_OWN: readonly Role[] = [
  'caseworker',
  'job_broker',
  'company_consultant',
  'team_leader',
  'professional_coordinator',
  'project_lead',
];

const expectedStatus = (name: RouteName, role: Role, { citizen, also }: Sample): number => {
  const access: Access = ROUTES[name].access;
  if (access !== 'anyone' && access !== 'signed_in' && !may(role, access)) return 403;
  if (also !== undefined && !may(role, also)) return 403;
  if (EMPTY_HANDED.includes(name)) return 404;
  return citizen && !REACHES_OWN.includes(role) ? 404 : 200;
};

const send = (
  browser: Browser,
  name: RouteName,
  { path, body, files }: Sample,
): Promise<Answer> => {
  const { method } = ROUTES[name];
  if (method === 'GET') return browser.get(path);
  if (files !== undefined)
    return browser.send('POST', path, {
      headers: { origin: browser.origin, 'x-csrf-token': browser.csrfToken },
      body: files(),
    });
  if (body !== undefined) return browser.post(path, body);
  return browser.send(method, path, {
    headers: { origin: browser.origin, 'x-csrf-token': browser.csrfToken },
  });
};

beforeAll(async () => {
  server = await startTestServer({ today: TODAY, records: municipality() });
  const goal = await idOf(server.store, 'goals', 'own');
  const { rows } = await server.store.pool.query<{ version_id: number }>(
    'select version_id from goals where record_id = $1',
    [goal],
  );
  ids = {
    citizen: await idOf(server.store, 'citizens', 'own'),
    case: await idOf(server.store, 'cases', 'own'),
    goal,
    goalVersion: rows[0]?.version_id ?? 0,
  };
});
afterAll(async () => server.stop());

const NAMES = Object.keys(ROUTES) as readonly RouteName[];

describe('every route, for everybody', () => {
  it('asks who is not signed in to sign in', async () => {
    const nobody = new Browser(server.origin);
    for (const name of NAMES) {
      const { status } = await send(nobody, name, samples()[name]);
      expect(`${name} ${status}`).toBe(`${name} ${ROUTES[name].access === 'anyone' ? 200 : 401}`);
    }
  });

  it.each(ROLES)('gives the role %s what the table says, and nothing else', async (role) => {
    const browser = await server.browserOf(role);
    const answers: Partial<Record<RouteName, number>> = {};
    const expected: Partial<Record<RouteName, number>> = {};
    // Signing out last, or there would be nobody to answer.
    for (const name of [...NAMES.filter((each) => each !== 'signOut'), 'signOut' as const]) {
      const sample = samples()[name];
      answers[name] = (await send(browser, name, sample)).status;
      expected[name] = expectedStatus(name, role, sample);
    }
    expect(answers).toEqual(expected);
  });

  it('answers an address that nobody knows with 404, and one that is known under another method too', async () => {
    const browser = await server.browserOf('caseworker');
    expect((await browser.get('/api/nothing')).json()).toEqual({ error: 'not_found' });
    expect((await browser.send('PUT', '/api/me')).status).toBe(404);
  });
});
