/**
 * Random municipalities that are small and mean: few people with several cases each, and every day drawn from those at
 * which rules turn: ends of months, 29 February, the days when the clock is put forward and back, days next to each other.
 */
import fc from 'fast-check';
import { addDays, addMonths, instantOf, isDay, monthOf } from '../calendar/index.ts';
import type { KindName, Records } from '../kinds.ts';
import { CLOSE_REASONS, TARGET_GROUPS } from '../people/kinds.ts';
import { ROLES } from '../trust/role.ts';
import { CONTACT_KINDS, CONTACT_STATUSES, GOAL_KINDS, MARKERS } from '../plan/kinds.ts';
import { CHANNELS } from '../pace/kinds.ts';
import { ACTIVITY_KINDS } from '../work/kinds.ts';
import { municipality, type BriefRecords } from './municipality.ts';

/** The programmes and groups that random people are enrolled in. */
export const PROGRAMMES = ['programme', 'another'] as const;
export const GROUPS = ['1', '2'] as const;

const TURNING_DAYS = [
  '2018-12-31',
  '2019-01-31',
  '2019-02-28',
  '2019-03-31',
  '2019-09-30',
  '2019-10-01',
  '2019-10-26',
  '2019-10-27',
  '2019-10-31',
  '2019-11-01',
  '2019-11-14',
  '2019-11-30',
  '2019-12-31',
  '2020-01-30',
  '2020-01-31',
  '2020-02-14',
  '2020-02-28',
  '2020-02-29',
  '2020-03-01',
  '2020-03-28',
  '2020-03-29',
  '2020-03-31',
  '2020-10-25',
  '2020-12-31',
  '2021-01-01',
  '2021-02-28',
] as const;

/** A few of them come up again and again, so that records of different kinds meet on the same days. */
const MEETING_DAYS = [
  '2019-10-31',
  '2019-11-01',
  '2019-11-14',
  '2019-11-30',
  '2020-01-31',
  '2020-02-28',
  '2020-02-29',
  '2020-03-29',
] as const;

/** A day at which something turns, at times a day, a fortnight or a year beside it. */
export const arbitraryDay = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...MEETING_DAYS) },
        { weight: 2, arbitrary: fc.constantFrom(...TURNING_DAYS) },
      ),
      fc.constantFrom(0, 0, 0, 0, 1, -1, 14, -14, 365, -365, -366),
    )
    .map(([day, days]) => addDays(day, days));

/** A day, and one on or after it or none. */
const arbitrarySpan = (): fc.Arbitrary<{ readonly from: string; readonly to: string | null }> =>
  fc.tuple(arbitraryDay(), fc.option(arbitraryDay())).map(([one, other]) => {
    if (other === null) return { from: one, to: null };
    return one <= other ? { from: one, to: other } : { from: other, to: one };
  });

/** Near midnight, at noon, and in the hour that the clock shows twice or skips. */
const CLOCK_TIMES = [
  '00:00',
  '00:00:01',
  '01:59:59',
  '02:30',
  '03:00',
  '12:00',
  '23:59:59',
] as const;

const arbitraryInstant = (): fc.Arbitrary<string> =>
  fc
    .tuple(arbitraryDay(), fc.constantFrom(...CLOCK_TIMES))
    .map(([day, time]) => instantOf(`${day}T${time}`));

const secondsAfter = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString().replace('.000Z', 'Z');

const A_DAY_IN_SECONDS = 24 * 60 * 60;

/** Hours whose sums are wrong in floating point, and sums on both sides of 0 and 20. */
const arbitraryHours = (): fc.Arbitrary<number> =>
  fc.constantFrom(
    0,
    0.0001,
    0.01,
    0.07,
    0.1,
    0.2,
    0.3,
    6.6667,
    7.5,
    19.7,
    19.9999,
    20,
    20.0001,
    37,
  );

/** Around the age of 30 on the turning days, 29 February included; and one written with each kind of century. */
const arbitraryCpr = (): fc.Arbitrary<string> =>
  fc
    .tuple(
      arbitraryDay(),
      fc.constantFrom(30, 30, 31, 29, 60),
      fc.constantFrom('0', '3', '4', '9'),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([turning, age, seventh, serial]) => {
      const birthDay = addMonths(turning, -12 * age);
      const leapDay = `${birthDay.slice(0, 4)}-02-29`;
      const born = birthDay.endsWith('-02-28') && isDay(leapDay) ? leapDay : birthDay;
      const [year, month, day] = born.split('-') as [string, string, string];
      return `${Number(day) + 60}${month}${year.slice(2)}${seventh}${String(serial).padStart(3, '0')}`;
    });

/** Keys must sort as text and not as numbers or as words: capitals before small letters, 10 before 9, Danish letters last. */
const KEY_STYLES = [
  (number: number) => `${number}`,
  (number: number) => `k${number}`,
  (number: number) => `K-${number}`,
  (number: number) => `æ${number}`,
] as const;

/** Mostly one of the first, which the figures ask about; now and then any. */
const mostly = <T extends string>(
  first: readonly NoInfer<T>[],
  any: readonly T[],
): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...first) },
    { weight: 1, arbitrary: fc.constantFrom(...any) },
  );

const several = <T>(one: fc.Arbitrary<T>, most: number): fc.Arbitrary<readonly T[]> =>
  // Without `max`, most lists would be empty or of one, and nothing in them would meet.
  fc.array(one, { maxLength: most, size: 'max' });

/** Stands for one of the employees; taken modulo their number. */
const anyEmployee = fc.nat({ max: 11 });

const arbitraryContact = () =>
  fc
    .record({
      kind: mostly(['conversation', 'conversation', 'step_up'], CONTACT_KINDS),
      status: mostly(['held'], CONTACT_STATUSES),
      planned_at: arbitraryInstant(),
      day: arbitraryDay(),
      with: several(anyEmployee, 2),
    })
    .map(({ day, ...contact }) => ({
      ...contact,
      held_on: contact.status === 'held' ? day : null,
    }));

const arbitraryInquiry = () =>
  fc
    .record({
      channel: fc.constantFrom(...CHANNELS),
      received_at: arbitraryInstant(),
      answer: fc.constantFrom(
        null,
        0,
        1,
        A_DAY_IN_SECONDS - 1,
        A_DAY_IN_SECONDS,
        A_DAY_IN_SECONDS + 1,
        40 * A_DAY_IN_SECONDS,
      ),
    })
    .map(({ answer, ...inquiry }) => ({
      ...inquiry,
      answered_at: answer === null ? null : secondsAfter(inquiry.received_at, answer),
    }));

const arbitraryCase = () =>
  fc.record({
    target_group: mostly(
      ['resource_course', 'resource_course', 'cash_activity_ready'],
      TARGET_GROUPS,
    ),
    span: arbitrarySpan(),
    awarded_on: fc.option(arbitraryDay()),
    close_reason: fc.option(mostly(['job', 'education', 'target_group_change'], CLOSE_REASONS)),
    next_target_group: fc.option(fc.constantFrom(...TARGET_GROUPS)),
    assignments: several(
      fc.record({
        employee: anyEmployee,
        role: mostly(['caseworker', 'caseworker', 'job_broker', 'mentor'], ROLES),
        span: arbitrarySpan(),
      }),
      3,
    ),
    enrolments: several(
      fc.record({
        programme: mostly([PROGRAMMES[0]], PROGRAMMES),
        group: fc.option(fc.constantFrom(...GROUPS)),
        span: arbitrarySpan(),
      }),
      3,
    ),
    markers: several(fc.record({ marker: fc.constantFrom(...MARKERS), span: arbitrarySpan() }), 3),
    goals: several(fc.record({ kind: fc.constantFrom(...GOAL_KINDS), span: arbitrarySpan() }), 2),
    plans: several(fc.record({ drawn_up_on: arbitraryDay() }), 2),
    contacts: several(arbitraryContact(), 5),
    inquiries: several(arbitraryInquiry(), 3),
    activities: several(
      fc.record({
        kind: mostly(['internship', 'wage_subsidy', 'mentor'], ACTIVITY_KINDS),
        span: arbitrarySpan(),
      }),
      3,
    ),
  });

const arbitraryPerson = () =>
  fc.record({
    cpr: arbitraryCpr(),
    protected: fc.boolean(),
    cases: several(arbitraryCase(), 3),
    paid_hours: several(
      fc.record({ month: arbitraryDay().map(monthOf), hours: arbitraryHours() }),
      5,
    ),
  });

interface Shape {
  /** At most so many persons; 5 where not said. */
  readonly persons?: number;
}

/** Random records that hold together: every reference is to something, every check of the kinds is met. */
export const arbitraryRecords = ({ persons: most = 5 }: Shape = {}): fc.Arbitrary<Records> =>
  fc
    .record({
      keyStyle: fc.constantFrom(...KEY_STYLES),
      employees: fc.array(
        mostly(['caseworker', 'caseworker', 'company_consultant', 'job_broker'], ROLES),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      persons: several(arbitraryPerson(), most),
      meetings: several(
        fc.record({
          programme: mostly([PROGRAMMES[0]], PROGRAMMES),
          held_on: arbitraryDay(),
        }),
        4,
      ),
    })
    .map(({ keyStyle, employees, persons, meetings }) => {
      const numbers = new Map<KindName, number>();
      const keyFor = (kind: KindName): string => {
        const number = (numbers.get(kind) ?? 7) + 1;
        numbers.set(kind, number);
        return keyStyle(number);
      };
      const employeeRows = employees.map((role) => ({ employee_id: keyFor('employees'), role }));
      const employeeAt = (index: number): string =>
        employeeRows[index % employeeRows.length]?.employee_id ?? '';

      const personRows = persons.map((person) => ({ ...person, citizen_id: keyFor('citizens') }));
      const caseRows = personRows.flatMap(({ citizen_id, cases }) =>
        cases.map((row) => ({ ...row, citizen_id, case_id: keyFor('cases') })),
      );
      const brief: BriefRecords = {
        employees: employeeRows,
        citizens: personRows.map(({ citizen_id, cpr, protected: isProtected }) => ({
          citizen_id,
          cpr,
          protected: isProtected,
        })),
        cases: caseRows.map((row) => ({
          case_id: row.case_id,
          citizen_id: row.citizen_id,
          target_group: row.target_group,
          opened_on: row.span.from,
          awarded_on: row.awarded_on,
          closed_on: row.span.to,
          close_reason: row.span.to === null ? null : row.close_reason,
          next_target_group:
            row.span.to !== null && row.close_reason === 'target_group_change'
              ? row.next_target_group
              : null,
        })),
        assignments: caseRows.flatMap(({ case_id, assignments }) =>
          assignments.map(({ employee, role, span }) => ({
            assignment_id: keyFor('assignments'),
            case_id,
            employee_id: employeeAt(employee),
            role,
            ...span,
          })),
        ),
        enrolments: caseRows.flatMap(({ case_id, enrolments }) =>
          enrolments.map(({ span, ...row }) => ({
            enrolment_id: keyFor('enrolments'),
            case_id,
            ...row,
            ...span,
          })),
        ),
        markers: caseRows.flatMap(({ case_id, markers }) =>
          markers.map(({ marker, span }) => ({
            marker_id: keyFor('markers'),
            case_id,
            marker,
            ...span,
          })),
        ),
        goals: caseRows.flatMap(({ case_id, goals }) =>
          goals.map(({ kind, span }) => ({ goal_id: keyFor('goals'), case_id, kind, ...span })),
        ),
        plans: caseRows.flatMap(({ case_id, plans }) =>
          plans.map((row) => ({ plan_id: keyFor('plans'), case_id, ...row })),
        ),
        contacts: caseRows.flatMap(({ case_id, contacts }) =>
          contacts.map((row) => ({
            ...row,
            contact_id: keyFor('contacts'),
            case_id,
            with: [...new Set(row.with.map(employeeAt))],
          })),
        ),
        inquiries: caseRows.flatMap(({ case_id, inquiries }) =>
          inquiries.map((row) => ({ inquiry_id: keyFor('inquiries'), case_id, ...row })),
        ),
        activities: caseRows.flatMap(({ case_id, activities }) =>
          activities.map(({ kind, span }) => ({
            activity_id: keyFor('activities'),
            case_id,
            kind,
            ...span,
          })),
        ),
        paid_hours: personRows.flatMap(({ citizen_id, paid_hours }) =>
          paid_hours.map((row) => ({ paid_hours_id: keyFor('paid_hours'), citizen_id, ...row })),
        ),
        steering_meetings: meetings.map((row) => ({
          meeting_id: keyFor('steering_meetings'),
          ...row,
        })),
      };
      return municipality(brief);
    });
