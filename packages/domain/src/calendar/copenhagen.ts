/**
 * Where an instant becomes a day, and a day an instant: Europe/Copenhagen.
 * Instants are ISO 8601 in UTC with whole seconds (`2017-11-30T10:15:00Z`), so that they compare as text.
 */
import { Temporal } from 'temporal-polyfill';
import type { Day } from './day.ts';

/** A moment, `YYYY-MM-DDTHH:MM:SSZ`. */
export type Instant = string;

const ZONE = 'Europe/Copenhagen';

const written = (instant: Temporal.Instant): Instant =>
  instant.toString({ smallestUnit: 'second', roundingMode: 'floor' });

/** The Danish day that an instant lies in. */
export const copenhagenDay = (instant: Instant): Day =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();

/** The Danish clock at an instant, `YYYY-MM-DDTHH:MM:SS`. */
export const copenhagenTime = (instant: Instant): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'floor' });

/** The instant at which a Danish day begins. */
export const startOfDayInstant = (day: Day): Instant =>
  written(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).toInstant());

/** The instant at which a Danish day is over: the beginning of the next one. What happens on the day lies before it. */
export const endOfDayInstant = (day: Day): Instant =>
  written(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(ZONE).toInstant());

/**
 * The instant of a Danish clock time (`2017-11-30T10:15`, seconds optional, a space for the `T` accepted).
 * A time that the clock shows twice is the first of the two; one that it skips is moved on by the hour it skips.
 * Throws a RangeError where it is no time.
 */
export const instantOf = (localDateTime: string): Instant =>
  written(
    Temporal.PlainDateTime.from(localDateTime, { overflow: 'reject' })
      .toZonedDateTime(ZONE, { disambiguation: 'compatible' })
      .toInstant(),
  );

/** Seconds from one instant to another. */
export const secondsBetween = (from: Instant, to: Instant): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;
