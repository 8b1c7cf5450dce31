/**
 * Columns: how one value of a record is written in the exchange folder, held in memory and kept in the database.
 *
 * One description of each column serves reading, checking, storing, exporting and the TypeScript type of the record,
 * so that the five can never disagree.
 */

/** What kind of value a column holds. */
export type ColumnType =
  /** The sending system's own key of this record; unique within its file. */
  | 'key'
  /** The key of a record of another kind. */
  | 'reference'
  /** Keys of records of another kind, separated by a space. */
  | 'references'
  | 'text'
  /** One of a closed list of words. */
  | 'code'
  /** A plain day, `YYYY-MM-DD`. */
  | 'day'
  /** A moment; held as ISO 8601 in UTC with seconds (`2017-11-30T10:15:00Z`), read in Europe/Copenhagen without offset. */
  | 'instant'
  /** A calendar month, `YYYY-MM`. */
  | 'month'
  /** A decimal number with at most four decimals. */
  | 'decimal'
  | 'integer'
  | 'flag'
  /** Ten digits of a Danish civil registration number, without hyphen. */
  | 'cpr'
  /** An amount in kroner in the file, held as whole øre. */
  | 'money';

/** A column, as described once for all uses. */
export interface Column<
  T extends ColumnType = ColumnType,
  R extends boolean = boolean,
  C extends string = string,
> {
  readonly type: T;
  readonly required: R;
  /** Danish names accepted in a header row. */
  readonly aliases: readonly string[];
  /** The closed list of a `code`. */
  readonly codes: readonly C[];
  /** Danish words accepted for a code. */
  readonly codeAliases: Readonly<Record<string, C>>;
  /** The kind that a `reference` or `references` points to. */
  readonly refersTo: string | null;
  /** The column's name in the exchange folder where it differs from the field's (`budget_dkk` for `budget_ore`). */
  readonly exchangeName: string | null;
  /** Inclusive bounds for numbers, in the unit of the field. */
  readonly minimum: number | null;
  readonly maximum: number | null;
}

type Extras = Partial<Pick<Column, 'aliases' | 'exchangeName' | 'minimum' | 'maximum'>>;

const column = <T extends ColumnType, C extends string = never>(
  type: T,
  extras: Extras & {
    codes?: readonly C[];
    codeAliases?: Readonly<Record<string, C>>;
    refersTo?: string;
  } = {},
): Column<T, true, C> => ({
  type,
  required: true,
  aliases: extras.aliases ?? [],
  codes: extras.codes ?? [],
  codeAliases: extras.codeAliases ?? ({} as Record<string, C>),
  refersTo: extras.refersTo ?? null,
  exchangeName: extras.exchangeName ?? null,
  minimum: extras.minimum ?? null,
  maximum: extras.maximum ?? null,
});

export const key = (extras?: Extras) => column('key', extras);
export const reference = (refersTo: string, extras?: Extras) =>
  column('reference', { ...extras, refersTo });
export const references = (refersTo: string, extras?: Extras) =>
  column('references', { ...extras, refersTo });
export const text = (extras?: Extras) => column('text', extras);
export const code = <C extends string>(
  codes: readonly C[],
  extras?: Extras & { codeAliases?: Readonly<Record<string, NoInfer<C>>> },
) => column<'code', C>('code', { ...extras, codes });
export const day = (extras?: Extras) => column('day', extras);
export const instant = (extras?: Extras) => column('instant', extras);
export const month = (extras?: Extras) => column('month', extras);
export const decimal = (extras?: Extras) => column('decimal', extras);
export const integer = (extras?: Extras) => column('integer', extras);
export const flag = (extras?: Extras) => column('flag', extras);
export const cpr = (extras?: Extras) => column('cpr', extras);
export const money = (extras?: Extras) => column('money', extras);

/** The same column, allowed to be empty (`null`). */
export const optional = <T extends ColumnType, C extends string>(
  required: Column<T, true, C>,
): Column<T, false, C> => ({ ...required, required: false });

/** The value that a column of a type holds in memory. */
export type ValueOf<T extends ColumnType, C extends string> = T extends 'code'
  ? C
  : T extends 'decimal' | 'integer' | 'money'
    ? number
    : T extends 'flag'
      ? boolean
      : T extends 'references'
        ? readonly string[]
        : string;

/**
 * What a kind of record is: its name (that of its file), the field that is its key, its columns in the order of the
 * exchange folder, and checks that involve more than one field.
 */
export interface RecordKind<
  N extends string = string,
  C extends Readonly<Record<string, Column>> = Readonly<Record<string, Column>>,
> {
  readonly name: N;
  readonly key: string;
  readonly columns: C;
  /** Checks over several fields; each gives the field to blame and what would be right. */
  readonly check: (record: Readonly<Record<string, unknown>>) => readonly RecordFault[];
}

/** Why a record cannot be true, said for one field. `code` names the message, `params` fill it. */
export interface RecordFault {
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** The TypeScript type of a record of a kind. Optional columns are `null` when empty, never `undefined`. */
export type RecordOf<K extends RecordKind> = {
  readonly [F in keyof K['columns']]: K['columns'][F] extends Column<infer T, infer R, infer C>
    ? R extends true
      ? ValueOf<T, C>
      : ValueOf<T, C> | (T extends 'references' | 'flag' ? never : null)
    : never;
};

export const defineKind = <
  const N extends string,
  const C extends Readonly<Record<string, Column>>,
>(kind: {
  name: N;
  key: string & keyof C;
  columns: C;
  check?: RecordKind['check'];
}): RecordKind<N, C> => ({ check: () => [], ...kind });

/** `to` before `from` cannot be. */
export const periodInOrder: RecordKind['check'] = (record) =>
  typeof record['from'] === 'string' &&
  typeof record['to'] === 'string' &&
  record['to'] < record['from']
    ? [{ field: 'to', code: 'to_before_from', params: { from: record['from'] } }]
    : [];
