/** The caseworker's table as a spreadsheet: the chosen columns, real numbers and days. */
import {
  CITIZEN_COLUMN_NAMES,
  LABELS,
  type CitizenColumn,
  type CitizenRow,
} from '@medspiller/contract';
import { copenhagenDay, type LocalText } from '@medspiller/domain';
import { spreadsheet, type SpreadsheetFormat } from '../facts/spreadsheet.ts';
import type { CellType, SheetValue } from '../facts/workbook.ts';
import type { Download } from '../handler.ts';
import type { Language } from '../language.ts';
import { SHEET_WORDS } from './citizenSheetWords.ts';

interface SheetOptions {
  readonly format: SpreadsheetFormat;
  /** Names of columns in their order; all where none is named that there is. Unknown ones are left out. */
  readonly columns: readonly string[] | null;
  readonly language: Language;
  readonly today: string;
  readonly titleOf: (programme: string) => LocalText | null;
}

interface Cell {
  readonly type: CellType;
  readonly decimals?: number;
  readonly value: (row: CitizenRow, options: SheetOptions) => SheetValue;
}

const CELLS = {
  name: { type: 'text', value: (row) => row.name },
  weeks: { type: 'integer', value: (row) => row.weeks },
  goal: { type: 'text', value: (row) => row.goal?.text ?? null },
  last_contact: { type: 'day', value: (row) => row.last_contact?.on ?? null },
  next_contact: {
    type: 'day',
    value: (row) => (row.next_contact_at === null ? null : copenhagenDay(row.next_contact_at)),
  },
  activity: {
    type: 'text',
    value: (row, { language }) =>
      row.activities.map(({ kind }) => LABELS[language].activityKind[kind]).join(', ') || null,
  },
  activity_ends: { type: 'day', value: (row) => row.activity_ends_on },
  paid_hours: { type: 'decimal', decimals: 1, value: (row) => row.paid_hours.at(-1) ?? 0 },
  job_broker: { type: 'text', value: (row) => row.job_broker },
  caseworker: { type: 'text', value: (row) => row.caseworker },
  target_group: {
    type: 'text',
    value: (row, { language }) => LABELS[language].targetGroup[row.target_group],
  },
  programmes: {
    type: 'text',
    value: (row, { language, titleOf }) =>
      row.programmes.map((id) => titleOf(id)?.[language] ?? id).join(', ') || null,
  },
  cv: {
    type: 'text',
    value: (row, { language }) => SHEET_WORDS[language][row.cv ? 'yes' : 'no'],
  },
  state: {
    type: 'text',
    value: (row, { language }) => LABELS[language].state[row.state.code],
  },
} as const satisfies Record<CitizenColumn, Cell>;

const isColumn = (name: string): name is CitizenColumn =>
  (CITIZEN_COLUMN_NAMES as readonly string[]).includes(name);

export const citizenSheet = async (
  rows: readonly CitizenRow[],
  options: SheetOptions,
): Promise<Download> => {
  const words = SHEET_WORDS[options.language];
  const named = options.columns?.filter(isColumn) ?? [];
  const chosen = named.length === 0 ? CITIZEN_COLUMN_NAMES : named;
  const columns = chosen.flatMap((name) => {
    const cell: Cell = CELLS[name];
    const { type, decimals } = cell;
    const shown = {
      column: {
        header: words.columns[name],
        type,
        ...(decimals !== undefined && { decimals }),
      },
      value: (row: CitizenRow): SheetValue => cell.value(row, options),
    };
    // A state without its day says too little where there is no screen to point at.
    return name === 'state'
      ? [
          shown,
          {
            column: { header: words.stateDay, type: 'day' as const },
            value: (row: CitizenRow): SheetValue => row.state.on,
          },
        ]
      : [shown];
  });
  return spreadsheet(
    {
      name: words.title,
      columns: columns.map(({ column }) => column),
      rows: rows.map((row) => columns.map(({ value }) => value(row))),
    },
    options.format,
    `${words.title} ${options.today}`,
  );
};
