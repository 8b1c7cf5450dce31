/**
 * Indicators worked out by the database: many indicators and many months at once, in a few statements. It gives what
 * `evaluate` of the domain gives on the same records; property tests hold the two together.
 */
import { type Figure, hasShare } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { countBitRequests, peopleOfBitRequests } from './bitFigures.ts';
import { countCaseloads, peopleOfCaseloads } from './caseloadFigures.ts';
import { countOccurrences, peopleOfOccurrences } from './occurrenceFigures.ts';
import {
  type Counts,
  groupedBy,
  type IndicatorRequest,
  type PeopleOptions,
  type PersonLine,
} from './request.ts';

export interface EvaluationOptions extends PeopleOptions {
  /** Also the keys of those behind numerator and denominator; a list for each period, so ask for few. */
  readonly people?: boolean | undefined;
}

/** A citizen behind a figure: the id used inside, and the key that other systems know. */
export type CitizenBehind = Pick<PersonLine, 'record_id' | 'citizen_id'>;

export interface PeopleBehind {
  readonly numerator: readonly CitizenBehind[];
  readonly denominator: readonly CitizenBehind[];
}

/**
 * Compiling pays for itself in no statement of ours, and makes a status table several times slower; sums per person and
 * month of a large municipality should not have to go by way of the disk.
 */
const prepare = async (tx: Tx): Promise<void> => {
  await tx.query(`select set_config('jit', 'off', true), set_config('work_mem', '32MB', true)`);
};

const checkPeriods = (requests: readonly IndicatorRequest[]): void => {
  for (const { context, periods } of requests)
    for (const { from, to } of periods)
      if (to > context.asOf || to < from)
        throw new RangeError(`${from} to ${to} is no period as of ${context.asOf}`);
};

/** Who is behind each figure, by request and period, in the order of their keys. */
export const peopleBehind = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  options: PeopleOptions = {},
): Promise<readonly (readonly PeopleBehind[])[]> => {
  checkPeriods(requests);
  await prepare(tx);
  const lines = [
    ...(await peopleOfBitRequests(tx, requests, options)),
    ...(await peopleOfOccurrences(tx, requests, options)),
    ...(await peopleOfCaseloads(tx, requests, options)),
  ];
  const linesOf = groupedBy(lines, (line) => `${line.request} ${line.period}`);
  return requests.map(({ definition, periods }, request) =>
    periods.map((_, period): PeopleBehind => {
      const behind = linesOf.get(`${request} ${period}`) ?? [];
      return {
        numerator: behind.filter((line) => line.met),
        denominator: hasShare(definition) ? behind : [],
      };
    }),
  );
};

const keysOf = (citizens: readonly CitizenBehind[]): readonly string[] =>
  citizens.map((citizen) => citizen.citizen_id);

/** The figures of each request, one for each of its periods; its people are empty unless they are asked for. */
export const evaluateInSql = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  options: EvaluationOptions = {},
): Promise<readonly (readonly Figure[])[]> => {
  checkPeriods(requests);
  await prepare(tx);
  const counted = [
    ...(await countBitRequests(tx, requests, options.asKnown)),
    ...(await countOccurrences(tx, requests, options.asKnown)),
    ...(await countCaseloads(tx, requests, options.asKnown)),
  ];
  const figures = requests.map((): Counts[] => []);
  for (const { request, period, counts } of counted) {
    const row = figures[request];
    if (row !== undefined) row[period] = counts;
  }
  const people = options.people === true ? await peopleBehind(tx, requests, options) : undefined;
  return requests.map(({ periods }, request) =>
    (figures[request] ?? []).flatMap((counts, index): readonly Figure[] => {
      const period = periods[index];
      if (period === undefined) return [];
      const behind = people?.[request]?.[index];
      return [
        {
          period,
          ...counts,
          people: {
            numerator: keysOf(behind?.numerator ?? []),
            denominator: keysOf(behind?.denominator ?? []),
          },
        },
      ];
    }),
  );
};
