/**
 * The one place where a reach becomes SQL. Lists, counts, single views, search, downloads and the people behind figures
 * all ask here, over `case_today`, which holds who is assigned and their teams.
 */
import type { CaseScope } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';

/** Adds a value to a statement's parameters and gives its place. */
export type Bind = (value: unknown) => string;

/** Gathers a statement's parameters. */
export const binding = (): { readonly values: unknown[]; readonly bind: Bind } => {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
};

/** Whether a row of `case_today` is within reach. */
export const caseWithin = (scope: CaseScope, alias: string, bind: Bind): string => {
  const own = (employeeId: number): string =>
    `${alias}.assigned @> array[${bind(employeeId)}::int]`;
  const team = (name: string): string => `${alias}.teams @> array[${bind(name)}::text]`;
  switch (scope.kind) {
    case 'none':
      return 'false';
    case 'own':
      return own(scope.employeeId);
    case 'team':
      return `(${own(scope.employeeId)} or (${team(scope.team)} and not ${alias}.protected))`;
    case 'team_and_unassigned':
      return `(${own(scope.employeeId)}${scope.team === null ? '' : ` or ${team(scope.team)}`}
        or (${alias}.is_open and ${alias}.caseworker_id is null))`;
    case 'all':
      return 'true';
  }
};

/** Whether a citizen is within reach: one of the citizen's cases is. Without a case nobody but who sees all. */
export const citizenWithin = (scope: CaseScope, citizenId: string, bind: Bind): string =>
  scope.kind === 'all'
    ? 'true'
    : `exists (select from case_today reach where reach.citizen_id = ${citizenId}
        and ${caseWithin(scope, 'reach', bind)})`;

/** Those of some citizens who are within reach. */
export const citizensWithin = async (
  tx: Tx,
  scope: CaseScope,
  citizenIds: readonly number[],
): Promise<readonly number[]> => {
  const { values, bind } = binding();
  const { rows } = await tx.query<{ id: number }>(
    `select c.record_id as id from citizens c
      where c.record_id = any(${bind(citizenIds)}) and c.known_to = 'infinity'
        and ${citizenWithin(scope, 'c.record_id', bind)} order by c.record_id`,
    values,
  );
  return rows.map(({ id }) => id);
};

/** Open cases within reach, for the number beside the menu. */
export const countOpenCases = async (tx: Tx, scope: CaseScope): Promise<number> => {
  const { values, bind } = binding();
  const { rows } = await tx.query<{ count: number }>({
    name: `count_open_cases_${scope.kind}_${values.length}`,
    text: `select count(*) from case_today t where t.is_open and ${caseWithin(scope, 't', bind)}`,
    values,
  });
  return rows[0]?.count ?? 0;
};
