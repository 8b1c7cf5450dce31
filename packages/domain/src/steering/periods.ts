/** The periods that figures are asked for. Each is cut at the as-of day; what begins after it has no period. */
import {
  firstDayOf,
  firstMonthOfQuarter,
  lastDayOf,
  lastMonthOfQuarter,
  monthOf,
  monthRange,
  quarterOfMonth,
  type Day,
  type Month,
  type Quarter,
} from '../calendar/index.ts';
import type { Period, Rhythm } from './indicator.ts';

/** Days from one to another, both included, as far as they have come on the as-of day. */
export const periodOfDays = (from: Day, to: Day, asOf: Day): Period | null =>
  from > asOf || to < from ? null : { from, to: to < asOf ? to : asOf };

export const periodOfMonth = (month: Month, asOf: Day): Period | null =>
  periodOfDays(firstDayOf(month), lastDayOf(month), asOf);

export const periodOfQuarter = (quarter: Quarter, asOf: Day): Period | null =>
  periodOfDays(
    firstDayOf(firstMonthOfQuarter(quarter)),
    lastDayOf(lastMonthOfQuarter(quarter)),
    asOf,
  );

/** The months of a table, from the first to the last; those after the as-of day are left out. */
export const monthsOfTable = (first: Month, last: Month, asOf: Day): readonly Month[] =>
  monthRange(first, last < monthOf(asOf) ? last : monthOf(asOf));

/**
 * The period that a table's month shows. An indicator by quarter has one in the quarter's last month, and in the month of
 * the as-of day while the quarter is not over; null in the others.
 */
export const periodInTable = (rhythm: Rhythm, month: Month, asOf: Day): Period | null => {
  if (rhythm === 'month' || month > monthOf(asOf)) return periodOfMonth(month, asOf);
  const quarter = quarterOfMonth(month);
  return month === lastMonthOfQuarter(quarter) || month === monthOf(asOf)
    ? periodOfQuarter(quarter, asOf)
    : null;
};
