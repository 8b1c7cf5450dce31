/** A table as a file for a spreadsheet, in either form. */
import type { Download } from '../handler.ts';
import { writeCsvForSpreadsheet } from './spreadsheetCsv.ts';
import { writeWorkbook, type SheetTable } from './workbook.ts';

export type SpreadsheetFormat = 'xlsx' | 'csv';

const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<SpreadsheetFormat, string>;

export const spreadsheetBytes = async (
  table: SheetTable,
  format: SpreadsheetFormat,
): Promise<Uint8Array> =>
  format === 'xlsx' ? writeWorkbook([table]) : writeCsvForSpreadsheet(table);

/** `name` without ending: what it is, and of which day. */
export const spreadsheet = async (
  table: SheetTable,
  format: SpreadsheetFormat,
  name: string,
): Promise<Download> => ({
  fileName: `${name}.${format}`,
  mediaType: MEDIA_TYPES[format],
  content: Buffer.from(await spreadsheetBytes(table, format)),
});
