/** From a cell's text to the value of its column, or what is wrong with it. An empty cell never comes here. */
import { dayOf, daysInMonth } from '../calendar/day.ts';
import { birthDayOf } from './cpr.ts';
import type { Column } from './column.ts';
import { instantAtOffset, instantOfLocal } from './instantText.ts';
import type { ProblemCode, ProblemParams } from './problemMessage.ts';

export type FieldValue = string | number | boolean | readonly string[] | null;

/** What is wrong with a cell. A class, so that a value and a fault can be told apart without wrapping each value. */
export class CellFault {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
  constructor(code: ProblemCode, params: ProblemParams = {}) {
    this.code = code;
    this.params = params;
  }
}

/** Told of what is taken as it stands, though the sender may have meant something else. */
export type Doubt = (code: ProblemCode, params?: ProblemParams) => void;

const LONGEST_KEY = 200;
const LONGEST_TEXT = 32_000;
const MOST_DECIMALS = 4;
/** Beyond this a double no longer holds four decimals. */
const LARGEST_NUMBER = 100_000_000_000;
const FIRST_YEAR = 1900;

/**
 * What is no text: characters below a space except tab and line breaks, the range that Windows-1252 leaves undefined, and
 * half a surrogate pair, which cannot be written as UTF-8 and so would not survive an export.
 */
const NOT_TEXT =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/u;
const isPlainText = (text: string): boolean => !NOT_TEXT.test(text);

const parseText = (text: string): string | CellFault =>
  text.length > LONGEST_TEXT
    ? new CellFault('text_too_long', { maximum: LONGEST_TEXT })
    : isPlainText(text)
      ? text
      : new CellFault('control_character');

const parseKey = (text: string): string | CellFault => {
  const key = text.trim();
  if (key.length > LONGEST_KEY) return new CellFault('text_too_long', { maximum: LONGEST_KEY });
  return !isPlainText(key) || /[\t\r\n]/.test(key) ? new CellFault('control_character') : key;
};

const parseKeys = (text: string): readonly string[] | CellFault => {
  const keys: string[] = [];
  for (const part of text.trim().split(/\s+/)) {
    const key = parseKey(part);
    if (key instanceof CellFault) return key;
    if (keys.includes(key)) return new CellFault('repeated_reference');
    keys.push(key);
  }
  return keys;
};

const YEAR_FIRST = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_FIRST = /^(\d{2})([-.])(\d{2})\2(\d{4})$/;

const dayOfParts = (year: number, month: number, day: number): string | CellFault => {
  if (month < 1 || month > 12) return new CellFault('no_such_month', { month });
  if (year < FIRST_YEAR) return new CellFault('year_too_early', { year, minimum: FIRST_YEAR });
  const last = daysInMonth(year, month);
  return day < 1 || day > last
    ? new CellFault('no_such_day', { month: `${year}-${String(month).padStart(2, '0')}`, last })
    : dayOf(year, month, day);
};

const parseDay = (text: string): string | CellFault => {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null)
    return dayOfParts(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null)
    return dayOfParts(Number(dayFirst[4]), Number(dayFirst[3]), Number(dayFirst[1]));
  return new CellFault('not_day');
};

const INSTANT =
  /^(\d{4}-\d{2}-\d{2}|\d{2}([-.])\d{2}\2\d{4})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)? ?([Zz]|[+-]\d{2}(?::?\d{2})?)?$/;

const parseInstant = (text: string, doubt: Doubt): string | CellFault => {
  const match = INSTANT.exec(text);
  if (match === null) return new CellFault('not_instant');
  const [, dayText = '', , hourText, minuteText, secondText, offsetText] = match;
  const day = parseDay(dayText);
  if (day instanceof CellFault) return day;
  if (hourText === undefined) {
    if (offsetText !== undefined) return new CellFault('not_instant');
    doubt('time_missing');
  }
  const [hour, minute, second] = [
    Number(hourText ?? 0),
    Number(minuteText ?? 0),
    Number(secondText ?? 0),
  ];
  if (hour > 23 || minute > 59 || second > 59) return new CellFault('no_such_time');
  if (offsetText !== undefined) {
    const digits = offsetText.replace(/[Zz]/, '+0000').replace(':', '');
    const [hours, minutes] = [Number(digits.slice(1, 3)), Number(digits.slice(3, 5))];
    if (hours > 14 || minutes > 59) return new CellFault('no_such_time');
    const offset = (digits.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
    return instantAtOffset(day, hour, minute, second, offset);
  }
  const local = instantOfLocal(day, hour, minute, second);
  if (local.kind === 'never') return new CellFault('skipped_time');
  if (local.kind === 'twice') doubt('ambiguous_time');
  return local.instant;
};

/** A spreadsheet makes the first of the month of a month that is typed into it. */
const FIRST_OF_MONTH = /^(\d{4}-\d{2})-01$/;

const parseMonth = (text: string, doubt: Doubt): string | CellFault => {
  const written = FIRST_OF_MONTH.exec(text)?.[1] ?? text;
  const match = /^(\d{4})-(\d{2})$/.exec(written);
  if (match === null) return new CellFault('not_month');
  const month = Number(match[2]);
  if (month < 1 || month > 12) return new CellFault('no_such_month', { month });
  const year = Number(match[1]);
  if (year < FIRST_YEAR) return new CellFault('year_too_early', { year, minimum: FIRST_YEAR });
  if (written !== text) doubt('month_as_day');
  return written;
};

/** Thousands set apart: `1.234,5`, `1,234.5`, `1.234.567`, `12 500`. One point or comma alone is a decimal sign. */
const THOUSANDS =
  /^-?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+|(?:[. '\u00a0\u202f]\d{3})+(?:[.,]\d+)?|(?:,\d{3}){2,})$/;
const NUMBER = /^(-?)(\d+)(?:[.,](\d+))?$/;

const plainNumber = (text: string): string => {
  const sign = /[.,](\d+)$/.exec(text);
  const hasFraction =
    sign !== null && (sign[1]?.length !== 3 || new Set(text.match(/[.,]/g)).size > 1);
  const whole = hasFraction ? text.slice(0, sign.index) : text;
  return whole.replaceAll(/[^\d-]/g, '') + (hasFraction ? `,${sign[1]}` : '');
};

interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const parseDigits = (text: string, mostDecimals: number): Digits | CellFault => {
  const match = NUMBER.exec(text);
  if (match === null)
    return THOUSANDS.test(text)
      ? new CellFault('thousands_separator', { right: plainNumber(text) })
      : new CellFault(mostDecimals === 0 ? 'not_integer' : 'not_number');
  const fraction = match[3] ?? '';
  if (mostDecimals === 0 && fraction !== '') return new CellFault('not_integer');
  if (fraction.length > mostDecimals) {
    // 425.000 in a column of kroner is four hundred and twenty-five thousand to a Dane, 425 to a machine: ask.
    return mostDecimals < 3 && fraction.length === 3
      ? new CellFault('thousands_separator', { right: `${match[1]}${match[2]}${fraction}` })
      : new CellFault('too_many_decimals', { maximum: mostDecimals });
  }
  return { negative: match[1] === '-', whole: match[2] ?? '', fraction };
};

/** `unitsPerFile` is how many of the field's unit go to one of the file's: 100 øre to a krone. */
const within = (value: number, column: Column, unitsPerFile: number): number | CellFault => {
  const minimum = column.minimum ?? -LARGEST_NUMBER * unitsPerFile;
  const maximum = column.maximum ?? LARGEST_NUMBER * unitsPerFile;
  if (value >= minimum && value <= maximum) return value;
  return new CellFault(value < minimum ? 'number_too_small' : 'number_too_large', {
    minimum: minimum / unitsPerFile,
    maximum: maximum / unitsPerFile,
  });
};

const signed = (negative: boolean, value: number): number =>
  negative && value !== 0 ? -value : value;

const parseNumber = (text: string, column: Column, mostDecimals: number): number | CellFault => {
  const digits = parseDigits(text, mostDecimals);
  if (digits instanceof CellFault) return digits;
  return within(signed(digits.negative, Number(`${digits.whole}.${digits.fraction}`)), column, 1);
};

const parseMoney = (text: string, column: Column): number | CellFault => {
  const digits = parseDigits(text, 2);
  if (digits instanceof CellFault) return digits;
  // Put together as whole øre: 1.15 * 100 would be 114.99999999999999.
  const ore = Number(digits.whole + digits.fraction.padEnd(2, '0'));
  return within(signed(digits.negative, ore), column, 100);
};

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'ja', 'yes', 'sand'].map((word): [string, boolean] => [word, true]),
  ...['0', 'false', 'nej', 'no', 'falsk'].map((word): [string, boolean] => [word, false]),
]);

export const parseFlag = (text: string): boolean | CellFault =>
  FLAGS.get(text.toLowerCase()) ?? new CellFault('not_flag');

/** Words are compared without regard to case and to how letters and spaces are composed. */
export const folded = (word: string): string =>
  word.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

const codesOf = new WeakMap<Column, ReadonlyMap<string, string>>();
const codesByWord = (column: Column): ReadonlyMap<string, string> => {
  const known = codesOf.get(column);
  if (known !== undefined) return known;
  const words = new Map<string, string>();
  for (const [alias, code] of Object.entries(column.codeAliases)) words.set(folded(alias), code);
  for (const code of column.codes) words.set(folded(code), code);
  codesOf.set(column, words);
  return words;
};

const parseCode = (text: string, column: Column): string | CellFault => {
  const words = codesByWord(column);
  return (
    words.get(text) ??
    words.get(folded(text)) ??
    new CellFault('unknown_code', { allowed: column.codes.join(', ') })
  );
};

/** Nine digits are ten that lost a leading zero on their way through a spreadsheet. */
const parseCpr = (text: string): string | CellFault => {
  const match = /^(\d{5,6})-?(\d{4})$/.exec(text);
  if (match === null) return new CellFault('not_cpr');
  const cpr = `${match[1]}${match[2]}`.padStart(10, '0');
  return birthDayOf(cpr) !== null ? cpr : new CellFault('no_such_cpr_day');
};

export const parseCell = (text: string, column: Column, doubt: Doubt): FieldValue | CellFault => {
  switch (column.type) {
    case 'text':
      return parseText(text);
    case 'key':
    case 'reference':
      return parseKey(text);
    case 'references':
      return parseKeys(text);
    case 'code':
      return parseCode(text, column);
    case 'day':
      return parseDay(text.trim());
    case 'instant':
      return parseInstant(text.trim(), doubt);
    case 'month':
      return parseMonth(text.trim(), doubt);
    case 'decimal':
      return parseNumber(text.trim(), column, MOST_DECIMALS);
    case 'integer':
      return parseNumber(text.trim(), column, 0);
    case 'flag':
      return parseFlag(text.trim());
    case 'cpr':
      return parseCpr(text.trim());
    case 'money':
      return parseMoney(text.trim(), column);
  }
};
