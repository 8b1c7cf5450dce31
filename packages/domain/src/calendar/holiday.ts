/** Danish public holidays, worked out from Easter. */
import { addDays, dayOf, weekdayOf, yearOf, type Day } from './day.ts';

export const HOLIDAYS = [
  'new_years_day',
  'maundy_thursday',
  'good_friday',
  'easter_sunday',
  'easter_monday',
  'great_prayer_day',
  'ascension_day',
  'whit_sunday',
  'whit_monday',
  'christmas_day',
  'second_christmas_day',
] as const;
export type Holiday = (typeof HOLIDAYS)[number];

/** Store bededag was a holiday for the last time in 2023. */
const LAST_YEAR_OF_GREAT_PRAYER_DAY = 2023;

/** Easter Sunday of a year in the Gregorian calendar. */
export const easterSunday = (year: number): Day => {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const skippedLeapDays = century - Math.floor(century / 4);
  const moonCorrection = Math.floor((8 * century + 13) / 25);
  const epact = (skippedLeapDays - moonCorrection + 19 * golden + 15) % 30;
  const daysToFullMoon =
    epact -
    Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekdayOfFullMoon =
    (year + Math.floor(year / 4) + daysToFullMoon + 2 - skippedLeapDays) % 7;
  const fromMarch = daysToFullMoon - weekdayOfFullMoon;
  return addDays(dayOf(year, 3, 28), fromMarch);
};

/** The public holidays of a year, by day. Offices' own closing days (5 June, 24 and 31 December) are not among them. */
export const holidaysOf = (year: number): ReadonlyMap<Day, Holiday> => {
  const easter = easterSunday(year);
  const holidays: [Day, Holiday][] = [
    [dayOf(year, 1, 1), 'new_years_day'],
    [addDays(easter, -3), 'maundy_thursday'],
    [addDays(easter, -2), 'good_friday'],
    [easter, 'easter_sunday'],
    [addDays(easter, 1), 'easter_monday'],
    [addDays(easter, 39), 'ascension_day'],
    [addDays(easter, 49), 'whit_sunday'],
    [addDays(easter, 50), 'whit_monday'],
    [dayOf(year, 12, 25), 'christmas_day'],
    [dayOf(year, 12, 26), 'second_christmas_day'],
  ];
  if (year <= LAST_YEAR_OF_GREAT_PRAYER_DAY)
    holidays.push([addDays(easter, 26), 'great_prayer_day']);
  return new Map(holidays.toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const holidaysByYear = new Map<number, ReadonlyMap<Day, Holiday>>();

/** The public holiday that a day is, or null. */
export const holidayOn = (day: Day): Holiday | null => {
  const year = yearOf(day);
  let holidays = holidaysByYear.get(year);
  if (holidays === undefined) {
    holidays = holidaysOf(year);
    holidaysByYear.set(year, holidays);
  }
  return holidays.get(day) ?? null;
};

/** Monday to Friday and no public holiday. */
export const isWorkingDay = (day: Day): boolean => weekdayOf(day) <= 5 && holidayOn(day) === null;
