/**
 * Keeps `case_today`, a row per case as it stands on one day, so that lists are read and not worked out. The rules are
 * the domain's (`caseStanding`); this loads a person's facts, asks, and stores the answer.
 */
import {
  caseStanding,
  stateRank,
  type CaseStanding,
  type PersonFacts,
  type TargetGroup,
} from '@medspiller/domain';
import type pg from 'pg';
import { pgArray } from '../facts/pgArray.ts';
import { single, write, type Tx } from '../transaction.ts';
import type { ListedCase } from './listCitizens.ts';

const CHUNK = 500;

interface CaseRow {
  readonly case_id: number;
  readonly citizen_id: number;
  readonly name: string;
  readonly protected: boolean;
  readonly target_group: TargetGroup;
  readonly opened_on: string;
  readonly awarded_on: string | null;
  readonly closed_on: string | null;
}

interface EmployeeRow {
  readonly id: number;
  readonly name: string;
  readonly team: string | null;
}

type Facts = PersonFacts<number>;

/** The facts of a chunk of persons that can still matter on the day; of what is over, the last is enough. */
const FACTS = {
  assignments: `select f.case_id, f.employee_id, f.role, f."from", f."to" from assignments f
    where f.known_to = 'infinity' and f.case_id = any($1) order by f."from" desc, f.record_id`,
  enrolments: `select f.case_id, f.programme, f."from", f."to" from enrolments f
    where f.known_to = 'infinity' and f.case_id = any($1) and (f."to" is null or f."to" >= $2)
    order by f."from", f.record_id`,
  markers: `select f.case_id, f.marker, f."from", f."to" from markers f
    where f.known_to = 'infinity' and f.case_id = any($1) and (f."to" is null or f."to" >= $2)
    order by f."from", f.record_id`,
  goals: `select f.case_id, f.kind, f.text, f."from", f."to" from goals f
    where f.known_to = 'infinity' and f.case_id = any($1) and (f."to" is null or f."to" >= $2)
    order by f."from", f.record_id`,
  plans: `select f.case_id, min(f.drawn_up_on) as drawn_up_on from plans f
    where f.known_to = 'infinity' and f.case_id = any($1) group by f.case_id`,
  contacts: `select distinct on (f.case_id, f.kind, f.status) f.case_id, f.kind, f.status, f.planned_at, f.held_on
    from contacts f
    where f.known_to = 'infinity' and f.case_id = any($1)
      and (f.status = 'held' and f.held_on <= $2 or f.status = 'planned' and f.planned_at >= $2::date::timestamp at time zone 'Europe/Copenhagen')
    order by f.case_id, f.kind, f.status, f.held_on desc, f.planned_at`,
  inquiries: `select f.case_id, f.received_at, f.answered_at from inquiries f
    where f.known_to = 'infinity' and f.case_id = any($1)
      and (f.answered_at is null or f.answered_at > $2::date - 1)`,
  activities: `select f.case_id, f.kind, f."from", f."to" from activities f
    where f.known_to = 'infinity' and f.case_id = any($1) and (f."to" is null or f."to" >= $2)
    union all
    (select distinct on (f.case_id) f.case_id, f.kind, f."from", f."to" from activities f
      where f.known_to = 'infinity' and f.case_id = any($1) and f."to" < $2
      order by f.case_id, f."to" desc)`,
} as const;

/** Months before the last half year count only by when the last of them was. */
const PAID_HOURS = `
  select f.citizen_id, to_char(f.month, 'YYYY-MM') as month, sum(f.hours) as hours from paid_hours f
   where f.known_to = 'infinity' and f.citizen_id = any($1) and f.month >= $2::date - interval '8 months'
   group by f.citizen_id, f.month
  union all
  select f.citizen_id, to_char(max(f.month), 'YYYY-MM'), 1 from paid_hours f
   where f.known_to = 'infinity' and f.citizen_id = any($1) and f.hours > 0
     and f.month < $2::date - interval '8 months'
   group by f.citizen_id`;

const CASES = `
  select k.record_id as case_id, k.citizen_id, p.name, p.protected, k.target_group, k.opened_on, k.awarded_on, k.closed_on
    from cases k join citizens p on p.record_id = k.citizen_id and p.known_to = 'infinity'
   where k.known_to = 'infinity' and k.citizen_id = any($1) order by k.citizen_id, k.record_id`;

const grouped = <T>(
  rows: readonly T[],
  by: (row: T) => number,
): ReadonlyMap<number, readonly T[]> => {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group === undefined) groups.set(by(row), [row]);
    else group.push(row);
  }
  return groups;
};

const loadFacts = async (
  tx: Tx,
  cases: readonly CaseRow[],
  citizenIds: readonly number[],
  day: string,
): Promise<(citizenId: number) => Facts> => {
  const citizenOfCase = new Map(cases.map((row) => [row.case_id, row.citizen_id]));
  const caseIds = [...citizenOfCase.keys()];
  const byCitizen = new Map<string, ReadonlyMap<number, readonly unknown[]>>();
  for (const [kind, text] of Object.entries(FACTS)) {
    const { rows } = await tx.query<{ case_id: number }>({
      name: `case_today_${kind}`,
      text,
      values: kind === 'assignments' || kind === 'plans' ? [caseIds] : [caseIds, day],
    });
    byCitizen.set(
      kind,
      grouped(rows, (row) => citizenOfCase.get(row.case_id) ?? 0),
    );
  }
  const { rows: hours } = await tx.query<{ citizen_id: number }>({
    name: 'case_today_paid_hours',
    text: PAID_HOURS,
    values: [citizenIds, day],
  });
  byCitizen.set(
    'paid_hours',
    grouped(hours, (row) => row.citizen_id),
  );
  byCitizen.set(
    'cases',
    grouped(cases, (row) => row.citizen_id),
  );
  const kinds = [...byCitizen.keys()];
  return (citizenId) =>
    Object.fromEntries(
      kinds.map((kind) => [kind, byCitizen.get(kind)?.get(citizenId) ?? []]),
    ) as unknown as Facts;
};

const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['case_id', 'int'],
  ['citizen_id', 'int'],
  ['day', 'date'],
  ['is_open', 'boolean'],
  ['name', 'text'],
  ['protected', 'boolean'],
  ['target_group', 'text'],
  ['opened_on', 'date'],
  ['awarded_on', 'date'],
  ['closed_on', 'date'],
  ['assigned', 'int[]'],
  ['teams', 'text[]'],
  ['caseworker_id', 'int'],
  ['caseworker', 'text'],
  ['job_broker_id', 'int'],
  ['job_broker', 'text'],
  ['mentor_id', 'int'],
  ['mentor', 'text'],
  ['weeks', 'int'],
  ['goal_kind', 'text'],
  ['goal', 'text'],
  ['last_contact_on', 'date'],
  ['last_contact_kind', 'text'],
  ['next_contact_at', 'timestamptz'],
  ['next_contact_kind', 'text'],
  ['activities', 'jsonb'],
  ['activity_ends_on', 'date'],
  ['activity_open_ended', 'boolean'],
  ['ends_with_nothing_after', 'boolean'],
  ['passive_since', 'date'],
  ['goes_passive_on', 'date'],
  ['paid_hours', 'numeric[]'],
  ['paid_hours_now', 'numeric'],
  ['markers', 'text[]'],
  ['has_cv', 'boolean'],
  ['first_conversation_by', 'date'],
  ['plan_by', 'date'],
  ['unanswered', 'int'],
  ['unanswered_since', 'timestamptz'],
  ['programmes', 'text[]'],
  ['state', 'text'],
  ['state_rank', 'int'],
  ['state_day', 'date'],
  ['states', 'jsonb'],
  ['state_codes', 'text[]'],
  ['listed', 'json'],
];

/** What the list shows of a case; null of a closed one, which no list shows. */
const listedCase = (
  row: CaseRow,
  standing: CaseStanding<number>,
  nameOf: (id: number | null) => string | null,
): ListedCase | null => {
  const [state] = standing.states;
  if (state === undefined) return null;
  return {
    case_id: row.case_id,
    citizen_id: row.citizen_id,
    name: row.name,
    protected: row.protected,
    target_group: row.target_group,
    programmes: standing.programmes,
    weeks: standing.weeks,
    goal: standing.goal,
    last_contact: standing.lastContact,
    next_contact_at: standing.nextContact?.at ?? null,
    activities: standing.activities,
    activity_ends_on: standing.activityEndsOn,
    paid_hours: standing.paidHours,
    job_broker: nameOf(standing.jobBroker),
    caseworker: nameOf(standing.caseworker),
    cv: standing.hasCv,
    state,
  };
};

/** Behind every open case. */
const CLOSED_RANK = 1000;

const standingRow = (
  row: CaseRow,
  facts: Facts,
  employees: ReadonlyMap<number, EmployeeRow>,
  day: string,
): readonly unknown[] => {
  const standing = caseStanding(facts, row.case_id, day);
  const [worst] = standing.states;
  const nameOf = (id: number | null): string | null =>
    id === null ? null : (employees.get(id)?.name ?? null);
  const teams = new Set(standing.assigned.flatMap((id) => employees.get(id)?.team ?? []));
  return [
    row.case_id,
    row.citizen_id,
    day,
    standing.isOpen,
    row.name,
    row.protected,
    row.target_group,
    row.opened_on,
    row.awarded_on,
    row.closed_on,
    [...standing.assigned].sort((one, other) => one - other),
    [...teams].sort(),
    standing.caseworker,
    nameOf(standing.caseworker),
    standing.jobBroker,
    nameOf(standing.jobBroker),
    standing.mentor,
    nameOf(standing.mentor),
    standing.weeks,
    standing.goal?.kind ?? null,
    standing.goal?.text ?? null,
    standing.lastContact?.on ?? null,
    standing.lastContact?.kind ?? null,
    standing.nextContact?.at ?? null,
    standing.nextContact?.kind ?? null,
    JSON.stringify(standing.activities),
    standing.activityEndsOn,
    standing.activityOpenEnded,
    standing.endsWithNothingAfter,
    standing.passiveSince,
    standing.goesPassiveOn,
    standing.paidHours,
    standing.paidHours.at(-1) ?? 0,
    standing.markers,
    standing.hasCv,
    standing.firstConversationBy,
    standing.planBy,
    standing.unanswered,
    standing.unansweredSince,
    standing.programmes,
    worst?.code ?? 'closed',
    worst === undefined ? CLOSED_RANK : stateRank(worst),
    worst?.day ?? null,
    JSON.stringify(standing.states),
    standing.states.map(({ code }) => code),
    JSON.stringify(listedCase(row, standing, nameOf)),
  ];
};

/** A list inside the list of all rows cannot be ragged, so it travels as text and is read back by its type. */
const cell = (value: unknown, type: string): unknown =>
  type.endsWith('[]') && Array.isArray(value) ? pgArray(value) : value;

const names = COLUMNS.map(([name]) => name);
const INSERT = `insert into case_today (${names.join(', ')})
  select ${COLUMNS.map(([name, type]) => `${name}::${type}`).join(', ')}
    from unnest(${COLUMNS.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as v(${names.join(', ')})
  on conflict (case_id) do update set ${names
    .slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;

/** Works out the rows of some persons' cases. */
export const refreshCaseToday = async (
  tx: Tx,
  day: string,
  citizenIds: readonly number[],
): Promise<void> => {
  for (let start = 0; start < citizenIds.length; start += CHUNK) {
    const chunk = citizenIds.slice(start, start + CHUNK);
    // Two who write about one person take turns, so that the second works out what the first has written too.
    await tx.query({
      name: 'case_today_turn',
      text: 'select from record where record_id = any($1) order by record_id for no key update',
      values: [chunk],
    });
    const { rows: cases } = await tx.query<CaseRow>({
      name: 'case_today_cases',
      text: CASES,
      values: [chunk],
    });
    const caseIds = cases.map((row) => row.case_id);
    await tx.query({
      name: 'case_today_gone',
      text: 'delete from case_today where citizen_id = any($1) and not (case_id = any($2))',
      values: [chunk, caseIds],
    });
    if (cases.length === 0) continue;
    const factsOf = await loadFacts(tx, cases, chunk, day);
    const { rows: employees } = await tx.query<EmployeeRow>({
      name: 'case_today_employees',
      text: `select record_id as id, name, team from employees
        where known_to = 'infinity' and record_id in (select employee_id from assignments
          where known_to = 'infinity' and case_id = any($1))`,
      values: [caseIds],
    });
    const employeeOf = new Map(employees.map((row) => [row.id, row]));
    const facts = new Map(chunk.map((id) => [id, factsOf(id)]));
    const standings = cases.flatMap((row) => {
      const own = facts.get(row.citizen_id);
      return own === undefined ? [] : [standingRow(row, own, employeeOf, day)];
    });
    await tx.query({
      name: 'case_today_insert',
      text: INSERT,
      values: COLUMNS.map(([, type], index) =>
        pgArray(standings.map((standing) => cell(standing[index], type))),
      ),
    });
  }
};

/** Works out everybody's rows for a day. */
export const refreshAllCaseToday = async (tx: Tx, day: string): Promise<void> => {
  const { rows } = await tx.query<{ id: number }>(
    "select record_id as id from citizens where known_to = 'infinity' order by record_id",
  );
  await tx.query('delete from case_today');
  await refreshCaseToday(
    tx,
    day,
    rows.map((row) => row.id),
  );
  await tx.query('analyze case_today');
  await tx.query(
    `insert into setting (name, value) values ('case_today', to_jsonb($1::text))
      on conflict (name) do update set value = excluded.value`,
    [day],
  );
};

/** Lets the next `keepCaseToday` work everything out, whatever the day. */
export const forgetCaseToday = async (tx: Tx): Promise<void> => {
  await tx.query("delete from setting where name = 'case_today'");
};

/** Makes sure that the lists stand on a day; does nothing where they do. To be called when a day begins, and at start. */
export const keepCaseToday = async (pool: pg.Pool, day: string): Promise<boolean> =>
  write(pool, async (tx) => {
    // One at a time: the command line may start while the server turns the day.
    await tx.query('select pg_advisory_xact_lock(7701003)');
    const { rows } = await tx.query<{ stale: boolean }>(
      `select coalesce((select value #>> '{}' from setting where name = 'case_today'), '') <> $1 as stale`,
      [day],
    );
    if (!single(rows).stale) return false;
    await refreshAllCaseToday(tx, day);
    return true;
  });
