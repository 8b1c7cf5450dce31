/** Open cases per caseworker on a day: the one statement behind the indicator, the page and the command line. */
import type { Tx } from '../transaction.ts';
import { type AsKnown, Bindings, isKnown } from './bindings.ts';
import { openBits, targetGroupBits, type TargetGroupRule } from './conditionBits.ts';
import { groupedBy } from './request.ts';
import { statusDayWithin, type Timeline, timelinesOf } from './timeline.ts';

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

/** Of which days, and which open cases are of the target group on them; without a group all are. */
interface CaseloadAsked {
  readonly timeline: Timeline;
  readonly group: TargetGroupRule | null;
  readonly asKnown: AsKnown;
}

/**
 * `open_case` (case_id, citizen_id, open_bits, group_bits) and `assigned` (case_id, employee_id, bits: the days on which
 * the employee has an assignment of role caseworker, however many), with a bit for each day.
 */
const openAndAssigned = (
  bindings: Bindings,
  { timeline, group, asKnown }: CaseloadAsked,
): string => {
  const known = (alias: string): string => isKnown(bindings, alias, asKnown);
  const open = openBits(bindings, timeline);
  const ofGroup = group === null ? '' : ` & ${targetGroupBits(bindings, timeline, group)}`;
  return `open_case as materialized (
      select k.record_id as case_id, k.citizen_id, ${open} as open_bits, ${open}${ofGroup} as group_bits
      from cases k join citizens c on c.record_id = k.citizen_id
      where ${known('k')} and ${known('c')}),
    assigned as materialized (
      select r.case_id, r.employee_id,
        bit_or(${statusDayWithin(bindings, timeline, 'r."from"', `coalesce(r."to", 'infinity')`)}) as bits
      from assignments r
      where r.role = 'caseworker' and ${known('r')}
      group by r.case_id, r.employee_id)`;
};

const dayPlaces = (bindings: Bindings, timeline: Timeline): string =>
  `generate_series(0, ${bindings.of('int', timeline.length - 1)})`;

interface CaseloadLine extends CaseloadOfEmployee {
  readonly place: number;
  readonly line: 'employee' | 'unassigned' | 'total';
}

const caseloadLines = async (tx: Tx, asked: CaseloadAsked): Promise<readonly CaseloadLine[]> => {
  const bindings = new Bindings();
  const places = dayPlaces(bindings, asked.timeline);
  const counts =
    'count(*)::int as all, (count(*) filter (where (o.group_bits >> d.place) & 1 = 1))::int as target_group';
  const of = (line: string): string =>
    `d.place, '${line}' as line, null::int, null, null, null, null, null, null::int, null::int, ${counts}`;
  const { rows } = await tx.query<CaseloadLine>(
    `with ${openAndAssigned(bindings, asked)},
    of_employee as (
      select d.place, a.employee_id, ${counts}
      from assigned a join open_case o on o.case_id = a.case_id
      join ${places} as d(place) on ((a.bits & o.open_bits) >> d.place) & 1 = 1
      group by d.place, a.employee_id),
    of_anybody as (select case_id, bit_or(bits) as bits from assigned group by case_id)
    select d.place, 'employee' as line, e.record_id as employee_record_id, identity.key as employee_id,
      e.name, e.initials, e.team, e.phone, e.cap_low, e.cap_high,
      coalesce(n.all, 0) as all, coalesce(n.target_group, 0) as target_group
    from ${places} as d(place)
    cross join employees e
    join record identity on identity.record_id = e.record_id
    left join of_employee n on n.place = d.place and n.employee_id = e.record_id
    where e.role = 'caseworker' and ${isKnown(bindings, 'e', asked.asKnown)}
    union all
    select ${of('unassigned')}
    from open_case o left join of_anybody a on a.case_id = o.case_id
    join ${places} as d(place) on ((o.open_bits & ~coalesce(a.bits, 0)) >> d.place) & 1 = 1
    group by d.place
    union all
    select ${of('total')}
    from open_case o join ${places} as d(place) on (o.open_bits >> d.place) & 1 = 1
    group by d.place
    order by 1, 4`,
    bindings.values,
  );
  return rows;
};

/** The caseload of each of the days, in their order. Without a group every open case counts as of it. */
export const caseloads = async (
  tx: Tx,
  days: readonly string[],
  group: TargetGroupRule | null,
  asKnown?: AsKnown,
): Promise<readonly CaseloadOfDay[]> => {
  const loads: CaseloadOfDay[] = [];
  for (const { timeline, places } of timelinesOf(days.map((day) => ({ from: day, to: day })))) {
    const linesOfDay = groupedBy(
      await caseloadLines(tx, { timeline, group, asKnown }),
      (line) => line.place,
    );
    timeline.forEach(({ to: on }, index) => {
      const lines = linesOfDay.get(index) ?? [];
      const countsOf = (line: CaseloadLine['line']): CaseCounts => {
        const found = lines.find((row) => row.line === line);
        return { all: found?.all ?? 0, target_group: found?.target_group ?? 0 };
      };
      const load: CaseloadOfDay = {
        on,
        employees: lines
          .filter(({ line }) => line === 'employee')
          .map(({ place: _place, line: _line, ...employee }) => employee),
        unassigned: countsOf('unassigned'),
        total: countsOf('total'),
      };
      for (const place of places[index] ?? []) loads[place] = load;
    });
  }
  return loads;
};

/** A query of place (0 for the first day of the timeline) and citizen_id of the open cases of the group. */
export const citizensOfCaseload = (bindings: Bindings, asked: CaseloadAsked): string =>
  `with ${openAndAssigned(bindings, asked)}
    select d.place, o.citizen_id
    from open_case o
    join ${dayPlaces(bindings, asked.timeline)} as d(place) on (o.group_bits >> d.place) & 1 = 1`;

/** The same, of the cases of caseworkers who have more of them than the cap. */
export const citizensAboveCap = (
  bindings: Bindings,
  asked: CaseloadAsked,
  capHigh: number | null,
): string =>
  `with ${openAndAssigned(bindings, asked)},
    of_caseworker as (
      select d.place, a.employee_id, o.citizen_id, count(*) over (partition by d.place, a.employee_id) as load
      from assigned a
      join open_case o on o.case_id = a.case_id
      join employees e on e.record_id = a.employee_id
      join ${dayPlaces(bindings, asked.timeline)} as d(place) on ((a.bits & o.group_bits) >> d.place) & 1 = 1
      where e.role = 'caseworker' and ${isKnown(bindings, 'e', asked.asKnown)})
    select place, citizen_id from of_caseworker where load > ${bindings.of('int', capHigh)}`;
