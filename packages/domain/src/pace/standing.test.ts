import { describe, expect, test } from 'vitest';
import { caseStanding, type PersonFacts } from './standing.ts';

const TODAY = '2026-11-20';

/** A case of a year, with somebody around and a talk last week; a test says what is different. */
const person = (facts: Partial<PersonFacts<string>> = {}): PersonFacts<string> => ({
  cases: [{ case_id: 'S1', opened_on: '2025-10-01', awarded_on: '2025-11-01', closed_on: null }],
  assignments: [
    { case_id: 'S1', employee_id: 'E1', role: 'caseworker', from: '2025-11-01', to: null },
    { case_id: 'S1', employee_id: 'E2', role: 'job_broker', from: '2025-11-01', to: null },
  ],
  enrolments: [],
  markers: [{ case_id: 'S1', marker: 'cv_on_jobnet', from: '2025-12-01', to: null }],
  goals: [{ case_id: 'S1', kind: 'job', text: 'Lager', from: '2025-12-01', to: null }],
  plans: [{ case_id: 'S1', drawn_up_on: '2025-11-20' }],
  contacts: [
    {
      case_id: 'S1',
      kind: 'conversation',
      status: 'held',
      planned_at: '2026-11-13T09:00:00Z',
      held_on: '2026-11-13',
    },
  ],
  inquiries: [],
  activities: [{ case_id: 'S1', kind: 'internship', from: '2026-10-01', to: null }],
  paid_hours: [],
  ...facts,
});

const standing = (facts: Partial<PersonFacts<string>> = {}, today = TODAY) =>
  caseStanding(person(facts), 'S1', today);
const codes = (facts: Partial<PersonFacts<string>>, today = TODAY) =>
  standing(facts, today).states.map(({ code }) => code);

test('where nothing is wrong the case is active', () => {
  expect(standing()).toMatchObject({
    isOpen: true,
    weeks: 54,
    assigned: ['E1', 'E2'],
    caseworker: 'E1',
    jobBroker: 'E2',
    goal: { kind: 'job', text: 'Lager' },
    lastContact: { on: '2026-11-13', kind: 'conversation' },
    activityOpenEnded: true,
    passiveSince: null,
    states: [{ code: 'active', severity: 'ok', day: null }],
  });
});

describe('passive', () => {
  const ended = { case_id: 'S1', kind: 'mentor', from: '2026-08-01', to: '2026-10-03' } as const;

  test('since the day after the last activity of any kind', () => {
    const facts = { activities: [ended] };
    expect(standing(facts).passiveSince).toBe('2026-10-04');
    expect(standing(facts).states[0]).toEqual({
      code: 'passive',
      severity: 'bad',
      day: '2026-10-04',
    });
  });

  test('paid hours keep a person going, until the month after is reported without', () => {
    const hours = (month: string, count: number) => ({ month, hours: count });
    const since = (...paid: ReturnType<typeof hours>[]) =>
      standing({ activities: [ended], paid_hours: paid }).passiveSince;
    expect(since(hours('2026-11', 8))).toBeNull();
    expect(since(hours('2026-10', 8))).toBeNull();
    expect(since(hours('2026-10', 8), hours('2026-11', 0))).toBe('2026-11-01');
    expect(since(hours('2026-09', 8))).toBe('2026-10-04');
    expect(since(hours('2026-10', 0))).toBe('2026-10-04');
  });

  test('what is done on another of the person’s cases counts', () => {
    const cases = [
      ...person().cases,
      { case_id: 'S0', opened_on: '2020-01-01', awarded_on: null, closed_on: null },
    ];
    const activities = [{ ...ended, case_id: 'S0', to: null }];
    expect(standing({ cases, activities }).passiveSince).toBeNull();
  });

  test('from the award where there never was anything, but not in the first month', () => {
    expect(standing({ activities: [] }, '2025-12-01').passiveSince).toBeNull();
    expect(standing({ activities: [] }, '2025-12-02').passiveSince).toBe('2025-11-01');
  });

  test('a planned activity does not make up for today', () => {
    const activities = [ended, { ...ended, from: '2026-12-01', to: null }];
    expect(standing({ activities }).passiveSince).toBe('2026-10-04');
  });
});

describe('goes passive', () => {
  const until = (to: string) =>
    ({ case_id: 'S1', kind: 'guidance', from: '2026-10-01', to }) as const;

  test('on the last day of what runs, told within 30 days', () => {
    expect(standing({ activities: [until('2026-12-20')] })).toMatchObject({
      activityEndsOn: '2026-12-20',
      endsWithNothingAfter: true,
      goesPassiveOn: '2026-12-20',
      states: [{ code: 'goes_passive', severity: 'warn', day: '2026-12-20' }, { code: 'active' }],
    });
    expect(codes({ activities: [until('2026-12-21')] })).toEqual(['active']);
  });

  test('not where something is planned after, or hours are paid', () => {
    const planned = { ...until('2027-03-01'), from: '2026-12-05' };
    expect(standing({ activities: [until('2026-12-01'), planned] }).goesPassiveOn).toBeNull();
    const paid_hours = [{ month: '2026-11', hours: 5 }];
    expect(standing({ activities: [until('2026-12-01')], paid_hours }).goesPassiveOn).toBeNull();
  });
});

describe('deadlines', () => {
  const fresh = {
    cases: [{ case_id: 'S1', opened_on: '2026-10-01', awarded_on: '2026-10-31', closed_on: null }],
    contacts: [],
    plans: [],
  };

  test('14 days to the first conversation, a calendar month to the plan', () => {
    expect(standing(fresh)).toMatchObject({
      firstConversationBy: '2026-11-14',
      planBy: '2026-11-30',
    });
    expect(codes(fresh)).toEqual(['deadline_passed', 'active']);
    expect(standing(fresh).states[0]).toMatchObject({
      day: '2026-11-14',
      deadline: 'first_conversation',
    });
  });

  test('a week ahead it is soon, on the day too', () => {
    expect(codes(fresh, '2026-11-06')).not.toContain('deadline_soon');
    expect(codes(fresh, '2026-11-07')).toContain('deadline_soon');
    expect(codes(fresh, '2026-11-14')).toContain('deadline_soon');
    expect(codes(fresh, '2026-11-15')).toContain('deadline_passed');
  });

  test('met is met, however late; what lies ahead has not happened', () => {
    const held = { ...person().contacts[0]!, held_on: '2026-11-19' };
    expect(standing({ ...fresh, contacts: [held] }).firstConversationBy).toBeNull();
    const later = { ...held, held_on: '2026-11-21' };
    expect(standing({ ...fresh, contacts: [later] }).firstConversationBy).toBe('2026-11-14');
    expect(
      standing({ ...fresh, plans: [{ case_id: 'S1', drawn_up_on: '2026-11-21' }] }).planBy,
    ).toBe('2026-11-30');
  });

  test('without an award there is none', () => {
    const cases = [{ ...fresh.cases[0]!, awarded_on: null }];
    expect(standing({ ...fresh, cases })).toMatchObject({
      firstConversationBy: null,
      planBy: null,
    });
  });
});

test('states stand worst first', () => {
  expect(
    codes({
      markers: [],
      goals: [],
      assignments: [],
      contacts: [],
      activities: [],
      inquiries: [{ case_id: 'S1', received_at: '2026-11-18T10:00:00Z', answered_at: null }],
    }),
  ).toEqual([
    'inquiry_unanswered',
    'passive',
    'deadline_passed',
    'no_contact_60',
    'no_job_broker',
    'no_goal',
    'no_cv',
  ]);
});

test('an inquiry of today waits, one of before is late, an answered one is gone', () => {
  const asked = (received_at: string, answered_at: string | null = null) => ({
    inquiries: [{ case_id: 'S1', received_at, answered_at }],
  });
  // 23:30 UTC on the 19th is the 20th in Copenhagen.
  expect(standing(asked('2026-11-19T23:30:00Z')).states[0]).toMatchObject({ severity: 'warn' });
  expect(standing(asked('2026-11-19T22:30:00Z')).states[0]).toMatchObject({ severity: 'bad' });
  expect(standing(asked('2026-11-18T10:00:00Z', '2026-11-18T12:00:00Z')).unanswered).toBe(0);
  expect(standing(asked('2026-11-21T10:00:00Z')).unanswered).toBe(0);
});

test('more than 60 days without a contact held', () => {
  const held = (held_on: string) => ({ contacts: [{ ...person().contacts[0]!, held_on }] });
  expect(codes(held('2026-09-21'))).not.toContain('no_contact_60');
  expect(codes(held('2026-09-20'))).toContain('no_contact_60');
});

test('paid hours of six months, over companies, and whether they rise', () => {
  const paid_hours = [
    { month: '2026-06', hours: 4 },
    { month: '2026-10', hours: 6 },
    { month: '2026-10', hours: 2.5 },
    { month: '2026-11', hours: 10 },
    { month: '2026-05', hours: 99 },
  ];
  const { paidHours, states } = standing({ paid_hours });
  expect(paidHours).toEqual([4, 0, 0, 0, 8.5, 10]);
  expect(states.map(({ code }) => code)).toEqual(['progressing']);
});

test('a closed case keeps who had it on the day it closed, and has no states', () => {
  const cases = [{ ...person().cases[0]!, closed_on: '2026-06-30' }];
  const assignments = [
    { case_id: 'S1', employee_id: 'E1', role: 'caseworker', from: '2025-11-01', to: '2026-06-30' },
    { case_id: 'S1', employee_id: 'E9', role: 'mentor', from: '2025-11-01', to: '2026-06-29' },
  ] as const;
  expect(standing({ cases, assignments })).toMatchObject({
    isOpen: false,
    assigned: ['E1'],
    passiveSince: null,
    states: [],
  });
});

test('the next contact is the first planned from today on, in Copenhagen days', () => {
  const planned = (planned_at: string) =>
    ({ case_id: 'S1', kind: 'follow_up', status: 'planned', planned_at, held_on: null }) as const;
  const contacts = [
    planned('2026-11-19T10:00:00Z'),
    planned('2026-12-01T10:00:00Z'),
    planned('2026-11-24T10:00:00Z'),
  ];
  expect(standing({ contacts }).nextContact?.at).toBe('2026-11-24T10:00:00Z');
});
