import { randomBytes } from 'node:crypto';
import {
  evaluate,
  type Figure,
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
import type { Tx } from '../transaction.ts';
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
  ): Promise<boolean> => {
    const result = await loadRecords(tx, {
      records,
      deleted,
      vault,
      author: { employeeId: null, action: 'import', at },
      today: null,
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

  const runs = engine.name === 'PGlite' ? 5 : 40;

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
      { numRuns: Math.ceil(runs / 2) },
    );
  });
});
