/**
 * Shares, counts and contacts of those of whom a condition holds: over a timeline at once, many indicators to a statement.
 */
import type { IndicatorContext, Method } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { type AsKnown, Bindings, isKnown } from './bindings.ts';
import { ConditionColumns, CONTACT_DAY } from './conditionBits.ts';
import { countBits } from './countBits.ts';
import {
  type CountedPeriod,
  type Counts,
  type IndicatorRequest,
  type PeopleOptions,
  peopleOfLines,
  type PersonLine,
} from './request.ts';
import { bitsOf, type PlacedTimeline, type Timeline, timelinesOf } from './timeline.ts';

type BitMethod = Extract<Method, { method: 'share' | 'count' | 'contacts' }>;

/** One method over one timeline; many of the same context and timeline are one statement. */
interface BitTask {
  readonly method: BitMethod;
  readonly request: number;
  /** For each period of the timeline, where it stands among those of the request. */
  readonly places: PlacedTimeline['places'];
}

interface BitStatement {
  readonly context: IndicatorContext;
  readonly timeline: Timeline;
  readonly tasks: readonly BitTask[];
}

const isBitMethod = (method: Method): method is BitMethod =>
  method.method === 'share' || method.method === 'count' || method.method === 'contacts';

const bitStatements = (requests: readonly IndicatorRequest[]): readonly BitStatement[] => {
  const statements = new Map<string, BitStatement & { tasks: BitTask[] }>();
  requests.forEach(({ definition: { counting: method }, context, periods }, request) => {
    if (!isBitMethod(method)) return;
    for (const { timeline, places } of timelinesOf(periods)) {
      const identity = JSON.stringify([context, timeline]);
      const statement = statements.get(identity) ?? { context, timeline, tasks: [] };
      statements.set(identity, statement);
      statement.tasks.push({ method, request, places });
    }
  });
  return [...statements.values()];
};

/** Rows to count bits of, and the expressions over them: equal expressions are counted once. */
class Population {
  readonly masks: string[] = [];

  constructor(readonly from: string) {}

  mask(expression: string): number {
    const known = this.masks.indexOf(expression);
    return known === -1 ? this.masks.push(expression) - 1 : known;
  }
}

/** The bits of one task: over which rows (with `citizen_id`), who is counted, and of whom. */
interface TaskBits {
  readonly from: string;
  readonly numerator: string;
  readonly denominator: string | null;
}

const PERSONS = 'person_bits';
const CASES = 'case_bits join person_bits using (citizen_id)';

const bitsOfTask = (
  bindings: Bindings,
  columns: ConditionColumns,
  { context, timeline }: BitStatement,
  method: BitMethod,
  asKnown: AsKnown,
): TaskBits => {
  if (method.method === 'contacts') {
    const held = bitsOf(
      bindings,
      timeline,
      method.when,
      context.programmeStart,
      CONTACT_DAY,
      CONTACT_DAY,
    );
    return {
      from: `(select k.citizen_id, ${held} as held
        from contacts r join cases k on k.record_id = r.case_id and ${isKnown(bindings, 'k', asKnown)}
        where ${isKnown(bindings, 'r', asKnown)} and r.kind = ${bindings.of('text', method.kind)}
          and r.status = ${bindings.of('text', method.status)}
        offset 0) contact join person_bits using (citizen_id)`,
      numerator: `(held & ${columns.of(method.of, 'person')})`,
      denominator: null,
    };
  }
  const from = method.unit === 'person' ? PERSONS : CASES;
  if (method.method === 'count')
    return { from, numerator: columns.of(method.counted, method.unit), denominator: null };
  const denominator = columns.of(method.denominator, method.unit);
  return {
    from,
    numerator: `(${denominator} & ${columns.of(method.numerator, method.unit)})`,
    denominator,
  };
};

const countBitStatement = async (
  tx: Tx,
  statement: BitStatement,
  asKnown: AsKnown,
): Promise<readonly CountedPeriod[]> => {
  const bindings = new Bindings();
  const columns = new ConditionColumns(bindings, statement.timeline, statement.context, asKnown);
  const populations = new Map<string, Population>();
  const masks = statement.tasks.map(({ method, request, places }) => {
    const bits = bitsOfTask(bindings, columns, statement, method, asKnown);
    const population = populations.get(bits.from) ?? new Population(bits.from);
    populations.set(bits.from, population);
    return {
      request,
      places,
      population,
      numerator: population.mask(bits.numerator),
      denominator: bits.denominator === null ? null : population.mask(bits.denominator),
    };
  });
  const counted = [...populations.values()];
  const length = statement.timeline.length;
  const queries = counted.map(({ from, masks }, index) => {
    const named = masks.map((mask, place) => `${mask} as m${place}`).join(', ');
    return `select ${index} as population, counts from (${countBits(
      `select ${named} from ${from}`,
      masks.length,
      length,
    )}) counted`;
  });
  const { rows } = await tx.query<{ population: number; counts: (number | null)[] }>(
    `with ${columns.commonTables()} ${queries.join(' union all ')}`,
    bindings.values,
  );
  const countsOf = new Map(rows.map((row) => [counted[row.population], row.counts]));
  return masks.flatMap(({ request, places, population, numerator, denominator }) => {
    const count = (mask: number, period: number): number =>
      countsOf.get(population)?.[mask * length + period] ?? 0;
    return places.flatMap((asked, period): readonly CountedPeriod[] => {
      const counts: Counts = {
        numerator: count(numerator, period),
        denominator: denominator === null ? null : count(denominator, period),
      };
      return asked.map((place) => ({ request, period: place, counts }));
    });
  });
};

const peopleOfBitStatement = async (
  tx: Tx,
  statement: BitStatement,
  options: PeopleOptions,
): Promise<readonly PersonLine[]> => {
  const bindings = new Bindings();
  const { timeline, context, tasks } = statement;
  const columns = new ConditionColumns(bindings, timeline, context, options.asKnown);
  const sets = tasks.map(({ method }, task) => {
    const bits = bitsOfTask(bindings, columns, statement, method, options.asKnown);
    return `select ${task} as task, citizen_id, ${bits.denominator ?? bits.numerator} as base, ${bits.numerator} as met
      from ${bits.from}`;
  });
  const lines = `select s.task, p.period, s.citizen_id, (s.met >> p.period) & 1 = 1
    from (${sets.join(' union all ')}) s
    join generate_series(0, ${bindings.of('int', timeline.length - 1)}) as p(period) on (s.base >> p.period) & 1 = 1`;
  const people = peopleOfLines(bindings, lines, options);
  const { rows } = await tx.query<PersonLine>(
    `with ${columns.commonTables()} ${people}`,
    bindings.values,
  );
  return rows.flatMap((line) => {
    const task = tasks[line.request];
    const asked = task?.places[line.period] ?? [];
    return asked.map((period) => ({ ...line, request: task?.request ?? 0, period }));
  });
};

export const countBitRequests = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  asKnown: AsKnown,
): Promise<readonly CountedPeriod[]> => {
  const counted: CountedPeriod[] = [];
  for (const statement of bitStatements(requests))
    counted.push(...(await countBitStatement(tx, statement, asKnown)));
  return counted;
};

export const peopleOfBitRequests = async (
  tx: Tx,
  requests: readonly IndicatorRequest[],
  options: PeopleOptions,
): Promise<readonly PersonLine[]> => {
  const lines: PersonLine[] = [];
  for (const statement of bitStatements(requests))
    lines.push(...(await peopleOfBitStatement(tx, statement, options)));
  return lines;
};
