/** What day and time it is. A parameter everywhere, so that the demo of 2017 and the tests have a day of their own. */
import { copenhagenDay, startOfDayInstant, type Day } from '@medspiller/domain';

export interface Clock {
  today(): Day;
  now(): Date;
}

export const realClock: Clock = {
  today: () => copenhagenDay(new Date().toISOString()),
  now: () => new Date(),
};

const NOON_MS = 12 * 3_600_000;

/** It stands at noon of a day. */
export const stoppedClock = (day: Day): Clock => ({
  today: () => day,
  now: () => new Date(Date.parse(startOfDayInstant(day)) + NOON_MS),
});
