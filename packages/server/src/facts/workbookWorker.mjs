/**
 * Reads a workbook's sheets in a thread of its own, with bounded memory: what a stranger's file does to it, it does to
 * no one else. Plain JavaScript, since Node starts it as it stands. Each sheet goes back as separated text, a line for
 * every row, so that one reader of tables serves files and sheets alike.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { readXlsx } from 'hucre/xlsx';

const FIRST_DAY = Date.UTC(1900, 0, 1);

/** Dates carry the clock of the sheet in their UTC parts. */
const writtenDate = (date) => {
  if (Number.isNaN(date.getTime())) return '';
  const [day, time] = [date.toISOString().slice(0, 10), date.toISOString().slice(11, 19)];
  // A time of day without a day; it is left as such, and no column takes it.
  if (date.getTime() < FIRST_DAY) return time;
  return time === '00:00:00' ? day : `${day}T${time}`;
};

/** As many digits as spreadsheets show: 0.1 + 0.2 is 0.3 to those who see the sheet. */
const writtenNumber = (number) => String(Number(number.toPrecision(15)));

const written = (value) => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return writtenNumber(value);
  return value instanceof Date ? writtenDate(value) : String(value);
};

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const letterOf = (column) => {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
};

const isEmpty = (row) => row.every((value) => written(value).trim() === '');

const readSheet = (sheet, maximumFaults) => {
  const headerAt = sheet.rows.findIndex((row) => !isEmpty(row));
  const header = (sheet.rows[headerAt] ?? []).map(written);
  const faults = [];
  let faultCount = 0;
  for (const [place, cell] of sheet.cells ?? []) {
    if (cell.type !== 'formula' && cell.formula === undefined && cell.type !== 'error') continue;
    faultCount += 1;
    if (faults.length >= maximumFaults) continue;
    const [row, column] = place.split(',').map(Number);
    faults.push({
      code: cell.formula === undefined && cell.type === 'error' ? 'error_cell' : 'formula_cell',
      row: row + 1,
      cell: `${letterOf(column)}${row + 1}`,
      column: header[column] ?? null,
      value: cell.formula ? `=${cell.formula}` : written(cell.value),
    });
  }
  faults.sort((one, other) => one.row - other.row);
  const lines = sheet.rows.map((row) => {
    const cells = row.map((value) => quoted(written(value)));
    // Sheets leave out what is empty at a row's end; a row of a table is as long as its header.
    while (cells.length < header.length) cells.push('');
    return cells.join(',');
  });
  return {
    name: sheet.name,
    bytes: new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')),
    faults,
    faultCount,
  };
};

const { bytes, sheetNames, maximumRows, maximumFaults } = workerData;
const known = new Set(sheetNames);
const foreign = [];
const workbook = await readXlsx(bytes, {
  // One more than allowed, and the header, so that the reader of the rows sees that there are too many.
  maxRows: maximumRows + 2,
  sheets: ({ name }) => {
    const isKnown = known.has(
      name
        .trim()
        .toLowerCase()
        .replace(/\.csv$/, ''),
    );
    if (!isKnown) foreign.push(name);
    return isKnown;
  },
});
const sheets = workbook.sheets.map((sheet) => readSheet(sheet, maximumFaults));
parentPort.postMessage(
  { sheets, foreign },
  sheets.map((sheet) => sheet.bytes.buffer),
);
