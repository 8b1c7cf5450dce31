/**
 * Days are plain strings, `YYYY-MM-DD`: they compare and sort as text, and nothing can shift them by a time zone.
 * Arithmetic goes through the day number (days since 1970-01-01), in integers, since lists work out thousands of days.
 */

/** A plain day, `YYYY-MM-DD`. */
export type Day = string;

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_IN_400_YEARS = 146_097;
const MARCH_TO_EPOCH = 719_468;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

export const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days in a month; `month` is 1 to 12. */
export const daysInMonth = (year: number, month: number): number =>
  month === 2
    ? isLeapYear(year)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

/** Writes a day; the parts must be those of a day that exists. */
export const dayOf = (year: number, month: number, day: number): Day =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;

/** Whether a text is a day that exists, written `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  const match = DAY_PATTERN.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
};

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
const monthNumberOf = (day: Day): number => Number(day.slice(5, 7));
const dayOfMonth = (day: Day): number => Number(day.slice(8, 10));

/** Days since 1970-01-01. Counts in years that begin on 1 March, so that the leap day comes last. */
export const dayNumber = (day: Day): number => {
  const month = monthNumberOf(day);
  const year = month <= 2 ? yearOf(day) - 1 : yearOf(day);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear =
    Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth(day) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - MARCH_TO_EPOCH;
};

/** The day of a day number. */
export const dayOfNumber = (number: number): Day => {
  const shifted = number + MARCH_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return dayOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
};

export const addDays = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

/** Days from one day to another; negative where `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** Calendar months later (earlier where negative), with the month's last day where there is no such day: 31 January + 1 is 28 or 29 February. */
export const addMonths = (day: Day, months: number): Day => {
  const total = yearOf(day) * 12 + monthNumberOf(day) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dayOf(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month)));
};

/** The same calendar day years later; 29 February counts to 28 February. */
export const addYears = (day: Day, years: number): Day => addMonths(day, years * 12);

/**
 * The first day of the twelve months that end on a day. Around 28 and 29 February the two ways of counting back differ by
 * a day; the later one is the one that never makes the twelve months longer than a year.
 */
export const firstOfYearEndingOn = (day: Day): Day => {
  const [one, other] = [addMonths(addDays(day, 1), -12), addDays(addMonths(day, -12), 1)];
  return one > other ? one : other;
};

/** Whole years of life on a day; who is born on 29 February has their day on 28 February in other years. */
export const ageOn = (birthDay: Day, day: Day): number => {
  const years = yearOf(day) - yearOf(birthDay);
  return addYears(birthDay, years) <= day ? years : years - 1;
};

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: Day): number => {
  const fromMonday = (dayNumber(day) + 3) % 7;
  return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1;
};
