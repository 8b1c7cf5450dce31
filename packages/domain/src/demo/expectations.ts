/**
 * What a scenario says of itself: plain counts of its records, worked out here straight from the words of the
 * definitions and without the evaluators, which are held against them.
 */
import { addDays, addMonths, addYears, firstDayOf, monthOf, type Day } from '../calendar/index.ts';
import type { Records } from '../kinds.ts';
import type { TargetGroup } from '../people/kinds.ts';
import { areaOf } from '../work/kinds.ts';

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

export interface PortfolioExpectations {
  readonly programme: string;
  readonly gross_target_group: number;
  readonly job_broker: number;
  readonly rehab_group: number;
  readonly absence: number;
  readonly exempt_225: number;
  readonly passive: number;
  readonly cv: number;
  readonly job_goal: number;
  readonly step_up_meetings: number;
  readonly paid_hours: number;
  readonly internship: number;
  readonly wage_subsidy: number;
  readonly company_based_total: number;
  readonly exited_to_work: Share;
}

export interface Expectations {
  readonly citizens: number;
  readonly protected: number;
  readonly cases: number;
  readonly open: number;
  readonly openOfTargetGroup: number;
  /** Open cases per caseworker. */
  readonly caseload: Readonly<
    Record<string, { readonly all: number; readonly targetGroup: number }>
  >;
  /** Open cases of the target group that nobody is assigned to. */
  readonly unassigned: number;
  /** Caseworkers above the cap. */
  readonly overCap: readonly string[];
  readonly passive1y: Share;
  readonly unanswered: number;
  readonly portfolio: PortfolioExpectations | null;
}

interface Dated {
  readonly from: Day;
  readonly to: Day | null;
}
const overlaps = (period: Dated, from: Day, to: Day): boolean =>
  period.from <= to && (period.to === null || period.to >= from);

export const expectations = (
  records: Records,
  view: {
    readonly today: Day;
    readonly targetGroups: readonly TargetGroup[];
    readonly capHigh: number;
    readonly portfolio: string | null;
  },
): Expectations => {
  const { today } = view;
  const open = records.cases.filter(
    ({ opened_on, closed_on }) => opened_on <= today && (closed_on === null || closed_on > today),
  );
  const ofTarget = open.filter(({ target_group }) => view.targetGroups.includes(target_group));
  const assigned = records.assignments.filter(
    (row) => row.role === 'caseworker' && overlaps(row, today, today),
  );
  const holds = (caseId: string, employeeId: string): boolean =>
    assigned.some(({ case_id, employee_id }) => case_id === caseId && employee_id === employeeId);
  const caseload = Object.fromEntries(
    records.employees
      .filter(({ role }) => role === 'caseworker')
      .map(({ employee_id }) => [
        employee_id,
        {
          all: open.filter(({ case_id }) => holds(case_id, employee_id)).length,
          targetGroup: ofTarget.filter(({ case_id }) => holds(case_id, employee_id)).length,
        },
      ]),
  );

  const citizenOf = new Map(records.cases.map(({ case_id, citizen_id }) => [case_id, citizen_id]));
  const personsOf = (rows: readonly { readonly case_id: string }[]): Set<string> =>
    new Set(rows.map(({ case_id }) => citizenOf.get(case_id) ?? case_id));
  const within = (set: Set<string>, persons: Set<string>): number =>
    [...persons].filter((person) => set.has(person)).length;

  const yearFrom = addDays(addMonths(today, -12), 1);
  const moved = personsOf([
    ...records.activities.filter(
      (row) =>
        ['employment', 'support'].includes(areaOf(row.kind)) && overlaps(row, yearFrom, today),
    ),
    ...records.assignments.filter((row) => row.role === 'mentor' && overlaps(row, yearFrom, today)),
  ]);
  const senior = ofTarget.filter(
    ({ awarded_on, opened_on }) => addYears(awarded_on ?? opened_on, 1) <= today,
  );

  return {
    citizens: records.citizens.length,
    protected: records.citizens.filter((citizen) => citizen.protected).length,
    cases: records.cases.length,
    open: open.length,
    openOfTargetGroup: ofTarget.length,
    caseload,
    unassigned: ofTarget.filter(({ case_id }) => !assigned.some((row) => row.case_id === case_id))
      .length,
    overCap: Object.entries(caseload)
      .filter(([, { targetGroup }]) => targetGroup > view.capHigh)
      .map(([employeeId]) => employeeId),
    passive1y: {
      numerator: senior.filter(({ citizen_id }) => !moved.has(citizen_id)).length,
      denominator: senior.length,
    },
    unanswered: records.inquiries.filter(({ answered_at }) => answered_at === null).length,
    portfolio: view.portfolio === null ? null : portfolioOf(view.portfolio),
  };

  function portfolioOf(programme: string): PortfolioExpectations {
    const rows = records.enrolments.filter((row) => row.programme === programme);
    const here = personsOf(rows.filter((row) => overlaps(row, today, today)));
    const monthFrom = firstDayOf(monthOf(today));
    const during = personsOf(records.activities.filter((row) => overlaps(row, monthFrom, today)));
    const ofKind = (kind: 'internship' | 'wage_subsidy'): Set<string> =>
      personsOf(
        records.activities.filter((row) => row.kind === kind && overlaps(row, monthFrom, today)),
      );
    const marked = (marker: string): Set<string> =>
      personsOf(
        records.markers.filter((row) => row.marker === marker && overlaps(row, today, today)),
      );
    const paid = new Set(
      records.paid_hours
        .filter(({ month, hours }) => month === monthOf(today) && hours > 0)
        .map(({ citizen_id }) => citizen_id),
    );
    const [internship, subsidy] = [ofKind('internship'), ofKind('wage_subsidy')];
    const ever = personsOf(rows.filter(({ from }) => from <= today));
    const toWork = new Set(
      rows
        .filter(({ to, case_id }) => {
          const reason = records.cases.find((row) => row.case_id === case_id)?.close_reason;
          return (
            to !== null &&
            to <= today &&
            (reason === 'job' || reason === 'flex_job' || reason === 'education')
          );
        })
        .map(({ case_id }) => citizenOf.get(case_id) ?? case_id),
    );
    return {
      programme,
      gross_target_group: here.size,
      job_broker: within(
        personsOf(
          records.assignments.filter(
            (row) => row.role === 'job_broker' && overlaps(row, today, today),
          ),
        ),
        here,
      ),
      rehab_group: personsOf(rows.filter((row) => row.group === '2' && overlaps(row, today, today)))
        .size,
      absence: within(marked('absence'), here),
      exempt_225: within(marked('exempt_225'), here),
      passive: [...here].filter((person) => !during.has(person) && !paid.has(person)).length,
      cv: within(marked('cv_on_jobnet'), here),
      job_goal: within(
        personsOf(records.goals.filter((row) => row.kind === 'job' && overlaps(row, today, today))),
        here,
      ),
      step_up_meetings: records.contacts.filter(
        (row) =>
          row.kind === 'step_up' &&
          row.status === 'held' &&
          ever.has(citizenOf.get(row.case_id) ?? ''),
      ).length,
      paid_hours: within(paid, here),
      internship: within(internship, here),
      wage_subsidy: within(subsidy, here),
      company_based_total: [...here].filter(
        (person) => paid.has(person) || internship.has(person) || subsidy.has(person),
      ).length,
      exited_to_work: {
        numerator: [...toWork].filter((person) => !here.has(person)).length,
        denominator: ever.size,
      },
    };
  }
};
