/**
 * Writing an exchange folder. The bytes are canonical: UTF-8, comma, LF, columns in the registry's order, rows sorted by
 * key, each value in one form only; so that the same records always give the same bytes, and reading them gives the
 * same records.
 */
import { KIND_NAMES, KINDS, type KindName, type Records } from '../kinds.ts';
import type { Column } from './column.ts';
import { writtenInstant } from './instantText.ts';
import { columnName, exchangeFileName, type ExchangeFile } from './readExchange.ts';
import { writtenCell } from './separatedText.ts';

const writtenMoney = (ore: number): string => {
  const whole = Math.trunc(Math.abs(ore) / 100);
  const rest = Math.abs(ore) % 100;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
  return `${ore < 0 ? '-' : ''}${whole}${fraction}`;
};

const writtenValue = (value: unknown, column: Column): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value)) return value.join(' ');
  if (typeof value === 'number')
    return column.type === 'money' ? writtenMoney(value) : String(value);
  if (typeof value !== 'string')
    throw new TypeError(`a value of type ${typeof value} has no place in the exchange folder`);
  return column.type === 'instant' ? writtenInstant(value) : value;
};

const ROWS_PER_PART = 2000;

type AnyRecord = Readonly<Record<string, unknown>>;

/**
 * The file of one kind, in parts of some thousand rows, so that a large one can be sent as it is made. The records are
 * sorted here by key, character by character, whatever order they come in.
 */
export function* exchangeFileText<K extends KindName>(
  kind: K,
  records: Records[K],
): Generator<string> {
  const columns = Object.entries<Column>(KINDS[kind].columns);
  const keyOf = (record: AnyRecord): string => String(record[KINDS[kind].key]);
  const sorted = (records as readonly AnyRecord[]).toSorted((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : 1,
  );
  yield `${columns.map(([field, column]) => columnName(field, column)).join(',')}\n`;
  for (let start = 0; start < sorted.length; start += ROWS_PER_PART)
    yield sorted
      .slice(start, start + ROWS_PER_PART)
      .map(
        (record) =>
          `${columns
            .map(([field, column]) => writtenCell(writtenValue(record[field], column), ','))
            .join(',')}\n`,
      )
      .join('');
}

/** Every file of the folder; a kind without records is a file with a header alone. */
export const writeExchange = (records: Records): readonly ExchangeFile[] =>
  KIND_NAMES.map((kind) => ({
    name: exchangeFileName(kind),
    bytes: new TextEncoder().encode([...exchangeFileText(kind, records[kind])].join('')),
  }));
