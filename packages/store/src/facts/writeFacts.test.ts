import { randomBytes, randomUUID } from 'node:crypto';
import { ENGINES, SERVERS, type TestDatabase } from '@medspiller/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { write } from '../transaction.ts';
import { createCprVault } from '../trust/cprVault.ts';
import { loadRecords } from './loadRecords.ts';
import { SAMPLE } from './sampleRecords.ts';
import { writeFacts, type FactChange, type WriteResult } from './writeFacts.ts';

const vault = createCprVault(randomBytes(32));
const TODAY = '2020-04-15';

const loaded = async (database: TestDatabase) => {
  await write(database.pool, (tx) =>
    loadRecords(tx, {
      records: SAMPLE,
      vault,
      author: { employeeId: null, action: 'import' },
      today: TODAY,
    }),
  );
  const { rows } = await database.pool.query<{ key: string; record_id: number }>(
    'select key, record_id from record',
  );
  const ids = new Map(rows.map((row) => [row.key, row.record_id]));
  return (key: string): number => ids.get(key) ?? 0;
};

const writeTo = async (
  database: TestDatabase,
  employeeId: number | null,
  changes: readonly FactChange[],
  requestId?: string,
): Promise<WriteResult> =>
  write(database.pool, (tx) =>
    writeFacts(tx, {
      changes,
      author: {
        employeeId,
        action: changes[0]?.verb ?? 'register',
        reason: 'a test',
        ...(requestId !== undefined && { requestId }),
      },
      today: TODAY,
      vault,
    }),
  );

describe.each(ENGINES)('writing facts on $name', (engine) => {
  let database: TestDatabase;
  let id: (key: string) => number;
  beforeAll(async () => {
    database = await engine.open();
    id = await loaded(database);
  });
  afterAll(() => database.close());

  const stateOf = async (key: string): Promise<Record<string, unknown> | undefined> => {
    const { rows } = await database.pool.query<Record<string, unknown>>(
      'select * from case_today where case_id = $1',
      [id(key)],
    );
    return rows[0];
  };

  test('what is registered counts at once, in the list too', async () => {
    expect(await stateOf('S2')).toMatchObject({ goal: null, passive_since: '2020-02-01' });
    const result = await writeTo(database, id('E1'), [
      {
        verb: 'register',
        kind: 'goals',
        values: { case_id: id('S2'), kind: 'job', text: 'Butik', from: TODAY },
      },
      {
        verb: 'register',
        kind: 'activities',
        values: { case_id: id('S2'), kind: 'mentor', from: TODAY, to: '2020-05-01' },
      },
    ]);
    expect(result).toMatchObject({ ok: true, citizenIds: [id('B2')] });
    expect(await stateOf('S2')).toMatchObject({
      goal: 'Butik',
      passive_since: null,
      goes_passive_on: '2020-05-01',
    });
  });

  test('a correction keeps the version before, a void closes', async () => {
    const { rows } = await database.pool.query<{ version_id: number }>(
      'select version_id from paid_hours',
    );
    const first = rows[0]!.version_id;
    const corrected = await writeTo(database, id('E1'), [
      {
        verb: 'correct',
        kind: 'paid_hours',
        id: id('L1'),
        expectedVersion: first,
        values: { hours: 9 },
      },
    ]);
    expect(corrected.ok).toBe(true);
    const second = corrected.ok ? corrected.facts[0]!.versionId! : 0;
    const { rows: versions } = await database.pool.query<Record<string, unknown>>(
      `select version_id, hours, known_to = 'infinity' as counts, month from paid_hours order by version_id`,
    );
    expect(versions).toEqual([
      { version_id: first, hours: 7.25, counts: false, month: '2020-03-01' },
      { version_id: second, hours: 9, counts: true, month: '2020-03-01' },
    ]);
    const voided = await writeTo(database, id('E1'), [
      { verb: 'void', kind: 'paid_hours', id: id('L1'), expectedVersion: second },
    ]);
    expect(voided).toMatchObject({ ok: true, facts: [{ id: id('L1'), versionId: null }] });
    const { rowCount } = await database.pool.query(
      "select from paid_hours where known_to = 'infinity'",
    );
    expect(rowCount).toBe(0);
  });

  test('correcting to the same values adds nothing', async () => {
    const { rows } = await database.pool.query<{ version_id: number }>(
      'select version_id from contacts',
    );
    const version = rows[0]!.version_id;
    const result = await writeTo(database, null, [
      {
        verb: 'correct',
        kind: 'contacts',
        id: id('K1'),
        expectedVersion: version,
        values: { place: 'walk', with: [id('E2'), id('E1')], planned_at: '2020-01-20T09:00:00Z' },
      },
    ]);
    expect(result).toMatchObject({ ok: true, facts: [{ versionId: version }] });
  });

  test('the second of two is told what changed, by whom, and nothing is lost', async () => {
    const { rows } = await database.pool.query<{ version_id: number }>(
      "select version_id from markers where known_to = 'infinity'",
    );
    const version = rows[0]!.version_id;
    const correct = (employee: string, to: string) =>
      writeTo(database, id(employee), [
        {
          verb: 'correct',
          kind: 'markers',
          id: id('M1'),
          expectedVersion: version,
          values: { to },
        },
      ]);
    expect((await correct('E1', '2020-12-31')).ok).toBe(true);
    expect(await correct('E2', '2021-06-30')).toMatchObject({
      ok: false,
      refusal: {
        code: 'changed_meanwhile',
        current: { to: '2020-12-31' },
        changedBy: { employeeId: id('E1'), name: 'Mette Åkjær' },
        fields: ['to'],
      },
    });
  });

  test('what cannot be is refused with the field', async () => {
    const register = (values: Record<string, unknown>, kind: FactChange['kind'] = 'markers') =>
      writeTo(database, null, [{ verb: 'register', kind, values }]);
    expect(await register({ case_id: 999_999, marker: 'absence', from: TODAY })).toMatchObject({
      refusal: { code: 'unknown_reference', field: 'case_id' },
    });
    expect(await register({ case_id: id('B1'), marker: 'absence', from: TODAY })).toMatchObject({
      refusal: { code: 'unknown_reference' },
    });
    expect(
      await register({ case_id: id('S1'), marker: 'absence', from: TODAY, to: '2020-01-01' }),
    ).toMatchObject({
      refusal: { code: 'invalid', faults: [{ field: 'to', code: 'to_before_from' }] },
    });
    expect(await register({ case_id: id('S1'), from: TODAY })).toMatchObject({
      refusal: { code: 'invalid', faults: [{ field: 'marker', code: 'missing' }] },
    });
    expect(await register({ cpr: '6101701234', name: 'Tvilling' }, 'citizens')).toMatchObject({
      refusal: { code: 'cpr_taken' },
    });
    const { rows } = await database.pool.query<{ version_id: number }>(
      'select version_id from cases where record_id = $1',
      [id('S1')],
    );
    expect(
      await writeTo(database, null, [
        { verb: 'void', kind: 'cases', id: id('S1'), expectedVersion: rows[0]!.version_id },
      ]),
    ).toMatchObject({ refusal: { code: 'still_referred_to' } });
  });

  test('the same request sent twice registers once', async () => {
    const requestId = randomUUID();
    const once = () =>
      writeTo(
        database,
        id('E1'),
        [
          {
            verb: 'register',
            kind: 'plans',
            values: { case_id: id('S2'), version: 1, drawn_up_on: TODAY },
          },
        ],
        requestId,
      );
    const first = await once();
    expect(await once()).toEqual(first);
    const { rowCount } = await database.pool.query('select from plans where case_id = $1', [
      id('S2'),
    ]);
    expect(rowCount).toBe(1);
  });

  test('an employee who changes name changes it in the lists', async () => {
    const { rows } = await database.pool.query<{ version_id: number }>(
      'select version_id from employees where record_id = $1',
      [id('E2')],
    );
    await writeTo(database, null, [
      {
        verb: 'correct',
        kind: 'employees',
        id: id('E2'),
        expectedVersion: rows[0]!.version_id,
        values: { name: 'Jo Storm' },
      },
    ]);
    expect(await stateOf('S1')).toMatchObject({ job_broker: 'Jo Storm' });
  });
});

describe.each(SERVERS)('two at the same time on $name', (engine) => {
  test('of many saves of one version exactly one is written', async () => {
    const database = await engine.open();
    const id = await loaded(database);
    const { rows } = await database.pool.query<{ version_id: number }>(
      'select version_id from goals',
    );
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        writeTo(database, id('E1'), [
          {
            verb: 'correct',
            kind: 'goals',
            id: id('G1'),
            expectedVersion: rows[0]!.version_id,
            values: { text: `Mål ${index}` },
          },
        ]),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results)
      if (!result.ok)
        expect(result.refusal).toMatchObject({ code: 'changed_meanwhile', fields: ['text'] });
    await database.close();
  });

  test('what many register about one person at once is all in the list', async () => {
    const database = await engine.open();
    const id = await loaded(database);
    const kinds = ['mentor', 'psychology', 'lifestyle', 'housing', 'guidance', 'community'];
    await Promise.all(
      kinds.map((kind) =>
        writeTo(database, id('E1'), [
          {
            verb: 'register',
            kind: 'activities',
            values: { case_id: id('S2'), kind, from: TODAY },
          },
        ]),
      ),
    );
    const { rows } = await database.pool.query<{ activities: { kind: string }[] }>(
      'select activities from case_today where case_id = $1',
      [id('S2')],
    );
    expect(rows[0]!.activities.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
    await database.close();
  });
});
