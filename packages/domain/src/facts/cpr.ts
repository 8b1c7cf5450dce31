/**
 * What a Danish civil registration number says of a person. Ten digits: day, month, year of two digits, and a serial
 * number whose first digit tells the century and whose last tells the sex. Source: cpr.dk, "Personnummeret i CPR".
 * The check by modulus 11 is no rule since 2007, and is not made here.
 */
import { dayOf, isDay, type Day } from '../calendar/day.ts';

export type Sex = 'man' | 'woman';

/** A replacement number, and every synthetic person's, has 60 added to the day, so that it is never a real person's. */
const ADDED_TO_REPLACEMENT_DAY = 60;

const centuryOf = (seventhDigit: number, yearOfCentury: number): number => {
  if (seventhDigit <= 3) return 1900;
  if (seventhDigit === 4 || seventhDigit === 9) return yearOfCentury <= 36 ? 2000 : 1900;
  return yearOfCentury <= 57 ? 2000 : 1800;
};

/** The day of birth, or null where the ten digits hold no day that exists. */
export const birthDayOf = (cpr: string): Day | null => {
  if (!/^\d{10}$/.test(cpr)) return null;
  const written = Number(cpr.slice(0, 2));
  const dayOfMonth =
    written > ADDED_TO_REPLACEMENT_DAY ? written - ADDED_TO_REPLACEMENT_DAY : written;
  const yearOfCentury = Number(cpr.slice(4, 6));
  const day = dayOf(
    centuryOf(Number(cpr[6]), yearOfCentury) + yearOfCentury,
    Number(cpr.slice(2, 4)),
    dayOfMonth,
  );
  return isDay(day) ? day : null;
};

/** Odd is a man, even a woman. */
export const sexOf = (cpr: string): Sex => (Number(cpr.at(-1)) % 2 === 1 ? 'man' : 'woman');
