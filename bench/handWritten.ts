/**
 * The status table written by hand, twice, for the same figures: as a skilled person would write it straight from the
 * records. For this programme and months of calendar only; every month must be over.
 */
import type { IndicatorContext, Month } from '@medspiller/domain';
import type { Tx } from '@medspiller/store';

/** The order of the figures of a month: numerators, each over the gross target group; then the three others. */
export const SHARES = [
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
  'paid_hours',
  'paid_hours_over_x',
  'internship',
  'wage_subsidy',
  'company_based_total',
] as const;
export const OTHERS = [
  'step_up_meetings',
  'exited_to_work',
  'ever_enrolled',
  'steering_meetings',
] as const;
export type HandFigures = Readonly<
  Record<(typeof SHARES)[number] | (typeof OTHERS)[number], number>
>;

const FIGURES = [...SHARES, ...OTHERS];

/** Which versions count: now, or at an instant ($4). */
const known = (alias: string, past: boolean): string =>
  past
    ? `${alias}.known_from <= $4 and ${alias}.known_to > $4`
    : `${alias}.known_to = 'infinity' and $4::timestamptz is null`;

/** Set-wise: a row per person and month from each table, joined. $1 months, $2 programme, $3 its first day, $5 hours. */
const setWise = (past: boolean): string => {
  const now = (alias: string): string => known(alias, past);
  return `
  with m as (
    select first, (first + interval '1 month')::date - 1 as last from unnest($1::date[]) u(first)),
  k as materialized (
    select record_id, citizen_id, close_reason, closed_on from cases k where ${now('k')}),
  base as (
    select m.first, k.citizen_id, bool_or(r."group" = '2') as rehab
    from enrolments r join k on k.record_id = r.case_id
    join m on r."from" <= m.last and (r."to" is null or r."to" >= m.last)
    where ${now('r')} and r.programme = $2 group by 1, 2),
  marked as (
    select m.first, k.citizen_id, bool_or(r.marker = 'absence') as absence,
      bool_or(r.marker = 'exempt_225') as exempt, bool_or(r.marker = 'cv_on_jobnet') as cv
    from markers r join k on k.record_id = r.case_id
    join m on r."from" <= m.last and (r."to" is null or r."to" >= m.last)
    where ${now('r')} group by 1, 2),
  aimed as (
    select m.first, k.citizen_id, bool_or(r.kind = 'job') as job
    from goals r join k on k.record_id = r.case_id
    join m on r."from" <= m.last and (r."to" is null or r."to" >= m.last)
    where ${now('r')} group by 1, 2),
  staffed as (
    select m.first, k.citizen_id,
      bool_or(r.role = 'job_broker' and (r."to" is null or r."to" >= m.last)) as broker,
      bool_or(r.role = 'mentor') as mentor
    from assignments r join k on k.record_id = r.case_id
    join m on r."from" <= m.last and (r."to" is null or r."to" >= m.first)
    where ${now('r')} and r.role in ('job_broker', 'mentor') group by 1, 2),
  active as (
    select m.first, k.citizen_id, bool_or(r.kind = 'mentor') as mentor,
      bool_or(r.kind = 'internship') as internship, bool_or(r.kind = 'wage_subsidy') as subsidy
    from activities r join k on k.record_id = r.case_id
    join m on r."from" <= m.last and (r."to" is null or r."to" >= m.first)
    where ${now('r')} group by 1, 2),
  paid as (
    select r.month as first, r.citizen_id, sum(r.hours) as hours
    from paid_hours r where ${now('r')} and r.month = any($1) group by 1, 2),
  ever as (
    select m.first, m.last, k.citizen_id,
      bool_or(r."to" <= m.last and r."to" >= $3::date and k.closed_on <= $6::date
        and k.close_reason in ('job', 'flex_job', 'education')) as out,
      bool_or(r."to" is null or r."to" >= m.last) as still,
      bool_or(r."to" is null or r."to" >= $3::date) as since_start
    from enrolments r join k on k.record_id = r.case_id join m on r."from" <= m.last
    where ${now('r')} and r.programme = $2 group by 1, 2, 3),
  shares as (
    select b.first, count(*) as gross_target_group, count(*) filter (where s.broker) as job_broker,
      count(*) filter (where b.rehab) as rehab_group, count(*) filter (where k.absence) as absence,
      count(*) filter (where k.exempt) as exempt_225,
      count(*) filter (where a.citizen_id is null and coalesce(p.hours, 0) <= 0) as passive,
      count(*) filter (where k.cv) as cv, count(*) filter (where g.job) as job_goal, count(g.citizen_id) as goal,
      count(*) filter (where a.mentor or s.mentor) as mentor,
      count(*) filter (where p.hours > 0) as paid_hours, count(*) filter (where p.hours > $5) as paid_hours_over_x,
      count(*) filter (where a.internship) as internship, count(*) filter (where a.subsidy) as wage_subsidy,
      count(*) filter (where p.hours > 0 or a.internship or a.subsidy) as company_based_total
    from base b
    left join marked k using (first, citizen_id) left join aimed g using (first, citizen_id)
    left join staffed s using (first, citizen_id) left join active a using (first, citizen_id)
    left join paid p using (first, citizen_id)
    group by b.first),
  left_for_work as (
    select first, count(*) filter (where out and not still) as exited_to_work, count(*) as ever_enrolled
    from ever where since_start group by first),
  steps as (
    select e.first, count(*) as step_up_meetings
    from contacts r join k on k.record_id = r.case_id
    join ever e on e.citizen_id = k.citizen_id and r.held_on <= e.last
    where ${now('r')} and r.kind = 'step_up' and r.status = 'held' and r.held_on >= $3::date group by e.first),
  met as (
    select m.first, count(*) as steering_meetings from steering_meetings r join m on r.held_on between m.first and m.last
    where ${now('r')} and r.programme = $2 group by m.first)
  select ${FIGURES.map((name) => `coalesce(${name}, 0)::int as ${name}`).join(', ')}
  from m left join shares using (first) left join left_for_work using (first)
  left join steps using (first) left join met using (first)
  order by m.first`;
};

/** Month number of a day, from the first month of the table, kept within 0 … its length. */
const place = (day: string): string =>
  `least(greatest((date_part('year', ${day}) * 12 + date_part('month', ${day}))::int - $7::int, 0), $8::int)`;
/** Bits of the months from one place up to, not with, another. */
const bits = (from: string, to: string): string =>
  `(greatest((1::bigint << ${to}) - (1::bigint << ${from}), 0))`;
const onLastDay = bits(
  place('r."from"'),
  `(case when r."to" is null then $8::int else ${place('(r."to" + 1)')} end)`,
);
const during = bits(
  place('r."from"'),
  `(case when r."to" is null then $8::int else ${place('(r."to" + interval \'1 month\')')} end)`,
);

/** Each record folded into a mask of months, masks combined per person, bits counted. */
const byMasks = (past: boolean): string => {
  const now = (alias: string): string => known(alias, past);
  const folded = (table: string, columns: string, more = ''): string =>
    `select k.citizen_id, ${columns} from ${table} r join k on k.record_id = r.case_id
      where ${now('r')}${more} group by 1`;
  const masks: Readonly<
    Record<(typeof SHARES)[number] | 'exited_to_work' | 'ever_enrolled', string>
  > = {
    gross_target_group: 'e.on_day',
    job_broker: 'e.on_day & s.broker',
    rehab_group: 'e.on_day & e.rehab',
    absence: 'e.on_day & t.absence',
    exempt_225: 'e.on_day & t.exempt',
    passive: 'e.on_day & ~(coalesce(a.any_kind, 0) | coalesce(p.above_0, 0))',
    cv: 'e.on_day & t.cv',
    job_goal: 'e.on_day & g.job',
    goal: 'e.on_day & g.any_kind',
    mentor: 'e.on_day & (coalesce(a.mentor, 0) | coalesce(s.mentor, 0))',
    paid_hours: 'e.on_day & p.above_0',
    paid_hours_over_x: 'e.on_day & p.above_x',
    internship: 'e.on_day & a.internship',
    wage_subsidy: 'e.on_day & a.subsidy',
    company_based_total:
      'e.on_day & (coalesce(p.above_0, 0) | coalesce(a.internship, 0) | coalesce(a.subsidy, 0))',
    exited_to_work: 'e.out & ~e.on_day',
    ever_enrolled: 'e.since_start',
  };
  const sinceStart = bits(place('greatest(r."from", $3::date)'), '$8::int');
  return `
  with k as materialized (
    select record_id, citizen_id, close_reason, closed_on from cases k where ${now('k')}),
  e as materialized (${folded(
    'enrolments',
    `bit_or(${onLastDay}) as on_day, bit_or(${onLastDay}) filter (where r."group" = '2') as rehab,
      bit_or(${bits(place('r."from"'), '$8::int')}) as ever,
      bit_or(${sinceStart}) filter (where r."to" is null or r."to" >= $3::date) as since_start,
      bit_or(${bits(place('r."to"'), '$8::int')}) filter (where r."to" >= $3::date and k.closed_on <= $6::date
        and k.close_reason in ('job', 'flex_job', 'education')) as out`,
    ' and r.programme = $2',
  )}),
  t as (${folded(
    'markers',
    `bit_or(b) filter (where r.marker = 'absence') as absence,
      bit_or(b) filter (where r.marker = 'exempt_225') as exempt, bit_or(b) filter (where r.marker = 'cv_on_jobnet') as cv`,
  ).replace('from markers r', `from (select r.*, ${onLastDay} as b from markers r offset 0) r`)}),
  g as (${folded(
    'goals',
    `bit_or(b) as any_kind, bit_or(b) filter (where r.kind = 'job') as job`,
  ).replace('from goals r', `from (select r.*, ${onLastDay} as b from goals r offset 0) r`)}),
  s as (${folded(
    'assignments',
    `bit_or(${onLastDay}) filter (where r.role = 'job_broker') as broker,
      bit_or(${during}) filter (where r.role = 'mentor') as mentor`,
    ` and r.role in ('job_broker', 'mentor')`,
  )}),
  a as (${folded(
    'activities',
    `bit_or(b) as any_kind, bit_or(b) filter (where r.kind = 'mentor') as mentor,
      bit_or(b) filter (where r.kind = 'internship') as internship, bit_or(b) filter (where r.kind = 'wage_subsidy') as subsidy`,
  ).replace(
    'from activities r',
    `from (select r.*, ${during} as b from activities r offset 0) r`,
  )}),
  p as (
    select citizen_id, bit_or(b) filter (where hours > 0) as above_0, bit_or(b) filter (where hours > $5) as above_x
    from (select r.citizen_id, 1::bigint << ${place('r.month')} as b, sum(r.hours) as hours
      from paid_hours r where ${now('r')} and r.month = any($1) group by 1, 2) h group by 1),
  masks as materialized (
    select ${Object.entries(masks)
      .map(([name, mask]) => `${mask} as ${name}`)
      .join(', ')}
    from e left join t using (citizen_id) left join g using (citizen_id) left join s using (citizen_id)
    left join a using (citizen_id) left join p using (citizen_id)),
  counted as (
    select place, ${Object.keys(masks)
      .map((name) => `count(*) filter (where ${name} & b <> 0) as ${name}`)
      .join(', ')}
    from masks, (select place, 1::bigint << place as b from generate_series(0, $8::int - 1) place) months group by place),
  steps as (
    select place, count(*) as step_up_meetings from (
      select ${bits(place('r.held_on'), '$8::int')} & e.ever as held
      from contacts r join k on k.record_id = r.case_id join e using (citizen_id)
      where ${now('r')} and r.kind = 'step_up' and r.status = 'held' and r.held_on >= $3::date) h,
      (select place, 1::bigint << place as b from generate_series(0, $8::int - 1) place) months
    where held & b <> 0 group by place),
  met as (
    select ${place('r.held_on')} as place, count(*) as steering_meetings from steering_meetings r
    where ${now('r')} and r.programme = $2 and date_trunc('month', r.held_on)::date = any($1) group by 1)
  select ${FIGURES.map((name) => `coalesce(${name}, 0)::int as ${name}`).join(', ')}
  from counted left join steps using (place) left join met using (place) order by place`;
};

const monthNumber = (month: Month): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5));

const run =
  (statement: (past: boolean) => string, usesPlaces: boolean) =>
  async (
    tx: Tx,
    context: IndicatorContext,
    months: readonly Month[],
    asKnown: string | null,
  ): Promise<readonly HandFigures[]> => {
    const { rows } = await tx.query<HandFigures>(statement(asKnown !== null), [
      months.map((month) => `${month}-01`),
      context.programme,
      context.programmeStart,
      asKnown,
      context.parameters['x'],
      context.asOf,
      ...(usesPlaces ? [monthNumber(months[0] ?? ''), months.length] : []),
    ]);
    return rows;
  };

export const statusBySets = run(setWise, false);
export const statusByMasks = run(byMasks, true);
