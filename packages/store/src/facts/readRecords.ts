import {
  KIND_NAMES,
  KINDS,
  noRecords,
  type KindName,
  type RecordKind,
  type Records,
} from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import type { CprVault } from '../trust/cprVault.ts';
import { factTable, quoted, type StoredColumn } from './factTable.ts';

export interface ReadRequest {
  readonly vault: CprVault;
  /** As known at this instant; now where it is missing. */
  readonly asKnown?: string | null;
  readonly kinds?: readonly KindName[];
  /** Only what belongs to these citizens (internal ids); what belongs to nobody is read all the same. */
  readonly citizenIds?: readonly number[];
}

const known = (alias: string, asKnown: string | null): string =>
  asKnown === null
    ? `${alias}.known_to = 'infinity'`
    : `${alias}.known_from <= $1::timestamptz and ${alias}.known_to > $1::timestamptz`;

/** A field in its exchange form: keys for ids. Each reference brings its own join. */
const selected = (column: StoredColumn): { readonly sql: string; readonly join: string } => {
  const value = `f.${quoted(column.name)}`;
  const as = quoted(column.name);
  if (column.refersTo === null)
    return { sql: column.month ? `to_char(${value}, 'YYYY-MM') as ${as}` : value, join: '' };
  if (column.sqlType === 'int[]')
    return {
      sql: `case when ${value} = '{}' then '{}' else array(select k.key from unnest(${value}) with ordinality u (id, place)
        join record k on k.record_id = u.id order by u.place) end as ${as}`,
      join: '',
    };
  const alias = quoted(`key of ${column.name}`);
  return {
    sql: `${alias}.key as ${as}`,
    join: ` left join record ${alias} on ${alias}.record_id = ${value}`,
  };
};

const ofCitizens = (kind: KindName, asKnown: string | null, place: string): string => {
  const { columns }: RecordKind = KINDS[kind];
  if (kind === 'citizens') return ` and f.record_id = any(${place})`;
  if ('citizen_id' in columns) return ` and f.citizen_id = any(${place})`;
  if ('case_id' in columns)
    return ` and f.case_id in (select k.record_id from cases k where k.citizen_id = any(${place}) and ${known('k', asKnown)})`;
  return '';
};

const readKind = async (
  tx: Tx,
  kind: KindName,
  { vault, asKnown = null, citizenIds }: ReadRequest,
): Promise<readonly Record<string, unknown>[]> => {
  const { keyField, columns } = factTable(kind);
  const plain = columns.filter(({ field }) => field !== 'cpr').map(selected);
  const values: unknown[] = asKnown === null ? [] : [asKnown];
  let where = known('f', asKnown);
  if (citizenIds !== undefined) {
    const condition = ofCitizens(kind, asKnown, `$${values.length + 1}`);
    if (condition !== '') values.push(citizenIds);
    where += condition;
  }
  const { rows } = await tx.query<Record<string, unknown>>(
    `select r.key as ${quoted(keyField)}${kind === 'citizens' ? ', f.cpr_encrypted as cpr' : ''}${plain
      .map(({ sql }) => `, ${sql}`)
      .join('')}
       from ${kind} f join record r on r.record_id = f.record_id${plain.map(({ join }) => join).join('')}
      where ${where} order by r.key`,
    values,
  );
  if (kind === 'citizens') for (const row of rows) row['cpr'] = vault.decrypt(row['cpr'] as Buffer);
  return rows;
};

/** The municipality's records as plain values with the sending systems' keys, each kind ordered by key (bytewise). */
export const readRecords = async (tx: Tx, request: ReadRequest): Promise<Records> => {
  const records: Record<string, unknown> = { ...noRecords() };
  for (const kind of request.kinds ?? KIND_NAMES) records[kind] = await readKind(tx, kind, request);
  return records as unknown as Records;
};
