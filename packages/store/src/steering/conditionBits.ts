/**
 * Conditions as SQL over bits of periods. What is said of a person or a case (a leaf of the condition) becomes a column
 * that is worked out once, however many indicators use it, and each table of records is read once for all its leaves;
 * all, any and not combine the columns.
 */
import {
  ACTIVITY_KINDS_BY_AREA,
  type ActivityArea,
  type ActivityKind,
  type Condition,
  type IndicatorContext,
  type When,
} from '@medspiller/domain';
import { type AsKnown, type Bindings, isKnown } from './bindings.ts';
import { allBits, bitsOf, statusDayWithin, type Timeline, touchedMonths } from './timeline.ts';

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

const RECORD_TABLES = [
  'enrolments',
  'activities',
  'assignments',
  'markers',
  'goals',
  'contacts',
] as const;

/** A leaf that is read from a table of records of cases, `r`; `k` is the record's case. */
interface RecordLeaf {
  readonly table: (typeof RECORD_TABLES)[number];
  readonly bits: string;
  readonly applies: string;
  readonly ofCase?: string;
}

/** What makes a case one of a programme's target group. */
export type TargetGroupRule = Pick<IndicatorContext, 'targetGroups' | 'minimumAge'>;

/** A query of one row per citizen (citizen_id) with the columns that come from one table. */
interface Fold {
  readonly name: string;
  readonly query: string;
  readonly columns: readonly string[];
}

const TO = `coalesce(r."to", 'infinity')`;

/** The day of a contact `r`: what was not held has no day but the one it was planned for. */
export const CONTACT_DAY = `coalesce(r.held_on, (r.planned_at at time zone 'Europe/Copenhagen')::date)`;

/** The columns that a set of conditions needs, and the common table expressions that work them out. */
export class ConditionColumns {
  readonly #bindings: Bindings;
  readonly #timeline: Timeline;
  readonly #context: IndicatorContext;
  readonly #asKnown: AsKnown;
  readonly #columns = new Map<string, { readonly name: string; readonly leaf: Leaf }>();

  constructor(bindings: Bindings, timeline: Timeline, context: IndicatorContext, asKnown: AsKnown) {
    this.#bindings = bindings;
    this.#timeline = timeline;
    this.#context = context;
    this.#asKnown = asKnown;
  }

  /** A condition as an expression over the columns of `person_bits` and, of a case, `case_bits`. */
  of(condition: Condition, unit: 'person' | 'case'): string {
    const joined = (parts: readonly Condition[], operator: '&' | '|', ofNone: string): string =>
      parts.length === 0
        ? ofNone
        : `(${parts.map((part) => this.of(part, unit)).join(` ${operator} `)})`;
    if ('all' in condition)
      return joined(condition.all, '&', allBits(this.#bindings, this.#timeline));
    if ('any' in condition) return joined(condition.any, '|', '0::bigint');
    if ('not' in condition)
      return `(${allBits(this.#bindings, this.#timeline)} & ~${this.of(condition.not, unit)})`;
    const ofCase = 'case' in condition || 'seniority' in condition;
    if (ofCase && unit === 'person')
      throw new RangeError('case and seniority can be asked of a case only');
    const identity = JSON.stringify(condition);
    const known = this.#columns.get(identity);
    if (known !== undefined) return known.name;
    const name = `${ofCase ? 'case' : 'person'}_${this.#columns.size}`;
    this.#columns.set(identity, { name, leaf: condition });
    return name;
  }

  /**
   * `person_bits` (citizen_id and the columns of persons) and `case_bits` (citizen_id and the columns of cases, one row
   * for each case): what the expressions of `of` are to be read from.
   */
  commonTables(): string {
    const folds = [...this.#foldsOfRecords(), ...this.#foldOfPaidHours()];
    const personColumns = folds.flatMap(({ name, columns }) =>
      columns.map((column) => `coalesce(${name}.${column}, 0) as ${column}`),
    );
    const joins = folds.map(({ name }) => `left join ${name} on ${name}.citizen_id = c.record_id`);
    const caseColumns = [...this.#columns.values()].flatMap(({ name, leaf }) => {
      const expression = this.#caseLeaf(leaf);
      return expression === undefined ? [] : [`${expression} as ${name}`];
    });
    return [
      ...folds.map(({ name, query }) => `${name} as (${query})`),
      `person_bits as (
        select ${['c.record_id as citizen_id', ...personColumns].join(', ')}
        from citizens c ${joins.join(' ')}
        where ${this.#known('c')})`,
      `case_bits as (
        select ${['k.citizen_id', ...caseColumns].join(', ')}
        from cases k join citizens c on c.record_id = k.citizen_id
        where ${this.#known('k')} and ${this.#known('c')}
        offset 0)`,
    ].join(',\n');
  }

  #foldsOfRecords(): readonly Fold[] {
    const recordLeaves = [...this.#columns.values()].flatMap(({ name, leaf }) => {
      const record = this.#recordLeaf(leaf);
      return record === undefined ? [] : [{ name, ...record }];
    });
    return RECORD_TABLES.flatMap((table): readonly Fold[] => {
      const leaves = recordLeaves.filter((leaf) => leaf.table === table);
      if (leaves.length === 0) return [];
      const bits = [...new Set(leaves.map((leaf) => leaf.bits))];
      const applies = [...new Set(leaves.map((leaf) => leaf.applies))];
      const folded = leaves.map((leaf) => {
        const ofCase = leaf.ofCase === undefined ? '' : ` and ${leaf.ofCase}`;
        return `bit_or(f.b${bits.indexOf(leaf.bits)})
          filter (where f.a${applies.indexOf(leaf.applies)}${ofCase}) as ${leaf.name}`;
      });
      const worked = [
        ...bits.map((expression, index) => `${expression} as b${index}`),
        ...applies.map((expression, index) => `${expression} as a${index}`),
      ];
      // `offset 0` keeps the planner from working the bits out anew for each column that uses them.
      const query = `select k.citizen_id, ${folded.join(', ')}
        from (
          select r.case_id, ${worked.join(', ')}
          from ${table} r
          where ${this.#known('r')} and (${applies.join(' or ')})
          offset 0) f
        join cases k on k.record_id = f.case_id and ${this.#known('k')}
        group by k.citizen_id`;
      return [{ name: `${table}_of_person`, query, columns: leaves.map((leaf) => leaf.name) }];
    });
  }

  /** Hours are summed before they are folded: the threshold is on the sum over companies and months. */
  #foldOfPaidHours(): readonly Fold[] {
    const bindings = this.#bindings;
    const leaves = [...this.#columns.values()].flatMap(({ name, leaf }) =>
      'paid_hours' in leaf ? [{ name, above: this.#quantity(leaf.paid_hours.above) }] : [],
    );
    if (leaves.length === 0) return [];
    const folded = leaves.map(
      ({ name, above }) =>
        `bit_or(1::bigint << s.bit) filter (where s.hours > ${bindings.of('numeric', above)}) as ${name}`,
    );
    const query = `select s.citizen_id, ${folded.join(', ')}
      from (
        select r.citizen_id, touched.bit, sum(r.hours) as hours
        from paid_hours r join ${touchedMonths(bindings, this.#timeline)} on touched.month = r.month
        where ${this.#known('r')}
        group by r.citizen_id, touched.bit) s
      group by s.citizen_id`;
    return [{ name: 'paid_hours_of_person', query, columns: leaves.map((leaf) => leaf.name) }];
  }

  #known(alias: string): string {
    return isKnown(this.#bindings, alias, this.#asKnown);
  }

  #quantity(quantity: number | { readonly parameter: string }): number {
    if (typeof quantity === 'number') return quantity;
    const value = this.#context.parameters[quantity.parameter];
    if (value === undefined)
      throw new RangeError(
        `programme ${this.#context.programme} gives no parameter ${quantity.parameter}`,
      );
    return value;
  }

  #recordLeaf(leaf: Leaf): RecordLeaf | undefined {
    const bindings = this.#bindings;
    const { programme, programmeStart, asOf } = this.#context;
    const bits = (when: When, from: string, to: string): string =>
      bitsOf(bindings, this.#timeline, when, programmeStart, from, to);
    const lasting = (when: When): string => bits(when, 'r."from"', TO);
    const isOneOf = (column: string, value: string | undefined): string =>
      value === undefined ? 'true' : `r.${column} = ${bindings.of('text', value)}`;

    if ('enrolled' in leaf) {
      const { when, group } = leaf.enrolled;
      const ofGroup = group === undefined ? '' : ` and r."group" = ${bindings.of('text', group)}`;
      return {
        table: 'enrolments',
        bits: lasting(when),
        applies: `(${isOneOf('programme', programme)}${ofGroup})`,
      };
    }
    if ('left' in leaf)
      return {
        table: 'enrolments',
        bits: statusDayWithin(bindings, this.#timeline, TO),
        applies: `(${isOneOf('programme', programme)} and r."to" >= ${bindings.of('date', programmeStart)})`,
        ofCase: `k.close_reason = any(${bindings.of('text[]', leaf.left.reasons)}) and k.closed_on <= ${bindings.of('date', asOf)}`,
      };
    if ('activity' in leaf) {
      const { when, kinds, areas } = leaf.activity;
      const wanted = activityKinds(kinds, areas);
      return {
        table: 'activities',
        bits: lasting(when),
        applies: wanted === undefined ? 'true' : `r.kind = any(${bindings.of('text[]', wanted)})`,
      };
    }
    if ('assignment' in leaf)
      return {
        table: 'assignments',
        bits: lasting(leaf.assignment.when),
        applies: isOneOf('role', leaf.assignment.role),
      };
    if ('marker' in leaf)
      return {
        table: 'markers',
        bits: lasting(leaf.marker.when),
        applies: isOneOf('marker', leaf.marker.marker),
      };
    if ('goal' in leaf)
      return {
        table: 'goals',
        bits: lasting(leaf.goal.when),
        applies: isOneOf('kind', leaf.goal.kind),
      };
    if ('contact' in leaf) {
      const { when, kind, status } = leaf.contact;
      return {
        table: 'contacts',
        bits: bits(when, CONTACT_DAY, CONTACT_DAY),
        applies: `(${isOneOf('status', status)} and ${isOneOf('kind', kind)})`,
      };
    }
    return undefined;
  }

  #caseLeaf(leaf: Leaf): string | undefined {
    const bindings = this.#bindings;
    const { asOf } = this.#context;
    if ('seniority' in leaf)
      return statusDayWithin(
        bindings,
        this.#timeline,
        yearsAfter(bindings, senioritySince(bindings, 'k', asOf), leaf.seniority.at_least_years),
      );
    if (!('case' in leaf)) return undefined;
    return leaf.case === 'open'
      ? openBits(bindings, this.#timeline)
      : targetGroupBits(bindings, this.#timeline, this.#context);
  }
}

/** Bits of the status days on which case `k` is open. */
export const openBits = (bindings: Bindings, timeline: Timeline): string =>
  statusDayWithin(bindings, timeline, 'k.opened_on', `coalesce(k.closed_on, 'infinity') - 1`);

/** Bits of the status days on which case `k` of citizen `c` belongs to the target group. */
export const targetGroupBits = (
  bindings: Bindings,
  timeline: Timeline,
  { targetGroups, minimumAge }: TargetGroupRule,
): string => {
  const ofAge =
    minimumAge === null
      ? allBits(bindings, timeline)
      : statusDayWithin(bindings, timeline, yearsAfter(bindings, 'c.birth_date', minimumAge));
  return `case when k.target_group = any(${bindings.of('text[]', targetGroups)}) then ${ofAge} else 0 end`;
};

/** The kinds that a condition on activities asks for; undefined where any will do. */
const activityKinds = (
  kinds: readonly ActivityKind[] | undefined,
  areas: readonly ActivityArea[] | undefined,
): readonly ActivityKind[] | undefined => {
  if (areas === undefined) return kinds;
  const ofAreas = areas.flatMap((area): readonly ActivityKind[] => ACTIVITY_KINDS_BY_AREA[area]);
  return kinds === undefined ? ofAreas : ofAreas.filter((kind) => kinds.includes(kind));
};

/** The same calendar day years later; 29 February counts to 28 February, in PostgreSQL as in the domain's calendar. */
export const yearsAfter = (bindings: Bindings, day: string, years: number): string =>
  `(${day} + make_interval(years => ${bindings.of('int', years)}))::date`;

/** What a case's seniority counts from: its award, or its opening where no award has happened yet. */
export const senioritySince = (bindings: Bindings, alias: string, asOf: string): string =>
  `case when ${alias}.awarded_on <= ${bindings.of('date', asOf)} then ${alias}.awarded_on else ${alias}.opened_on end`;

/** Whether case `k` of citizen `c` belongs to the target group on a day (SQL). */
export const isOfTargetGroup = (
  bindings: Bindings,
  group: TargetGroupRule,
  day: string,
): string => {
  const ofGroup = `k.target_group = any(${bindings.of('text[]', group.targetGroups)})`;
  return group.minimumAge === null
    ? ofGroup
    : `(${ofGroup} and ${yearsAfter(bindings, 'c.birth_date', group.minimumAge)} <= ${day})`;
};
