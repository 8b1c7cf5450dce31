/**
 * CSV for people who open it in a Danish spreadsheet: byte order mark (so that æøå are read right), semicolons, decimal
 * comma, days as 30-11-2017. Not the exchange folder's form, which is for machines.
 */
import { writtenCell } from '@medspiller/domain';
import { typedValue, type SheetTable, type SheetValue, type SheetColumn } from './workbook.ts';

/**
 * A text that begins like a formula is run by the spreadsheet that opens the file, and may send what stands beside it
 * elsewhere. An apostrophe before it keeps it a text.
 */
const BEGINS_LIKE_A_FORMULA = /^\s*[=+\-@]|^[\t\r]/;
const harmless = (text: string): string => (BEGINS_LIKE_A_FORMULA.test(text) ? `'${text}` : text);

const withComma = (number: number, decimals: number | null): string =>
  (decimals === null ? String(number) : number.toFixed(decimals)).replace('.', ',');

const writtenDay = (day: string): string => day.split('-').toReversed().join('-');

const written = (value: SheetValue, column: SheetColumn): string => {
  const typed = typedValue(value, column);
  if (typed.value === null) return '';
  if (typeof typed.value === 'number')
    return typed.type === 'percent'
      ? `${withComma(typed.value * 100, typed.decimals ?? 1)}%`
      : withComma(typed.value, typed.decimals ?? null);
  return typed.type === 'day' ? writtenDay(typed.value) : harmless(typed.value);
};

/** A table as CSV for a spreadsheet. */
export const writeCsvForSpreadsheet = ({ columns, rows }: Omit<SheetTable, 'name'>): Uint8Array => {
  const lines = [
    columns.map(({ header }) => harmless(header)),
    ...rows.map((row) => columns.map((column, place) => written(row[place] ?? null, column))),
  ];
  const text = lines
    .map((cells) => `${cells.map((cell) => writtenCell(cell, ';')).join(';')}\r\n`)
    .join('');
  return new TextEncoder().encode(`\ufeff${text}`);
};
