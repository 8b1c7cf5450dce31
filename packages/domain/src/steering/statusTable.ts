/** The status table: which figures it asks for, and how the answers become the table. Who answers (memory, SQL) is not its business. */
import type { Day, Month } from '../calendar/index.ts';
import {
  hasShare,
  shareOf,
  type Figure,
  type IndicatorContext,
  type IndicatorDefinition,
  type LocalText,
  type Period,
} from './indicator.ts';
import { periodInTable } from './periods.ts';
import type { Direction, Measure, Programme, ProgrammeIndicator } from './programme.ts';

/** The status table in the words of `medspiller report --format json`. */
export interface StatusTable {
  readonly programme: string;
  readonly months: readonly Month[];
  readonly as_of: Day;
  readonly rows: readonly StatusRow[];
}

export interface StatusRow {
  readonly id: string;
  readonly title: LocalText;
  /** One for each month that the indicator has a figure for. */
  readonly values: readonly StatusValue[];
  readonly targets: readonly {
    readonly month: Month;
    readonly value: number;
    readonly direction: Direction;
    /** Only where the target does not speak of what the row shows: a number of people on a row of shares. */
    readonly measure?: Measure;
  }[];
}

export interface StatusValue {
  readonly month: Month;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly share: number | null;
}

/** A row's questions: one definition in several periods, with the month that each is shown under. */
export interface StatusQuestion {
  readonly indicator: ProgrammeIndicator;
  readonly definition: IndicatorDefinition;
  readonly months: readonly Month[];
  readonly periods: readonly Period[];
}

/** What a table asks for, before it is answered. */
export interface StatusPlan {
  readonly programme: Programme;
  readonly months: readonly Month[];
  readonly context: IndicatorContext;
  readonly questions: readonly StatusQuestion[];
}

/** What of a programme the evaluators need, as of a day. */
export const contextOf = (programme: Programme, asOf: Day): IndicatorContext => ({
  programme: programme.id,
  programmeStart: programme.from,
  targetGroups: programme.targetGroups,
  minimumAge: programme.minimumAge,
  capLow: programme.capLow,
  capHigh: programme.capHigh,
  parameters: programme.parameters,
  asOf,
});

/** What a row is called in a programme: its own words or the catalogue's, with parameters (`{x}`) filled in. */
export const titleOf = (
  programme: Programme,
  definition: IndicatorDefinition,
  indicator: ProgrammeIndicator | null,
): LocalText => {
  const title = indicator?.title ?? definition.title;
  const filled = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/gu, (braced, name: string) =>
      String(programme.parameters[name] ?? braced),
    );
  return { da: filled(title.da), en: filled(title.en) };
};

/** The questions of a table of these months (see `monthsOfTable`), in the order of its rows. */
export const planStatusTable = (
  programme: Programme,
  catalogue: ReadonlyMap<string, IndicatorDefinition>,
  months: readonly Month[],
  asOf: Day,
): StatusPlan => ({
  programme,
  months,
  context: contextOf(programme, asOf),
  questions: programme.sections
    .flatMap(({ indicators }) => indicators)
    .map((indicator) => {
      const definition = catalogue.get(indicator.id);
      if (definition === undefined) throw new RangeError(`${indicator.id} is not in the catalogue`);
      const shown = months.flatMap((month) => {
        const period = periodInTable(definition.rhythm, month, asOf);
        return period === null ? [] : [{ month, period }];
      });
      return {
        indicator,
        definition,
        months: shown.map(({ month }) => month),
        periods: shown.map(({ period }) => period),
      };
    }),
});

/** The table, from the answers to its questions: for each question one figure per period, both in order. */
export const statusTable = (
  plan: StatusPlan,
  answers: readonly (readonly Pick<Figure, 'numerator' | 'denominator'>[])[],
): StatusTable => ({
  programme: plan.programme.id,
  months: plan.months,
  as_of: plan.context.asOf,
  rows: plan.questions.map(({ indicator, definition, months }, row) => ({
    id: definition.id,
    title: titleOf(plan.programme, definition, indicator),
    values: months.map((month, column) => {
      const figure = answers[row]?.[column];
      if (figure === undefined) throw new RangeError(`${definition.id} has no figure for ${month}`);
      return {
        month,
        numerator: figure.numerator,
        denominator: figure.denominator,
        share: shareOf(figure),
      };
    }),
    targets: indicator.targets.map(({ month, value, direction, measure }) => ({
      month,
      value,
      direction,
      ...(measure === (hasShare(definition) ? 'share' : 'count') ? {} : { measure }),
    })),
  })),
});
