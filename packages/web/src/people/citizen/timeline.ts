/** The geometry of a citizen's course: 18 months, 15 back and 3 ahead, as plain numbers. */
import type { CitizenPage } from '@medspiller/contract';
import {
  addDays,
  copenhagenDay,
  dayNumber,
  firstDayOf,
  lastDayOf,
  monthAfter,
  monthOf,
  monthRange,
} from '@medspiller/domain';

const MONTHS_BACK = 15;
const MONTHS_AHEAD = 3;
export const LANES = ['employment', 'support', 'health', 'social'] as const;

export interface Span {
  readonly from: string;
  readonly to: string;
  readonly months: readonly string[];
}

/** The days shown, `shift` months earlier (negative) or later than standard. */
export const spanOf = (today: string, shift = 0): Span => {
  const middle = monthAfter(monthOf(today), shift);
  const first = monthAfter(middle, 1 - MONTHS_BACK);
  const last = monthAfter(middle, MONTHS_AHEAD);
  return { from: firstDayOf(first), to: lastDayOf(last), months: monthRange(first, last) };
};

/** Where a day lies, 0 at the start of the span's first day, 1 at the end of its last. */
export const positionOf = (day: string, span: Span): number =>
  (dayNumber(day) - dayNumber(span.from)) / (dayNumber(span.to) + 1 - dayNumber(span.from));

export interface Bar {
  readonly record_id: number;
  readonly label: string;
  readonly from: string;
  readonly to: string | null;
  /** 0–1 across the span, cut to it. */
  readonly start: number;
  readonly end: number;
  /** Begins after today. */
  readonly planned: boolean;
  /** Has no end. */
  readonly open: boolean;
  readonly row: number;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Bars laid in as few rows as hold them without overlap. */
export const barsOf = (
  periods: readonly {
    readonly record_id: number;
    readonly label: string;
    readonly from: string;
    readonly to: string | null;
  }[],
  today: string,
  span: Span,
): readonly Bar[] => {
  const rowEnds: number[] = [];
  return periods
    .filter(({ from, to }) => from <= span.to && (to === null || to >= span.from))
    .toSorted((one, other) =>
      one.from < other.from ? -1 : one.from > other.from ? 1 : one.record_id - other.record_id,
    )
    .map((period) => {
      const start = clamp(positionOf(period.from, span));
      // The last day is inclusive, so the bar reaches to its end.
      const end = period.to === null ? 1 : clamp(positionOf(addDays(period.to, 1), span));
      let row = rowEnds.findIndex((taken) => taken <= start);
      if (row < 0) row = rowEnds.length;
      rowEnds[row] = end;
      return { ...period, start, end, planned: period.from > today, open: period.to === null, row };
    });
};

export interface Dot {
  readonly record_id: number;
  readonly day: string;
  readonly at: number;
  readonly shape: 'held' | 'planned' | 'not_held';
  readonly kind: CitizenPage['contacts'][number]['kind'];
  readonly status: CitizenPage['contacts'][number]['status'];
}

export const dotsOf = (contacts: CitizenPage['contacts'], span: Span): readonly Dot[] =>
  contacts.flatMap((contact) => {
    const day = contact.held_on ?? copenhagenDay(contact.planned_at);
    if (day < span.from || day > span.to) return [];
    const shape =
      contact.status === 'held' ? 'held' : contact.status === 'planned' ? 'planned' : 'not_held';
    return [
      {
        record_id: contact.record_id,
        day,
        at: positionOf(day, span),
        shape,
        kind: contact.kind,
        status: contact.status,
      },
    ];
  });

export interface Step {
  readonly month: string;
  readonly hours: number;
  readonly start: number;
  readonly end: number;
}

/** Paid hours per month, summed over companies, from the first month that has any in the span to this one. */
export const stepsOf = (
  hours: CitizenPage['paid_hours'],
  today: string,
  span: Span,
): readonly Step[] => {
  const sums = new Map<string, number>();
  for (const row of hours) sums.set(row.month, (sums.get(row.month) ?? 0) + row.hours);
  const months = span.months.filter((month) => month <= monthOf(today));
  const first = months.findIndex((month) => (sums.get(month) ?? 0) > 0);
  if (first < 0) return [];
  return months.slice(first).map((month) => ({
    month,
    hours: sums.get(month) ?? 0,
    start: positionOf(firstDayOf(month), span),
    end:
      month === monthOf(today)
        ? positionOf(today, span)
        : positionOf(firstDayOf(monthAfter(month, 1)), span),
  }));
};
