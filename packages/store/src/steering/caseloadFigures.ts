/** The indicators caseload and over_cap, from the one statement that knows the caseload. */
import { type CaseloadRow, type IndicatorContext, type Method } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { type AsKnown, Bindings } from './bindings.ts';
import { caseloads, citizensAboveCap, citizensOfCaseload } from './caseload.ts';
import {
  type CountedPart,
  type Counts,
  type IndicatorRequest,
  type PeopleOptions,
  peopleOfLines,
  type PersonLine,
} from './request.ts';

const isCaseloadMethod = (method: Method): boolean =>
  method.method === 'caseload' || method.method === 'over_cap';

const aboveCap = (count: number, { capHigh }: IndicatorContext): number =>
  capHigh === null ? 0 : Math.max(0, count - capHigh);

const statusDays = (request: IndicatorRequest): readonly string[] =>
  request.periods.map((period) => period.to);

export const countCaseloads = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  asKnown: AsKnown,
): Promise<readonly CountedPart[]> => {
  const parts: CountedPart[] = [];
  for (const [index, request] of requests.entries()) {
    const { definition, context } = request;
    if (!isCaseloadMethod(definition.counting)) continue;
    const loads = await caseloads(tx, statusDays(request), context, asKnown);
    const counts = loads.map(({ employees, unassigned, total }): Counts => {
      const rows: readonly CaseloadRow[] = [
        ...employees.map(({ employee_id, all, target_group }) => ({
          employee_id,
          all,
          target_group,
          over_cap: aboveCap(target_group, context),
        })),
        { employee_id: null, ...unassigned, over_cap: 0 },
      ];
      return definition.counting.method === 'caseload'
        ? { numerator: total.target_group, denominator: null, rows }
        : { numerator: rows.filter((row) => row.over_cap > 0).length, denominator: null };
    });
    parts.push({ request: index, offset: 0, counts });
  }
  return parts;
};

/** Behind the caseload: everybody with an open case of the target group; behind over_cap: those of the caseworkers above it. */
export const peopleOfCaseloads = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  options: PeopleOptions,
): Promise<readonly PersonLine[]> => {
  const bindings = new Bindings();
  const queries = requests.flatMap((request, index) => {
    const { definition, context } = request;
    if (!isCaseloadMethod(definition.counting)) return [];
    const days = statusDays(request);
    const citizens =
      definition.counting.method === 'caseload'
        ? citizensOfCaseload(bindings, days, context, options.asKnown)
        : citizensAboveCap(bindings, days, context, context.capHigh, options.asKnown);
    return [`select ${index}, place::int - 1, citizen_id, true from (${citizens}) one`];
  });
  if (queries.length === 0) return [];
  const { rows } = await tx.query<PersonLine>(
    peopleOfLines(bindings, queries.join(' union all '), options),
    bindings.values,
  );
  return rows;
};
