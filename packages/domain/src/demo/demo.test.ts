import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  copenhagenDay,
  daysBetween,
  isDay,
  monthOf,
  type Day,
} from '../calendar/index.ts';
import type { Column } from '../facts/column.ts';
import { readExchange } from '../facts/readExchange.ts';
import { referencesToFind } from '../facts/checkReferences.ts';
import { writeExchange } from '../facts/writeExchange.ts';
import { KIND_NAMES, KINDS, type Records } from '../kinds.ts';
import { evaluate } from '../steering/evaluate.ts';
import { loadProgrammes } from '../steering/load.ts';
import { periodOfDays, periodOfMonth } from '../steering/periods.ts';
import { contextOf } from '../steering/statusTable.ts';
import { assess } from '../steering/targets.ts';
import type { CaseloadRow } from '../steering/indicator.ts';
import { demoMunicipality, recordsKnownOn, type DemoScenario } from './index.ts';
import { CASEWORKER_LOADS, UNASSIGNED } from './staffing.ts';

/** An ordinary day, ends of months, the leap day, New Year, both sides of laws that changed, and before any of them. */
const TODAYS: readonly Day[] = [
  '2022-12-31',
  '2024-02-29',
  '2025-06-30',
  '2025-07-01',
  '2026-01-31',
  '2026-02-01',
  '2026-11-22',
  '2027-01-01',
  '2027-03-29',
  '2028-02-29',
  '2029-07-31',
];

const PROGRAMME_FILES = ['indicators.yaml', 'haandholdt.yaml', 'flere-skal-med-2.yaml'].map(
  (name) => ({
    name,
    text: readFileSync(new URL(`../../../../programmes/${name}`, import.meta.url), 'utf8'),
  }),
);

const scenarios = new Map<Day, DemoScenario>();
const on = (today: Day): DemoScenario => {
  const made = scenarios.get(today) ?? demoMunicipality({ today });
  scenarios.set(today, made);
  return made;
};

const loadedFor = (scenario: DemoScenario) => {
  const loaded = loadProgrammes([...PROGRAMME_FILES, ...scenario.programmes]);
  expect(loaded.problems).toEqual([]);
  return loaded;
};

const figureOf = (scenario: DemoScenario, programmeId: string, id: string) => {
  const { programmes, catalogue } = loadedFor(scenario);
  const [programme, definition] = [programmes.get(programmeId), catalogue.get(id)];
  const period = periodOfMonth(monthOf(scenario.today), scenario.today);
  if (programme === undefined || definition === undefined || period === null)
    throw new Error(`no ${id} in ${programmeId}`);
  const [figure] = evaluate(
    definition,
    contextOf(programme, scenario.today),
    [period],
    scenario.records,
  );
  if (figure === undefined) throw new Error('no figure');
  const indicator = programme.sections
    .flatMap(({ indicators }) => indicators)
    .find((one) => one.id === id);
  return { figure, target: indicator?.targets[0] ?? null };
};

const overlapping = (a: { from: Day; to: Day | null }, b: { from: Day; to: Day | null }): boolean =>
  (a.to === null || a.to >= b.from) && (b.to === null || b.to >= a.from);

const groupedBy = <F extends string, T extends Readonly<Record<F, string>>>(
  rows: readonly T[],
  field: F,
): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row[field], [...(groups.get(row[field]) ?? []), row]);
  return [...groups.values()];
};

const faultsOf = (records: Records): unknown[] => {
  const reading = readExchange(writeExchange(records));
  return [
    ...reading.problems,
    ...reading.warnings,
    ...Object.entries(referencesToFind(reading)).filter(([, keys]) => keys.length > 0),
  ];
};

describe.each(TODAYS)('the demo municipality on %s', (today) => {
  const scenario = on(today);
  const { records, expects } = scenario;
  const caseOf = new Map(records.cases.map((row) => [row.case_id, row]));

  it('is what the exchange folder takes without a word, now and as known on any earlier day', () => {
    expect(faultsOf(records)).toEqual([]);
    for (const ago of [33, 700]) {
      const earlier = recordsKnownOn(scenario, addDays(today, -ago));
      expect(earlier.cases.length).toBeGreaterThan(0);
      expect(faultsOf(earlier)).toEqual([]);
    }
  });

  it('knows when each record became known, and none after today', () => {
    for (const kind of KIND_NAMES) {
      const keys = records[kind].map(
        (row) => (row as Readonly<Record<string, unknown>>)[KINDS[kind].key] as string,
      );
      expect(Object.keys(scenario.recordedAt[kind]).toSorted()).toEqual(keys.toSorted());
      expect(
        Object.values(scenario.recordedAt[kind]).every((day) => isDay(day) && day <= today),
      ).toBe(true);
    }
    for (const { kind, key, recordedAt } of scenario.earlier)
      expect(recordedAt < (scenario.recordedAt[kind][key] ?? '')).toBe(true);
  });

  it('knows of nothing before it knows what that belongs to', () => {
    const first = new Map<string, Day>();
    for (const kind of KIND_NAMES)
      for (const [key, day] of Object.entries(scenario.recordedAt[kind]))
        first.set(`${kind} ${key}`, day);
    for (const { kind, key, recordedAt } of scenario.earlier)
      if (recordedAt < (first.get(`${kind} ${key}`) ?? '')) first.set(`${kind} ${key}`, recordedAt);
    const tooEarly: string[] = [];
    for (const kind of KIND_NAMES)
      for (const row of records[kind] as readonly Readonly<Record<string, unknown>>[])
        for (const [field, column] of Object.entries<Column>(KINDS[kind].columns)) {
          if (column.refersTo === null) continue;
          for (const key of [row[field]].flat())
            if (
              typeof key === 'string' &&
              (first.get(`${column.refersTo} ${key}`) ?? '9999') >
                (first.get(`${kind} ${String(row[KINDS[kind].key])}`) ?? '')
            )
              tooEarly.push(
                `${kind} ${String(row[KINDS[kind].key])} before ${column.refersTo} ${key}`,
              );
        }
    expect(tooEarly).toEqual([]);
  });

  it('has nothing that has happened after today', () => {
    const happened: (Day | null)[] = [
      ...records.cases.flatMap((row) => [row.opened_on, row.awarded_on, row.closed_on]),
      ...records.contacts.map(({ held_on }) => held_on),
      ...records.plans.flatMap((row) => [row.drawn_up_on, row.agreed_by_citizen_on]),
      ...records.inquiries.flatMap((row) => [
        copenhagenDay(row.received_at),
        row.answered_at === null ? null : copenhagenDay(row.answered_at),
      ]),
      ...records.enrolments.map(({ from }) => from),
      ...records.markers.map(({ from }) => from),
      ...records.goals.map(({ from }) => from),
      ...records.benefits.map(({ from }) => from),
      ...records.steering_meetings.map(({ held_on }) => held_on),
      ...records.ledger.map(({ booked_on }) => booked_on),
    ];
    expect(happened.filter((day) => day !== null && day > today)).toEqual([]);
    expect(records.paid_hours.filter(({ month }) => month > monthOf(today))).toEqual([]);
    expect(
      records.contacts.filter(
        (row) => row.status === 'planned' && copenhagenDay(row.planned_at) < today,
      ),
    ).toEqual([]);
  });

  it('keeps the law of its day', () => {
    for (const row of records.cases) {
      if (row.target_group === 'resource_course') {
        expect((row.awarded_on ?? '') <= '2026-01-31').toBe(true);
        expect((row.closed_on ?? today) < addYears(row.opened_on, 3)).toBe(true);
      }
      if (row.target_group === 'job_clarification')
        expect((row.closed_on ?? today) <= addMonths(row.opened_on, 24)).toBe(true);
    }
    const longest = { internship: 13 * 7, mentor: 181, wage_subsidy: 365 } as const;
    for (const row of records.activities)
      if (row.kind === 'internship' || row.kind === 'mentor' || row.kind === 'wage_subsidy')
        expect(daysBetween(row.from, row.to ?? row.from) + 1).toBeLessThanOrEqual(
          longest[row.kind],
        );
    expect(
      records.contacts.filter(
        (row) => row.kind === 'rehab_meeting' && (row.held_on ?? '') > '2026-01-31',
      ),
    ).toEqual([]);
    for (const row of records.benefits)
      if (row.benefit === 'integration_benefit' || row.benefit === 'education_assistance')
        expect((row.to ?? today) <= '2025-06-30').toBe(true);
    for (const row of records.markers)
      if (row.marker === 'exempt_225') expect((row.to ?? today) <= '2025-06-30').toBe(true);
  });

  it('has lives without contradictions', () => {
    for (const rows of [records.activities, records.assignments, records.goals, records.markers])
      for (const row of rows)
        expect(row.from >= (caseOf.get(row.case_id)?.opened_on ?? '9999')).toBe(true);
    for (const row of records.activities)
      expect((row.to ?? '') <= (caseOf.get(row.case_id)?.closed_on ?? '9999')).toBe(true);
    const caseworkers = records.assignments.filter(({ role }) => role === 'caseworker');
    for (const periods of [
      ...groupedBy(caseworkers, 'case_id'),
      ...groupedBy(records.benefits, 'citizen_id'),
    ])
      for (const [index, one] of periods.entries())
        for (const other of periods.slice(index + 1)) expect(overlapping(one, other)).toBe(false);
  });

  it('has invented people only: replacement numbers that agree with sex and age, no name or number twice', () => {
    const { citizens } = records;
    for (const { cpr } of citizens) {
      expect(Number(cpr.slice(0, 2))).toBeGreaterThan(60);
      const year = Number(cpr.slice(4, 6)) + (cpr[6] !== undefined && cpr[6] >= '5' ? 2000 : 1900);
      const born = `${year}-${cpr.slice(2, 4)}-${String(Number(cpr.slice(0, 2)) - 60).padStart(2, '0')}`;
      expect(isDay(born)).toBe(true);
      expect(ageOn(born, today)).toBeGreaterThanOrEqual(18);
      expect(ageOn(born, today)).toBeLessThanOrEqual(67);
    }
    for (const field of ['cpr', 'name', 'phone'] as const) {
      const values = citizens.flatMap((row) => row[field] ?? []);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('is as large as it says', () => {
    expect(expects.cases).toBeGreaterThan(390);
    expect(expects.cases).toBeLessThan(450);
    expect(expects.citizens).toBeLessThan(expects.cases);
    expect(expects.protected).toBe(8);
    expect(expects.unassigned).toBe(UNASSIGNED);
    expect(expects.overCap).toEqual(['M01', 'M02']);
    for (const { employeeId, programme, portfolio, other } of CASEWORKER_LOADS)
      expect(expects.caseload[employeeId]).toEqual({
        all: programme + portfolio + other,
        targetGroup: programme,
      });
  });

  it('counts as the evaluators count', () => {
    const { portfolio } = expects;
    if (portfolio === null) throw new Error('no portfolio');
    const { programme, exited_to_work: exited, ...counts } = portfolio;
    for (const [id, count] of Object.entries(counts))
      expect([id, figureOf(scenario, programme, id).figure.numerator]).toEqual([id, count]);
    expect(figureOf(scenario, programme, 'exited_to_work').figure).toMatchObject(exited);
    expect(figureOf(scenario, 'haandholdt-norreaa', 'passive_1y').figure).toMatchObject(
      expects.passive1y,
    );
    const rows = figureOf(scenario, 'haandholdt-norreaa', 'caseload').figure
      .rows as readonly CaseloadRow[];
    for (const row of rows)
      if (row.employee_id === null) expect(row.target_group).toBe(expects.unassigned);
      else
        expect({ all: row.all, targetGroup: row.target_group }).toEqual(
          expects.caseload[row.employee_id],
        );
  });

  it('meets some targets, and misses some by little', () => {
    const { portfolio } = expects;
    if (portfolio === null) throw new Error('no portfolio');
    const standing = (id: string): unknown => {
      const { figure, target } = figureOf(scenario, portfolio.programme, id);
      if (target === null) throw new Error(`no target for ${id}`);
      const assessment = assess(figure, target);
      return assessment.state === 'missed' ? assessment.by : assessment.state;
    };
    expect(['job_broker', 'paid_hours', 'step_up_meetings', 'cv', 'passive'].map(standing)).toEqual(
      [1, 1, 1, 3, 3],
    );
    expect(
      ['rehab_group', 'absence', 'job_goal', 'internship', 'company_based_total'].map(standing),
    ).toEqual(Array.from({ length: 5 }, () => 'met'));
  });

  it('develops: more is agreed and fewer stand still than when the projects began', () => {
    const { programmes, catalogue } = loadedFor(scenario);
    const change = (programmeId: string, id: string): number => {
      const [programme, definition] = [programmes.get(programmeId), catalogue.get(id)];
      if (programme === undefined || definition === undefined) throw new Error(`no ${id}`);
      const periods = [
        periodOfMonth(programme.zeroPoint, today),
        periodOfMonth(monthOf(today), today),
      ].flatMap((period) => period ?? []);
      const [first, last] = evaluate(definition, contextOf(programme, today), periods, records);
      if (first === undefined || last === undefined) throw new Error('no figures');
      return last.numerator / (last.denominator ?? 1) - first.numerator / (first.denominator ?? 1);
    };
    const id = expects.portfolio?.programme ?? '';
    for (const rising of ['job_broker', 'cv', 'job_goal', 'paid_hours', 'internship'])
      expect(change(id, rising)).toBeGreaterThan(0.03);
    expect(change(id, 'passive')).toBeLessThan(-0.05);
    expect(change('haandholdt-norreaa', 'passive_1y')).toBeLessThan(-0.05);
  });

  it('has work waiting', () => {
    expect(expects.unanswered).toBeGreaterThanOrEqual(5);
    expect(records.contacts.filter(({ status }) => status === 'planned').length).toBeGreaterThan(
      200,
    );
    expect(new Set(records.contacts.map(({ status }) => status))).toEqual(
      new Set(['planned', 'held', 'cancelled', 'no_show']),
    );
  });

  it('is known better now than it was: hours of earlier months were reported late', () => {
    const then = addMonths(today, -3);
    const known = recordsKnownOn(scenario, then).paid_hours.filter(
      ({ month }) => month < monthOf(then),
    ).length;
    expect(known).toBeLessThan(
      records.paid_hours.filter(({ month }) => month < monthOf(then)).length,
    );
  });
});

describe('the demo municipality', () => {
  it('is the same for the same day and seed, and another for another seed', () => {
    const again = demoMunicipality({ today: '2026-11-22' });
    expect(again).toEqual(on('2026-11-22'));
    expect(demoMunicipality({ today: '2026-11-22', seed: 2 }).records.citizens).not.toEqual(
      again.records.citizens,
    );
  });

  it('gives its promised figures for other seeds too', () => {
    for (const seed of [2, 3, 4]) {
      const { expects, records } = demoMunicipality({ today: '2027-05-31', seed });
      expect(faultsOf(records)).toEqual([]);
      expect(expects.portfolio).toMatchObject({
        job_broker: 89,
        cv: 92,
        job_goal: 96,
        paid_hours: 19,
        passive: 18,
      });
    }
  });

  it('lets somebody of every role sign in whose work differs, each of them employed', () => {
    const { persons, records } = on('2026-11-22');
    const roles = persons.map(
      ({ employee_id }) => records.employees.find((row) => row.employee_id === employee_id)?.role,
    );
    expect(roles).not.toContain(undefined);
    expect(new Set(roles).size).toBeGreaterThanOrEqual(10);
  });

  it('has hand-overs that nobody knew of before they happened', () => {
    const scenario = on('2026-11-22');
    const ended = scenario.records.assignments.filter(
      ({ role, to }) => role === 'caseworker' && to !== null && to > '2026-01-01',
    );
    expect(ended.length).toBeGreaterThan(10);
    for (const { assignment_id, to } of ended) {
      const before = recordsKnownOn(scenario, addDays(to ?? '', -1)).assignments.find(
        (row) => row.assignment_id === assignment_id,
      );
      expect(before?.to ?? null).toBeNull();
    }
  });

  it('holds most first conversations in time, and some too late', () => {
    const scenario = on('2026-11-22');
    const { programmes, catalogue } = loadedFor(scenario);
    const [programme, definition] = [
      programmes.get('haandholdt-norreaa'),
      catalogue.get('first_conversation_in_time'),
    ];
    const year = periodOfDays('2025-11-01', '2026-11-22', '2026-11-22');
    if (programme === undefined || definition === undefined || year === null)
      throw new Error('no such figure');
    const [figure] = evaluate(
      definition,
      contextOf(programme, scenario.today),
      [year],
      scenario.records,
    );
    const share = (figure?.numerator ?? 0) / (figure?.denominator ?? 1);
    expect(share).toBeGreaterThan(0.75);
    expect(share).toBeLessThan(0.98);
    expect(figure?.pending).toBeGreaterThan(0);
  });
});
