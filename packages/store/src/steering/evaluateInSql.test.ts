import { randomBytes } from 'node:crypto';
import {
  type Condition,
  evaluate,
  type Figure,
  type IndicatorContext,
  KIND_NAMES,
  KINDS,
  type KindName,
  monthRange,
  noRecords,
  periodOfMonth,
  type Records,
} from '@medspiller/domain';
import {
  arbitraryDefinition,
  type ArbitraryQuestion,
  arbitraryQuestion,
  arbitraryRecords,
  municipality,
  ownProgrammes,
} from '@medspiller/domain/testing';
import { ENGINES, type TestDatabase } from '@medspiller/store/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRecords } from '../facts/loadRecords.ts';
import { single, type Tx } from '../transaction.ts';
import { createCprVault } from '../trust/cprVault.ts';
import { caseloads } from './caseload.ts';
import { evaluateInSql, peopleBehind } from './evaluateInSql.ts';
import type { IndicatorRequest } from './request.ts';

const vault = createCprVault(randomBytes(32));
const catalogue = [...ownProgrammes().catalogue.values()];

/** Keys of each kind to void; only kinds that nothing refers to. */
type Voided = Partial<Record<KindName, readonly string[]>>;

const keyOf = (kind: KindName, record: object): string =>
  String((record as Readonly<Record<string, unknown>>)[KINDS[kind].key]);

/** What stands after more records have been imported on top of some, and others voided. */
const afterImport = (before: Records, added: Records, voided: Voided): Records => {
  const after: Record<string, readonly object[]> = { ...noRecords() };
  for (const kind of KIND_NAMES) {
    const rows = new Map<string, object>();
    for (const row of [...before[kind], ...added[kind]]) rows.set(keyOf(kind, row), row);
    for (const key of voided[kind] ?? []) rows.delete(key);
    after[kind] = [...rows.values()];
  }
  return after as unknown as Records;
};

/** Every other record of the kinds at the outer edge. */
const someToVoid = (records: Records): Voided =>
  Object.fromEntries(
    (['activities', 'markers', 'paid_hours', 'enrolments', 'contacts'] as const).map((kind) => [
      kind,
      records[kind].filter((_, index) => index % 2 === 1).map((row) => keyOf(kind, row)),
    ]),
  );

const CONTEXT: IndicatorContext = {
  programme: 'p',
  programmeStart: '2010-05-01',
  targetGroups: ['resource_course'],
  minimumAge: null,
  capLow: 30,
  capHigh: 35,
  parameters: { x: 20 },
  asOf: '2020-05-31',
};

const FIRST_KNOWN = '2022-01-01T00:00:00Z';
const BETWEEN = '2022-01-02T00:00:00Z';
const LATER_KNOWN = '2022-01-03T00:00:00Z';

describe.each(ENGINES)('indicators in SQL on $name', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.open();
  });
  afterAll(() => database.close());

  /** What is written is taken back, so that the next municipality finds the database empty. */
  const undone = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      return await work(client);
    } finally {
      await client.query('rollback');
      client.release();
    }
  };

  /** Whether the records could be loaded: those of two random municipalities may contradict each other. */
  const load = async (
    tx: Tx,
    records: Records,
    at: string,
    deleted: Voided = {},
    today: string | null = null,
  ): Promise<boolean> => {
    const result = await loadRecords(tx, {
      records,
      deleted,
      vault,
      author: { employeeId: null, action: 'import', at },
      today,
    });
    return result.status !== 'refused';
  };

  const inMemory = (requests: readonly IndicatorRequest[], records: Records) =>
    requests.map(({ definition, context, periods }) =>
      evaluate(definition, context, periods, records),
    );

  const requestsOf = (
    questions: readonly ArbitraryQuestion[],
    definitions: readonly IndicatorRequest['definition'][],
  ): readonly IndicatorRequest[] =>
    questions.flatMap(({ context, periods }) =>
      definitions.map((definition) => ({ definition, context, periods })),
    );

  const runs = engine.name === 'PGlite' ? 4 : 30;

  test('every figure of the catalogue, and of any other, is that of the reference, people included', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRecords(),
        fc.array(arbitraryQuestion(), { minLength: 1, maxLength: 2 }),
        fc.array(arbitraryDefinition(), { maxLength: 6 }),
        async (records, questions, definitions) =>
          undone(async (tx) => {
            fc.pre(await load(tx, records, FIRST_KNOWN));
            const requests = requestsOf(questions, [...catalogue, ...definitions]);
            const figures = await evaluateInSql(tx, requests, { people: true });
            expect(figures).toEqual(inMemory(requests, records));
          }),
      ),
      { numRuns: runs },
    );
  });

  test('as known at an earlier instant, corrections and voids are undone', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRecords(),
        arbitraryRecords(),
        arbitraryQuestion(),
        fc.array(arbitraryDefinition(), { maxLength: 4 }),
        async (before, added, question, definitions) =>
          undone(async (tx) => {
            fc.pre(await load(tx, before, FIRST_KNOWN));
            const voided = someToVoid(before);
            fc.pre(await load(tx, added, LATER_KNOWN, voided));
            const kept = afterImport(before, noRecords(), voided);
            const requests = requestsOf([question], [...catalogue, ...definitions]);
            const known = async (asKnown: string | null) =>
              evaluateInSql(tx, requests, { asKnown, people: true });
            expect(await known('2021-12-31T23:59:59Z')).toEqual(inMemory(requests, noRecords()));
            expect(await known(FIRST_KNOWN)).toEqual(inMemory(requests, before));
            expect(await known(BETWEEN)).toEqual(inMemory(requests, before));
            const now = inMemory(requests, afterImport(kept, added, {}));
            expect(await known(LATER_KNOWN)).toEqual(now);
            expect(await known(null)).toEqual(now);
          }),
      ),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  test('a table longer than a number has bits, its months in any order and twice', async () => {
    await undone(async (tx) => {
      const records = municipality({
        citizens: [{ citizen_id: 'B' }],
        cases: [{ case_id: 'S', citizen_id: 'B', opened_on: '2010-01-01' }],
        activities: [
          { activity_id: 'A1', case_id: 'S', from: '2011-02-28', to: '2011-03-01' },
          { activity_id: 'A2', case_id: 'S', from: '2016-12-31', to: null },
        ],
        enrolments: [
          { enrolment_id: 'I', case_id: 'S', programme: 'p', from: '2010-05-05', to: null },
        ],
      });
      expect(await load(tx, records, FIRST_KNOWN)).toBe(true);
      const context = { ...CONTEXT, asOf: '2019-06-15' };
      const months = monthRange('2010-01', '2019-06').toReversed();
      const periods = [...months, '2016-12', '2011-03'].flatMap(
        (month) => periodOfMonth(month, context.asOf) ?? [],
      );
      const requests = requestsOf([{ context, periods }], catalogue);
      const figures = await evaluateInSql(tx, requests, { people: true });
      expect(figures).toEqual(inMemory(requests, records));
      const passive = figures[catalogue.findIndex(({ id }) => id === 'passive')] ?? [];
      expect(passive).toHaveLength(116);
      expect(passive.filter((figure) => figure.numerator === 1)).toHaveLength(77);
    });
  });

  test('on the very day, and at the very second, at which a rule turns', async () => {
    await undone(async (tx) => {
      const openSince = (number: number, opened_on: string) => ({
        case_id: `S${number}`,
        citizen_id: `B${number}`,
        opened_on,
      });
      const talk = { kind: 'conversation', status: 'held', held_on: '2020-05-10' } as const;
      const planned_at = '2020-05-10T08:00:00Z';
      const records = municipality({
        employees: [{ employee_id: 'E1', role: 'company_consultant' }],
        citizens: [1, 2, 3, 4, 5, 6].map((number) => ({
          citizen_id: `B${number}`,
          cpr: `610180000${number}`,
        })),
        cases: [
          openSince(1, '2018-01-01'),
          openSince(2, '2020-01-01'),
          openSince(3, '2020-01-01'),
          { ...openSince(4, '2020-01-01'), awarded_on: '2020-05-17' },
          {
            ...openSince(5, '2019-01-01'),
            awarded_on: '2019-05-10',
            closed_on: '2020-05-10',
            close_reason: 'other',
          },
          { ...openSince(6, '2020-01-01'), closed_on: '2020-06-01', close_reason: 'job' },
        ],
        activities: [{ activity_id: 'A1', case_id: 'S1', from: '2019-05-01', to: '2019-05-31' }],
        inquiries: [
          {
            inquiry_id: 'H1',
            case_id: 'S2',
            received_at: '2020-05-30T22:00:00Z',
            answered_at: null,
          },
        ],
        contacts: [
          { ...talk, contact_id: 'K2', case_id: 'S3', planned_at, with: [] },
          { ...talk, contact_id: 'K1', case_id: 'S3', planned_at, with: ['E1'] },
        ],
        enrolments: [
          {
            enrolment_id: 'I6',
            case_id: 'S6',
            programme: 'p',
            from: '2020-01-01',
            to: '2020-05-20',
          },
        ],
      });
      expect(await load(tx, records, FIRST_KNOWN)).toBe(true);
      const periods = [{ from: '2020-05-01', to: CONTEXT.asOf }];
      const requests = requestsOf([{ context: CONTEXT, periods }], catalogue);
      const figures = await evaluateInSql(tx, requests, { people: true });
      expect(figures).toEqual(inMemory(requests, records));
      const figureOf = (id: string) => figures[catalogue.findIndex((each) => each.id === id)]?.[0];
      // The twelve months that end on 31 May begin on 1 June.
      expect(figureOf('passive_1y')).toMatchObject({ numerator: 1, denominator: 1 });
      // Exactly 24 hours old when the as-of day is over: no longer pending.
      expect(figureOf('answered_in_24h')).toMatchObject({ denominator: 1, pending: 0 });
      // Held and planned at the same time: the key decides which was the second.
      expect(figureOf('consultant_at_second')).toMatchObject({ numerator: 0, denominator: 1 });
      // The deadline is the as-of day itself.
      expect(figureOf('first_conversation_in_time')).toMatchObject({ denominator: 1, pending: 0 });
      // Closed on the day a year after award, and not later.
      expect(figureOf('exits')).toMatchObject({ numerator: 0 });
      // Closed the day after the as-of day: it has not happened.
      expect(figureOf('exited_to_work')).toMatchObject({ numerator: 0, denominator: 1 });
    });
  });

  test('the caseload of a day: caseworkers with none, a case with two, nobody, and another role', async () => {
    await undone(async (tx) => {
      const assignments = [
        ['S1', 'E1', 'caseworker'],
        ['S1', 'E1', 'caseworker'],
        ['S1', 'E2', 'caseworker'],
        ['S2', 'E1', 'caseworker'],
        ['S3', 'E4', 'caseworker'],
        ['S4', 'E1', 'job_broker'],
      ] as const;
      const records = municipality({
        employees: [
          { employee_id: 'E1', name: 'Kim Lauge', cap_high: 35 },
          { employee_id: 'E2' },
          { employee_id: 'E3' },
          { employee_id: 'E4', role: 'team_leader' },
        ],
        citizens: ['B1', 'B2', 'B3', 'B4', 'B5'].map((citizen_id, index) => ({
          citizen_id,
          cpr: `610180000${index}`,
        })),
        cases: [1, 2, 3, 4, 5].map((number) => ({
          case_id: `S${number}`,
          citizen_id: `B${number}`,
          target_group: number === 2 ? 'sickness_benefit' : 'resource_course',
          opened_on: '2019-01-01',
          closed_on: number === 5 ? '2019-06-30' : null,
        })),
        assignments: assignments.map(([case_id, employee_id, role], index) => ({
          assignment_id: `T${index}`,
          case_id,
          employee_id,
          role,
          from: '2019-01-01',
          to: '2019-06-30',
        })),
      });
      expect(await load(tx, records, FIRST_KNOWN)).toBe(true);
      const [after, before] = await caseloads(tx, ['2019-07-01', '2019-06-30'], CONTEXT);
      const countsOf = (employee_id: string, load = before) =>
        load?.employees
          .filter((row) => row.employee_id === employee_id)
          .map(({ all, target_group }) => [all, target_group]);
      expect(before?.employees.map((row) => row.employee_id)).toEqual(['E1', 'E2', 'E3']);
      expect(before?.employees[0]).toMatchObject({ name: 'Kim Lauge', cap_high: 35 });
      expect(countsOf('E1')).toEqual([[2, 1]]);
      expect(countsOf('E2')).toEqual([[1, 1]]);
      expect(countsOf('E3')).toEqual([[0, 0]]);
      expect(before?.unassigned).toEqual({ all: 1, target_group: 1 });
      expect(before?.total).toEqual({ all: 4, target_group: 3 });
      expect(countsOf('E1', after)).toEqual([[0, 0]]);
      expect(after?.unassigned).toEqual({ all: 4, target_group: 3 });
    });
  });

  test('whoever may not see a citizen is told the figure and not the person', async () => {
    await undone(async (tx) => {
      const records = municipality({
        citizens: [
          { citizen_id: 'B1', cpr: '6101800001' },
          { citizen_id: 'B2', cpr: '6101800002' },
        ],
        employees: [{ employee_id: 'E1', team: 'Nord' }],
        cases: [
          { case_id: 'S1', citizen_id: 'B1', opened_on: '2019-01-01' },
          { case_id: 'S2', citizen_id: 'B2', opened_on: '2019-01-01' },
        ],
        assignments: [
          { assignment_id: 'T1', case_id: 'S2', employee_id: 'E1', from: '2019-01-01' },
        ],
        enrolments: [
          { enrolment_id: 'I1', case_id: 'S1', programme: 'p', from: '2019-01-01' },
          { enrolment_id: 'I2', case_id: 'S2', programme: 'p', from: '2019-01-01' },
        ],
      });
      expect(await load(tx, records, FIRST_KNOWN, {}, CONTEXT.asOf)).toBe(true);
      const { rows } = await tx.query<{ id: number }>(
        `select record_id as id from record where kind = 'employees' and key = 'E1'`,
      );
      const periods = [{ from: '2020-01-01', to: '2020-01-31' }];
      const requests = requestsOf([{ context: CONTEXT, periods }], catalogue);
      const passive = catalogue.findIndex(({ id }) => id === 'passive');
      const caseload = catalogue.findIndex(({ id }) => id === 'caseload');
      const scope = { kind: 'own', employeeId: single(rows).id } as const;
      const figures = await evaluateInSql(tx, requests, { people: true, scope });
      expect(figures[passive]?.[0]).toMatchObject({
        numerator: 2,
        denominator: 2,
        people: { numerator: ['B2'], denominator: ['B2'] },
      });
      expect(figures[caseload]?.[0]).toMatchObject({
        numerator: 2,
        people: { numerator: ['B2'], denominator: [] },
      });
      const [everybody] = await peopleBehind(tx, requests.slice(passive, passive + 1));
      expect(everybody?.[0]?.denominator.map((citizen) => citizen.citizen_id)).toEqual([
        'B1',
        'B2',
      ]);
      const nobody = await evaluateInSql(tx, requests, { people: true, scope: { kind: 'none' } });
      expect(nobody.flat().flatMap((figure: Figure) => figure.people.denominator)).toEqual([]);
    });
  });

  test('what cannot be asked is refused as by the reference', async () => {
    await undone(async (tx) => {
      const [definition] = catalogue;
      if (definition === undefined) throw new Error('the catalogue is empty');
      const ask = async (
        counting: IndicatorRequest['definition']['counting'],
        to = '2020-01-31',
        parameters = {},
      ) =>
        evaluateInSql(tx, [
          {
            definition: { ...definition, counting },
            context: { ...CONTEXT, parameters },
            periods: [{ from: '2020-01-01', to }],
          },
        ]);
      const count = (counted: Condition) => ({ method: 'count', unit: 'person', counted }) as const;
      await expect(ask(count({ case: 'open' }))).rejects.toThrow(RangeError);
      await expect(ask(count({ paid_hours: { above: { parameter: 'x' } } }))).rejects.toThrow('x');
      await expect(ask({ method: 'meetings' }, '2020-06-01')).rejects.toThrow(RangeError);
      await expect(ask({ method: 'meetings' }, '2019-12-31')).rejects.toThrow(RangeError);
    });
  });
});
