/** What the caseload page says about its figures. Plain functions: figures in, words and lengths out. */
import type { Answer } from '../../client.ts';
import type { Severity } from '../../app/icons.tsx';
import type { Formats } from '../../calendar/format.ts';
import type { CaseloadMessages } from './messages.ts';
import type { CaseloadSort } from './search.ts';

export type Caseload = Answer<'GET /api/caseload'>;
export type CaseloadRow = Caseload['rows'][number];
type Band = Pick<Caseload, 'cap_low' | 'cap_high'>;

export type Standing = 'over' | 'within' | 'room' | 'mostly_others' | 'none' | 'unmeasured';

/**
 * How a caseworker stands against the band. Whoever has more other cases than programme cases is not said to have
 * room: the band counts the programme's cases alone, but the working week does not.
 */
export const standingOf = (row: CaseloadRow, { cap_low, cap_high }: Band): Standing => {
  if (row.all === 0) return 'none';
  if (cap_high === null) return 'unmeasured';
  if (row.over_cap > 0) return 'over';
  if (row.target_group >= (cap_low ?? 0)) return 'within';
  return row.all - row.target_group > row.target_group ? 'mostly_others' : 'room';
};

export const SEVERITY_OF = {
  over: 'bad',
  within: 'ok',
  room: 'neutral',
  mostly_others: 'neutral',
  none: 'neutral',
  unmeasured: 'neutral',
} as const satisfies Record<Standing, Severity>;

export const standingText = (row: CaseloadRow, band: Band, t: CaseloadMessages): string | null => {
  switch (standingOf(row, band)) {
    case 'over':
      return t.overCap(row.over_cap, row.target_group - row.over_cap);
    case 'within':
      return t.within;
    case 'room':
      return t.room(row.room);
    case 'mostly_others':
      return t.mostlyOthers;
    case 'none':
      return t.none;
    case 'unmeasured':
      return null;
  }
};

/** The answer, as a sentence: who has too many, who has room, who has nobody. */
export const headingOf = (caseload: Caseload, t: CaseloadMessages): string => {
  if (caseload.rows.length === 0) return t.emptyHeading;
  const standings = caseload.rows.map((row) => standingOf(row, caseload));
  const withRoom = standings.filter((standing) => standing === 'room').length;
  const unassigned = caseload.unassigned.target_group;
  const parts = [
    ...(caseload.over_cap > 0 ? [t.over(caseload.over_cap)] : []),
    ...(withRoom > 0 ? [t.withRoom(withRoom)] : []),
    ...(caseload.cap_high !== null && caseload.over_cap === 0 && withRoom === 0
      ? [t.allWithin]
      : []),
    unassigned > 0 ? t.unassigned(unassigned) : t.allAssigned,
  ];
  return t.joined(parts);
};

const sumOf = (rows: readonly CaseloadRow[]): number =>
  rows.reduce((sum, row) => sum + row.target_group, 0);

/** The arithmetic behind the heading, in one line. */
export const leadOf = (caseload: Caseload, t: CaseloadMessages, format: Formats): string => {
  if (caseload.rows.length === 0) return t.emptyLead;
  const having = caseload.rows.filter((row) => row.target_group > 0);
  const sum = sumOf(having);
  const numbers = t.arithmetic(
    format.number(caseload.total.target_group),
    format.number(caseload.assigned),
    having.length,
    caseload.unassigned.target_group,
  );
  return having.length === 0
    ? numbers
    : numbers + t.average(format.number(sum), having.length, format.number(sum / having.length, 1));
};

/** Why the column does not add up to the total, in words. */
export const whyOf = (caseload: Caseload, t: CaseloadMessages): string => {
  const sum = sumOf(caseload.rows);
  return t.why(sum, caseload.total.target_group, caseload.unassigned.target_group, caseload.shared);
};

export const sortedRows = (
  rows: readonly CaseloadRow[],
  sort: CaseloadSort,
): readonly CaseloadRow[] => {
  const byName = (one: CaseloadRow, other: CaseloadRow): number =>
    one.name.localeCompare(other.name, 'da');
  return [...rows].sort((one, other) =>
    sort === 'name'
      ? byName(one, other)
      : other[sort] - one[sort] || other.target_group - one.target_group || byName(one, other),
  );
};

/** The end of the axis: room for the longest bar with its label, on a round number. */
export const axisEnd = (caseload: Caseload): number => {
  const longest = Math.max(
    caseload.cap_high ?? 0,
    caseload.unassigned.target_group,
    ...caseload.rows.map((row) => row.all),
  );
  return Math.max(10, Math.ceil((longest * 1.18) / 10) * 10);
};

export const axisMarks = (end: number): readonly number[] => {
  const step = end <= 60 ? 10 : end <= 120 ? 20 : 50;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
};

/** The parts of a bar, in per cent of the axis: the programme's cases up to the cap, those above it, other cases. */
export const barOf = (
  row: CaseloadRow,
  end: number,
): { readonly within: number; readonly over: number; readonly others: number } => ({
  within: ((row.target_group - row.over_cap) / end) * 100,
  over: (row.over_cap / end) * 100,
  others: ((row.all - row.target_group) / end) * 100,
});

/** How far the label after a bar moves, in per cent of the axis, so that the line of the cap does not run through it. */
export const labelShift = (row: CaseloadRow, { cap_high }: Band, end: number): number => {
  const short = cap_high === null ? 0 : cap_high - row.all;
  return short > 0 && (short / end) * 100 < 4 ? (short / end) * 100 : 0;
};
