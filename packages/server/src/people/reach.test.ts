import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { idOf } from '../testing/lookUp.ts';
import {
  CITIZEN_KEYS,
  CITIZENS,
  cprOf,
  municipality,
  PROGRAMME,
  TODAY,
  type CitizenKey,
} from '../testing/municipality.ts';
import { startTestServer, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
const citizenIds = {} as Record<CitizenKey, number>;
const goalIds = {} as Record<CitizenKey, number>;

beforeAll(async () => {
  server = await startTestServer({ today: TODAY, records: municipality() });
  for (const key of CITIZEN_KEYS) {
    citizenIds[key] = await idOf(server.store, 'citizens', key);
    goalIds[key] = await idOf(server.store, 'goals', key);
  }
});
afterAll(async () => server.stop());

/** Whom each may see, by key. */
const REACH = {
  caseworker: ['own', 'team'],
  colleague: ['own', 'team', 'secret'],
  stranger: ['foreign'],
  team_leader: ['own', 'team', 'secret', 'unassigned'],
  mentor: [],
  project_lead: CITIZEN_KEYS,
} as const satisfies Record<string, readonly CitizenKey[]>;
type Login = keyof typeof REACH;
const LOGINS = Object.keys(REACH) as readonly Login[];

const namesOf = (keys: readonly CitizenKey[]): string[] =>
  keys.map((key) => CITIZENS[key].name).sort();
const named = (text: string): string[] =>
  CITIZEN_KEYS.map((key) => CITIZENS[key].name)
    .filter((name) => text.includes(name))
    .sort();
const outside = (login: Login): readonly CitizenKey[] =>
  CITIZEN_KEYS.filter((key) => !(REACH[login] as readonly CitizenKey[]).includes(key));

interface List {
  rows: { name: string }[];
  total: number;
  presets: Record<string, number>;
}

describe.each(LOGINS)('within the reach of %s', (login) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await server.browserOf(login);
  });

  it('the list shows and counts those, and nobody else', async () => {
    const list = (await browser.get('/api/citizens?reach=all')).json() as List;
    expect(list.rows.map(({ name }) => name).sort()).toEqual(namesOf(REACH[login]));
    expect(list.total).toBe(REACH[login].length);
    expect(list.presets['all']).toBe(REACH[login].length);
    for (const count of Object.values(list.presets))
      expect(count).toBeLessThanOrEqual(REACH[login].length);
  });

  it('filters and paging lead no further', async () => {
    for (const key of outside(login)) {
      const word = CITIZENS[key].name.split(' ')[0] ?? '';
      const list = (await browser.get(`/api/citizens?reach=all&search=${word}`)).json() as List;
      expect(list).toMatchObject({ rows: [], total: 0, presets: { all: 0 } });
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = (
        await browser.get(
          `/api/citizens?reach=all&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
        )
      ).json() as List & { next_cursor: string | null };
      seen.push(...page.rows.map(({ name }) => name));
      cursor = page.next_cursor;
    }
    expect(seen.sort()).toEqual(namesOf(REACH[login]));
  });

  it('the download holds those', async () => {
    const file = await browser.get('/api/citizens/download?reach=all&format=csv&columns=name');
    expect(named(file.text)).toEqual(namesOf(REACH[login]));
  });

  it('search finds those, by name and by number', async () => {
    for (const key of CITIZEN_KEYS) {
      const expected = (REACH[login] as readonly CitizenKey[]).includes(key)
        ? [CITIZENS[key].name]
        : [];
      for (const text of [
        CITIZENS[key].name,
        cprOf(key),
        `${cprOf(key).slice(0, 6)}-${cprOf(key).slice(6)}`,
      ])
        expect(named((await browser.post('/api/search', { text })).text)).toEqual(expected);
    }
  });

  it('others are answered exactly as somebody who does not exist', async () => {
    const unknown = await browser.get('/api/citizens/999999');
    expect(unknown.status).toBe(404);
    for (const key of outside(login))
      for (const path of ['', '/history', ...(login === 'mentor' ? [] : ['/lookups'])]) {
        const answer = await browser.get(`/api/citizens/${citizenIds[key]}${path}`);
        expect([answer.status, answer.text]).toEqual([404, unknown.text]);
      }
  });

  it('nothing can be written about others, by whatever address', async () => {
    if (login === 'project_lead') return;
    const register = (citizen: number, caseId: number) =>
      browser.post(`/api/citizens/${citizen}/facts`, {
        kind: 'markers',
        values: { case_id: caseId, marker: 'absence', from: '2026-01-01' },
        request_id: randomUUID(),
      });
    const own = (REACH[login] as readonly CitizenKey[])[0];
    for (const key of outside(login)) {
      const caseId = await idOf(server.store, 'cases', key);
      expect((await register(citizenIds[key], caseId)).status).toBe(404);
      const goal = { kind: 'goals', expected_version: 1, reason: 'Forkert' };
      expect(
        (await browser.post(`/api/citizens/${citizenIds[key]}/facts/${goalIds[key]}/void`, goal))
          .status,
      ).toBe(404);
      if (own === undefined) continue;
      // By way of a citizen within reach: the case, and the fact, must be that citizen's.
      expect((await register(citizenIds[own], caseId)).status).toBe(422);
      expect(
        (await browser.post(`/api/citizens/${citizenIds[own]}/facts/${goalIds[key]}/void`, goal))
          .status,
      ).toBe(404);
      expect(
        (
          await browser.post(`/api/citizens/${citizenIds[own]}/facts/${goalIds[key]}/correct`, {
            ...goal,
            values: { text: 'Andet' },
          })
        ).status,
      ).toBe(404);
    }
  });
});

describe('the people behind a figure', () => {
  const path = `/api/programmes/${PROGRAMME}/people?indicator=gross_target_group&month=2026-02`;

  it.each(LOGINS.filter((login) => login !== 'mentor'))(
    'are for %s those within reach',
    async (login) => {
      const browser = await server.browserOf(login);
      const answer = (await browser.get(path)).json() as {
        numerator: number;
        people: { name: string }[];
        complete: boolean;
      };
      expect(answer.people.map(({ name }) => name).sort()).toEqual(namesOf(REACH[login]));
      expect(answer.numerator).toBe(CITIZEN_KEYS.length);
      expect(answer.complete).toBe(REACH[login].length === CITIZEN_KEYS.length);
    },
  );
});

describe('those whom nobody is assigned to', () => {
  it('are named for who may see them', async () => {
    const ask = async (login: string) =>
      (
        (await (await server.browserOf(login)).get('/api/caseload')).json() as {
          unassigned: { target_group: number; citizens: { name: string }[] | null };
        }
      ).unassigned;
    expect(await ask('team_leader')).toMatchObject({
      target_group: 1,
      citizens: [{ name: CITIZENS.unassigned.name }],
    });
    expect(await ask('caseworker')).toMatchObject({ target_group: 1, citizens: [] });
    expect(await ask('auditor')).toMatchObject({ target_group: 1, citizens: null });
  });
});

describe('looking', () => {
  it('leaves a trace that those who may see it find', async () => {
    const colleague = await server.browserOf('colleague');
    await colleague.get(`/api/citizens/${citizenIds.team}`);
    const leader = await server.browserOf('team_leader');
    const { lookups } = (await leader.get(`/api/citizens/${citizenIds.team}/lookups`)).json() as {
      lookups: { name: string; action: string }[];
    };
    expect(lookups).toContainEqual(
      expect.objectContaining({ name: 'Medarbejder colleague', action: 'page' }),
    );
  });
});
