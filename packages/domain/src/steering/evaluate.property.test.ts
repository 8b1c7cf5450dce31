import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfDayInstant, monthOf } from '../calendar/index.ts';
import { KIND_NAMES, type Records } from '../kinds.ts';
import {
  arbitraryDefinition,
  arbitraryQuestion,
  arbitraryRecords,
  municipality,
  ownProgrammes,
  type ArbitraryQuestion,
} from '../testing/index.ts';
import { evaluate } from './evaluate.ts';
import type { CaseloadRow, ExitRow, Figure } from './indicator.ts';

const { catalogue } = ownProgrammes();
const definitions = [...catalogue.values()];

const anyDefinition = fc.oneof(fc.constantFrom(...definitions), arbitraryDefinition());

const figureOf = (
  id: string,
  { context, periods }: ArbitraryQuestion,
  records: Records,
): readonly Figure[] => {
  const definition = catalogue.get(id);
  if (definition === undefined) throw new Error(`no ${id}`);
  return evaluate(definition, context, periods, records);
};

const subset = (some: readonly string[], all: readonly string[]): boolean =>
  some.every((id) => all.includes(id));

/** Everything dated after a day taken out: what a municipality would have written by the end of it. */
const cutAt = (records: Records, asOf: string): Records => {
  const end = endOfDayInstant(asOf);
  const begun = <T extends { readonly from: string }>(rows: readonly T[]): readonly T[] =>
    rows.filter((row) => row.from <= asOf);
  return {
    ...records,
    cases: records.cases.map((row) => {
      const awarded_on = row.awarded_on !== null && row.awarded_on > asOf ? null : row.awarded_on;
      return row.closed_on !== null && row.closed_on > asOf
        ? { ...row, awarded_on, closed_on: null, close_reason: null, next_target_group: null }
        : { ...row, awarded_on };
    }),
    assignments: begun(records.assignments),
    enrolments: begun(records.enrolments),
    markers: begun(records.markers),
    goals: begun(records.goals),
    activities: begun(records.activities),
    plans: records.plans.filter((row) => row.drawn_up_on <= asOf),
    contacts: records.contacts.filter((row) => row.held_on === null || row.held_on <= asOf),
    inquiries: records.inquiries
      .filter((row) => row.received_at < end)
      .map((row) =>
        row.answered_at !== null && row.answered_at >= end ? { ...row, answered_at: null } : row,
      ),
    paid_hours: records.paid_hours.filter((row) => row.month <= monthOf(asOf)),
    steering_meetings: records.steering_meetings.filter((row) => row.held_on <= asOf),
  };
};

describe('figures of random municipalities', () => {
  it('have a numerator inside their denominator, and people behind both', () => {
    fc.assert(
      fc.property(
        anyDefinition,
        arbitraryQuestion(),
        arbitraryRecords(),
        (definition, question, records) => {
          for (const figure of evaluate(definition, question.context, question.periods, records)) {
            const { numerator, denominator, people } = figure;
            for (const list of [people.numerator, people.denominator])
              expect(list).toEqual([...new Set(list)].toSorted());
            if (denominator === null) {
              expect(people.denominator).toEqual([]);
              continue;
            }
            expect(numerator).toBeLessThanOrEqual(denominator);
            expect(subset(people.numerator, people.denominator)).toBe(true);
            expect(people.numerator.length).toBeLessThanOrEqual(numerator);
            expect(people.numerator.length > 0).toBe(numerator > 0);
          }
        },
      ),
    );
  });

  it('do not depend on the order of records', () => {
    fc.assert(
      fc.property(
        anyDefinition,
        arbitraryQuestion(),
        arbitraryRecords(),
        fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
        (definition, { context, periods }, records, lots) => {
          const rank = (index: number): number =>
            ((lots[index % lots.length] ?? 0) * (index + 7)) % 101;
          const shuffled = Object.fromEntries(
            KIND_NAMES.map((kind) => [
              kind,
              records[kind]
                .map((row, index) => ({ row, at: rank(index) }))
                .toSorted((a, b) => a.at - b.at)
                .map(({ row }) => row),
            ]),
          ) as unknown as Records;
          expect(evaluate(definition, context, periods, shuffled)).toEqual(
            evaluate(definition, context, periods, records),
          );
        },
      ),
    );
  });

  it('are not changed by a citizen who has no case, nor by an employee with another role', () => {
    const strangers = municipality({
      citizens: [{ citizen_id: 'stranger' }],
      employees: [{ employee_id: 'stranger', role: 'auditor' }],
      paid_hours: [
        { paid_hours_id: 'stranger', citizen_id: 'stranger', month: '2019-11', hours: 30 },
      ],
    });
    // Not of an enrolled person, a random definition may well count those who are nowhere: passive in nothing.
    fc.assert(
      fc.property(
        fc.constantFrom(...definitions),
        arbitraryQuestion(),
        arbitraryRecords(),
        (definition, { context, periods }, records) => {
          const joined: Records = {
            ...records,
            citizens: [...strangers.citizens, ...records.citizens],
            employees: [...strangers.employees, ...records.employees],
            paid_hours: [...strangers.paid_hours, ...records.paid_hours],
          };
          expect(evaluate(definition, context, periods, joined)).toEqual(
            evaluate(definition, context, periods, records),
          );
        },
      ),
    );
  });

  it('know nothing of what comes after the as-of day', () => {
    fc.assert(
      fc.property(
        anyDefinition,
        arbitraryQuestion(),
        arbitraryRecords(),
        (definition, question, records) => {
          const { context, periods } = question;
          expect(evaluate(definition, context, periods, cutAt(records, context.asOf))).toEqual(
            evaluate(definition, context, periods, records),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('figures that speak of the same people', () => {
  it('agree: the parts of the portfolio with its whole', () => {
    fc.assert(
      fc.property(arbitraryQuestion(), arbitraryRecords(), (question, records) => {
        const of = (id: string) => figureOf(id, question, records);
        const [gross, total, passive, paid, over] = [
          of('gross_target_group'),
          of('company_based_total'),
          of('passive'),
          of('paid_hours'),
          of('paid_hours_over_x'),
        ];
        const parts = ['paid_hours', 'internship', 'wage_subsidy'].map(of);
        question.periods.forEach((_, index) => {
          const whole = gross[index]?.people.numerator ?? [];
          const inCompany = total[index]?.people.numerator ?? [];
          for (const figure of [total[index], passive[index], paid[index]])
            expect(figure?.people.denominator).toEqual(whole);
          const union = new Set(parts.flatMap((figures) => figures[index]?.people.numerator ?? []));
          expect(inCompany).toEqual([...union].toSorted());
          expect(inCompany.filter((id) => passive[index]?.people.numerator.includes(id))).toEqual(
            [],
          );
          expect(
            subset(over[index]?.people.numerator ?? [], paid[index]?.people.numerator ?? []),
          ).toBe(true);
        });
      }),
    );
  });

  it('agree: who is above the cap with the caseload, and exits with their reasons', () => {
    fc.assert(
      fc.property(arbitraryQuestion(), arbitraryRecords(), (question, records) => {
        const over = figureOf('over_cap', question, records);
        figureOf('caseload', question, records).forEach((figure, index) => {
          const rows = figure.rows as readonly CaseloadRow[];
          expect(rows.filter((row) => row.over_cap > 0)).toHaveLength(over[index]?.numerator ?? -1);
          expect(rows.at(-1)?.employee_id).toBeNull();
          for (const row of rows) {
            expect(row.target_group).toBeLessThanOrEqual(Math.min(row.all, figure.numerator));
          }
        });
        for (const figure of figureOf('exits', question, records)) {
          const rows = figure.rows as readonly ExitRow[];
          expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(figure.numerator);
          for (const row of rows)
            if (row.reason === 'target_group_change')
              expect(row.next.reduce((sum, next) => sum + next.count, 0)).toBe(row.count);
        }
      }),
    );
  });
});

it('random municipalities reach every figure of the catalogue, and what is pending', () => {
  const sample = fc.sample(fc.tuple(arbitraryQuestion(), arbitraryRecords()), {
    numRuns: 300,
    seed: 7,
  });
  const reached = new Map(definitions.map(({ id }) => [id, { some: 0, notAll: 0, pending: 0 }]));
  for (const [{ context, periods }, records] of sample)
    for (const definition of definitions) {
      const seen = reached.get(definition.id);
      if (seen === undefined) continue;
      for (const figure of evaluate(definition, context, periods, records)) {
        if (figure.numerator > 0) seen.some += 1;
        if (figure.denominator !== null && figure.numerator < figure.denominator) seen.notAll += 1;
        if ((figure.pending ?? 0) > 0) seen.pending += 1;
      }
    }
  for (const definition of definitions) {
    const seen = reached.get(definition.id);
    expect(seen?.some, `${definition.id} above 0`).toBeGreaterThan(5);
    if (definition.counting.method === 'share')
      expect(seen?.notAll, `${definition.id} below 1`).toBeGreaterThan(5);
    if (['in_time', 'answered'].includes(definition.counting.method))
      expect(seen?.pending, `${definition.id} pending`).toBeGreaterThan(2);
  }
});
