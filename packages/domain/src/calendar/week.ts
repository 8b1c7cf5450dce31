/** ISO weeks: Monday to Sunday; a week belongs to the year that its Thursday lies in. */
import { addDays, daysBetween, weekdayOf, yearOf, type Day } from './day.ts';

/** An ISO week, `YYYY-Www`. */
export type Week = string;

/** The ISO week of a day: 2018-12-31 lies in 2019-W01. */
export const weekOf = (day: Day): Week => {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const year = yearOf(thursday);
  const number = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
  return `${String(year).padStart(4, '0')}-W${String(number).padStart(2, '0')}`;
};

/** The Monday of an ISO week. */
export const mondayOf = (week: Week): Day => {
  const fourthOfJanuary = `${week.slice(0, 4)}-01-04`;
  return addDays(fourthOfJanuary, 1 - weekdayOf(fourthOfJanuary) + (Number(week.slice(6)) - 1) * 7);
};
