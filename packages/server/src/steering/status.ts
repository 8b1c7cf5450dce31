/** A programme's status table, for the screen, the spreadsheet and the command line alike: asked once, shown three ways. */
import {
  assess,
  lastDayOf,
  monthOf,
  monthsOfTable,
  periodInTable,
  planStatusTable,
  shareOf,
  statusTable,
  titleOf,
  wilsonInterval,
  type Day,
  type Figure,
  type Month,
  type Period,
  type Programme,
  type StatusPlan,
  type StatusTable,
  type Target,
} from '@medspiller/domain';
import type { assessmentSchema, statusRowSchema } from '@medspiller/contract';
import { evaluateInSql, readSnapshot, type Store } from '@medspiller/store';
import type { z } from 'zod';
import { HttpRefusal } from '../refusal.ts';
import type { Programmes } from './programmeFiles.ts';

type StatusRow = z.infer<typeof statusRowSchema>;
type Assessment = z.infer<typeof assessmentSchema>;

export interface StatusAsked {
  readonly programme: Programme;
  readonly from: Month;
  readonly to: Month;
  readonly asOf: Day;
  readonly asKnown: string | null;
}

/** A table longer than this is a mistake in the address. */
const MOST_MONTHS = 120;

/** What is asked for where the address leaves it open: the programme's months, up to today. */
export const statusAsked = (
  programme: Programme,
  query: {
    from?: string | undefined;
    to?: string | undefined;
    as_of?: string | undefined;
    as_known?: string | undefined;
  },
  today: Day,
): StatusAsked => {
  const asOf = query.as_of ?? today;
  const from = query.from ?? monthOf(programme.from);
  const lastMonth = monthOf(programme.to);
  const to = query.to ?? (lastMonth < monthOf(asOf) ? lastMonth : monthOf(asOf));
  if (query.from !== undefined && query.to !== undefined && to < from)
    throw new HttpRefusal(400, 'bad_input', [
      { code: 'to_before_from', field: 'to', message: `${to} < ${from}`, params: { from } },
    ]);
  return { programme, from, to, asOf, asKnown: query.as_known ?? null };
};

const monthsOf = ({ from, to, asOf }: StatusAsked): readonly Month[] => {
  const months = to < from ? [] : monthsOfTable(from, to, asOf);
  if (months.length > MOST_MONTHS)
    throw new HttpRefusal(400, 'bad_input', [
      {
        code: 'too_many_months',
        field: 'from',
        message: `≤ ${MOST_MONTHS}`,
        params: { maximum: MOST_MONTHS },
      },
    ]);
  return months;
};

interface StatusAnswers {
  readonly plan: StatusPlan;
  /** A figure for each question and period. */
  readonly figures: readonly (readonly Figure[])[];
  /** The figure of the zero point for each question; null where it has none. */
  readonly zeroPoints: readonly (Figure | null)[];
}

const answers = async (
  store: Store,
  catalogue: Programmes['catalogue'],
  asked: StatusAsked,
): Promise<StatusAnswers> => {
  const { programme, asOf, asKnown } = asked;
  const plan = planStatusTable(programme, catalogue, monthsOf(asked), asOf);
  const zeroPeriods = plan.questions.map(({ definition }): Period | null =>
    periodInTable(definition.rhythm, programme.zeroPoint, asOf),
  );
  const figures = await readSnapshot(store.pool, (tx) =>
    evaluateInSql(
      tx,
      plan.questions.map(({ definition, periods }, row) => {
        const zero = zeroPeriods[row] ?? null;
        return {
          definition,
          context: plan.context,
          periods: zero === null ? periods : [...periods, zero],
        };
      }),
      asKnown === null ? {} : { asKnown },
    ),
  );
  return {
    plan,
    figures: figures.map((row, index) => row.slice(0, plan.questions[index]?.periods.length)),
    zeroPoints: figures.map((row, index) =>
      zeroPeriods[index] === null ? null : (row.at(-1) ?? null),
    ),
  };
};

/** The table in the words of the command line's report. */
export const statusReport = async (
  store: Store,
  catalogue: Programmes['catalogue'],
  asked: StatusAsked,
): Promise<StatusTable> => {
  const { plan, figures } = await answers(store, catalogue, asked);
  return statusTable(plan, figures);
};

/** How a target stands: by the latest figure, or, once its month has passed, by that month's. */
const assessed = (
  target: Target,
  months: readonly Month[],
  figures: readonly Figure[],
): Assessment => {
  const { month, value, measure, direction } = target;
  const place = months.findLastIndex((each) => each <= month);
  const figure = figures[place];
  const assessment = figure === undefined ? null : assess(figure, target);
  const met =
    assessment === null || assessment.state === 'not_available' ? null : assessment.state === 'met';
  return {
    month,
    value,
    measure,
    direction,
    met,
    met_beyond_chance:
      measure === 'count' || met === null
        ? null
        : assessment?.state === 'met' && assessment.beyondChance,
    missing: met === null ? null : assessment?.state === 'missed' ? assessment.by : 0,
  };
};

const valueOf = (month: Month, figure: Figure): StatusRow['values'][number] => {
  const interval = wilsonInterval(figure);
  return {
    month,
    numerator: figure.numerator,
    denominator: figure.denominator,
    share: shareOf(figure),
    pending: figure.pending ?? null,
    interval: interval === null ? null : [interval.low, interval.high],
  };
};

export interface StatusPage {
  readonly months: readonly Month[];
  readonly last_month_unfinished: boolean;
  readonly sections: readonly {
    readonly title: { da: string; en: string };
    readonly rows: StatusRow[];
  }[];
}

/** The table as the screen shows it: by section, with zero point, targets and chance. */
export const statusPage = async (
  store: Store,
  catalogue: Programmes['catalogue'],
  asked: StatusAsked,
): Promise<StatusPage> => {
  const { programme, asOf } = asked;
  const { plan, figures, zeroPoints } = await answers(store, catalogue, asked);
  const rows = plan.questions.map(({ indicator, definition, months }, index): StatusRow => {
    const row = figures[index] ?? [];
    const zero = zeroPoints[index] ?? null;
    return {
      id: definition.id,
      title: titleOf(programme, definition, indicator),
      explanation: definition.explanation,
      rhythm: definition.rhythm,
      decimals: indicator.decimals,
      direction_is_ours: indicator.directionIsOurs,
      zero_point:
        zero === null
          ? null
          : { numerator: zero.numerator, denominator: zero.denominator, share: shareOf(zero) },
      values: plan.months.map((month) => {
        const figure = row[months.indexOf(month)];
        return figure === undefined
          ? {
              month,
              numerator: null,
              denominator: null,
              share: null,
              pending: null,
              interval: null,
            }
          : valueOf(month, figure);
      }),
      targets: indicator.targets.map((target) => assessed(target, months, row)),
    };
  });
  let next = 0;
  const sections = programme.sections.map(({ title, indicators }) => ({
    title: { ...title },
    rows: rows.slice(next, (next += indicators.length)),
  }));
  const last = plan.months.at(-1);
  return {
    months: plan.months,
    last_month_unfinished: last !== undefined && lastDayOf(last) > asOf,
    sections,
  };
};
