import { describe, expect, it } from 'vitest';
import { municipality, ownProgrammes } from '../testing/index.ts';
import { evaluate } from './evaluate.ts';
import {
  monthsOfTable,
  periodInTable,
  periodOfDays,
  periodOfMonth,
  periodOfQuarter,
} from './periods.ts';
import { contextOf, planStatusTable, statusTable, titleOf } from './statusTable.ts';
import type { Records } from '../kinds.ts';

const { catalogue, programmes } = ownProgrammes();

const programmeOf = (id: string) => {
  const programme = programmes.get(id);
  if (programme === undefined) throw new Error(`no ${id}`);
  return programme;
};

const tableOf = (id: string, from: string, to: string, asOf: string, records: Records) => {
  const plan = planStatusTable(programmeOf(id), catalogue, monthsOfTable(from, to, asOf), asOf);
  return statusTable(
    plan,
    plan.questions.map(({ definition, periods }) =>
      evaluate(definition, plan.context, periods, records),
    ),
  );
};

describe('periods', () => {
  it('are cut at the as-of day, and are none after it', () => {
    expect(periodOfMonth('2019-11', '2019-11-30')).toEqual({
      from: '2019-11-01',
      to: '2019-11-30',
    });
    expect(periodOfMonth('2019-11', '2019-11-15')).toEqual({
      from: '2019-11-01',
      to: '2019-11-15',
    });
    expect(periodOfMonth('2019-11', '2019-11-01')).toEqual({
      from: '2019-11-01',
      to: '2019-11-01',
    });
    expect(periodOfMonth('2019-11', '2019-10-31')).toBeNull();
    expect(periodOfQuarter('2020-Q1', '2020-12-31')).toEqual({
      from: '2020-01-01',
      to: '2020-03-31',
    });
    expect(periodOfQuarter('2020-Q1', '2020-02-10')).toEqual({
      from: '2020-01-01',
      to: '2020-02-10',
    });
    expect(periodOfDays('2017-01-01', '2017-10-31', '2017-11-30')).toEqual({
      from: '2017-01-01',
      to: '2017-10-31',
    });
    expect(periodOfDays('2017-10-31', '2017-01-01', '2017-11-30')).toBeNull();
  });

  it('of a table leave out months after the as-of day', () => {
    expect(monthsOfTable('2019-10', '2021-10', '2019-12-01')).toEqual([
      '2019-10',
      '2019-11',
      '2019-12',
    ]);
    expect(monthsOfTable('2019-10', '2019-11', '2019-12-01')).toEqual(['2019-10', '2019-11']);
    expect(monthsOfTable('2019-10', '2019-11', '2019-09-30')).toEqual([]);
  });

  it('by quarter stand in its last month, and in the as-of month while it is not over', () => {
    const asOf = '2020-05-10';
    expect(periodInTable('quarter', '2020-03', asOf)).toEqual({
      from: '2020-01-01',
      to: '2020-03-31',
    });
    expect(periodInTable('quarter', '2020-04', asOf)).toBeNull();
    expect(periodInTable('quarter', '2020-05', asOf)).toEqual({
      from: '2020-04-01',
      to: '2020-05-10',
    });
    expect(periodInTable('quarter', '2020-06', asOf)).toBeNull();
    expect(periodInTable('month', '2020-04', asOf)).toEqual({
      from: '2020-04-01',
      to: '2020-04-30',
    });
  });
});

describe('the status table', () => {
  const records = municipality({
    citizens: [{ citizen_id: 'anna' }, { citizen_id: 'bo' }],
    cases: [
      { case_id: 'a', citizen_id: 'anna' },
      { case_id: 'b', citizen_id: 'bo' },
    ],
    enrolments: [
      { case_id: 'a', programme: 'flere-skal-med-2', from: '2019-11-01' },
      { case_id: 'b', programme: 'flere-skal-med-2', from: '2019-11-01' },
    ],
    paid_hours: [{ citizen_id: 'bo', month: '2019-11', hours: 12 }],
  });
  const table = tableOf('flere-skal-med-2', '2019-10', '2021-10', '2019-12-10', records);
  const row = (id: string) => table.rows.find((candidate) => candidate.id === id);

  it('has the months up to the as-of day and the rows of the programme in order', () => {
    expect(table.programme).toBe('flere-skal-med-2');
    expect(table.as_of).toBe('2019-12-10');
    expect(table.months).toEqual(['2019-10', '2019-11', '2019-12']);
    expect(table.rows.map(({ id }) => id)).toEqual([
      'gross_target_group',
      'job_broker',
      'rehab_group',
      'absence',
      'exempt_225',
      'passive',
      'cv',
      'job_goal',
      'goal',
      'mentor',
      'step_up_meetings',
      'paid_hours',
      'internship',
      'wage_subsidy',
      'company_based_total',
      'paid_hours_over_x',
      'exited_to_work',
      'steering_meetings',
    ]);
  });

  it('gives a count alone, a share with both, and none where nobody is in the denominator', () => {
    expect(row('gross_target_group')?.values[1]).toEqual({
      month: '2019-11',
      numerator: 2,
      denominator: null,
      share: null,
    });
    expect(row('paid_hours')?.values).toEqual([
      { month: '2019-10', numerator: 0, denominator: 0, share: null },
      { month: '2019-11', numerator: 1, denominator: 2, share: 0.5 },
      { month: '2019-12', numerator: 0, denominator: 2, share: 0 },
    ]);
  });

  it('gives targets, and says what they measure only where it is not what the row shows', () => {
    expect(row('paid_hours')?.targets).toEqual([
      { month: '2020-10', value: 0.2, direction: 'at_least' },
      { month: '2021-10', value: 0.25, direction: 'at_least' },
    ]);
    expect(row('step_up_meetings')?.targets).toEqual([
      { month: '2020-10', value: 10, direction: 'at_least' },
      { month: '2021-10', value: 20, direction: 'at_least' },
    ]);
    expect(row('wage_subsidy')?.targets).toEqual([]);
    const passive = tableOf('haandholdt', '2018-01', '2019-03', '2019-03-31', records).rows.find(
      ({ id }) => id === 'passive_1y',
    );
    expect(passive?.targets).toEqual([
      { month: '2018-12', value: 25, direction: 'at_most', measure: 'count' },
      { month: '2019-03', value: 20, direction: 'at_most', measure: 'count' },
    ]);
  });

  it('shows a figure by quarter in the months that have one', () => {
    const quarters = tableOf('haandholdt', '2017-12', '2019-04', '2018-05-15', records).rows.find(
      ({ id }) => id === 'passive_quarter',
    );
    expect(quarters?.values.map(({ month }) => month)).toEqual(['2017-12', '2018-03', '2018-05']);
  });

  it('uses the programme’s own words, with its parameters', () => {
    expect(row('job_broker')?.title.da).toBe('Personlig jobformidler, gr. 1');
    expect(row('paid_hours_over_x')?.title).toEqual({
      da: 'Over 20 ordinære timer om måneden',
      en: 'More than 20 ordinary hours a month',
    });
    const definition = catalogue.get('paid_hours_over_x');
    if (definition === undefined) throw new Error('no definition');
    expect(titleOf(programmeOf('flere-skal-med-2'), definition, null).da).toBe(
      'Ordinære timer over 20 timer pr. md.',
    );
  });
});

it('a context carries what the evaluators need', () => {
  expect(contextOf(programmeOf('haandholdt'), '2018-01-01')).toEqual({
    programme: 'haandholdt',
    programmeStart: '2017-12-20',
    targetGroups: ['resource_course'],
    minimumAge: null,
    capLow: 30,
    capHigh: 35,
    parameters: {},
    asOf: '2018-01-01',
  });
});
