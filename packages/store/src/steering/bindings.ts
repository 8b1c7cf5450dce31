/**
 * The values of one statement, apart from its text: text is put together from fragments of this folder and from
 * identifiers made here, and whatever comes from a programme, a catalogue or a person goes in as a parameter.
 */
export type SqlType =
  | 'date'
  | 'date[]'
  | 'int'
  | 'int[]'
  | 'text'
  | 'text[]'
  | 'numeric'
  | 'bigint'
  | 'timestamptz';

export class Bindings {
  readonly values: unknown[] = [];
  readonly #places = new Map<string, string>();

  /** The parameter that stands for a value, without its type: for fragments that name the type themselves. */
  untyped(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  /** The parameter that stands for a value; the same value of the same type is sent once. */
  of(type: SqlType, value: unknown): string {
    const identity = `${type} ${JSON.stringify(value)}`;
    const known = this.#places.get(identity);
    if (known !== undefined) return known;
    const place = `${this.untyped(value)}::${type}`;
    this.#places.set(identity, place);
    return place;
  }
}

/** An instant: every record as it stood then. Without one: as it stands now. */
export type AsKnown = string | null | undefined;

/** Which versions of a record count: those that stand now, or those that stood at an instant. */
export const isKnown = (bindings: Bindings, alias: string, asKnown: AsKnown): string => {
  if (asKnown === undefined || asKnown === null) return `${alias}.known_to = 'infinity'`;
  const instant = bindings.of('timestamptz', asKnown);
  return `(${alias}.known_from <= ${instant} and ${alias}.known_to > ${instant})`;
};
