/** The status table as a spreadsheet: a row of counts and, where there is a share, one of percentages; months across. */
import {
  shareOf,
  type Programme,
  type ProgrammeIndicator,
  type StatusTable,
} from '@medspiller/domain';
import type { SheetTable, SheetValue } from '../facts/workbook.ts';
import type { Language } from '../language.ts';

const WORDS = {
  da: {
    indicator: 'Indikator',
    unit: 'Enhed',
    count: 'antal',
    of: 'af',
    share: 'andel',
    target: 'Mål',
    unavailable: '–',
  },
  en: {
    indicator: 'Indicator',
    unit: 'Unit',
    count: 'count',
    of: 'of',
    share: 'share',
    target: 'Target',
    unavailable: '–',
  },
} as const satisfies Record<Language, Record<string, string>>;

const MONTH_NAMES = {
  da: [
    'jan.',
    'feb.',
    'mar.',
    'apr.',
    'maj',
    'juni',
    'juli',
    'aug.',
    'sep.',
    'okt.',
    'nov.',
    'dec.',
  ],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const satisfies Record<Language, readonly string[]>;

const monthName = (month: string, language: Language): string =>
  `${MONTH_NAMES[language][Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;

type Row = StatusTable['rows'][number];

const targetText = (row: Row, language: Language): string =>
  row.targets
    .map(({ month, value, direction, measure }) => {
      const isShare = row.values[0]?.denominator !== null && measure !== 'count';
      const number = isShare
        ? `${String(Math.round(value * 10_000) / 100).replace('.', language === 'da' ? ',' : '.')} %`
        : String(value);
      return `${direction === 'at_least' ? '≥' : '≤'} ${number} (${monthName(month, language)})`;
    })
    .join('; ');

const rowsOf = (
  row: Row,
  table: StatusTable,
  indicator: ProgrammeIndicator | undefined,
  language: Language,
): SheetValue[][] => {
  const words = WORDS[language];
  const decimals = indicator?.decimals ?? 1;
  const valueOf = new Map(row.values.map((value) => [value.month, value]));
  const hasShare = row.values.some(({ denominator }) => denominator !== null);
  const target = targetText(row, language) || null;
  const line = (unit: string, cell: (value: Row['values'][number]) => SheetValue): SheetValue[] => [
    row.title[language],
    unit,
    ...table.months.map((month): SheetValue => {
      const value = valueOf.get(month);
      return value === undefined ? null : cell(value);
    }),
    target,
  ];
  const counts = line(words.count, ({ numerator }) => numerator);
  if (!hasShare) return [counts];
  return [
    counts,
    line(words.of, ({ denominator }) => denominator),
    line(words.share, (value) => {
      const share = shareOf(value);
      return share === null
        ? { value: words.unavailable, type: 'text' }
        : { value: share, type: 'percent', decimals };
    }),
  ];
};

export const statusSheet = (
  table: StatusTable,
  programme: Programme,
  language: Language,
): SheetTable => {
  const words = WORDS[language];
  const indicators = new Map(
    programme.sections.flatMap((section) => section.indicators).map((each) => [each.id, each]),
  );
  return {
    name: 'Status',
    columns: [
      { header: words.indicator, type: 'text', width: 44 },
      { header: words.unit, type: 'text', width: 8 },
      ...table.months.map((month) => ({
        header: monthName(month, language),
        type: 'integer' as const,
      })),
      { header: words.target, type: 'text', width: 32 },
    ],
    rows: table.rows.flatMap((row) => rowsOf(row, table, indicators.get(row.id), language)),
  };
};
