/** Figures made of occurrences: all of a table's in one statement. */
import {
  CLOSE_REASONS,
  type CloseReason,
  type ExitRow,
  hasShare,
  type Method,
  TARGET_GROUPS,
  type TargetGroup,
} from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { type AsKnown, Bindings } from './bindings.ts';
import { occurrences, type OccurrenceMethod } from './occurrences.ts';
import {
  type CountedPeriod,
  type Counts,
  groupedBy,
  type IndicatorRequest,
  type PeopleOptions,
  peopleOfLines,
  type PersonLine,
} from './request.ts';

const isOccurrenceMethod = (method: Method): method is OccurrenceMethod =>
  method.method === 'in_time' ||
  method.method === 'nth_conversation_with' ||
  method.method === 'answered' ||
  method.method === 'exits' ||
  method.method === 'meetings';

const hasPending = (method: Method): boolean =>
  method.method === 'in_time' || method.method === 'answered';

/** One row for each occurrence (request, period, citizen_id, met, pending, close_reason, next_target_group) of all requests. */
const allOccurrences = (
  bindings: Bindings,
  requests: readonly IndicatorRequest[],
  asKnown: AsKnown,
): string =>
  requests
    .flatMap(({ definition: { counting: method }, context, periods }, request) => {
      if (!isOccurrenceMethod(method)) return [];
      const exit =
        method.method === 'exits' ? 'close_reason, next_target_group' : 'null::text, null::text';
      return [
        `select ${request}, period::int - 1, citizen_id, met, pending, ${exit}
          from (${occurrences(bindings, method, { context, periods, asKnown })}) one`,
      ];
    })
    .join(' union all ');

const OCCURRENCE = 'o(request, period, citizen_id, met, pending, close_reason, next_target_group)';

interface OccurrenceLine {
  readonly request: number;
  readonly period: number;
  readonly close_reason: CloseReason | null;
  readonly next_target_group: TargetGroup | null;
  readonly met: number;
  readonly all: number;
  readonly pending: number;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

/** By reason and by next target group, in the order of the lists of codes, the unknown last. */
const exitRows = (lines: readonly OccurrenceLine[]): readonly ExitRow[] => {
  const total = sum(lines.map((line) => line.met));
  return [...CLOSE_REASONS, null].flatMap((reason): readonly ExitRow[] => {
    const ofReason = lines.filter((line) => line.close_reason === reason);
    if (ofReason.length === 0) return [];
    const count = sum(ofReason.map((line) => line.met));
    const next = [...TARGET_GROUPS, null].flatMap((group) =>
      ofReason
        .filter((line) => line.next_target_group === group)
        .map((line) => ({ target_group: group, count: line.met })),
    );
    return [
      { reason, count, share: count / total, next: reason === 'target_group_change' ? next : [] },
    ];
  });
};

export const countOccurrences = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  asKnown: AsKnown,
): Promise<readonly CountedPeriod[]> => {
  const bindings = new Bindings();
  const all = allOccurrences(bindings, requests, asKnown);
  if (all === '') return [];
  const { rows } = await tx.query<OccurrenceLine>(
    `select request, period, close_reason, next_target_group,
      (count(*) filter (where met and not pending))::int as met,
      (count(*) filter (where not pending))::int as all,
      (count(*) filter (where pending))::int as pending
    from (${all}) ${OCCURRENCE} group by 1, 2, 3, 4`,
    bindings.values,
  );
  const linesOf = groupedBy(rows, (row) => row.request);
  return requests.flatMap(({ definition, periods }, request): readonly CountedPeriod[] => {
    const method = definition.counting;
    if (!isOccurrenceMethod(method)) return [];
    const linesOfPeriod = groupedBy(linesOf.get(request) ?? [], (line) => line.period);
    return periods.map((_, period) => {
      const lines = linesOfPeriod.get(period) ?? [];
      const counts: Counts = {
        numerator: sum(lines.map((line) => line.met)),
        denominator: hasShare(definition) ? sum(lines.map((line) => line.all)) : null,
        ...(hasPending(method) ? { pending: sum(lines.map((line) => line.pending)) } : {}),
        ...(method.method === 'exits' ? { rows: exitRows(lines) } : {}),
      };
      return { request, period, counts };
    });
  });
};

export const peopleOfOccurrences = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  options: PeopleOptions,
): Promise<readonly PersonLine[]> => {
  const bindings = new Bindings();
  const all = allOccurrences(bindings, requests, options.asKnown);
  if (all === '') return [];
  const lines = `select request, period, citizen_id, met from (${all}) ${OCCURRENCE} where not pending`;
  const { rows } = await tx.query<PersonLine>(
    peopleOfLines(bindings, lines, options),
    bindings.values,
  );
  return rows;
};
