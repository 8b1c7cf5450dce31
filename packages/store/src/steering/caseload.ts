/** Open cases per caseworker on a day: the one statement behind the indicator, the page and the command line. */
import type { TargetGroup } from '@medspiller/domain';
import { type AsKnown, Bindings, isKnown } from './bindings.ts';
import { isOfTargetGroup } from './conditionBits.ts';
import { groupedBy } from './request.ts';
import type { Tx } from '../transaction.ts';

/** Which open cases belong to the target group on the day. */
export interface CaseloadGroup {
  readonly targetGroups: readonly TargetGroup[];
  readonly minimumAge: number | null;
}

export interface CaseloadOfEmployee extends CaseCounts {
  readonly employee_record_id: number;
  readonly employee_id: string;
  readonly name: string;
  readonly initials: string | null;
  readonly team: string | null;
  readonly phone: string | null;
  readonly cap_low: number | null;
  readonly cap_high: number | null;
}

export interface CaseCounts {
  readonly all: number;
  readonly target_group: number;
}

export interface CaseloadOfDay {
  readonly on: string;
  /** Every employee of role caseworker, those without a case too, by key. */
  readonly employees: readonly CaseloadOfEmployee[];
  /** Open cases without any assignment of role caseworker on the day. */
  readonly unassigned: CaseCounts;
  /** Open cases, each once, whoever and however many they are assigned to. */
  readonly total: CaseCounts;
}

/** `open_case`: the cases open on each day, whether they are of the group, and who has them. Without group: all are. */
const openCases = (
  bindings: Bindings,
  days: readonly string[],
  group: CaseloadGroup | null,
  asKnown: AsKnown,
): string => {
  const known = (alias: string): string => isKnown(bindings, alias, asKnown);
  const ofGroup = group === null ? 'true' : isOfTargetGroup(bindings, group, 'd.day');
  // Assignments are gathered before they meet the cases, so that a case with two caseworkers is one open case.
  return `days as (select day, place from unnest(${bindings.of('date[]', days)}) with ordinality as d(day, place)),
    open_case as (
      select d.place, k.record_id as case_id, k.citizen_id, ${ofGroup} as of_group,
        coalesce(a.employees, '{}') as employees
      from days d
      join cases k on ${known('k')} and k.opened_on <= d.day and (k.closed_on is null or k.closed_on > d.day)
      join citizens c on c.record_id = k.citizen_id and ${known('c')}
      left join (
        select d.place, r.case_id, array_agg(distinct r.employee_id) as employees
        from days d join assignments r on r."from" <= d.day and (r."to" is null or r."to" >= d.day)
        where r.role = 'caseworker' and ${known('r')}
        group by d.place, r.case_id) a on a.place = d.place and a.case_id = k.record_id)`;
};

interface CaseloadLine extends CaseloadOfEmployee {
  readonly place: number;
  readonly line: 'employee' | 'unassigned' | 'total';
}

/** The caseload of each of the days, in their order. */
export const caseloads = async (
  tx: Tx,
  days: readonly string[],
  group: CaseloadGroup | null,
  asKnown?: AsKnown,
): Promise<readonly CaseloadOfDay[]> => {
  const bindings = new Bindings();
  const counts = 'count(*)::int as all, (count(*) filter (where o.of_group))::int as target_group';
  const text = `with ${openCases(bindings, days, group, asKnown)},
    of_employee as (
      select o.place, a.employee_id, ${counts}
      from open_case o cross join unnest(o.employees) as a(employee_id)
      group by o.place, a.employee_id)
    select d.place::int, 'employee' as line, e.record_id as employee_record_id, identity.key as employee_id,
      e.name, e.initials, e.team, e.phone, e.cap_low, e.cap_high,
      coalesce(n.all, 0) as all, coalesce(n.target_group, 0) as target_group
    from days d
    cross join employees e
    join record identity on identity.record_id = e.record_id
    left join of_employee n on n.place = d.place and n.employee_id = e.record_id
    where e.role = 'caseworker' and ${isKnown(bindings, 'e', asKnown)}
    union all
    select o.place::int, 'unassigned', null, null, null, null, null, null, null, null, ${counts}
    from open_case o where o.employees = '{}' group by o.place
    union all
    select o.place::int, 'total', null, null, null, null, null, null, null, null, ${counts}
    from open_case o group by o.place
    order by 1, 4`;
  const { rows } = await tx.query<CaseloadLine>(text, bindings.values);
  const linesOfDay = groupedBy(rows, (row) => row.place);
  return days.map((on, index): CaseloadOfDay => {
    const lines = linesOfDay.get(index + 1) ?? [];
    const countsOf = (line: CaseloadLine['line']): CaseCounts => {
      const found = lines.find((row) => row.line === line);
      return { all: found?.all ?? 0, target_group: found?.target_group ?? 0 };
    };
    return {
      on,
      employees: lines
        .filter((row) => row.line === 'employee')
        .map((row): CaseloadOfEmployee => row),
      unassigned: countsOf('unassigned'),
      total: countsOf('total'),
    };
  });
};

/** A query of place (1 for the first day) and citizen_id of the open cases of the group. */
export const citizensOfCaseload = (
  bindings: Bindings,
  days: readonly string[],
  group: CaseloadGroup,
  asKnown: AsKnown,
): string =>
  `with ${openCases(bindings, days, group, asKnown)}
    select o.place, o.citizen_id from open_case o where o.of_group`;

/** The same, of the cases that a caseworker with more of them than the cap has. */
export const citizensAboveCap = (
  bindings: Bindings,
  days: readonly string[],
  group: CaseloadGroup,
  capHigh: number | null,
  asKnown: AsKnown,
): string =>
  `with ${openCases(bindings, days, group, asKnown)},
    above as (
      select o.place, e.record_id as employee_id
      from open_case o join employees e on e.record_id = any(o.employees)
      where o.of_group and e.role = 'caseworker' and ${isKnown(bindings, 'e', asKnown)}
      group by o.place, e.record_id
      having count(*) > ${bindings.of('int', capHigh)})
    select o.place, o.citizen_id
    from open_case o join above on above.place = o.place and above.employee_id = any(o.employees)
    where o.of_group`;
