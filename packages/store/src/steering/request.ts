/** What is asked of the database, and how the answers are put together. */
import type { Figure, IndicatorContext, IndicatorDefinition, Period } from '@medspiller/domain';
import type { AsKnown, Bindings } from './bindings.ts';

export interface IndicatorRequest {
  readonly definition: IndicatorDefinition;
  readonly context: IndicatorContext;
  readonly periods: readonly Period[];
}

export interface PeopleOptions {
  readonly asKnown?: AsKnown;
  /** Which citizens may be named, as a condition (SQL) on a citizen's id. It narrows the people, never the figure. */
  readonly visibleCitizens?: ((bindings: Bindings, citizenId: string) => string) | undefined;
}

/** Values by something that they have in common, in their order. */
export const groupedBy = <T, K>(
  values: readonly T[],
  of: (value: T) => K,
): ReadonlyMap<K, readonly T[]> => {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = of(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
};

/** What a figure is made of, people apart. */
export type Counts = Omit<Figure, 'period' | 'people'>;

/** The counts of some periods of a request, from the one at `offset` on. */
export interface CountedPart {
  readonly request: number;
  readonly offset: number;
  readonly counts: readonly Counts[];
}

/** Somebody in a figure's denominator (of a count: in its numerator), once for each request and period. */
export interface PersonLine {
  readonly request: number;
  readonly period: number;
  readonly record_id: number;
  readonly citizen_id: string;
  readonly met: boolean;
}

/** The people of lines (request, period, citizen_id, met): each once, with the key that other systems know, in its order. */
export const peopleOfLines = (bindings: Bindings, lines: string, options: PeopleOptions): string =>
  `select l.request, l.period, l.citizen_id as record_id, identity.key as citizen_id, bool_or(l.met) as met
    from (${lines}) as l(request, period, citizen_id, met) join record identity on identity.record_id = l.citizen_id
    where ${options.visibleCitizens?.(bindings, 'l.citizen_id') ?? 'true'}
    group by 1, 2, 3, 4
    order by identity.key collate "C"`;
