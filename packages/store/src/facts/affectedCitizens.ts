import { KINDS, type KindName, type RecordKind } from '@medspiller/domain';
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

/** The join that `citizenOf` needs. */
export const joinToCase = (kind: KindName): string => {
  const { columns }: RecordKind = KINDS[kind];
  return kind !== 'cases' && 'case_id' in columns
    ? ' join cases owner on owner.record_id = f.case_id'
    : '';
};

/**
 * All versions of some records, each set through its own partial index.
 * `place` is the parameter that holds the records' ids.
 */
export const versionsOfRecords = (kind: KindName, place: string): string =>
  `(select * from ${kind} where record_id = any(${place}) and known_to = 'infinity'
    union all select * from ${kind} where record_id = any(${place}) and known_to < 'infinity')`;

/** The citizens of a kind's rows; an employee's name and team touch everybody who was assigned. */
const citizensOfRows = (kind: KindName, rows: string): string | null => {
  if (kind === 'employees')
    return `select owner.citizen_id from ${rows} f
      join assignments a on a.employee_id = f.record_id
      join cases owner on owner.record_id = a.case_id`;
  const citizen = citizenOf(kind, 'f');
  return citizen === null ? null : `select ${citizen} from ${rows} f${joinToCase(kind)}`;
};

const distinctCitizens = async (
  tx: Tx,
  parts: readonly (string | null)[],
  values: readonly unknown[],
): Promise<readonly number[]> => {
  const present = parts.filter((part) => part !== null);
  if (present.length === 0) return [];
  const { rows } = await tx.query<{ citizen_id: number }>(
    `select distinct citizen_id from (${present.join(' union all ')}) touched (citizen_id) order by citizen_id`,
    [...values],
  );
  return rows.map((row) => row.citizen_id);
};

/** The citizens whose facts a change touched, among the kinds that it wrote: for loads, whose records are many. */
export const citizensOfChange = async (
  tx: Tx,
  changeId: number,
  kinds: ReadonlySet<KindName>,
): Promise<readonly number[]> =>
  distinctCitizens(
    tx,
    [...kinds].map((kind) =>
      citizensOfRows(kind, `(select * from ${kind} where opened_by = $1 or closed_by = $1)`),
    ),
    [changeId],
  );

/** The citizens of some records, as they are and as they were. */
export const citizensOfRecords = async (
  tx: Tx,
  records: readonly { readonly kind: KindName; readonly id: number }[],
): Promise<readonly number[]> => {
  const kinds = [...new Set(records.map(({ kind }) => kind))].filter(
    (kind) => kind === 'employees' || citizenOf(kind, 'f') !== null,
  );
  return distinctCitizens(
    tx,
    kinds.map((kind, index) => citizensOfRows(kind, versionsOfRecords(kind, `$${index + 1}`))),
    kinds.map((kind) => records.filter((record) => record.kind === kind).map(({ id }) => id)),
  );
};
