/** What was known when: a version counts from the moment it was recorded until it was corrected or voided. */
import type { Instant } from '../calendar/copenhagen.ts';

export interface Version<T> {
  readonly value: T;
  readonly known_from: Instant;
  /** Null while it still counts. */
  readonly known_to: Instant | null;
}

const moment = (instant: Instant): number => Date.parse(instant);

/** The values as they were known at a moment; now, without one. */
export const asKnown = <T>(versions: readonly Version<T>[], at: Instant | null): readonly T[] =>
  versions
    .filter(({ known_from: from, known_to: to }) =>
      at === null
        ? to === null
        : moment(from) <= moment(at) && (to === null || moment(to) > moment(at)),
    )
    .map(({ value }) => value);
