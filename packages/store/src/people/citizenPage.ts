/** Everything about one citizen, each fact with the record and version that it can be corrected by. */
import {
  KINDS,
  type CaseScope,
  type CaseState,
  type KindName,
  type RecordKind,
  type Role,
} from '@medspiller/domain';
import { factColumns } from '../facts/factTable.ts';
import type { FactRow } from '../facts/writeFacts.ts';
import type { Tx } from '../transaction.ts';
import { logLookup } from '../trust/lookupLog.ts';
import { binding, citizenWithin } from '../trust/scope.ts';

/** The kinds that belong to a citizen. */
const KINDS_OF_CITIZEN = [
  'cases',
  'contacts',
  'activities',
  'paid_hours',
  'benefits',
  'goals',
  'markers',
  'plans',
  'inquiries',
  'assignments',
  'enrolments',
] as const satisfies readonly KindName[];
export type KindOfCitizen = (typeof KINDS_OF_CITIZEN)[number];

export interface PersonAround {
  readonly employee_id: number;
  readonly name: string;
  readonly initials: string | null;
  readonly role: Role;
  readonly phone: string | null;
  readonly hours_available: string | null;
  readonly email: string | null;
}

export interface CitizenFacts {
  /** Name, protection, birth date, sex and so on; never the CPR number. */
  readonly citizen: FactRow;
  /** States of the open cases, by case id; worst first. */
  readonly states: Readonly<Record<number, readonly CaseState[]>>;
  /** Assigned today, in any role, on any of the citizen's cases. */
  readonly people: readonly PersonAround[];
  readonly facts: Readonly<Record<KindOfCitizen, readonly FactRow[]>>;
  /** Names of the employees, companies and offers that the facts refer to, by internal id. */
  readonly names: Readonly<Record<number, string>>;
}

const NEWEST_FIRST: Readonly<Record<KindOfCitizen, string>> = {
  cases: 'f.opened_on',
  contacts: 'coalesce(f.held_on, f.planned_at::date)',
  activities: 'f."from"',
  paid_hours: 'f.month',
  benefits: 'f."from"',
  goals: 'f."from"',
  markers: 'f."from"',
  plans: 'f.drawn_up_on',
  inquiries: 'f.received_at',
  assignments: 'f."from"',
  enrolments: 'f."from"',
};

const belonging = (kind: KindOfCitizen): string => {
  const { columns }: RecordKind = KINDS[kind];
  return 'citizen_id' in columns
    ? 'f.citizen_id = $1'
    : "f.case_id in (select k.record_id from cases k where k.citizen_id = $1 and k.known_to = 'infinity')";
};

const factsOf = async (
  tx: Tx,
  kind: KindOfCitizen,
  citizenId: number,
): Promise<readonly FactRow[]> => {
  const { rows } = await tx.query<FactRow>({
    name: `citizen_page_${kind}`,
    text: `select ${factColumns(kind, 'f')} from ${kind} f where f.known_to = 'infinity' and ${belonging(kind)}
      order by ${NEWEST_FIRST[kind]} desc, f.record_id desc`,
    values: [citizenId],
  });
  return rows;
};

const PEOPLE = `
  select distinct e.record_id as employee_id, e.name, e.initials, a.role, e.phone, e.hours_available, e.email
    from assignments a
    join cases k on k.record_id = a.case_id and k.known_to = 'infinity'
    join employees e on e.record_id = a.employee_id and e.known_to = 'infinity'
   where a.known_to = 'infinity' and k.citizen_id = $1 and a."from" <= $2 and (a."to" is null or a."to" >= $2)
     and k.opened_on <= $2 and (k.closed_on is null or k.closed_on > $2)
   order by a.role, e.name`;

/** Names of employees, companies and offers by internal id. */
export const namesOf = async (
  tx: Tx,
  ids: readonly number[],
): Promise<Readonly<Record<number, string>>> => {
  const { rows } = await tx.query<{ id: number; name: string }>({
    name: 'names_of',
    text: `select record_id as id, name from employees where known_to = 'infinity' and record_id = any($1)
      union all select record_id, name from companies where known_to = 'infinity' and record_id = any($1)
      union all select record_id, title from offers where known_to = 'infinity' and record_id = any($1)`,
    values: [ids],
  });
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
};

const referredTo = (facts: readonly FactRow[]): readonly number[] =>
  facts.flatMap((fact) =>
    ['employee_id', 'company_id', 'offer_id', 'with'].flatMap((field) => {
      const value = fact[field];
      return typeof value === 'number' ? [value] : Array.isArray(value) ? (value as number[]) : [];
    }),
  );

/** Whether the citizen is within reach: to be asked before anything of a citizen is read or written. */
export const isCitizenWithin = async (
  tx: Tx,
  citizenId: number,
  scope: CaseScope,
): Promise<boolean> => {
  const { values, bind } = binding();
  const { rowCount } = await tx.query({
    name: `citizen_within_${scope.kind}_${'team' in scope && scope.team !== null}`,
    text: `select from citizens c where c.record_id = ${bind(citizenId)}::int and c.known_to = 'infinity'
      and ${citizenWithin(scope, 'c.record_id', bind)}`,
    values,
  });
  return rowCount === 1;
};

/** The citizen's page; null where there is no such citizen within reach. The look-up is noted. */
export const citizenPage = async (
  tx: Tx,
  citizenId: number,
  scope: CaseScope,
  today: string,
  viewer: { readonly employeeId: number },
): Promise<CitizenFacts | null> => {
  if (!(await isCitizenWithin(tx, citizenId, scope))) return null;
  const { rows: citizens } = await tx.query<FactRow>({
    name: 'citizen_page_citizen',
    text: `select ${factColumns('citizens', 'f')} from citizens f where f.record_id = $1 and f.known_to = 'infinity'`,
    values: [citizenId],
  });
  const [citizen] = citizens;
  if (citizen === undefined) return null;
  const facts: Partial<Record<KindOfCitizen, readonly FactRow[]>> = {};
  for (const kind of KINDS_OF_CITIZEN) facts[kind] = await factsOf(tx, kind, citizenId);
  const { rows: people } = await tx.query<PersonAround>({
    name: 'citizen_page_people',
    text: PEOPLE,
    values: [citizenId, today],
  });
  const { rows: states } = await tx.query<{ case_id: number; states: CaseState[] }>({
    name: 'citizen_page_states',
    text: 'select case_id, states from case_today where citizen_id = $1 and is_open order by state_rank, case_id',
    values: [citizenId],
  });
  await logLookup(tx, { employeeId: viewer.employeeId, action: 'page', citizenIds: [citizenId] });
  return {
    citizen,
    states: Object.fromEntries(states.map((row) => [row.case_id, row.states])),
    people,
    facts: facts as Record<KindOfCitizen, readonly FactRow[]>,
    names: await namesOf(tx, Object.values(facts).flatMap(referredTo)),
  };
};

/** What forms can choose between. */
export interface Choices {
  readonly employees: readonly {
    readonly employee_id: number;
    readonly name: string;
    readonly role: Role;
    readonly team: string | null;
  }[];
  readonly companies: readonly { readonly company_id: number; readonly name: string }[];
  readonly offers: readonly {
    readonly offer_id: number;
    readonly title: string;
    readonly kind: string;
  }[];
}

export const choices = async (tx: Tx): Promise<Choices> => {
  const read = async <R extends object>(text: string): Promise<readonly R[]> =>
    (await tx.query<R & Record<string, unknown>>(text)).rows;
  return {
    employees: await read(
      "select record_id as employee_id, name, role, team from employees where known_to = 'infinity' order by name collate danish, record_id",
    ),
    companies: await read(
      "select record_id as company_id, name from companies where known_to = 'infinity' order by name collate danish, record_id",
    ),
    offers: await read(
      "select record_id as offer_id, title, kind from offers where known_to = 'infinity' order by title collate danish, record_id",
    ),
  };
};
