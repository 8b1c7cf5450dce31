/** Months are `YYYY-MM`, quarters `YYYY-Qn`; both sort as text. */
import { dayOf, daysInMonth, type Day } from './day.ts';

/** A calendar month, `YYYY-MM`. */
export type Month = string;
/** A quarter of a year, `YYYY-Qn`. */
export type Quarter = string;

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
export const isQuarter = (text: string): boolean => /^\d{4}-Q[1-4]$/.test(text);

const ordinalOf = (month: Month): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const monthOfOrdinal = (ordinal: number): Month => {
  const year = Math.floor(ordinal / 12);
  return `${String(year).padStart(4, '0')}-${String(ordinal - year * 12 + 1).padStart(2, '0')}`;
};

export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstDayOf = (month: Month): Day => `${month}-01`;
export const lastDayOf = (month: Month): Day => {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return dayOf(year, number, daysInMonth(year, number));
};

/** The month that comes `months` later; earlier where negative. */
export const monthAfter = (month: Month, months: number): Month =>
  monthOfOrdinal(ordinalOf(month) + months);

/** How many months one month comes after another: 2019-10 to 2019-12 is 2. */
export const monthsBetween = (from: Month, to: Month): number => ordinalOf(to) - ordinalOf(from);

/** Every month from the first to the last, both included; none where the last comes before the first. */
export const monthRange = (first: Month, last: Month): readonly Month[] =>
  Array.from({ length: Math.max(0, monthsBetween(first, last) + 1) }, (_, index) =>
    monthAfter(first, index),
  );

export const quarterOfMonth = (month: Month): Quarter =>
  `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}`;
export const quarterOf = (day: Day): Quarter => quarterOfMonth(monthOf(day));

/** The first month of a quarter. */
export const firstMonthOfQuarter = (quarter: Quarter): Month =>
  `${quarter.slice(0, 4)}-${String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0')}`;
/** The last month of a quarter. */
export const lastMonthOfQuarter = (quarter: Quarter): Month =>
  monthAfter(firstMonthOfQuarter(quarter), 2);
