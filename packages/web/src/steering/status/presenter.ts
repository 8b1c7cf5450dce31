/** What the status page says about its figures. Plain functions: figures in, words and lengths out. */
import { monthAfter, monthOf } from '@medspiller/domain';
import type { Answer } from '../../client.ts';
import type { Severity } from '../../app/icons.tsx';
import type { Formats } from '../../calendar/format.ts';
import type { StatusMessages } from './messages.ts';

export type StatusTable = Answer<'GET /api/programmes/:programme/status'>;
export type StatusRow = StatusTable['sections'][number]['rows'][number];
type StatusValue = StatusRow['values'][number];
export type Assessment = StatusRow['targets'][number];
type Figure = Pick<StatusValue, 'numerator' | 'denominator' | 'share'>;

/** Months shown at first: what fits beside the zero point, the trend and the targets. */
export const LATEST_MONTHS = 6;

export const shownMonths = (months: readonly string[], all: boolean): readonly string[] =>
  all ? months : months.slice(-LATEST_MONTHS);

/** The figure's two lines: how many, and which share. A share that is not available is a dash, never 0 %. */
export const linesOf = (
  figure: Figure | null | undefined,
  decimals: number,
  format: Formats,
): { readonly count: string | null; readonly share: string | null } => {
  if (figure === null || figure === undefined || figure.numerator === null)
    return { count: null, share: null };
  if (figure.denominator === null) return { count: format.number(figure.numerator), share: null };
  return figure.share === null
    ? { count: null, share: null }
    : {
        count: format.number(figure.numerator),
        share: format.percent(figure.share, decimals),
      };
};

/** The figure in one line: »49 af 122 · 40,2 %«. */
export const sentenceOf = (
  figure: Figure | null | undefined,
  decimals: number,
  t: StatusMessages,
  format: Formats,
): string => {
  const { count, share } = linesOf(figure, decimals, format);
  if (count === null) return t.absentLong;
  return share === null || figure?.denominator === null || figure?.denominator === undefined
    ? count
    : `${t.ofCount(count, format.number(figure.denominator))} · ${share}`;
};

/** A target's value: 20 % · 10. A target is a round number: decimals only where it has them. */
export const targetValue = (
  target: Pick<Assessment, 'measure' | 'value'>,
  format: Formats,
): string =>
  target.measure === 'count'
    ? format.number(target.value)
    : format.percent(target.value, Number.isInteger(Math.round(target.value * 1e6) / 1e4) ? 0 : 1);

export const targetText = (target: Assessment, t: StatusMessages, format: Formats): string => {
  const value = targetValue(target, format);
  return target.direction === 'at_least' ? t.atLeast(value) : t.atMost(value);
};

/** How it stands with a target, in people: »mangler 3«, »3 for mange«. */
export const standingOf = (
  target: Assessment,
  t: StatusMessages,
): { readonly severity: Severity; readonly text: string } => {
  if (target.met === null) return { severity: 'neutral', text: t.notYet };
  if (target.met) return { severity: 'ok', text: t.isMet };
  if (target.missing === null) return { severity: 'warn', text: t.notMet };
  return {
    severity: 'warn',
    text: target.direction === 'at_least' ? t.tooFew(target.missing) : t.tooMany(target.missing),
  };
};

/** What would have to change, as a sentence for the panel. */
export const targetSentence = (
  target: Assessment,
  t: StatusMessages,
  format: Formats,
): string | null => {
  const value = targetValue(target, format);
  if (target.met === null) return null;
  if (target.met)
    return target.met_beyond_chance === true ? t.reachedBeyondChance(value) : t.reached(value);
  if (target.missing === null) return null;
  return target.direction === 'at_least'
    ? t.more(target.missing, value)
    : t.fewer(target.missing, value);
};

/** The month of the first target not yet behind us: the milestone that the heading is about. */
export const nextMilestone = (table: StatusTable): string | null => {
  const months = targetMonths(table);
  const now = table.as_of.slice(0, 7);
  return months.find((month) => month >= now) ?? months.at(-1) ?? null;
};

/** The months that have targets, in order. */
export const targetMonths = (table: StatusTable): readonly string[] =>
  [
    ...new Set(
      table.sections.flatMap(({ rows }) =>
        rows.flatMap(({ targets }) => targets.map(({ month }) => month)),
      ),
    ),
  ].sort();

/** The answer as a sentence: how many milestones are met, and which are one short. */
export const headingOf = (
  table: StatusTable,
  titleOf: (title: StatusRow['title']) => string,
  t: StatusMessages,
  format: Formats,
): string => {
  if (table.months.length === 0) return t.noMonths;
  if (table.as_of < table.programme.from) return t.notStarted(titleOf(table.programme.title));
  const milestone = nextMilestone(table);
  const targets = table.sections.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.targets
        .filter(({ month, met }) => month === milestone && met !== null)
        .map((target) => ({ title: titleOf(row.title), target })),
    ),
  );
  if (targets.length === 0) return t.noTargets(titleOf(table.programme.title));
  const met = targets.filter(({ target }) => target.met === true).length;
  if (met === targets.length) return t.allMet(met);
  const oneShort = targets
    .filter(({ target }) => target.missing === 1 && target.direction === 'at_least')
    .map(({ title }, index) =>
      index === 0 ? title : title.charAt(0).toLowerCase() + title.slice(1),
    );
  return (
    t.met(met, targets.length) + (oneShort.length === 0 ? '' : t.oneShort(format.list(oneShort)))
  );
};

export interface Spark {
  /** Unbroken stretches; a month without a figure is a gap. */
  readonly lines: readonly string[];
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly target: number | null;
}

export const SPARK_WIDTH = 60;
export const SPARK_HEIGHT = 22;
const INSET = 3;

/** The row's months as a line, with the next target's height. Zero point first, where there is one. */
export const sparkOf = (row: StatusRow): Spark => {
  // A target may be a number of people where the row is a share: the line then follows what the target measures.
  const inNumbers = row.targets[0]?.measure === 'count';
  const measured = (figure: Figure | null): number | null =>
    figure === null
      ? null
      : inNumbers || figure.denominator === null
        ? figure.numerator
        : figure.share;
  // The zero point has its place in every row, so that a month stands in the same place in all.
  const series = [measured(row.zero_point), ...row.values.map(measured)];
  const target = row.targets[0]?.value ?? null;
  const known = series.filter((value) => value !== null);
  const all = target === null ? known : [...known, target];
  const low = Math.min(...all);
  const span = Math.max(...all) - low;
  const y = (value: number): number =>
    span === 0
      ? SPARK_HEIGHT / 2
      : SPARK_HEIGHT - INSET - ((value - low) / span) * (SPARK_HEIGHT - 2 * INSET);
  const x = (index: number): number =>
    INSET + (series.length < 2 ? 0 : (index / (series.length - 1)) * (SPARK_WIDTH - 2 * INSET));
  // A quarterly row has a figure in every third month: its points join, its missing months are no gaps.
  const stretches: string[][] = [[]];
  let last: Spark['last'] = null;
  for (const [index, value] of series.entries()) {
    if (value === null) {
      if (row.rhythm === 'month') stretches.push([]);
      continue;
    }
    last = { x: x(index), y: y(value) };
    stretches.at(-1)?.push(`${last.x.toFixed(1)},${last.y.toFixed(1)}`);
  }
  return {
    lines: stretches.filter((points) => points.length > 1).map((points) => points.join(' ')),
    last,
    target: target === null ? null : y(target),
  };
};

/** A chosen cell: its row, its month, and what stands in it. */
export interface Cell {
  readonly row: StatusRow;
  readonly month: string;
  readonly figure: Figure & Partial<Pick<StatusValue, 'interval' | 'pending'>>;
  /** The target that is judged on this figure: the panel says how it stands with it. */
  readonly target: Assessment | null;
}

/** A target is judged on the latest figure, or, once its month has passed, on that month's. */
const judgedMonth = (row: StatusRow, target: Assessment): string | undefined =>
  row.values.findLast(({ month, numerator }) => numerator !== null && month <= target.month)?.month;

/** The cell that the address names; null where it names none that is there. */
export const chosenCell = (
  table: StatusTable,
  indicator: string | undefined,
  month: string | undefined,
): Cell | null => {
  const row = table.sections.flatMap(({ rows }) => rows).find(({ id }) => id === indicator);
  if (row === undefined || month === undefined) return null;
  const value = row.values.find((each) => each.month === month);
  if (value !== undefined) {
    const target = row.targets.find((each) => judgedMonth(row, each) === month) ?? null;
    return { row, month, figure: value, target };
  }
  return month === table.programme.zero_point && row.zero_point !== null
    ? { row, month, figure: row.zero_point, target: null }
    : null;
};

type ProgrammeChoice = Answer<'GET /api/programmes'>['programmes'][number];

/**
 * The programme shown at first, of those that have people in them where some have: one that runs today, else the next
 * to begin, else the last to have ended.
 */
export const programmeToShow = (
  programmes: readonly ProgrammeChoice[],
  today: string,
): ProgrammeChoice | undefined => {
  const withPeople = programmes.filter((programme) => programme.has_enrolments);
  const candidates = withPeople.length > 0 ? withPeople : [...programmes];
  const upcoming = candidates
    .filter(({ from }) => from > today)
    .sort((one, other) => one.from.localeCompare(other.from));
  const ended = candidates
    .filter(({ to }) => to < today)
    .sort((one, other) => other.to.localeCompare(one.to));
  return candidates.find(({ from, to }) => from <= today && today <= to) ?? upcoming[0] ?? ended[0];
};

/** Before a programme begins its table would be empty: then the months that it starts out from are shown. */
export const firstMonthAsked = (
  programme: ProgrammeChoice | undefined,
  asOf: string,
): string | undefined =>
  programme !== undefined && programme.from > asOf
    ? monthAfter(monthOf(asOf), 1 - LATEST_MONTHS)
    : undefined;

/**
 * Where the labels of targets stand on the bar: two that lie close together lean away from each other instead of
 * lying on top of one another.
 */
export const targetMarks = (
  targets: readonly Assessment[],
): readonly {
  readonly target: Assessment;
  readonly at: number;
  readonly lean: 'left' | 'right' | 'centre';
}[] => {
  const shares = targets
    .filter(({ measure }) => measure === 'share')
    .filter(({ value }, index, all) => all.findIndex((other) => other.value === value) === index)
    .slice(0, 2);
  const [first, second] = shares;
  const close =
    first !== undefined && second !== undefined && Math.abs(first.value - second.value) < 0.16;
  return shares.map((target, index) => ({
    target,
    at: target.value * 100,
    lean: !close
      ? 'centre'
      : (index === 0) === (first?.value ?? 0) < (second?.value ?? 0)
        ? 'left'
        : 'right',
  }));
};

/** Whether some target's direction is ours: said once, under the table. */
export const hasOwnDirection = (table: StatusTable): boolean =>
  table.sections.some(({ rows }) =>
    rows.some(({ direction_is_ours, targets }) => direction_is_ours && targets.length > 0),
  );
