import { KIND_NAMES, KINDS, type KindName, type RecordKind } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';

/** How a kind's rows lead to a citizen: SQL for the citizen's id of a row under an alias; null for kinds without one. */
export const citizenOf = (kind: KindName, alias: string): string | null => {
  if (kind === 'citizens') return `${alias}.record_id`;
  const { columns }: RecordKind = KINDS[kind];
  if ('citizen_id' in columns) return `${alias}.citizen_id`;
  // Both the case's earlier and present citizen, should a case have been moved to another.
  if ('case_id' in columns) return `owner.citizen_id`;
  return null;
};

const joined = (kind: KindName): string => {
  const { columns }: RecordKind = KINDS[kind];
  return kind !== 'cases' && 'case_id' in columns
    ? ' join cases owner on owner.record_id = f.case_id'
    : '';
};

const TOUCHED = KIND_NAMES.flatMap((kind) => {
  const citizen = citizenOf(kind, 'f');
  return citizen === null
    ? []
    : [
        {
          kind,
          sql: `select ${citizen} from ${kind} f${joined(kind)} where (f.opened_by = $1 or f.closed_by = $1)`,
        },
      ];
});

/** The citizens whose facts a change touched, among the kinds that it wrote. An employee's name and team touch everybody assigned. */
export const affectedCitizens = async (
  tx: Tx,
  changeId: number,
  kinds: ReadonlySet<KindName>,
): Promise<readonly number[]> => {
  const parts = TOUCHED.filter(({ kind }) => kinds.has(kind)).map(({ sql }) => sql);
  if (kinds.has('employees'))
    parts.push(`select owner.citizen_id from employees f
      join assignments a on a.employee_id = f.record_id
      join cases owner on owner.record_id = a.case_id
      where (f.opened_by = $1 or f.closed_by = $1)`);
  if (parts.length === 0) return [];
  const { rows } = await tx.query<{ citizen_id: number }>(
    `select distinct citizen_id from (${parts.join(' union all ')}) touched (citizen_id) order by citizen_id`,
    [changeId],
  );
  return rows.map((row) => row.citizen_id);
};
