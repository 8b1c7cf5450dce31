/** Instants in a file: ISO 8601, in Danish time where no offset is given; written in Danish time with its offset. */
import { copenhagenTime, type Instant } from '../calendar/copenhagen.ts';
import { dayNumber } from '../calendar/day.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

const millisecondsOfLocal = (local: string): number => Date.parse(`${local}Z`);
const written = (milliseconds: number): Instant =>
  `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

const measuredOffset = (instant: number): number =>
  millisecondsOfLocal(copenhagenTime(written(instant))) - instant;

const offsetAtMidnight = new Map<number, number>();
const offsetAtStartOf = (utcDay: number): number => {
  const known = offsetAtMidnight.get(utcDay);
  if (known !== undefined) return known;
  const offset = measuredOffset(utcDay * DAY);
  offsetAtMidnight.set(utcDay, offset);
  return offset;
};

/**
 * Milliseconds that the Danish clock is ahead of UTC. A file may hold a million instants on few days, so the offset is
 * asked for once a day, and only on the two days a year where it shifts for each instant.
 */
const offsetAt = (instant: number): number => {
  const utcDay = Math.floor(instant / DAY);
  const offset = offsetAtStartOf(utcDay);
  return offset === offsetAtStartOf(utcDay + 1) ? offset : measuredOffset(instant);
};

export type LocalInstant =
  | { readonly kind: 'once'; readonly instant: Instant }
  /** The clock shows this time twice, when summer time ends: the first of the two. */
  | { readonly kind: 'twice'; readonly instant: Instant }
  /** The clock skips this time, when summer time begins. */
  | { readonly kind: 'never' };

/** The instant of a Danish clock time; the parts must be those of a day that exists. */
export const instantOfLocal = (
  day: string,
  hour: number,
  minute: number,
  second: number,
): LocalInstant => {
  const local = dayNumber(day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000;
  const before = offsetAt(local - DAY);
  const after = offsetAt(local + DAY);
  const candidates = (before === after ? [before] : [before, after])
    .map((offset) => ({ offset, instant: local - offset }))
    .filter(({ offset, instant }) => offsetAt(instant) === offset);
  const [first] = candidates;
  if (first === undefined) return { kind: 'never' };
  return { kind: candidates.length === 1 ? 'once' : 'twice', instant: written(first.instant) };
};

/** The instant of a clock time at an offset from UTC in minutes. */
export const instantAtOffset = (
  day: string,
  hour: number,
  minute: number,
  second: number,
  offsetMinutes: number,
): Instant =>
  written(
    dayNumber(day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000 - offsetMinutes * MINUTE,
  );

/** `2017-11-30T11:15:00+01:00`: what the Danish clock showed, and beyond doubt when it shows a time twice. */
export const writtenInstant = (instant: Instant): string => {
  const milliseconds = Date.parse(instant);
  const offset = offsetAt(milliseconds);
  const minutes = Math.abs(offset) / MINUTE;
  const sign = offset < 0 ? '-' : '+';
  const two = (value: number) => String(value).padStart(2, '0');
  const local = new Date(milliseconds + offset).toISOString().slice(0, 19);
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};
