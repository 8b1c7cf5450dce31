/** Random questions to ask of random records: programmes, periods, and definitions over the whole condition language. */
import fc from 'fast-check';
import { lastDayOf, monthOf, quarterOf } from '../calendar/index.ts';
import { CLOSE_REASONS, TARGET_GROUPS } from '../people/kinds.ts';
import { ROLES } from '../trust/role.ts';
import { CONTACT_KINDS, CONTACT_STATUSES, GOAL_KINDS, MARKERS } from '../plan/kinds.ts';
import { periodOfDays, periodOfMonth, periodOfQuarter } from '../steering/periods.ts';
import type {
  Condition,
  IndicatorContext,
  IndicatorDefinition,
  Method,
  Period,
  When,
} from '../steering/indicator.ts';
import { ACTIVITY_AREAS, ACTIVITY_KINDS } from '../work/kinds.ts';
import { arbitraryDay, GROUPS, PROGRAMMES } from './arbitraryRecords.ts';

export interface ArbitraryQuestion {
  readonly context: IndicatorContext;
  readonly periods: readonly Period[];
}

const arbitraryContext = (): fc.Arbitrary<IndicatorContext> =>
  fc.record({
    programme: fc.constant(PROGRAMMES[0]),
    programmeStart: fc.oneof(fc.constant('2019-10-01'), arbitraryDay()),
    targetGroups: fc.constantFrom(
      ['resource_course'] as const,
      ['resource_course', 'cash_activity_ready'] as const,
      TARGET_GROUPS,
    ),
    minimumAge: fc.constantFrom(null, 30),
    capLow: fc.constant(0),
    capHigh: fc.constantFrom(null, 0, 1, 2),
    parameters: fc.constantFrom({ x: 20 }, { x: 0.3 }, { x: 0.08 }, { x: 19.7 }),
    asOf: arbitraryDay(),
  });

/** A programme, an as-of day, and months, quarters and stretches of days up to it; never one that begins after it. */
export const arbitraryQuestion = (): fc.Arbitrary<ArbitraryQuestion> =>
  fc
    .record({
      context: arbitraryContext(),
      days: fc.array(arbitraryDay(), { minLength: 1, maxLength: 4 }),
    })
    .map(({ context, days }) => {
      const { asOf } = context;
      const stretches = days.map((day) => periodOfDays(day, lastDayOf(monthOf(asOf)), asOf));
      const periods = [
        periodOfMonth(monthOf(asOf), asOf),
        ...days.map((day) => periodOfMonth(monthOf(day), asOf)),
        ...days.map((day) => periodOfQuarter(quarterOf(day), asOf)),
        ...stretches,
      ];
      return { context, periods: periods.filter((period) => period !== null) };
    });

const arbitraryWhen = (): fc.Arbitrary<When> =>
  fc.constantFrom('status_day', 'period', 'last_12_months', 'since_start', 'ever');

/** Leaves out keys that are undefined, as a file that does not say them. */
const said = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const someOf = <T>(values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 });

/** A condition of a person, or of a case where `unit` is case; nested at most so deep. */
export const arbitraryCondition = (unit: 'person' | 'case', depth = 2): fc.Arbitrary<Condition> => {
  const when = arbitraryWhen();
  const simple: fc.Arbitrary<unknown>[] = [
    fc
      .record({ when, group: maybe(fc.constantFrom(...GROUPS)) })
      .map((enrolled) => ({ enrolled: said(enrolled) })),
    someOf(CLOSE_REASONS).map((reasons) => ({ left: { reasons } })),
    fc
      .record({ when, kinds: maybe(someOf(ACTIVITY_KINDS)), areas: maybe(someOf(ACTIVITY_AREAS)) })
      .map((activity) => ({ activity: said(activity) })),
    fc.record({ when, role: fc.constantFrom(...ROLES) }).map((assignment) => ({ assignment })),
    fc.record({ when, marker: fc.constantFrom(...MARKERS) }).map((marker) => ({ marker })),
    fc
      .record({ when, kind: maybe(fc.constantFrom(...GOAL_KINDS)) })
      .map((goal) => ({ goal: said(goal) })),
    fc
      .record({
        when,
        kind: maybe(fc.constantFrom(...CONTACT_KINDS)),
        status: fc.constantFrom(...CONTACT_STATUSES),
      })
      .map((contact) => ({ contact: said(contact) })),
    fc
      .constantFrom<number | { parameter: string }>(0, 0.3, 20, { parameter: 'x' })
      .map((above) => ({ paid_hours: { above } })),
  ];
  const ofCase: fc.Arbitrary<unknown>[] = [
    fc.constantFrom('of_target_group', 'open').map((what) => ({ case: what })),
    fc.integer({ min: 1, max: 2 }).map((at_least_years) => ({ seniority: { at_least_years } })),
  ];
  const leaf = fc.oneof(...simple, ...(unit === 'case' ? ofCase : [])) as fc.Arbitrary<Condition>;
  if (depth === 0) return leaf;
  const inner = arbitraryCondition(unit, depth - 1);
  const parts = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 2, arbitrary: leaf },
    { weight: 1, arbitrary: parts.map((all) => ({ all })) },
    { weight: 1, arbitrary: parts.map((any) => ({ any })) },
    { weight: 1, arbitrary: inner.map((not) => ({ not })) },
  );
};

const arbitraryUnit = () => fc.constantFrom('person' as const, 'case' as const);

const arbitraryMethod = (): fc.Arbitrary<Method> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: arbitraryUnit().chain((unit) =>
        fc.record({
          method: fc.constant('share' as const),
          unit: fc.constant(unit),
          denominator: arbitraryCondition(unit),
          numerator: arbitraryCondition(unit),
        }),
      ),
    },
    {
      weight: 2,
      arbitrary: arbitraryUnit().chain((unit) =>
        fc.record({
          method: fc.constant('count' as const),
          unit: fc.constant(unit),
          counted: arbitraryCondition(unit),
        }),
      ),
    },
    fc.record({
      method: fc.constant('contacts' as const),
      kind: fc.constantFrom(...CONTACT_KINDS),
      status: fc.constantFrom('held' as const, ...CONTACT_STATUSES),
      when: fc.constantFrom('since_start' as const, 'period' as const),
      of: arbitraryCondition('person', 1),
    }),
    fc.record({
      method: fc.constant('in_time' as const),
      event: fc.constantFrom('conversation_held' as const, 'plan_drawn_up' as const),
      within: fc.constantFrom({ days: 14 }, { days: 1 }, { months: 1 }, { months: 12 }),
    }),
    fc.record({
      method: fc.constant('nth_conversation_with' as const),
      nth: fc.integer({ min: 1, max: 3 }),
      roles: someOf(ROLES),
    }),
    fc.record({
      method: fc.constant('answered' as const),
      within_hours: fc.constantFrom(24, 1, 48),
    }),
    fc.record({
      method: fc.constant('exits' as const),
      later_than_years: fc.integer({ min: 1, max: 2 }),
    }),
    fc.constantFrom(
      { method: 'caseload' as const },
      { method: 'over_cap' as const },
      { method: 'meetings' as const },
    ),
  );

/** Any definition that the language can say, whether or not anyone would ask for it. */
export const arbitraryDefinition = (): fc.Arbitrary<IndicatorDefinition> =>
  arbitraryMethod().map((counting) => ({
    id: 'random',
    title: { da: 'Tilfældig', en: 'Random' },
    explanation: { da: 'Tilfældig', en: 'Random' },
    rhythm: 'month',
    counting,
  }));
