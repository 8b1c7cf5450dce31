/**
 * The table behind each kind of record, worked out from the registry: one place knows how a field is kept, so that
 * writing, reading, importing and the migration's test cannot disagree.
 */
import {
  birthDayOf,
  KIND_NAMES,
  KINDS,
  sexOf,
  type Column,
  type KindName,
  type RecordKind,
} from '@medspiller/domain';
import type { CprVault } from '../trust/cprVault.ts';

/** One column of a table. */
export interface StoredColumn {
  readonly name: string;
  /** The field of the record that it holds, or holds a part of. */
  readonly field: string;
  readonly sqlType:
    | 'bigint'
    | 'boolean'
    | 'bytea'
    | 'date'
    | 'int'
    | 'int[]'
    | 'numeric'
    | 'text'
    | 'timestamptz';
  readonly required: boolean;
  readonly refersTo: KindName | null;
  /** Whether a difference here means that the record is another. Encryption gives other bytes each time. */
  readonly compared: boolean;
  /** Holds a month, as its first day. */
  readonly month: boolean;
  /** The value to store; references stay keys and are resolved by whoever stores them. */
  readonly toStored: (value: unknown, vault: CprVault) => unknown;
}

export interface FactTable {
  readonly kind: KindName;
  readonly keyField: string;
  readonly columns: readonly StoredColumn[];
}

/** A name as SQL needs it: some fields (`from`, `to`, `group`, `with`) are SQL words. */
export const quoted = (name: string): string => `"${name}"`;

const SQL_TYPES = {
  reference: 'int',
  references: 'int[]',
  text: 'text',
  code: 'text',
  day: 'date',
  instant: 'timestamptz',
  month: 'date',
  decimal: 'numeric',
  integer: 'int',
  flag: 'boolean',
  money: 'bigint',
} as const;

const asItIs = (value: unknown): unknown => value;

const cprColumns = (field: string): readonly StoredColumn[] => {
  const part = { field, required: true, refersTo: null, month: false } as const;
  return [
    {
      ...part,
      name: 'cpr_encrypted',
      sqlType: 'bytea',
      compared: false,
      toStored: (cpr, vault) => vault.encrypt(String(cpr)),
    },
    {
      ...part,
      name: 'cpr_hash',
      sqlType: 'bytea',
      compared: true,
      toStored: (cpr, vault) => vault.hash(String(cpr)),
    },
    {
      ...part,
      name: 'birth_date',
      sqlType: 'date',
      compared: false,
      toStored: (cpr) => birthDayOf(String(cpr)),
    },
    {
      ...part,
      name: 'sex',
      sqlType: 'text',
      compared: false,
      toStored: (cpr) => sexOf(String(cpr)),
    },
  ];
};

const columnsOf = (field: string, column: Column): readonly StoredColumn[] => {
  if (column.type === 'key') return [];
  if (column.type === 'cpr') return cprColumns(field);
  const list = column.type === 'references';
  return [
    {
      name: field,
      field,
      sqlType: SQL_TYPES[column.type],
      required: column.required || list || column.type === 'flag',
      refersTo: column.refersTo as KindName | null,
      compared: true,
      month: column.type === 'month',
      toStored:
        column.type === 'month'
          ? (month) => (month === null ? null : `${String(month)}-01`)
          : column.type === 'flag'
            ? (flag) => flag ?? false
            : list
              ? (keys) => keys ?? []
              : asItIs,
    },
  ];
};

const FACT_TABLES = new Map<KindName, FactTable>(
  KIND_NAMES.map((name) => {
    const kind: RecordKind = KINDS[name];
    const columns = Object.entries(kind.columns).flatMap(([field, column]) =>
      columnsOf(field, column),
    );
    return [name, { kind: name, keyField: kind.key, columns }];
  }),
);

export const factTable = (kind: KindName): FactTable => {
  const table = FACT_TABLES.get(kind);
  if (table === undefined) throw new RangeError(`unknown kind of record: ${kind}`);
  return table;
};

/** Every kind with a field that refers to a kind: where to look before a record may go. */
export const referrersOf = (
  target: KindName,
): readonly { readonly kind: KindName; readonly column: StoredColumn }[] =>
  KIND_NAMES.flatMap((kind) =>
    factTable(kind)
      .columns.filter((column) => column.refersTo === target)
      .map((column) => ({ kind, column })),
  );

/**
 * What a table's rows look like to the program: `record_id` and `version_id`, then the fields with internal ids as references.
 * Of the CPR number only birth date and sex; the number itself is read on its own, where it is meant.
 */
export const factColumns = (kind: KindName, alias: string): string =>
  [
    `${alias}.record_id`,
    `${alias}.version_id`,
    ...factTable(kind)
      .columns.filter((column) => column.sqlType !== 'bytea')
      .map((column) => {
        const name = `${alias}.${quoted(column.name)}`;
        return column.month ? `to_char(${name}, 'YYYY-MM') as ${quoted(column.name)}` : name;
      }),
  ].join(', ');
