import {
  contextOf,
  hasShare,
  isQuarter,
  periodOfDays,
  periodOfMonth,
  periodOfQuarter,
  shareOf,
  type Period,
} from '@medspiller/domain';
import { evaluateInSql, readSnapshot } from '@medspiller/store';
import {
  CommandRefusal,
  dayOption,
  instantOption,
  json,
  monthOption,
  oneOf,
  parsed,
  UsageError,
  type Command,
} from '../usage.ts';
import { programmeNamed, withDatabase } from '../withDatabase.ts';

interface PeriodOptions {
  readonly month?: string | undefined;
  readonly quarter?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly on?: string | undefined;
}

/** Exactly one way of naming the period. */
const periodAsked = ({
  month,
  quarter,
  from,
  to,
  on,
}: PeriodOptions): ((asOf: string) => Period | null) => {
  const ways = [month, quarter, from ?? to, on].filter((way) => way !== undefined);
  if (ways.length !== 1)
    throw new UsageError('Name one period: --month, --quarter, --from with --to, or --on.');
  if (month !== undefined) {
    monthOption('month', month);
    return (asOf) => periodOfMonth(month, asOf);
  }
  if (quarter !== undefined) {
    if (!isQuarter(quarter))
      throw new UsageError(
        `--quarter is ${JSON.stringify(quarter)}: it must be a quarter, such as 2019-Q4.`,
      );
    return (asOf) => periodOfQuarter(quarter, asOf);
  }
  if (on !== undefined) {
    dayOption('on', on);
    return (asOf) => periodOfDays(on, on, asOf);
  }
  if (from === undefined || to === undefined) throw new UsageError('--from and --to go together.');
  dayOption('from', from);
  dayOption('to', to);
  if (to < from) throw new UsageError(`--to ${to} comes before --from ${from}.`);
  return (asOf) => periodOfDays(from, to, asOf);
};

export const figure: Command = {
  summary: 'one indicator, and who is behind it',
  help: `medspiller figure ID --programme P (--month MONTH | --quarter QUARTER | --from DAY --to DAY | --on DAY)
                  [--as-of DAY] [--as-known INSTANT] [--people] [--format json]

One indicator of the catalogue in one period.
  --people   also the keys of the citizens in numerator and denominator`,
  run: async (args, terminal) => {
    const { values, positionals } = parsed(
      args,
      {
        programme: { type: 'string' },
        month: { type: 'string' },
        quarter: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        on: { type: 'string' },
        'as-of': { type: 'string' },
        'as-known': { type: 'string' },
        people: { type: 'boolean', default: false },
        format: { type: 'string', default: 'json' },
      },
      ['ID'],
    );
    const [id = ''] = positionals;
    oneOf('format', values.format, ['json']);
    const programmeId = values.programme;
    if (programmeId === undefined) throw new UsageError('--programme is missing.');
    const periodAsOf = periodAsked(values);
    const givenAsOf =
      values['as-of'] === undefined ? undefined : dayOption('as-of', values['as-of']);
    const asKnown =
      values['as-known'] === undefined ? undefined : instantOption('as-known', values['as-known']);
    const answer = await withDatabase(terminal, async (workplace) => {
      const programme = programmeNamed(workplace, programmeId);
      const definition = workplace.catalogue.get(id);
      if (definition === undefined)
        throw new UsageError(
          `There is no indicator ${id}. There are: ${[...workplace.catalogue.keys()].join(', ')}.`,
        );
      const asOf = givenAsOf ?? workplace.clock.today();
      const period = periodAsOf(asOf);
      if (period === null)
        throw new CommandRefusal(`The period begins after the as-of day, ${asOf}.`);
      const request = { definition, context: contextOf(programme, asOf), periods: [period] };
      const found = (
        await readSnapshot(workplace.store.pool, (tx) =>
          evaluateInSql(tx, [request], { asKnown, people: values.people }),
        )
      )[0]?.[0];
      if (found === undefined) throw new Error('A figure was asked for, and none came back.');
      const { numerator, denominator, pending, rows, people } = found;
      return {
        id,
        period,
        numerator,
        denominator: hasShare(definition) ? denominator : null,
        share: shareOf(found),
        ...(pending !== undefined && { pending }),
        ...(rows !== undefined && { rows }),
        ...(values.people && { people }),
      };
    });
    terminal.out(json(answer));
    return 0;
  },
};
