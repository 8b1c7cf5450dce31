import { randomBytes } from 'node:crypto';
import { KIND_NAMES, type KindName, type Records } from '@medspiller/domain';
import { ENGINES, type TestDatabase } from '@medspiller/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { write } from '../transaction.ts';
import { createCprVault } from '../trust/cprVault.ts';
import { loadRecords, type LoadRequest, type LoadResult } from './loadRecords.ts';
import { readRecords } from './readRecords.ts';
import { SAMPLE } from './sampleRecords.ts';

const vault = createCprVault(randomBytes(32));

describe.each(ENGINES)('loading records on $name', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.open();
  });
  afterAll(() => database.close());

  const load = async (
    records: Partial<Records>,
    more: Partial<LoadRequest> = {},
  ): Promise<LoadResult> =>
    write(database.pool, (tx) =>
      loadRecords(tx, {
        records,
        vault,
        author: { employeeId: null, action: 'import', source: 'test' },
        today: '2020-04-15',
        ...more,
      }),
    );
  const read = async (asKnown: string | null = null): Promise<Records> =>
    write(database.pool, (tx) => readRecords(tx, { vault, asKnown }));
  const countOf = (result: LoadResult, kind: KindName) =>
    result.status === 'refused' ? undefined : result.counts[kind];

  test('a preview tells what would happen and leaves nothing', async () => {
    const result = await load(SAMPLE, { dryRun: true });
    expect(countOf(result, 'citizens')).toEqual({ new: 2, corrected: 0, voided: 0, unchanged: 0 });
    const { rows } = await database.pool.query('select from record');
    expect(rows).toHaveLength(0);
  });

  test('what is loaded comes back as it was', async () => {
    expect((await load(SAMPLE)).status).toBe('imported');
    const back = await read();
    for (const kind of KIND_NAMES) expect(back[kind], kind).toEqual(SAMPLE[kind]);
  });

  test('the same again changes nothing', async () => {
    const result = await load(SAMPLE);
    expect(result.status).toBe('unchanged');
    expect(countOf(result, 'contacts')).toEqual({ new: 0, corrected: 0, voided: 0, unchanged: 1 });
  });

  test('a correction counts from now on, and what was known before stays', async () => {
    const { rows } = await database.pool.query<{ at: string }>('select clock_timestamp() as at');
    const goal = { ...SAMPLE.goals[0]!, text: 'Butik' };
    const result = await load({ goals: [goal] });
    expect(countOf(result, 'goals')).toMatchObject({ corrected: 1, new: 0 });
    expect(result).toMatchObject({
      samples: [
        {
          kind: 'goals',
          what: 'corrected',
          key: 'G1',
          fields: [{ field: 'text', before: 'Lager, 15 timer', after: 'Butik' }],
        },
      ],
    });
    expect((await read()).goals).toEqual([goal]);
    expect((await read(rows[0]!.at)).goals).toEqual(SAMPLE.goals);
    expect((await read('2019-01-01T00:00:00Z')).goals).toEqual([]);
  });

  test('what a file has no column for stays as it is', async () => {
    const [citizen] = SAMPLE.citizens;
    const guarded = { ...citizen!, protected: true, phone: '12 34 56 78' };
    await load({ citizens: [guarded] });
    const renamed = { ...guarded, name: 'Et andet navn', protected: false, phone: null };
    const result = await load(
      { citizens: [renamed] },
      { fields: { citizens: ['citizen_id', 'cpr', 'name'] } },
    );
    expect(countOf(result, 'citizens')).toMatchObject({ corrected: 1 });
    const after = (await read()).citizens.find((row) => row.citizen_id === citizen!.citizen_id);
    expect(after).toMatchObject({ name: 'Et andet navn', protected: true, phone: '12 34 56 78' });
    await load({ citizens: [citizen!] });
  });

  test('each unknown reference is told by row, what refers to a faulty row is not blamed, nothing is written', async () => {
    const result = await load({
      cases: [{ ...SAMPLE.cases[0]!, case_id: 'S9', citizen_id: 'nobody' }],
      goals: [{ ...SAMPLE.goals[0]!, goal_id: 'G9', case_id: 'S9' }],
      contacts: [
        { ...SAMPLE.contacts[0]!, contact_id: 'K8' },
        { ...SAMPLE.contacts[0]!, contact_id: 'K9', with: ['E1', 'E9'] },
      ],
    });
    expect(result).toMatchObject({
      status: 'refused',
      problemCount: 2,
      problems: [
        { kind: 'cases', row: 0, field: 'citizen_id', value: 'nobody', code: 'unknown_reference' },
        { kind: 'contacts', row: 1, field: 'with', value: 'E9', code: 'unknown_reference' },
      ],
    });
    expect((await read()).contacts).toHaveLength(1);
  });

  test('two citizens with one CPR number are refused', async () => {
    const twin = { ...SAMPLE.citizens[0]!, citizen_id: 'B9' };
    expect(await load({ citizens: [twin] })).toMatchObject({
      status: 'refused',
      problems: [
        { kind: 'citizens', row: 0, field: 'cpr', code: 'cpr_twice', params: { other: 'B1' } },
      ],
    });
  });

  test('numbers may be exchanged between two citizens', async () => {
    const [one, other] = [SAMPLE.citizens[0]!, SAMPLE.citizens[1]!];
    const swapped = [
      { ...one, cpr: other.cpr },
      { ...other, cpr: one.cpr },
    ];
    expect(countOf(await load({ citizens: swapped }), 'citizens')).toMatchObject({ corrected: 2 });
    expect((await read()).citizens).toEqual(swapped);
    expect((await load({ citizens: SAMPLE.citizens })).status).toBe('imported');
  });

  test('what others refer to cannot go, what nobody refers to can, and may come back', async () => {
    expect(await load({}, { deleted: { cases: ['S1'] } })).toMatchObject({
      status: 'refused',
      problems: expect.arrayContaining([
        expect.objectContaining({
          kind: 'cases',
          deleted: true,
          row: 0,
          code: 'still_referred_to',
        }),
      ]),
    });
    expect(countOf(await load({}, { deleted: { goals: ['G1'] } }), 'goals')).toMatchObject({
      voided: 1,
    });
    expect((await read()).goals).toEqual([]);
    expect((await load({}, { deleted: { goals: ['G1'] } })).status).toBe('unchanged');
    expect(countOf(await load({ goals: SAMPLE.goals }), 'goals')).toMatchObject({ new: 1 });
  });

  test('the lists are kept ready', async () => {
    const { rows } = await database.pool.query<Record<string, unknown>>(
      'select name, weeks, goal, job_broker, paid_hours_now, state, assigned, teams from case_today order by case_id',
    );
    expect(rows).toMatchObject([
      {
        name: 'Aase Øgård',
        goal: 'Lager, 15 timer',
        job_broker: 'Jonas "Jo" Brink',
        state: 'inquiry_unanswered',
        teams: ['Nord', 'Syd'],
      },
      { name: 'Bo Ærøe', goal: null, job_broker: null, state: 'passive', assigned: [] },
    ]);
  });
});
