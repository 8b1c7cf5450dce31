import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { idOf } from '../testing/lookUp.ts';
import { municipality, PROGRAMME, TODAY } from '../testing/municipality.ts';
import { startTestServer, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
let browser: Browser;
let citizen: number;
let ownCase: number;

beforeAll(async () => {
  server = await startTestServer({ today: TODAY, records: municipality() });
  browser = await server.browserOf('caseworker');
  citizen = await idOf(server.store, 'citizens', 'own');
  ownCase = await idOf(server.store, 'cases', 'own');
});
afterAll(async () => server.stop());

interface Saved {
  record_id: number;
  version_id: number;
}
interface Page {
  goals: { record_id: number; version_id: number; text: string }[];
  paid_hours: { hours: number }[];
}

const register = (kind: string, values: Record<string, unknown>, request_id = randomUUID()) =>
  browser.post(`/api/citizens/${citizen}/facts`, { kind, values, request_id });
const change = (
  verb: 'correct' | 'void',
  record: number,
  body: Record<string, unknown>,
  by = browser,
) => by.post(`/api/citizens/${citizen}/facts/${record}/${verb}`, { reason: 'Tastefejl', ...body });
const page = async (): Promise<Page> =>
  (await browser.get(`/api/citizens/${citizen}`)).json() as Page;

describe('registering', () => {
  it('is done once, however often the same form is sent', async () => {
    const request = randomUUID();
    const values = {
      case_id: ownCase,
      kind: 'education',
      text: 'Pædagogisk assistent',
      from: '2026-03-01',
    };
    const first = await register('goals', values, request);
    const second = await register('goals', values, request);
    expect(first.status).toBe(200);
    expect(second.json()).toEqual(first.json());
    expect((await page()).goals.filter(({ text }) => text === values.text)).toHaveLength(1);
  });

  it('moves the figures at once', async () => {
    const figure = async (): Promise<number> => {
      const answer = (
        await browser.get(`/api/programmes/${PROGRAMME}/people?indicator=paid_hours&month=2026-02`)
      ).json() as { numerator: number };
      return answer.numerator;
    };
    const before = await figure();
    expect(
      (await register('paid_hours', { citizen_id: citizen, month: '2026-02', hours: 12.5 })).status,
    ).toBe(200);
    expect(await figure()).toBe(before + 1);
  });

  it('tells which field cannot be, and why', async () => {
    const missing = await register('goals', { case_id: ownCase, kind: 'job', from: '2026-03-01' });
    expect([missing.status, missing.json()]).toMatchObject([
      400,
      { refusals: [{ field: 'values.text' }] },
    ]);
    const unknown = await register('goals', {
      case_id: ownCase,
      kind: 'job',
      text: 'x',
      from: '2026-03-01',
      colour: 'red',
    });
    expect(unknown.json()).toMatchObject({ refusals: [{ field: 'values.colour' }] });
    const backwards = await register('markers', {
      case_id: ownCase,
      marker: 'absence',
      from: '2026-03-01',
      to: '2026-02-01',
    });
    expect([backwards.status, backwards.json()]).toMatchObject([
      422,
      { error: 'refused', refusals: [{ code: 'to_before_from', field: 'values.to' }] },
    ]);
    const nobody = await register('contacts', {
      case_id: ownCase,
      kind: 'conversation',
      planned_at: '2026-03-02T09:00:00Z',
      status: 'planned',
      with: [999_999],
    });
    expect([nobody.status, nobody.json()]).toMatchObject([
      422,
      { refusals: [{ code: 'unknown_reference', field: 'values.with' }] },
    ]);
  });

  it('of an assignment needs the permission to assign', async () => {
    const mentor = await idOf(server.store, 'employees', 'mentor');
    const body = {
      kind: 'assignments',
      values: { case_id: ownCase, employee_id: mentor, role: 'mentor', from: '2026-03-01' },
      request_id: randomUUID(),
    };
    const consultant = await server.browserOf('company_consultant');
    expect((await consultant.post(`/api/citizens/${citizen}/facts`, body)).status).toBe(403);
    expect((await browser.post(`/api/citizens/${citizen}/facts`, body)).status).toBe(200);
    // The mentor reaches the citizen from now on.
    expect((await (await server.browserOf('mentor')).get(`/api/citizens/${citizen}`)).status).toBe(
      200,
    );
  });
});

describe('two people with the same record', () => {
  it('the second is told what the first has changed, and nothing is lost', async () => {
    const saved = (
      await register('goals', { case_id: ownCase, kind: 'job', text: 'Kok', from: '2026-03-02' })
    ).json() as Saved;
    const colleague = await server.browserOf('colleague');
    const first = await change(
      'correct',
      saved.record_id,
      { kind: 'goals', expected_version: saved.version_id, values: { text: 'Smørrebrødsjomfru' } },
      colleague,
    );
    expect(first.status).toBe(200);
    const second = await change('correct', saved.record_id, {
      kind: 'goals',
      expected_version: saved.version_id,
      values: { text: 'Bager' },
    });
    expect([second.status, second.json()]).toMatchObject([
      409,
      {
        error: 'changed_meanwhile',
        current: {
          version_id: (first.json() as Saved).version_id,
          values: { text: 'Smørrebrødsjomfru' },
        },
        changed_by: 'Medarbejder colleague',
        changed_fields: ['text'],
      },
    ]);
    expect((await page()).goals.find(({ record_id: id }) => id === saved.record_id)?.text).toBe(
      'Smørrebrødsjomfru',
    );
  });

  it('or is told that it was voided', async () => {
    const saved = (
      await register('goals', { case_id: ownCase, kind: 'job', text: 'Maler', from: '2026-03-03' })
    ).json() as Saved;
    const body = { kind: 'goals', expected_version: saved.version_id };
    expect((await change('void', saved.record_id, body)).status).toBe(200);
    const late = await change('correct', saved.record_id, { ...body, values: { text: 'Murer' } });
    expect([late.status, late.json()]).toMatchObject([409, { current: { values: null } }]);
    const { changes } = (await browser.get(`/api/citizens/${citizen}/history`)).json() as {
      changes: { record_id: number; action: string; reason: string | null; by: string | null }[];
    };
    expect(changes.filter(({ record_id: id }) => id === saved.record_id)).toMatchObject([
      { action: 'void', reason: 'Tastefejl', by: 'Medarbejder caseworker' },
      { action: 'register' },
    ]);
  });

  it('needs a reason', async () => {
    const [goal] = (await page()).goals;
    const answer = await change('void', goal?.record_id ?? 0, {
      kind: 'goals',
      expected_version: goal?.version_id,
      reason: ' ',
    });
    expect([answer.status, answer.json()]).toMatchObject([
      400,
      { refusals: [{ field: 'reason' }] },
    ]);
  });
});
