import { randomBytes } from 'node:crypto';
import type { CaseScope, Records } from '@medspiller/domain';
import { ENGINES, type TestDatabase } from '@medspiller/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRecords } from '../facts/loadRecords.ts';
import { SAMPLE } from '../facts/sampleRecords.ts';
import { writeFacts } from '../facts/writeFacts.ts';
import { write } from '../transaction.ts';
import { createCprVault } from '../trust/cprVault.ts';
import { lookupsOfCitizen } from '../trust/lookupLog.ts';
import { citizensWithin, countOpenCases } from '../trust/scope.ts';
import { citizenHistory } from './citizenHistory.ts';
import { choices, citizenPage } from './citizenPage.ts';
import { CursorRefusal, listCitizens, type ListRequest } from './listCitizens.ts';
import { filterChoices } from './listFilters.ts';
import { keepCaseToday } from './refreshCaseToday.ts';
import { searchCitizens } from './searchCitizens.ts';

const vault = createCprVault(randomBytes(32));
const TODAY = '2020-04-15';

const MANY = 30;
const NAMES = ['Zenia', 'Åse', 'Ærø', 'Øjvind', 'Anders'];

/** Many cases for paging beside the sample's two: names that need Danish order, a team each, every fifth without anybody. */
const municipality = (): Records => {
  const numbers = Array.from({ length: MANY }, (_, index) => index);
  return {
    ...SAMPLE,
    citizens: [
      ...SAMPLE.citizens,
      ...numbers.map((index) => ({
        ...SAMPLE.citizens[0]!,
        citizen_id: `C${index}`,
        cpr: `71${String((index % 12) + 1).padStart(2, '0')}80${String(1000 + index)}`,
        name: `${NAMES[index % 5]} Prøve${Math.floor(index / 5)}`,
        protected: index === 1,
      })),
    ],
    cases: [
      ...SAMPLE.cases,
      ...numbers.map((index) => ({
        ...SAMPLE.cases[0]!,
        case_id: `D${index}`,
        citizen_id: `C${index}`,
        closed_on: index === 7 ? '2020-03-01' : null,
      })),
    ],
    assignments: [
      ...SAMPLE.assignments,
      ...numbers
        .filter((index) => index % 5 !== 4)
        .map((index) => ({
          ...SAMPLE.assignments[0]!,
          assignment_id: `AD${index}`,
          case_id: `D${index}`,
          employee_id: index % 2 === 0 ? 'E1' : 'E2',
        })),
    ],
    goals: [
      ...SAMPLE.goals,
      ...numbers
        .filter((index) => index % 3 === 0)
        .map((index) => ({
          ...SAMPLE.goals[0]!,
          goal_id: `GD${index}`,
          case_id: `D${index}`,
          text: `Mål ${index % 4}`,
        })),
    ],
  };
};

describe.each(ENGINES)('people on $name', (engine) => {
  let database: TestDatabase;
  let id: (key: string) => number;
  beforeAll(async () => {
    database = await engine.open();
    await write(database.pool, (tx) =>
      loadRecords(tx, {
        records: municipality(),
        vault,
        author: { employeeId: null, action: 'import' },
        today: TODAY,
      }),
    );
    const { rows } = await database.pool.query<{ key: string; record_id: number }>(
      'select key, record_id from record',
    );
    const ids = new Map(rows.map((row) => [row.key, row.record_id]));
    id = (key) => ids.get(key) ?? 0;
  });
  afterAll(() => database.close());

  const list = (request: Partial<ListRequest> = {}) =>
    write(database.pool, (tx) =>
      listCitizens(tx, {
        scope: { kind: 'all' },
        preset: 'all',
        filters: {},
        sort: 'name',
        direction: 'ascending',
        cursor: null,
        limit: 100,
        viewer: { employeeId: id('E1'), action: 'list' },
        ...request,
      }),
    );

  test('names stand in Danish order', async () => {
    const { rows } = await list();
    const first = [...new Set(rows.map(({ name }) => name.split(' ')[0]))];
    expect(first.filter((name) => NAMES.includes(name ?? ''))).toEqual([
      'Anders',
      'Zenia',
      'Ærø',
      'Øjvind',
      'Åse',
    ]);
  });

  test.each([
    'name',
    'goal',
    'last_contact',
    'state',
    'weeks',
    'next_contact',
    'paid_hours',
    'cv',
  ] as const)('pages by %s give every row once, in the order of the whole list', async (sort) => {
    for (const direction of ['ascending', 'descending'] as const) {
      const whole = await list({ sort, direction });
      const paged: number[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({
          sort,
          direction,
          cursor,
          limit: 7,
        });
        paged.push(...page.rows.map((row) => row.case_id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(whole.rows.map((row) => row.case_id));
      expect(whole.total).toBe(MANY + 1);
    }
  });

  test('empty values stand last in both directions', async () => {
    for (const direction of ['ascending', 'descending'] as const) {
      const { rows } = await list({ sort: 'goal', direction });
      const missing = rows.map(({ goal }) => goal === null);
      expect(missing.indexOf(true)).toBe(missing.lastIndexOf(false) + 1);
    }
  });

  test('presets count what they select, within filters', async () => {
    const { presets } = await list();
    for (const preset of Object.keys(presets) as (keyof typeof presets)[]) {
      const { rows, total } = await list({ preset });
      expect(rows, preset).toHaveLength(presets[preset]);
      expect(total, preset).toBe(presets[preset]);
    }
    expect((await list({ filters: { search: 'prøve1 åse' } })).presets.all).toBe(1);
    expect((await list({ filters: { search: '%' } })).presets.all).toBe(0);
  });

  test('a cursor of another sort, or of nobody, is refused', async () => {
    const { nextCursor } = await list({ limit: 2 });
    await expect(list({ sort: 'weeks', cursor: nextCursor })).rejects.toThrow(CursorRefusal);
    await expect(list({ cursor: 'nonsense' })).rejects.toThrow(CursorRefusal);
  });

  test('a person outside is neither listed, counted, found nor shown', async () => {
    const scopes: readonly CaseScope[] = [
      { kind: 'none' },
      { kind: 'own', employeeId: id('E2') },
      { kind: 'team', employeeId: id('E1'), team: 'Nord' },
      { kind: 'team', employeeId: id('E1'), team: 'Syd' },
      { kind: 'team_and_unassigned', employeeId: id('E1'), team: 'Nord' },
      { kind: 'all' },
    ];
    const everybody = ['B1', 'B2', ...Array.from({ length: MANY }, (_, index) => `C${index}`)];
    const reached: number[] = [];
    for (const scope of scopes) {
      const { rows, presets } = await list({ scope });
      const listed = new Set(rows.map((row) => row.citizen_id));
      expect(presets.all).toBe(listed.size);
      await write(database.pool, async (tx) => {
        expect(await countOpenCases(tx, scope)).toBe(listed.size);
        const within = new Set(await citizensWithin(tx, scope, everybody.map(id)));
        reached.push(within.size);
        for (const citizen of listed) expect(within).toContain(citizen);
        const viewer = { employeeId: id('E1') };
        const found = await searchCitizens(tx, { text: '6101701234', scope, vault, viewer });
        const page = await citizenPage(tx, id('B1'), scope, TODAY, viewer);
        const history = await citizenHistory(tx, id('B1'), scope, viewer);
        expect(found.length === 1).toBe(within.has(id('B1')));
        expect(page !== null).toBe(within.has(id('B1')));
        expect(history !== null).toBe(within.has(id('B1')));
      });
    }
    expect(reached[0]).toBe(0);
    expect(reached.at(-1)).toBe(everybody.length);
    // Åse Prøve0 is protected and assigned to E2 of Syd: her own see her, a colleague of the team does not.
    await write(database.pool, async (tx) => {
      const sees = async (scope: CaseScope) =>
        (await citizensWithin(tx, scope, [id('C1')])).length === 1;
      expect(await sees({ kind: 'own', employeeId: id('E2') })).toBe(true);
      expect(await sees({ kind: 'team', employeeId: id('E1'), team: 'Syd' })).toBe(false);
      expect(await sees({ kind: 'team_and_unassigned', employeeId: id('E1'), team: 'Syd' })).toBe(
        true,
      );
    });
  });

  test('search finds by the beginnings of names', async () => {
    const find = (text: string) =>
      write(database.pool, (tx) =>
        searchCitizens(tx, {
          text,
          scope: { kind: 'all' },
          vault,
          viewer: { employeeId: id('E1') },
        }),
      );
    expect((await find('øg aa')).map(({ name }) => name)).toEqual(['Aase Øgård']);
    expect(await find('gård')).toEqual([]);
    expect(await find('610170-1234')).toMatchObject([
      { citizen_id: id('B1'), birth_year: 1970, caseworker: 'Mette Åkjær' },
    ]);
  });

  test('the page holds everything, the history every change, and both are noted', async () => {
    const scope: CaseScope = { kind: 'own', employeeId: id('E1') };
    const viewer = { employeeId: id('E1') };
    const page = await write(database.pool, (tx) =>
      citizenPage(tx, id('B1'), scope, TODAY, viewer),
    );
    expect(page).toMatchObject({
      citizen: { record_id: id('B1'), birth_date: '1970-01-01', sex: 'woman' },
      people: [
        { employee_id: id('E1'), role: 'caseworker', phone: '12345678' },
        { employee_id: id('E2'), role: 'job_broker' },
      ],
      facts: {
        contacts: [{ record_id: id('K1'), with: [id('E2'), id('E1')] }],
        paid_hours: [{ month: '2020-03' }],
      },
      names: { [id('V1')]: 'Nordlys Lager' },
    });
    expect(JSON.stringify(page)).not.toContain('6101701234');
    const goal = page!.facts.goals[0]!;
    await write(database.pool, (tx) =>
      writeFacts(tx, {
        changes: [
          {
            verb: 'correct',
            kind: 'goals',
            id: goal.record_id,
            expectedVersion: goal.version_id,
            values: { text: 'Butik' },
          },
        ],
        author: { employeeId: id('E1'), action: 'correct', reason: 'hun ombestemte sig' },
        today: TODAY,
        vault,
      }),
    );
    const history = await write(database.pool, (tx) => citizenHistory(tx, id('B1'), scope, viewer));
    expect(history!.changes[0]).toMatchObject({
      by: 'Mette Åkjær',
      action: 'correct',
      reason: 'hun ombestemte sig',
      kind: 'goals',
      before: { text: 'Lager, 15 timer' },
      after: { text: 'Butik' },
    });
    const lookups = await write(database.pool, (tx) => lookupsOfCitizen(tx, id('B1')));
    expect(lookups.slice(0, 2)).toMatchObject([
      { name: 'Mette Åkjær', role: 'caseworker', action: 'history' },
      { action: 'page' },
    ]);
    expect(lookups.some(({ action }) => action === 'list')).toBe(true);
  });

  test('choices and filters', async () => {
    await write(database.pool, async (tx) => {
      expect((await choices(tx)).companies).toEqual([
        { company_id: id('V1'), name: 'Nordlys Lager' },
      ]);
      expect(await filterChoices(tx, { kind: 'own', employeeId: id('E2') })).toMatchObject({
        programmes: ['haandholdt'],
      });
    });
  });

  test('a new day works everything out again, once', async () => {
    expect(await keepCaseToday(database.pool, '2020-05-01')).toBe(true);
    expect(await keepCaseToday(database.pool, '2020-05-01')).toBe(false);
    const { rows } = await database.pool.query<{ weeks: number }>(
      'select weeks from case_today where case_id = $1',
      [id('S1')],
    );
    expect(rows).toEqual([{ weeks: 15 }]);
  });
});
