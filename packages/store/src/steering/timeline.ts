/**
 * Periods as the bits of a number. A record is folded once into the set of periods that it touches; "and", "or" and
 * "not" over many periods are then one operation each on the numbers of a person.
 */
import {
  firstOfYearEndingOn,
  monthOf,
  monthRange,
  type Period,
  type When,
} from '@medspiller/domain';
import type { Bindings } from './bindings.ts';

/** Bits that a number has room for, with the carries of `countBits.ts` above them. */
const MOST_PERIODS = 58;

/** Periods in order, of which neither the first nor the last days ever go back: what finding them by bisection takes. */
export type Timeline = readonly Period[];

/** A timeline, and for each of its periods where that stood among those that were asked for. */
export interface PlacedTimeline {
  readonly timeline: Timeline;
  readonly places: readonly (readonly number[])[];
}

/** Any list of periods as timelines, as few as may be; each different period once. */
export const timelinesOf = (periods: readonly Period[]): readonly PlacedTimeline[] => {
  const lists: { timeline: Period[]; places: number[][] }[] = [];
  const inOrder = periods
    .map((period, place) => ({ period, place }))
    .toSorted((a, b) => compare(a.period.from, b.period.from) || compare(a.period.to, b.period.to));
  let previous: { readonly period: Period; readonly places: number[] } | undefined;
  for (const { period, place } of inOrder) {
    if (previous?.period.from === period.from && previous.period.to === period.to) {
      previous.places.push(place);
      continue;
    }
    let list = lists.find(
      ({ timeline }) => timeline.length < MOST_PERIODS && (timeline.at(-1)?.to ?? '') <= period.to,
    );
    if (list === undefined) lists.push((list = { timeline: [], places: [] }));
    previous = { period, places: [place] };
    list.timeline.push(period);
    list.places.push(previous.places);
  }
  return lists;
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The number with a bit for each period of which something is true. */
const bitsWhere = (timeline: Timeline, holds: (period: Period) => boolean): string => {
  let bits = 0n;
  timeline.forEach((period, index) => {
    if (holds(period)) bits |= 1n << BigInt(index);
  });
  return bits.toString();
};

export const allBits = (bindings: Bindings, timeline: Timeline): string =>
  bindings.of(
    'bigint',
    bitsWhere(timeline, () => true),
  );

/** Bits of the periods after the first `low`, up to and with the first `high`. */
const bitsBetween = (low: string, high: string): string =>
  `greatest((1::bigint << ${high}) - (1::bigint << ${low}), 0)`;

const countUpTo = (day: string, days: string): string => `width_bucket(${day}, ${days})`;

const statusDays = (bindings: Bindings, timeline: Timeline): string =>
  bindings.of(
    'date[]',
    timeline.map((period) => period.to),
  );

/** Bits of the periods whose status day is `from` or later, and `to` or earlier where that is given. */
export const statusDayWithin = (
  bindings: Bindings,
  timeline: Timeline,
  from: string,
  to?: string,
): string => {
  const days = statusDays(bindings, timeline);
  return bitsBetween(
    countUpTo(`${from} - 1`, days),
    to === undefined ? bindings.of('int', timeline.length) : countUpTo(to, days),
  );
};

/** Bits of the periods for which something that lasts from `from` to `to` (SQL, never null) counts. */
export const bitsOf = (
  bindings: Bindings,
  timeline: Timeline,
  when: When,
  programmeStart: string,
  from: string,
  to: string,
): string => {
  const overlapping = (firsts: readonly string[]): string =>
    bitsBetween(
      countUpTo(`${from} - 1`, statusDays(bindings, timeline)),
      countUpTo(to, bindings.of('date[]', firsts)),
    );
  switch (when) {
    case 'status_day':
      return statusDayWithin(bindings, timeline, from, to);
    case 'ever':
      return statusDayWithin(bindings, timeline, from);
    case 'period':
      return overlapping(timeline.map((period) => period.from));
    case 'last_12_months':
      return overlapping(timeline.map((period) => firstOfYearEndingOn(period.to)));
    case 'since_start': {
      const begun = bitsWhere(timeline, (period) => period.to >= programmeStart);
      return `(${overlapping(timeline.map(() => programmeStart))} & ${bindings.of('bigint', begun)})`;
    }
  }
};

/** A relation (bit, month) of the months that each period touches, months by their first day. */
export const touchedMonths = (bindings: Bindings, timeline: Timeline): string => {
  const pairs = timeline.flatMap((period, index) =>
    monthRange(monthOf(period.from), monthOf(period.to)).map((month) => ({
      index,
      day: `${month}-01`,
    })),
  );
  return `unnest(${bindings.of(
    'int[]',
    pairs.map((pair) => pair.index),
  )}, ${bindings.of(
    'date[]',
    pairs.map((pair) => pair.day),
  )}) as touched(bit, month)`;
};
