/** What is asked of the database, and how the answers are put together. */
import type {
  CaseScope,
  Figure,
  IndicatorContext,
  IndicatorDefinition,
  Period,
} from '@medspiller/domain';
import { citizenWithin } from '../trust/scope.ts';
import type { AsKnown, Bindings } from './bindings.ts';

export interface IndicatorRequest {
  readonly definition: IndicatorDefinition;
  readonly context: IndicatorContext;
  readonly periods: readonly Period[];
}

export interface PeopleOptions {
  readonly asKnown?: AsKnown;
  /** Who may be named: those within the asker's reach. Everybody where it is left out. */
  readonly scope?: CaseScope | undefined;
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

/** The counts of one period of a request. */
export interface CountedPeriod {
  readonly request: number;
  readonly period: number;
  readonly counts: Counts;
}

/** Somebody in a figure's denominator (of a count: in its numerator), once for each request and period. */
export interface PersonLine {
  readonly request: number;
  readonly period: number;
  readonly record_id: number;
  readonly citizen_id: string;
  readonly met: boolean;
}

/**
 * The people of lines (request, period, citizen_id, met): each once, with the key that other systems know, in its order.
 * Who asks with a reach is told of nobody outside it; the figure itself is the same for all who may see it.
 */
export const peopleOfLines = (
  bindings: Bindings,
  lines: string,
  { scope = { kind: 'all' } }: PeopleOptions,
): string =>
  `select l.request, l.period, l.citizen_id as record_id, identity.key as citizen_id, bool_or(l.met) as met
    from (${lines}) as l(request, period, citizen_id, met) join record identity on identity.record_id = l.citizen_id
    where ${citizenWithin(scope, 'l.citizen_id', (value) => bindings.untyped(value))}
    group by 1, 2, 3, 4
    order by identity.key collate "C"`;
