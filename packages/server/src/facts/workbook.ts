/**
 * Workbooks (XLSX), read and written. The one place that knows which library does it: reading happens in
 * workbookWorker.mjs, writing here.
 */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { writeXlsx, type Cell, type CellStyle, type CellValue } from 'hucre/xlsx';
import {
  KIND_NAMES,
  LISTED_PROBLEMS,
  shownValue,
  type ExchangeFile,
  type Problem,
} from '@medspiller/domain';
import type { ReadingLimits } from './limits.ts';
import { RefusedFile } from './refusedFile.ts';
import type { Archive } from './zip.ts';

/** Where the reading thread's code lies: found through the package, so that it is found from a bundle too. */
const WORKER = createRequire(import.meta.url).resolve('@medspiller/server/workbook-worker');

export interface ReadWorkbook {
  readonly files: readonly ExchangeFile[];
  /** Cells that hold no value: formulas and errors. */
  readonly problems: readonly Problem[];
}

interface SheetFault {
  readonly code: 'formula_cell' | 'error_cell';
  readonly row: number;
  readonly cell: string;
  readonly column: string | null;
  readonly value: string;
}

interface SheetsRead {
  readonly sheets: readonly {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly faults: readonly SheetFault[];
  }[];
  readonly foreign: readonly string[];
}

/** Older workbooks (.xls), and those with a password, lie in this container. */
export const isOldWorkbook = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);

export const isWorkbook = (archive: Archive): boolean => archive.paths.includes('xl/workbook.xml');

const readInThread = (
  name: string,
  bytes: Uint8Array,
  limits: ReadingLimits,
): Promise<SheetsRead> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      workerData: {
        bytes,
        sheetNames: KIND_NAMES,
        maximumRows: limits.rows,
        maximumFaults: LISTED_PROBLEMS,
      },
      resourceLimits: { maxOldGenerationSizeMb: limits.workbookMegabytes },
    });
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      outcome();
      void worker.terminate();
    };
    const timer = setTimeout(
      () => settle(() => reject(new RefusedFile(name, 'workbook_too_heavy'))),
      limits.workbookSeconds * 1000,
    );
    worker.on('message', (read: SheetsRead) => settle(() => resolve(read)));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      settle(() =>
        reject(
          new RefusedFile(
            name,
            error.code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? 'workbook_too_heavy'
              : 'unreadable_workbook',
          ),
        ),
      ),
    );
    worker.on('exit', () => settle(() => reject(new RefusedFile(name, 'unreadable_workbook'))));
  });

let lastReading: Promise<unknown> = Promise.resolve();

/** One after the other: ten workbooks at once would ask for ten times the memory that one is given. */
const inTurn = <T>(reading: () => Promise<T>): Promise<T> => {
  const turn = lastReading.then(reading);
  lastReading = turn.catch(() => {});
  return turn;
};

/** The sheets of a workbook as files of the exchange folder. */
export const readWorkbook = async (
  name: string,
  bytes: Uint8Array,
  archive: Archive,
  limits: ReadingLimits,
): Promise<ReadWorkbook> => {
  for (const path of archive.paths) await archive.verify(path);
  const { sheets, foreign } = await inTurn(() => readInThread(name, bytes, limits));
  return {
    files: [
      ...sheets.map((sheet) => ({
        name: sheet.name,
        bytes: sheet.bytes,
        numbering: 'rows' as const,
      })),
      ...foreign.map((sheet) => ({ name: sheet, bytes: new Uint8Array() })),
    ],
    problems: sheets.flatMap((sheet) =>
      sheet.faults.map((fault): Problem => ({
        severity: 'error',
        file: sheet.name,
        line: fault.row,
        column: fault.column,
        value: shownValue(fault.value, fault.column?.trim().toLowerCase() === 'cpr'),
        code: fault.code,
        params: { cell: fault.cell },
      })),
    ),
  };
};

export type CellType = 'text' | 'integer' | 'decimal' | 'percent' | 'day';

export interface SheetColumn {
  readonly header: string;
  readonly type: CellType;
  /** Decimals of a `decimal` or `percent`; one where nothing is said. */
  readonly decimals?: number;
  /** In characters; made from the header and type where nothing is said. */
  readonly width?: number;
}

/** A cell that is of another type than its column: a status table has counts and shares in one column. */
export interface TypedValue {
  readonly value: string | number | null;
  readonly type: CellType;
  readonly decimals?: number;
}

/** Days are `YYYY-MM-DD`, shares are numbers where 1 is 100 %. */
export type SheetValue = string | number | null | TypedValue;

export interface SheetTable {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetValue[])[];
}

const DEFAULT_DECIMALS = 1;

/** Separators stand for those of the reader's own language: a Danish Excel shows 1.234,5. */
const numberFormat = (type: CellType, decimals = DEFAULT_DECIMALS): string | null => {
  const fraction = decimals === 0 ? '' : `.${'0'.repeat(decimals)}`;
  switch (type) {
    case 'integer':
      return '#,##0';
    case 'decimal':
      return `#,##0${fraction}`;
    case 'percent':
      return `0${fraction}%`;
    case 'day':
      return 'dd\\-mm\\-yyyy';
    case 'text':
      return null;
  }
};

/** Which type a cell of a table has, and what stands in it. */
export const typedValue = (value: SheetValue, column: SheetColumn): TypedValue =>
  value !== null && typeof value === 'object'
    ? value
    : {
        value,
        type: column.type,
        ...(column.decimals !== undefined && { decimals: column.decimals }),
      };

const HEADER_STYLE: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E6EDF3' } },
  border: { bottom: { style: 'thin', color: { rgb: '5B6B7A' } } },
  alignment: { vertical: 'top', wrapText: true },
};

/** What must not stand in a part of a workbook. */
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu;
const LONGEST_CELL = 32_767;

const cellOf = (value: SheetValue, column: SheetColumn): Cell => {
  const typed = typedValue(value, column);
  const content: CellValue =
    typed.type === 'day' && typeof typed.value === 'string'
      ? new Date(`${typed.value}T00:00:00Z`)
      : typeof typed.value === 'string'
        ? typed.value.replaceAll(NOT_IN_XML, '').slice(0, LONGEST_CELL)
        : typed.value;
  const format = numberFormat(typed.type, typed.decimals);
  return {
    value: content,
    // A text is written as a text, whatever it begins with: "=1+1" stays those four characters.
    type: content instanceof Date ? 'date' : typeof content === 'number' ? 'number' : 'string',
    ...(format !== null && typeof content !== 'string' && { style: { numFmt: format } }),
  };
};

const widthOf = (column: SheetColumn): number =>
  column.width ??
  Math.min(60, Math.max(column.type === 'text' ? 18 : 12, column.header.length + 2));

/** A workbook of tables: real numbers and days, bold header that stays in view. */
export const writeWorkbook = (sheets: readonly SheetTable[]): Promise<Uint8Array> =>
  writeXlsx({
    sheets: sheets.map(({ name, columns, rows }) => {
      const cells = new Map<string, Partial<Cell>>();
      for (const [place, column] of columns.entries())
        cells.set(`0,${place}`, { value: column.header, type: 'string', style: HEADER_STYLE });
      const values: CellValue[][] = [columns.map(({ header }) => header)];
      for (const [index, row] of rows.entries()) {
        values.push(
          columns.map((column, place) => {
            const cell = cellOf(row[place] ?? null, column);
            if (cell.style !== undefined || cell.type === 'string')
              cells.set(`${index + 1},${place}`, cell);
            return cell.value;
          }),
        );
      }
      return {
        name,
        columns: columns.map((column) => ({ width: widthOf(column) })),
        rows: values,
        cells,
        freezePane: { rows: 1 },
      };
    }),
    defaultFont: { name: 'Calibri', size: 11 },
  });
