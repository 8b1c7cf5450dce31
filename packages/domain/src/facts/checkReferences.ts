/** References between records of a folder, and to records that only the database holds. */
import { KIND_NAMES, KINDS, type KindName } from '../kinds.ts';
import type { Column } from './column.ts';
import { LISTED_PROBLEMS, shownValue, type Problem } from './problem.ts';
import { columnName, exchangeFileName, type ExchangeReading } from './readExchange.ts';

type KeysPerKind = { readonly [K in KindName]?: ReadonlySet<string> };

interface Reference {
  readonly from: KindName;
  readonly index: number;
  readonly field: string;
  readonly column: Column;
  readonly to: KindName;
  readonly key: string;
}

const isKindName = (name: string): name is KindName => Object.hasOwn(KINDS, name);

function* referencesOf(reading: ExchangeReading): Generator<Reference> {
  for (const from of KIND_NAMES) {
    const records: readonly Readonly<Record<string, unknown>>[] = reading.records[from] ?? [];
    const columns = Object.entries<Column>(KINDS[from].columns).flatMap(([field, column]) =>
      column.refersTo !== null && isKindName(column.refersTo)
        ? [{ field, column, to: column.refersTo }]
        : [],
    );
    if (columns.length === 0) continue;
    for (const [index, record] of records.entries())
      for (const { field, column, to } of columns) {
        const value = record[field];
        if (typeof value === 'string') yield { from, index, field, column, to, key: value };
        else if (Array.isArray(value))
          for (const key of value)
            if (typeof key === 'string') yield { from, index, field, column, to, key };
      }
  }
}

/** Keys that the folder refers to and does not hold: the database must be asked for these. */
export const referencesToFind = (
  reading: ExchangeReading,
): { readonly [K in KindName]?: readonly string[] } => {
  const missing = new Map<KindName, Set<string>>();
  for (const { to, key } of referencesOf(reading)) {
    if (reading.lineOfKey[to]?.has(key) === true) continue;
    const keys = missing.get(to) ?? new Set<string>();
    keys.add(key);
    missing.set(to, keys);
  }
  return Object.fromEntries([...missing].map(([kind, keys]) => [kind, [...keys]]));
};

/**
 * The reading with a problem for each reference to a record that is neither in the folder nor among `known` (the keys
 * that the database holds and that are not voided), or that the folder itself voids.
 */
export const checkReferences = (reading: ExchangeReading, known: KeysPerKind): ExchangeReading => {
  const voided = Object.fromEntries(
    KIND_NAMES.map((kind) => [kind, new Set(reading.deleted[kind])]),
  ) as KeysPerKind;
  const problems: Problem[] = [...reading.problems];
  let problemCount = reading.problemCount;
  for (const { from, index, field, column, to, key } of referencesOf(reading)) {
    const isVoided = voided[to]?.has(key) === true;
    // A row that is there but faulty has its own problem; those that refer to it are not to blame as well.
    const isThere = reading.lineOfKey[to]?.has(key) === true || known[to]?.has(key) === true;
    if (isThere && !isVoided) continue;
    problemCount += 1;
    if (problems.length >= LISTED_PROBLEMS) continue;
    problems.push({
      severity: 'error',
      file: reading.fileNames[from] ?? exchangeFileName(from),
      line: reading.lines[from]?.[index] ?? null,
      column: columnName(field, column),
      value: shownValue(key, false),
      code: isVoided ? 'voided_reference' : 'unknown_reference',
      params: { file: exchangeFileName(to) },
    });
  }
  return { ...reading, problems, problemCount };
};
