/**
 * Reading an exchange folder: files in, records and every problem out. Pure: what the database already holds is asked
 * for by the caller (`referencesToFind`, then `checkReferences`).
 */
import { KIND_NAMES, KINDS, type KindName, type Records } from '../kinds.ts';
import type { Column } from './column.ts';
import { decodeFile } from './decodeFile.ts';
import {
  CellFault,
  folded,
  parseCell,
  parseFlag,
  type Doubt,
  type FieldValue,
} from './parseCell.ts';
import { ProblemList, shownValue, type Problem, type ProblemSeverity } from './problem.ts';
import { isProblemCode, type ProblemCode, type ProblemParams } from './problemMessage.ts';
import { rowsOf, separatorOf } from './separatedText.ts';

export interface ExchangeFile {
  /** The file's name, `citizens.csv`; of a sheet, the sheet's name. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What a problem's line number counts: lines of the file, or rows (of a sheet, which may hold line breaks in cells). */
  readonly numbering?: 'lines' | 'rows';
}

export interface ReadingOptions {
  /** Rows in all files together. */
  readonly maximumRows?: number;
  /** Bytes of one file. */
  readonly maximumFileBytes?: number;
  /** Problems met on the way to the files, in the archive or workbook that they came in. */
  readonly found?: readonly Problem[];
}

export interface ReadingProgress {
  readonly file: string;
  /** Rows read so far, in all files. */
  readonly rows: number;
}

type PerKind<T> = { readonly [K in KindName]?: T };

export interface ExchangeReading {
  /** The records of the kinds that had a file. Not to be used where there are problems. */
  readonly records: Partial<Records>;
  /** The line of each record, in the same order. */
  readonly lines: PerKind<readonly number[]>;
  /** The line of every key in a file, of faulty and voided rows too. */
  readonly lineOfKey: PerKind<ReadonlyMap<string, number>>;
  /** Keys that the folder voids. */
  readonly deleted: PerKind<readonly string[]>;
  /** Fields that the file has a column for; the others say nothing about what is already known. */
  readonly fields: PerKind<readonly string[]>;
  /** What each kind's file was called. */
  readonly fileNames: PerKind<string>;
  /** Rows read, without the header and blank lines. */
  readonly rowCount: number;
  /** Errors, the first so many; one error and nothing may be written. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly warnings: readonly Problem[];
  readonly warningCount: number;
}

export const MAXIMUM_ROWS = 2_000_000;
export const MAXIMUM_FILE_BYTES = 256 * 1024 * 1024;
const ROWS_BETWEEN_REPORTS = 2000;
const BYTES_PER_MEGABYTE = 1024 * 1024;

/** The column that voids a row, in any file. */
const DELETED = ['deleted', 'slettet'];
const DELETED_COLUMN: Pick<Column, 'type'> = { type: 'flag' };

export const exchangeFileName = (kind: KindName): string => `${kind}.csv`;
/** What a field's column is called in a file. */
export const columnName = (field: string, column: Column): string => column.exchangeName ?? field;

const columnsOf = (kind: KindName): readonly [string, Column][] =>
  Object.entries<Column>(KINDS[kind].columns);
const columnNamesOf = (kind: KindName): string =>
  columnsOf(kind)
    .map(([field, column]) => columnName(field, column))
    .join(', ');
const allFileNames = (): string => KIND_NAMES.map(exchangeFileName).join(', ');

/** The kind that a file or sheet holds, by its name; null where it is none, or lies deeper than in one folder. */
export const kindOfFile = (name: string): KindName | null => {
  const path = name.split(/[/\\]/);
  const base = folded(path.at(-1) ?? '').replace(/\.csv$/, '');
  return path.length > 2 ? null : (KIND_NAMES.find((kind) => kind === base) ?? null);
};

type MutableRecord = Record<string, FieldValue>;

interface KindReading {
  readonly file: string;
  readonly records: MutableRecord[];
  readonly lines: number[];
  readonly fields: readonly string[];
  readonly lineOfKey: Map<string, number>;
  readonly deleted: string[];
}

/** Counts rows over all files, so that a folder of many large files is bounded as a whole. */
interface RowCounter {
  rows: number;
  readonly maximum: number;
}

/**
 * The reading in steps: yields every few thousand rows, so that a server can do other work in between and show how far
 * it has come.
 */
export function* readingExchange(
  files: readonly ExchangeFile[],
  options: ReadingOptions = {},
): Generator<ReadingProgress, ExchangeReading> {
  const errors = new ProblemList();
  const warnings = new ProblemList();
  const report = (problem: Problem) =>
    (problem.severity === 'error' ? errors : warnings).add(problem);
  for (const problem of options.found ?? []) report(problem);
  const counter: RowCounter = { rows: 0, maximum: options.maximumRows ?? MAXIMUM_ROWS };
  const readings = new Map<KindName, KindReading>();

  for (const file of files) {
    const aboutFile = (severity: ProblemSeverity, code: ProblemCode, params: ProblemParams) =>
      report({ severity, file: file.name, line: null, column: null, value: null, code, params });
    const kind = kindOfFile(file.name);
    if (kind === null) {
      aboutFile('warning', 'unknown_file', { files: allFileNames() });
      continue;
    }
    const earlier = readings.get(kind);
    if (earlier !== undefined) {
      aboutFile('error', 'duplicate_file', { first: earlier.file });
      continue;
    }
    const maximumBytes = options.maximumFileBytes ?? MAXIMUM_FILE_BYTES;
    if (file.bytes.byteLength > maximumBytes) {
      aboutFile('error', 'file_too_large', {
        maximum: Math.floor(maximumBytes / BYTES_PER_MEGABYTE),
      });
      readings.set(kind, nothingRead(file.name));
      continue;
    }
    const reading = yield* readingFile(kind, file, counter, report);
    readings.set(kind, reading);
    if (counter.rows > counter.maximum) {
      aboutFile('error', 'too_many_rows', { maximum: counter.maximum });
      break;
    }
  }
  if (readings.size === 0 && errors.count === 0)
    report({
      severity: 'error',
      file: '',
      line: null,
      column: null,
      value: null,
      code: 'no_known_file',
      params: { files: allFileNames() },
    });
  return resultOf(readings, counter.rows, errors, warnings);
}

/** The reading at once, for where nothing else waits. */
export const readExchange = (
  files: readonly ExchangeFile[],
  options: ReadingOptions = {},
): ExchangeReading => {
  const steps = readingExchange(files, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

const nothingRead = (file: string): KindReading => ({
  file,
  records: [],
  lines: [],
  fields: [],
  lineOfKey: new Map(),
  deleted: [],
});

const resultOf = (
  readings: ReadonlyMap<KindName, KindReading>,
  rowCount: number,
  errors: ProblemList,
  warnings: ProblemList,
): ExchangeReading => {
  const each = <T>(part: (reading: KindReading) => T): PerKind<T> =>
    Object.fromEntries([...readings].map(([kind, reading]) => [kind, part(reading)]));
  return {
    // The registry's columns decided every field, which is what the type of Records is made from.
    records: each((reading) => reading.records) as unknown as Partial<Records>,
    lines: each((reading) => reading.lines),
    lineOfKey: each((reading) => reading.lineOfKey),
    deleted: each((reading) => reading.deleted),
    fields: each((reading) => reading.fields),
    fileNames: each((reading) => reading.file),
    rowCount,
    problems: errors.listed,
    problemCount: errors.count,
    warnings: warnings.listed,
    warningCount: warnings.count,
  };
};

/** Where each field stands in the file. */
interface HeaderColumn {
  readonly field: string;
  readonly column: Column;
  /** The place in a row, or -1 where the file has no such column. */
  readonly position: number;
  /** What the file calls it. */
  readonly header: string;
  /** Values by the text that they were read from, where few stand in many rows: read once, kept in memory once. */
  readonly known: Map<string, FieldValue> | null;
}

const REPEATING: ReadonlySet<Column['type']> = new Set([
  'reference',
  'references',
  'code',
  'day',
  'month',
  'decimal',
]);
const MOST_KNOWN_VALUES = 50_000;

interface Header {
  readonly columns: readonly HeaderColumn[];
  readonly deleted: { readonly position: number; readonly header: string } | null;
  /** How many cells a row has: up to the last column with a name. */
  readonly width: number;
}

type Report = (problem: Problem) => void;

const readHeader = (
  kind: KindName,
  file: string,
  line: number,
  cells: readonly string[],
  report: Report,
): Header => {
  const about = (
    severity: ProblemSeverity,
    code: ProblemCode,
    column: string | null,
    params: ProblemParams,
  ) => report({ severity, file, line, column, value: null, code, params });
  const fieldOfName = new Map<string, string>();
  for (const [field, column] of columnsOf(kind)) {
    for (const alias of column.aliases) fieldOfName.set(folded(alias), field);
    fieldOfName.set(folded(columnName(field, column)), field);
  }
  const positions = new Map<string, number>();
  let deleted: Header['deleted'] = null;
  for (const [position, cell] of cells.entries()) {
    const name = folded(cell);
    const shown = shownValue(cell.trim(), false);
    const field = DELETED.includes(name) ? 'deleted' : fieldOfName.get(name);
    if (name === '') {
      // Spreadsheets leave separators behind the last column; only a gap between columns is worth a word.
      if (cells.slice(position).some((later) => later.trim() !== ''))
        about('warning', 'unnamed_column', null, { position: position + 1 });
    } else if (field === undefined)
      about('warning', 'unknown_column', shown, { columns: columnNamesOf(kind) });
    else if (field === 'deleted' ? deleted !== null : positions.has(field))
      about('error', 'duplicate_column', shown, { column: shown });
    else if (field === 'deleted') deleted = { position, header: cell.trim() };
    else positions.set(field, position);
  }
  const columns = columnsOf(kind).map(([field, column]): HeaderColumn => {
    const position = positions.get(field) ?? -1;
    const name = columnName(field, column);
    if (position === -1 && column.required)
      about('error', 'missing_column', name, {
        column: name,
        alias: column.aliases.map((alias) => ` (${alias})`).join(''),
      });
    return {
      field,
      column,
      position,
      header: position === -1 ? name : (cells[position] ?? name).trim(),
      known: REPEATING.has(column.type) ? new Map() : null,
    };
  });
  return { columns, deleted, width: cells.findLastIndex((cell) => cell.trim() !== '') + 1 };
};

function* readingFile(
  kind: KindName,
  file: ExchangeFile,
  counter: RowCounter,
  report: Report,
): Generator<ReadingProgress, KindReading> {
  const empty = nothingRead(file.name);
  const aboutFile = (code: ProblemCode, params: ProblemParams = {}) =>
    report({
      severity: 'error',
      file: file.name,
      line: null,
      column: null,
      value: null,
      code,
      params,
    });
  const decoded = decodeFile(file.bytes);
  if ('refusal' in decoded) {
    aboutFile(decoded.refusal);
    return empty;
  }
  const separator = separatorOf(decoded.text);
  let header: Header | null = null;
  let reading = empty;
  let rowNumber = 0;
  for (const row of rowsOf(decoded.text, separator)) {
    rowNumber += 1;
    const line = file.numbering === 'rows' ? rowNumber : row.line;
    if (row.fault !== null) {
      report({
        severity: 'error',
        file: file.name,
        line,
        column: null,
        value: null,
        code: row.fault,
        params: {},
      });
      if (row.fault === 'unclosed_quote') return reading;
    }
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    if (header === null) {
      header = readHeader(kind, file.name, line, row.cells, report);
      reading = {
        ...empty,
        fields: header.columns.filter(({ position }) => position !== -1).map(({ field }) => field),
      };
      continue;
    }
    counter.rows += 1;
    if (counter.rows > counter.maximum) return reading;
    readRow(kind, header, row.cells, line, reading, report);
    if (counter.rows % ROWS_BETWEEN_REPORTS === 0) yield { file: file.name, rows: counter.rows };
  }
  if (header === null) aboutFile('empty_file', { columns: columnNamesOf(kind) });
  return reading;
}

/** A cell that a problem is about. */
interface CellPlace {
  readonly header: string;
  readonly column: Pick<Column, 'type'>;
  readonly text: string;
}

const readRow = (
  kind: KindName,
  header: Header,
  cells: readonly string[],
  line: number,
  reading: KindReading,
  report: Report,
): void => {
  const about = (
    severity: ProblemSeverity,
    code: ProblemCode,
    params: ProblemParams,
    at?: CellPlace,
  ) =>
    report({
      severity,
      file: reading.file,
      line,
      column: at?.header ?? null,
      value: at === undefined ? null : shownValue(at.text, at.column.type === 'cpr'),
      code,
      params,
    });

  if (cells.length < header.width)
    return about('error', 'too_few_cells', { cells: cells.length, columns: header.width });
  if (cells.length > header.width && cells.slice(header.width).some((cell) => cell.trim() !== ''))
    return about('error', 'too_many_cells', { cells: cells.length, columns: header.width });

  const deleted = readDeleted(header, cells, about);
  const record: MutableRecord = {};
  let faults = 0;
  let key: string | null = null;
  // One function for the row, not one for each of its cells: a file may have a million rows.
  let doubtedCell: CellPlace | undefined;
  let doubts = 0;
  const doubt: Doubt = (code, params) => {
    doubts += 1;
    about('warning', code, params ?? {}, doubtedCell);
  };
  for (const { field, column, position, header: name, known } of header.columns) {
    // A voided row is named by its key; what else stands in it no longer counts.
    if (deleted === true && column.type !== 'key') continue;
    const text = position === -1 ? '' : (cells[position] ?? '');
    const knownValue = known?.get(text);
    if (knownValue !== undefined) {
      record[field] = knownValue;
      continue;
    }
    if (text.trim() === '') {
      if (column.required) {
        faults += 1;
        if (position !== -1) about('error', 'required', {}, { header: name, column, text });
      } else record[field] = emptyOf(column);
      continue;
    }
    doubtedCell = { header: name, column, text };
    const value = parseCell(text, column, doubt);
    if (value instanceof CellFault) {
      faults += 1;
      about('error', value.code, value.params, doubtedCell);
      continue;
    }
    record[field] = value;
    if (known !== null && known.size < MOST_KNOWN_VALUES && doubts === 0) known.set(text, value);
    if (column.type === 'key' && typeof value === 'string') key = value;
  }

  if (key !== null) {
    const first = reading.lineOfKey.get(key);
    if (first !== undefined) {
      const at = header.columns.find(({ column }) => column.type === 'key');
      if (at !== undefined) about('error', 'duplicate_key', { first }, { ...at, text: key });
      return;
    }
    reading.lineOfKey.set(key, line);
    if (deleted === true) reading.deleted.push(key);
  }
  if (deleted !== false) return;

  for (const fault of KINDS[kind].check(record)) {
    const at = header.columns.find(({ field }) => field === fault.field);
    if (at === undefined || !isProblemCode(fault.code))
      throw new Error(
        `${kind}: a check blames "${fault.field}" for "${fault.code}", which has no words`,
      );
    const text = at.position === -1 ? '' : (cells[at.position] ?? '');
    about('error', fault.code, fault.params ?? {}, { ...at, text });
    faults += 1;
  }
  if (faults > 0) return;
  reading.records.push(record);
  reading.lines.push(line);
};

/** Whether the row voids its record; null where that cannot be read. */
const readDeleted = (
  header: Header,
  cells: readonly string[],
  about: (
    severity: ProblemSeverity,
    code: ProblemCode,
    params: ProblemParams,
    at: CellPlace,
  ) => void,
): boolean | null => {
  if (header.deleted === null) return false;
  const text = cells[header.deleted.position] ?? '';
  if (text.trim() === '') return false;
  const value = parseFlag(text.trim());
  if (!(value instanceof CellFault)) return value;
  about('error', value.code, value.params, {
    header: header.deleted.header,
    column: DELETED_COLUMN,
    text,
  });
  return null;
};

const emptyOf = (column: Column): FieldValue =>
  column.type === 'flag' ? false : column.type === 'references' ? [] : null;
