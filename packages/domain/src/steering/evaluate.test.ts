import { describe, expect, it, test } from 'vitest';
import { instantOf } from '../calendar/index.ts';
import { municipality, ownProgrammes, type BriefRecords } from '../testing/index.ts';
import { evaluate } from './evaluate.ts';
import type { Figure, IndicatorContext, Period } from './indicator.ts';
import { periodOfMonth } from './periods.ts';

const { catalogue } = ownProgrammes();

const CONTEXT: IndicatorContext = {
  programme: 'programme',
  programmeStart: '2019-10-01',
  targetGroups: ['resource_course'],
  minimumAge: null,
  capLow: 1,
  capHigh: 2,
  parameters: { x: 20 },
  asOf: '2021-12-31',
};

const NOVEMBER: Period = { from: '2019-11-01', to: '2019-11-30' };

const ask = (
  id: string,
  records: BriefRecords,
  period: Period = NOVEMBER,
  context: Partial<IndicatorContext> = {},
): Figure => {
  const definition = catalogue.get(id);
  if (definition === undefined) throw new Error(`no ${id}`);
  const [figure] = evaluate(
    definition,
    { ...CONTEXT, ...context },
    [period],
    municipality(records),
  );
  if (figure === undefined) throw new Error('no figure');
  return figure;
};

/** Numerator and denominator, as one reads them: "1 of 2". */
const said = ({ numerator, denominator, pending }: Figure): string =>
  `${numerator} of ${denominator ?? 'none'}${pending === undefined ? '' : `, ${pending} pending`}`;

/** One person, `anna`, with one case, `a`; and `bo` with `b`, enrolled all the time unless said otherwise. */
const TWO: BriefRecords = {
  citizens: [{ citizen_id: 'anna' }, { citizen_id: 'bo' }],
  cases: [
    { case_id: 'a', citizen_id: 'anna' },
    { case_id: 'b', citizen_id: 'bo' },
  ],
  enrolments: [{ case_id: 'a' }, { case_id: 'b' }],
};

describe('gross_target_group', () => {
  test.each([
    ['2019-12-01', null, 0],
    ['2019-11-30', null, 1],
    ['2019-11-30', '2019-11-30', 1],
    ['2019-01-01', '2019-11-29', 0],
    ['2019-01-01', '2019-11-30', 1],
  ])('enrolled from %s to %s', (from, to, count) => {
    const figure = ask('gross_target_group', { ...TWO, enrolments: [{ case_id: 'a', from, to }] });
    expect(figure).toEqual({
      period: NOVEMBER,
      numerator: count,
      denominator: null,
      people: { numerator: count === 1 ? ['anna'] : [], denominator: [] },
    });
  });

  it('counts a person once, whatever the number of cases and enrolments, and no other programme', () => {
    const figure = ask('gross_target_group', {
      ...TWO,
      cases: [
        { case_id: 'a', citizen_id: 'anna' },
        { case_id: 'a2', citizen_id: 'anna' },
        { case_id: 'b', citizen_id: 'bo' },
      ],
      enrolments: [
        { case_id: 'a' },
        { case_id: 'a', from: '2019-05-01' },
        { case_id: 'a2' },
        { case_id: 'b', programme: 'another' },
      ],
    });
    expect(said(figure)).toBe('1 of none');
  });

  it('has no case of its own to ask about: a closed case with an open enrolment counts', () => {
    const figure = ask('gross_target_group', {
      ...TWO,
      cases: [
        { case_id: 'a', citizen_id: 'anna', closed_on: '2019-02-01' },
        { case_id: 'b', citizen_id: 'bo' },
      ],
    });
    expect(figure.numerator).toBe(2);
  });
});

describe('shares of the enrolled', () => {
  it('follow the person: what is on another case of the same person counts', () => {
    const figure = ask('job_broker', {
      ...TWO,
      cases: [
        { case_id: 'a', citizen_id: 'anna' },
        { case_id: 'a2', citizen_id: 'anna', target_group: 'sickness_benefit' },
        { case_id: 'b', citizen_id: 'bo' },
      ],
      employees: [{ employee_id: 'kim', role: 'job_broker' }],
      assignments: [{ case_id: 'a2', employee_id: 'kim', role: 'job_broker' }],
    });
    expect(figure.people).toEqual({ numerator: ['anna'], denominator: ['anna', 'bo'] });
  });

  it('are of the enrolled only', () => {
    const figure = ask('cv', {
      ...TWO,
      enrolments: [{ case_id: 'a' }],
      markers: [{ case_id: 'b', marker: 'cv_on_jobnet' }],
    });
    expect(said(figure)).toBe('0 of 1');
  });

  it('take the status day for what is on a day', () => {
    const markers = [
      { case_id: 'a', marker: 'absence' as const, from: '2019-11-02', to: '2019-11-29' },
      { case_id: 'b', marker: 'absence' as const, from: '2019-11-30', to: '2019-11-30' },
    ];
    expect(ask('absence', { ...TWO, markers }).people.numerator).toEqual(['bo']);
    expect(
      ask('absence', { ...TWO, markers }, { from: '2019-11-01', to: '2019-11-29' }).people
        .numerator,
    ).toEqual(['anna']);
  });

  it('rehab_group asks for group 2 on the status day', () => {
    const figure = ask('rehab_group', {
      ...TWO,
      enrolments: [
        { case_id: 'a', group: '2', to: '2019-11-15' },
        { case_id: 'a', group: '1', from: '2019-11-16' },
        { case_id: 'b', group: '2' },
      ],
    });
    expect(figure.people).toEqual({ numerator: ['bo'], denominator: ['anna', 'bo'] });
  });

  it('goal is of either kind, job_goal of a job', () => {
    const goals = [{ case_id: 'a', kind: 'education' as const }, { case_id: 'b' }];
    expect(said(ask('goal', { ...TWO, goals }))).toBe('2 of 2');
    expect(said(ask('job_goal', { ...TWO, goals }))).toBe('1 of 2');
  });

  test.each([
    ['2019-10-31', '2019-11-01', 1],
    ['2019-11-30', null, 1],
    ['2019-10-01', '2019-10-31', 0],
    ['2019-12-01', null, 0],
  ])('an internship from %s to %s, during November', (from, to, count) => {
    expect(ask('internship', { ...TWO, activities: [{ case_id: 'a', from, to }] }).numerator).toBe(
      count,
    );
  });

  it('mentor is an activity or an assignment, during the month', () => {
    const figure = ask('mentor', {
      ...TWO,
      employees: [{ employee_id: 'kim', role: 'mentor' }],
      assignments: [
        { case_id: 'a', employee_id: 'kim', role: 'mentor', from: '2019-01-01', to: '2019-11-01' },
      ],
      activities: [{ case_id: 'b', kind: 'mentor', from: '2019-11-30' }],
    });
    expect(said(figure)).toBe('2 of 2');
  });
});

describe('paid hours', () => {
  const hours = (...amounts: readonly number[]): BriefRecords => ({
    ...TWO,
    paid_hours: amounts.map((amount) => ({ citizen_id: 'anna', month: '2019-11', hours: amount })),
  });

  it('are added up over companies without an error of floating point', () => {
    // 6.6667 + 6.6667 + 6.6666 is exactly 20, and not above it; 0.1 + 0.2 is not above 0.3.
    expect(ask('paid_hours_over_x', hours(6.6667, 6.6667, 6.6666)).numerator).toBe(0);
    expect(ask('paid_hours_over_x', hours(6.6667, 6.6667, 6.6667)).numerator).toBe(1);
    expect(
      ask('paid_hours_over_x', hours(0.1, 0.2), NOVEMBER, { parameters: { x: 0.3 } }).numerator,
    ).toBe(0);
  });

  it('are whole ten-thousandths where even one number is inexact', () => {
    // 0.01 and 0.07 hours are 800.0000000000001 ten-thousandths in floating point.
    const figure = ask('paid_hours_over_x', hours(0.01, 0.07), NOVEMBER, {
      parameters: { x: 0.08 },
    });
    expect(figure.numerator).toBe(0);
  });

  it('of 0 are none, and of another month neither', () => {
    expect(ask('paid_hours', hours(0)).numerator).toBe(0);
    expect(ask('paid_hours', hours(0.0001)).numerator).toBe(1);
    expect(ask('paid_hours', hours(10), { from: '2019-12-01', to: '2019-12-31' }).numerator).toBe(
      0,
    );
  });

  it('need the parameter that a definition names', () => {
    expect(() => ask('paid_hours_over_x', hours(1), NOVEMBER, { parameters: {} })).toThrow(
      RangeError,
    );
  });
});

describe('passive', () => {
  it('is who had no activity of any kind and no paid hours', () => {
    const records: BriefRecords = {
      citizens: ['a', 'b', 'c', 'd'].map((citizen_id) => ({ citizen_id })),
      cases: ['a', 'b', 'c', 'd'].map((id) => ({ case_id: id, citizen_id: id })),
      enrolments: ['a', 'b', 'c', 'd'].map((case_id) => ({ case_id })),
      activities: [{ case_id: 'a', kind: 'psychology', from: '2019-11-10', to: '2019-11-10' }],
      paid_hours: [
        { citizen_id: 'b', month: '2019-11', hours: 2 },
        { citizen_id: 'c', month: '2019-11', hours: 0 },
      ],
    };
    expect(ask('passive', records).people.numerator).toEqual(['c', 'd']);
  });
});

test('company_based_total counts a person with all three once', () => {
  const figure = ask('company_based_total', {
    ...TWO,
    activities: [
      { case_id: 'a' },
      { case_id: 'a', kind: 'wage_subsidy' },
      { case_id: 'b', kind: 'guidance' },
    ],
    paid_hours: [{ citizen_id: 'anna', month: '2019-11' }],
  });
  expect(said(figure)).toBe('1 of 2');
});

describe('step_up_meetings', () => {
  const meeting = (held_on: string, case_id = 'a') => ({
    case_id,
    kind: 'step_up' as const,
    status: 'held' as const,
    held_on,
  });

  it('adds up from the programme start to the status day', () => {
    const figure = ask('step_up_meetings', {
      ...TWO,
      contacts: ['2019-09-30', '2019-10-01', '2019-10-01', '2019-11-30', '2019-12-01'].map((day) =>
        meeting(day),
      ),
    });
    expect(said(figure)).toBe('3 of none');
    expect(figure.people.numerator).toEqual(['anna']);
  });

  it('counts those of persons enrolled at any time up to the status day', () => {
    const contacts = [meeting('2019-11-05'), meeting('2019-11-05', 'b')];
    const enrolments = [
      { case_id: 'a', from: '2018-01-01', to: '2018-12-31' },
      { case_id: 'b', from: '2019-12-01' },
    ];
    expect(ask('step_up_meetings', { ...TWO, contacts, enrolments }).people.numerator).toEqual([
      'anna',
    ]);
  });

  it('counts held ones only', () => {
    const contacts = [{ case_id: 'a', kind: 'step_up' as const, status: 'cancelled' as const }];
    expect(ask('step_up_meetings', { ...TWO, contacts }).numerator).toBe(0);
  });
});

describe('exited_to_work', () => {
  const left = (brief: {
    readonly to: string | null;
    readonly closed_on?: string;
    readonly reason?: 'job' | 'moved' | 'education' | 'flex_job';
    readonly more?: BriefRecords['enrolments'];
  }): BriefRecords => ({
    ...TWO,
    cases: [
      {
        case_id: 'a',
        citizen_id: 'anna',
        closed_on: brief.closed_on ?? null,
        close_reason: brief.reason ?? null,
      },
      { case_id: 'b', citizen_id: 'bo' },
    ],
    enrolments: [{ case_id: 'a', to: brief.to }, { case_id: 'b' }, ...(brief.more ?? [])],
  });

  test.each([
    ['for a job', left({ to: '2019-11-29', closed_on: '2019-11-29', reason: 'job' }), '1 of 2'],
    [
      'for a flex job',
      left({ to: '2019-11-29', closed_on: '2019-11-29', reason: 'flex_job' }),
      '1 of 2',
    ],
    [
      'for an education',
      left({ to: '2019-10-01', closed_on: '2019-11-29', reason: 'education' }),
      '1 of 2',
    ],
    [
      'to another place',
      left({ to: '2019-11-29', closed_on: '2019-11-29', reason: 'moved' }),
      '0 of 2',
    ],
    ['on an open case', left({ to: '2019-11-29' }), '0 of 2'],
    ['later', left({ to: '2019-12-15', closed_on: '2019-12-15', reason: 'job' }), '0 of 2'],
    [
      'never, with an enrolment that is open',
      left({ to: null, closed_on: '2019-11-29', reason: 'job' }),
      '0 of 2',
    ],
    [
      'but is back',
      left({
        to: '2019-11-10',
        closed_on: '2019-11-10',
        reason: 'job',
        more: [{ case_id: 'a', from: '2019-11-30' }],
      }),
      '0 of 2',
    ],
    [
      'before the programme began',
      left({ to: '2019-09-30', closed_on: '2019-09-30', reason: 'job' }),
      '0 of 1',
    ],
    [
      'with the enrolment on the status day, when one still is enrolled',
      left({ to: '2019-11-30', closed_on: '2019-11-30', reason: 'job' }),
      '0 of 2',
    ],
  ])('who left %s', (_, records, expected) => {
    expect(said(ask('exited_to_work', records))).toBe(expected);
  });

  it('asks for one enrolment that is of the programme and of its time, and for a case closed for a reason', () => {
    const earlier = (programme: string, to: string): BriefRecords => ({
      citizens: [{ citizen_id: 'anna' }],
      cases: [
        { case_id: 'a', citizen_id: 'anna', closed_on: to, close_reason: 'job' },
        { case_id: 'a2', citizen_id: 'anna' },
      ],
      enrolments: [
        { case_id: 'a', programme, to },
        { case_id: 'a2', from: '2019-10-20', to: '2019-11-10' },
      ],
    });
    expect(said(ask('exited_to_work', earlier('programme', '2019-09-30')))).toBe('0 of 1');
    expect(said(ask('exited_to_work', earlier('programme', '2019-10-01')))).toBe('1 of 1');
    expect(said(ask('exited_to_work', earlier('another', '2019-10-01')))).toBe('0 of 1');
  });

  it('counts nobody before the programme has begun', () => {
    const september = { from: '2019-09-01', to: '2019-09-30' };
    expect(said(ask('exited_to_work', left({ to: null }), september))).toBe('0 of 0');
  });

  it('does not know a closing after the as-of day', () => {
    const records = left({ to: '2019-11-10', closed_on: '2019-12-10', reason: 'job' });
    expect(ask('exited_to_work', records, NOVEMBER, { asOf: '2019-12-09' }).numerator).toBe(0);
    expect(ask('exited_to_work', records, NOVEMBER, { asOf: '2019-12-10' }).numerator).toBe(1);
  });
});

test('steering_meetings are those of the programme in the month', () => {
  const figure = ask('steering_meetings', {
    steering_meetings: [
      { held_on: '2019-10-31' },
      { held_on: '2019-11-01' },
      { held_on: '2019-11-30' },
      { held_on: '2019-11-30', programme: 'another' },
      { held_on: '2019-12-01' },
    ],
  });
  expect(said(figure)).toBe('2 of none');
});

describe('caseload and over_cap', () => {
  const records: BriefRecords = {
    employees: [
      { employee_id: 'K2', role: 'caseworker' },
      { employee_id: 'K1', role: 'caseworker' },
      { employee_id: 'K3', role: 'caseworker' },
      { employee_id: 'T', role: 'team_leader' },
    ],
    citizens: [{ citizen_id: 'anna' }],
    cases: [
      ...['1', '2', '3', '4', '5'].map((case_id) => ({ case_id, citizen_id: 'anna' })),
      { case_id: 'sick', citizen_id: 'anna', target_group: 'sickness_benefit' as const },
      { case_id: 'closed', citizen_id: 'anna', closed_on: '2019-11-30' },
      { case_id: 'closing', citizen_id: 'anna', closed_on: '2019-12-01' },
    ],
    assignments: [
      ...['1', '2', '3', 'sick', 'closed', 'closing'].map((case_id) => ({
        case_id,
        employee_id: 'K1',
      })),
      // Twice to the same caseworker is one case of theirs; to two caseworkers is one of each.
      { case_id: '1', employee_id: 'K1', from: '2019-05-01' },
      { case_id: '1', employee_id: 'K2' },
      { case_id: '4', employee_id: 'K2', to: '2019-11-29' },
      { case_id: '5', employee_id: 'T' },
      { case_id: '4', employee_id: 'K3', role: 'mentor' },
    ],
  };

  it('has a row for every caseworker, by id, and one for the unassigned', () => {
    const figure = ask('caseload', records);
    expect(figure.rows).toEqual([
      { employee_id: 'K1', all: 5, target_group: 4, over_cap: 2 },
      { employee_id: 'K2', all: 1, target_group: 1, over_cap: 0 },
      { employee_id: 'K3', all: 0, target_group: 0, over_cap: 0 },
      { employee_id: null, all: 1, target_group: 1, over_cap: 0 },
    ]);
    expect(said(figure)).toBe('6 of none');
  });

  it('has the row of the unassigned where there are none', () => {
    expect(ask('caseload', {}).rows).toEqual([
      { employee_id: null, all: 0, target_group: 0, over_cap: 0 },
    ]);
  });

  it('counts caseworkers strictly above the cap', () => {
    expect(ask('over_cap', records).numerator).toBe(1);
    expect(ask('over_cap', records, NOVEMBER, { capHigh: 4 }).numerator).toBe(0);
    expect(ask('over_cap', records, NOVEMBER, { capHigh: null }).numerator).toBe(0);
    expect(ask('over_cap', records, NOVEMBER, { capHigh: 0 }).numerator).toBe(2);
  });

  it('knows the open cases of any day in the past', () => {
    const day = { from: '2019-11-29', to: '2019-11-29' };
    expect(said(ask('caseload', records, day))).toBe('7 of none');
  });
});

describe('passive_1y', () => {
  const aYearAgo = (brief: BriefRecords): BriefRecords => ({
    citizens: [{ citizen_id: 'anna' }],
    cases: [{ case_id: 'a', citizen_id: 'anna', opened_on: '2018-01-01' }],
    ...brief,
  });

  test.each([
    ['2018-11-30', null, '1 of 1'],
    ['2018-12-01', null, '0 of 0'],
    ['2017-01-01', '2018-11-30', '1 of 1'],
    ['2017-01-01', '2018-12-01', '0 of 0'],
  ])(
    'of a case opened on %s and awarded on %s, on 30 November 2019',
    (opened_on, awarded_on, expected) => {
      const cases = [{ case_id: 'a', citizen_id: 'anna', opened_on, awarded_on }];
      expect(said(ask('passive_1y', aYearAgo({ cases })))).toBe(expected);
    },
  );

  it('takes 28 February for a year after 29 February', () => {
    const cases = [{ case_id: 'a', citizen_id: 'anna', opened_on: '2016-02-29' }];
    const on = (day: string) =>
      ask('passive_1y', aYearAgo({ cases }), { from: day, to: day }).denominator;
    expect(on('2017-02-27')).toBe(0);
    expect(on('2017-02-28')).toBe(1);
  });

  test.each([
    ['2018-11-30', 1],
    ['2018-12-01', 0],
  ])('counts an activity that ended on %s within twelve months, or not', (to, passive) => {
    const activities = [{ case_id: 'a', from: '2018-01-01', to }];
    expect(ask('passive_1y', aYearAgo({ activities })).numerator).toBe(passive);
  });

  test.each([
    ['2020-02-29', '2019-02-28', 1],
    ['2020-02-29', '2019-03-01', 0],
    ['2021-02-28', '2020-02-29', 1],
    ['2021-02-28', '2020-03-01', 0],
    ['2020-02-10', '2019-02-10', 1],
    ['2020-02-10', '2019-02-11', 0],
  ])('on %s, an activity on %s was within twelve months, or not', (statusDay, day, passive) => {
    const activities = [{ case_id: 'a', from: day, to: day }];
    const figure = ask('passive_1y', aYearAgo({ activities }), { from: statusDay, to: statusDay });
    expect(figure.numerator).toBe(passive);
  });

  it('asks for employment or mentor: health alone leaves a person passive', () => {
    const activities = [{ case_id: 'a', kind: 'psychology' as const }];
    expect(ask('passive_1y', aYearAgo({ activities })).numerator).toBe(1);
    const mentor = [{ case_id: 'a', kind: 'mentor' as const }];
    expect(ask('passive_1y', aYearAgo({ activities: mentor })).numerator).toBe(0);
  });

  it('counts cases, and what the person did on any of them', () => {
    const records = aYearAgo({
      cases: [
        { case_id: 'a', citizen_id: 'anna', opened_on: '2018-01-01' },
        { case_id: 'a2', citizen_id: 'anna', opened_on: '2018-01-01' },
        {
          case_id: 'a3',
          citizen_id: 'anna',
          opened_on: '2018-01-01',
          target_group: 'sickness_benefit',
        },
      ],
    });
    const figure = ask('passive_1y', records);
    expect(said(figure)).toBe('2 of 2');
    expect(figure.people).toEqual({ numerator: ['anna'], denominator: ['anna'] });
    const active = { ...records, activities: [{ case_id: 'a3', kind: 'guidance' as const }] };
    expect(said(ask('passive_1y', active))).toBe('0 of 2');
  });

  it('falls back to the opening while the award is ahead of the as-of day', () => {
    const cases = [
      { case_id: 'a', citizen_id: 'anna', opened_on: '2018-01-01', awarded_on: '2019-12-05' },
    ];
    expect(
      ask('passive_1y', aYearAgo({ cases }), NOVEMBER, { asOf: '2019-11-30' }).denominator,
    ).toBe(1);
    expect(
      ask('passive_1y', aYearAgo({ cases }), NOVEMBER, { asOf: '2019-12-05' }).denominator,
    ).toBe(0);
  });
});

describe('the age limit of a target group', () => {
  test.each([
    ['9011890001', '1 of 1'],
    ['6112890001', '0 of 0'],
  ])('of a person with the number %s', (cpr, expected) => {
    const records: BriefRecords = {
      citizens: [{ citizen_id: 'anna', cpr }],
      cases: [{ case_id: 'a', citizen_id: 'anna' }],
    };
    const quarter = { from: '2019-10-01', to: '2019-11-30' };
    expect(said(ask('passive_quarter', records, quarter, { minimumAge: 30 }))).toBe(expected);
  });
});

describe('first_conversation_in_time', () => {
  const awarded = (awarded_on: string | null, ...held: readonly string[]): BriefRecords => ({
    citizens: [{ citizen_id: 'anna' }],
    cases: [
      { case_id: 'a', citizen_id: 'anna', awarded_on, opened_on: '2019-11-05' },
      { case_id: 'other', citizen_id: 'anna' },
    ],
    contacts: held.map((held_on) => ({ case_id: 'a', status: 'held' as const, held_on })),
  });

  test.each([
    ['on the 14th day', awarded('2019-11-05', '2019-11-19'), '1 of 1, 0 pending'],
    ['on the 15th day', awarded('2019-11-05', '2019-11-20'), '0 of 1, 0 pending'],
    [
      'late after another in time',
      awarded('2019-11-05', '2019-12-20', '2019-11-06'),
      '1 of 1, 0 pending',
    ],
    ['never', awarded('2019-11-05'), '0 of 1, 0 pending'],
    ['on a case awarded before', awarded('2019-10-31', '2019-11-01'), '0 of 0, 0 pending'],
    ['on a case never awarded', awarded(null, '2019-11-06'), '0 of 0, 0 pending'],
  ])('held %s', (_, records, expected) => {
    expect(said(ask('first_conversation_in_time', records))).toBe(expected);
  });

  test.each([
    ['2019-11-18', '0 of 0, 1 pending'],
    ['2019-11-19', '0 of 1, 0 pending'],
  ])('is pending as of %s, or not, with the deadline on 19 November', (asOf, expected) => {
    const period = periodOfMonth('2019-11', asOf) ?? NOVEMBER;
    expect(said(ask('first_conversation_in_time', awarded('2019-11-05'), period, { asOf }))).toBe(
      expected,
    );
    // A conversation that is to come has not been held.
    expect(
      said(
        ask('first_conversation_in_time', awarded('2019-11-05', '2019-11-20'), period, { asOf }),
      ),
    ).toBe(expected);
  });

  it('follows the case and counts conversations only', () => {
    const records: BriefRecords = {
      ...awarded('2019-11-05'),
      contacts: [
        { case_id: 'other', status: 'held', held_on: '2019-11-06' },
        { case_id: 'a', kind: 'follow_up', status: 'held', held_on: '2019-11-06' },
        { case_id: 'a', status: 'no_show' },
      ],
    };
    expect(said(ask('first_conversation_in_time', records))).toBe('0 of 1, 0 pending');
  });
});

describe('plan_in_time', () => {
  test.each([
    ['2020-01-31', '2020-02-29', '1 of 1, 0 pending'],
    ['2020-01-31', '2020-03-01', '0 of 1, 0 pending'],
    ['2020-01-15', '2020-02-15', '1 of 1, 0 pending'],
    ['2020-01-15', '2020-02-16', '0 of 1, 0 pending'],
  ])('awarded on %s, drawn up on %s', (awarded_on, drawn_up_on, expected) => {
    const figure = ask(
      'plan_in_time',
      {
        citizens: [{ citizen_id: 'anna' }],
        cases: [{ case_id: 'a', citizen_id: 'anna', awarded_on }],
        plans: [
          { case_id: 'a', drawn_up_on: '2020-06-01', version: 2 },
          { case_id: 'a', drawn_up_on },
        ],
      },
      { from: '2020-01-01', to: '2020-01-31' },
    );
    expect(said(figure)).toBe(expected);
  });
});

describe('consultant_at_second', () => {
  const held = (
    ...days: readonly (readonly [string, string, readonly string[]])[]
  ): BriefRecords => ({
    employees: [
      { employee_id: 'K', role: 'caseworker' },
      { employee_id: 'V', role: 'company_consultant' },
      { employee_id: 'J', role: 'job_broker' },
    ],
    citizens: [{ citizen_id: 'anna' }],
    cases: [{ case_id: 'a', citizen_id: 'anna' }],
    contacts: days.map(([held_on, time, employees], index) => ({
      contact_id: `c${9 - index}`,
      case_id: 'a',
      status: 'held' as const,
      held_on,
      planned_at: instantOf(`2019-11-01T${time}`),
      with: employees,
    })),
  });

  test.each([
    [
      'with the consultant',
      held(['2019-10-01', '09:00', []], ['2019-11-02', '09:00', ['K', 'V']]),
      '1 of 1',
    ],
    [
      'with the job broker',
      held(['2019-10-01', '09:00', []], ['2019-11-02', '09:00', ['J']]),
      '1 of 1',
    ],
    ['without', held(['2019-10-01', '09:00', ['V']], ['2019-11-02', '09:00', ['K']]), '0 of 1'],
    [
      'outside the period',
      held(['2019-11-01', '09:00', []], ['2019-12-01', '09:00', ['V']]),
      '0 of 0',
    ],
    [
      'the third only',
      held(
        ['2019-10-01', '09:00', []],
        ['2019-10-02', '09:00', []],
        ['2019-11-02', '09:00', ['V']],
      ),
      '0 of 0',
    ],
    [
      'the later of two on a day, by when planned',
      held(['2019-11-02', '13:00', ['V']], ['2019-11-02', '09:00', []]),
      '1 of 1',
    ],
    [
      'the later of two on a day, by when planned and not by key',
      held(['2019-11-02', '09:00', ['V']], ['2019-11-02', '13:00', []]),
      '0 of 1',
    ],
    [
      'the later of two at one time, by key',
      held(['2019-11-02', '09:00', ['V']], ['2019-11-02', '09:00', []]),
      '1 of 1',
    ],
  ])('%s', (_, records, expected) => {
    expect(said(ask('consultant_at_second', records))).toBe(expected);
  });
});

describe('answered_in_24h', () => {
  const asked = (received: string, answered: string | null): BriefRecords => ({
    citizens: [{ citizen_id: 'anna' }],
    cases: [{ case_id: 'a', citizen_id: 'anna', target_group: 'sickness_benefit' }],
    inquiries: [
      {
        case_id: 'a',
        received_at: instantOf(received),
        answered_at: answered === null ? null : instantOf(answered),
      },
    ],
  });

  test.each([
    ['after exactly 24 hours', asked('2019-11-05T10:00', '2019-11-06T10:00'), '1 of 1, 0 pending'],
    ['a second later', asked('2019-11-05T10:00', '2019-11-06T10:00:01'), '0 of 1, 0 pending'],
    ['never', asked('2019-11-05T10:00', null), '0 of 1, 0 pending'],
    ['in another month', asked('2019-10-31T23:59:59', '2019-11-01T00:00'), '0 of 0, 0 pending'],
    [
      'of the first second of the next month',
      asked('2019-12-01T00:00', '2019-12-01T00:00'),
      '0 of 0, 0 pending',
    ],
    [
      'of the first second of the month',
      asked('2019-11-01T00:00', '2019-11-01T00:00'),
      '1 of 1, 0 pending',
    ],
  ])('%s', (_, records, expected) => {
    expect(said(ask('answered_in_24h', records))).toBe(expected);
  });

  it('counts 24 hours by the clock when the clock is put back', () => {
    const october = { from: '2019-10-01', to: '2019-10-31' };
    const figure = ask('answered_in_24h', asked('2019-10-26T12:00', '2019-10-27T12:00'), october);
    // 25 hours have gone by.
    expect(said(figure)).toBe('0 of 1, 0 pending');
  });

  test.each([
    ['2019-11-05T00:00', '0 of 1, 0 pending'],
    ['2019-11-05T00:00:01', '0 of 0, 1 pending'],
  ])(
    'received at %s and unanswered is pending at the end of the day, or not',
    (received, expected) => {
      const period = { from: '2019-11-01', to: '2019-11-05' };
      expect(
        said(ask('answered_in_24h', asked(received, null), period, { asOf: '2019-11-05' })),
      ).toBe(expected);
      // An answer at the stroke of midnight belongs to the next day, which has not come.
      expect(
        said(
          ask('answered_in_24h', asked(received, '2019-11-06T00:00'), period, {
            asOf: '2019-11-05',
          }),
        ),
      ).toBe(expected);
    },
  );
});

describe('exits', () => {
  const closed = (
    ...cases: readonly NonNullable<BriefRecords['cases']>[number][]
  ): BriefRecords => ({
    citizens: [{ citizen_id: 'anna' }],
    cases: cases.map((row) => ({
      citizen_id: 'anna',
      opened_on: '2017-01-01',
      closed_on: '2019-11-15',
      ...row,
    })),
  });

  it('are later than a year after award, strictly', () => {
    const on = (awarded_on: string) =>
      ask('exits', closed({ awarded_on, close_reason: 'job' })).numerator;
    expect(on('2018-11-15')).toBe(0);
    expect(on('2018-11-14')).toBe(1);
  });

  it('are told by reason, and a change of target group by the next one', () => {
    const figure = ask(
      'exits',
      closed(
        { close_reason: 'target_group_change', next_target_group: 'in_flex_job' },
        { close_reason: 'target_group_change', next_target_group: null },
        { close_reason: 'moved', next_target_group: 'in_flex_job' },
        { close_reason: null },
        { close_reason: 'moved', target_group: 'sickness_benefit' },
        { close_reason: 'moved', closed_on: '2019-12-01' },
      ),
    );
    expect(said(figure)).toBe('4 of none');
    expect(figure.rows).toEqual([
      { reason: 'moved', count: 1, share: 0.25, next: [] },
      {
        reason: 'target_group_change',
        count: 2,
        share: 0.5,
        next: [
          { target_group: 'in_flex_job', count: 1 },
          { target_group: null, count: 1 },
        ],
      },
      { reason: null, count: 1, share: 0.25, next: [] },
    ]);
  });
});

test('a period that is not over on the as-of day, uncut, is refused', () => {
  expect(() => ask('gross_target_group', TWO, NOVEMBER, { asOf: '2019-11-29' })).toThrow(
    RangeError,
  );
  expect(() => ask('gross_target_group', TWO, { from: '2019-11-30', to: '2019-11-01' })).toThrow(
    RangeError,
  );
});
