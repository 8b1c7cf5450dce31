/** The indicators caseload and over_cap, from the one statement that knows the caseload. */
import { type CaseloadRow, type IndicatorContext, type Method } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { type AsKnown, Bindings } from './bindings.ts';
import { type CaseloadOfDay, caseloads, citizensAboveCap, citizensOfCaseload } from './caseload.ts';
import {
  type CountedPeriod,
  type Counts,
  type IndicatorRequest,
  type PeopleOptions,
  peopleOfLines,
  type PersonLine,
} from './request.ts';
import { timelinesOf } from './timeline.ts';

const isCaseloadMethod = (method: Method): boolean =>
  method.method === 'caseload' || method.method === 'over_cap';

const aboveCap = (count: number, { capHigh }: IndicatorContext): number =>
  capHigh === null ? 0 : Math.max(0, count - capHigh);

export const countCaseloads = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  asKnown: AsKnown,
): Promise<readonly CountedPeriod[]> => {
  const counted: CountedPeriod[] = [];
  // A table asks for caseload and over_cap of the same days; one answer serves both.
  const answers = new Map<string, readonly CaseloadOfDay[]>();
  for (const [request, { definition, context, periods }] of requests.entries()) {
    if (!isCaseloadMethod(definition.counting)) continue;
    const days = periods.map((period) => period.to);
    const identity = JSON.stringify([context.targetGroups, context.minimumAge, days]);
    const loads = answers.get(identity) ?? (await caseloads(tx, days, context, asKnown));
    answers.set(identity, loads);
    loads.forEach(({ employees, unassigned, total }, period) => {
      const rows: readonly CaseloadRow[] = [
        ...employees.map(({ employee_id, all, target_group }) => ({
          employee_id,
          all,
          target_group,
          over_cap: aboveCap(target_group, context),
        })),
        { employee_id: null, ...unassigned, over_cap: 0 },
      ];
      const counts: Counts =
        definition.counting.method === 'caseload'
          ? { numerator: total.target_group, denominator: null, rows }
          : { numerator: rows.filter((row) => row.over_cap > 0).length, denominator: null };
      counted.push({ request, period, counts });
    });
  }
  return counted;
};

/** Behind the caseload: everybody with an open case of the target group; behind over_cap: those of the caseworkers above it. */
export const peopleOfCaseloads = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  options: PeopleOptions,
): Promise<readonly PersonLine[]> => {
  const people: PersonLine[] = [];
  for (const [request, { definition, context, periods }] of requests.entries()) {
    if (!isCaseloadMethod(definition.counting)) continue;
    const days = periods.map(({ to }) => ({ from: to, to }));
    for (const { timeline, places } of timelinesOf(days)) {
      const bindings = new Bindings();
      const asked = { timeline, group: context, asKnown: options.asKnown };
      const citizens =
        definition.counting.method === 'caseload'
          ? citizensOfCaseload(bindings, asked)
          : citizensAboveCap(bindings, asked, context.capHigh);
      const { rows } = await tx.query<PersonLine>(
        peopleOfLines(
          bindings,
          `select 0, place, citizen_id, true from (${citizens}) one`,
          options,
        ),
        bindings.values,
      );
      for (const line of rows)
        for (const period of places[line.period] ?? []) people.push({ ...line, request, period });
    }
  }
  return people;
};
