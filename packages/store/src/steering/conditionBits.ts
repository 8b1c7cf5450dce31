/**
 * Conditions as SQL over bits of periods. What is said of a person or a case (a leaf of the condition) becomes a column
 * that is worked out once, however many indicators use it, and each table of records is read once for all its leaves;
 * all, any and not combine the columns.
 */
import type { ActivityKind, Condition, IndicatorContext } from '@medspiller/domain';
import { ACTIVITY_KINDS_BY_AREA } from '@medspiller/domain';
import { type AsKnown, type Bindings, isKnown } from './bindings.ts';
import { allBits, bitsOf, statusDayWithin, type Timeline, touchedMonths } from './timeline.ts';

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;

/** A leaf that is read from a table of records of cases, `r`; `k` is the record's case. */
interface RecordLeaf {
  readonly table: 'enrolments' | 'activities' | 'assignments' | 'markers' | 'goals' | 'contacts';
  readonly bits: string;
  readonly applies: string;
  readonly ofCase?: string;
}

const TO = `coalesce(r."to", 'infinity')`;

/** The day of a contact `r`: what was not held has no day but the one it was planned for. */
export const CONTACT_DAY = `coalesce(r.held_on, (r.planned_at at time zone 'Europe/Copenhagen')::date)`;

const RECORD_TABLES = [
  'enrolments',
  'activities',
  'assignments',
  'markers',
  'goals',
  'contacts',
] as const;

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
   * `known_case` (every case), `person_bits` (citizen_id and the columns of persons) and `case_bits` (case_id,
   * citizen_id and the columns of cases): what the expressions of `of` are to be read from.
   */
  commonTables(): string {
    const bindings = this.#bindings;
    const tables: string[] = [
      `known_case as materialized (
        select r.record_id as case_id, r.citizen_id, r.target_group, r.opened_on, r.awarded_on, r.closed_on, r.close_reason
        from cases r where ${this.#known('r')})`,
    ];
    const joins: string[] = [];
    const personColumns: string[] = [];
    const fold = (name: string, query: string, columns: readonly string[]): void => {
      tables.push(`${name} as (${query})`);
      joins.push(`left join ${name} on ${name}.citizen_id = c.record_id`);
      for (const column of columns)
        personColumns.push(`coalesce(${name}.${column}, 0) as ${column}`);
    };

    const columns = [...this.#columns.values()];
    const recordLeaves = columns.flatMap(({ name, leaf }) => {
      const record = this.#recordLeaf(leaf);
      return record === undefined ? [] : [{ name, ...record }];
    });
    for (const table of RECORD_TABLES) {
      const leaves = recordLeaves.filter((leaf) => leaf.table === table);
      if (leaves.length === 0) continue;
      const bits = [...new Set(leaves.map((leaf) => leaf.bits))];
      const applies = [...new Set(leaves.map((leaf) => leaf.applies))];
      // `offset 0` keeps the planner from working the bits out anew for each column that uses them.
      fold(
        `${table}_of_person`,
        `select k.citizen_id, ${leaves
          .map(
            (leaf) => `bit_or(f.b${bits.indexOf(leaf.bits)})
              filter (where f.a${applies.indexOf(leaf.applies)}${leaf.ofCase === undefined ? '' : ` and ${leaf.ofCase}`}) as ${leaf.name}`,
          )
          .join(', ')}
        from (
          select r.case_id, ${[
            ...bits.map((expression, index) => `${expression} as b${index}`),
            ...applies.map((expression, index) => `${expression} as a${index}`),
          ].join(', ')}
          from ${table} r
          where ${this.#known('r')} and (${applies.join(' or ')})
          offset 0) f
        join known_case k on k.case_id = f.case_id
        group by k.citizen_id`,
        leaves.map((leaf) => leaf.name),
      );
    }

    const paid = columns.flatMap(({ name, leaf }) =>
      'paid_hours' in leaf ? [{ name, above: this.#quantity(leaf.paid_hours.above) }] : [],
    );
    if (paid.length > 0)
      fold(
        'paid_hours_of_person',
        `select s.citizen_id, ${paid
          .map(
            ({ name, above }) =>
              `bit_or(1::bigint << s.bit) filter (where s.hours > ${bindings.of('numeric', above)}) as ${name}`,
          )
          .join(', ')}
        from (
          select r.citizen_id, touched.bit, sum(r.hours) as hours
          from paid_hours r join ${touchedMonths(bindings, this.#timeline)} on touched.month = r.month
          where ${this.#known('r')}
          group by r.citizen_id, touched.bit) s
        group by s.citizen_id`,
        paid.map(({ name }) => name),
      );

    const caseColumns = columns.flatMap(({ name, leaf }) => {
      const expression = this.#caseLeaf(leaf);
      return expression === undefined ? [] : [`${expression} as ${name}`];
    });
    tables.push(
      `person_bits as (
        select ${['c.record_id as citizen_id', ...personColumns].join(', ')}
        from citizens c ${joins.join(' ')}
        where ${this.#known('c')})`,
      `case_bits as (
        select ${['k.case_id', 'k.citizen_id', ...caseColumns].join(', ')}
        from known_case k join citizens c on c.record_id = k.citizen_id and ${this.#known('c')}
        offset 0)`,
    );
    return tables.join(',\n');
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
    const bits = (when: Parameters<typeof bitsOf>[2], from: string, to: string): string =>
      bitsOf(bindings, this.#timeline, when, programmeStart, from, to);
    const lasting = (when: Parameters<typeof bitsOf>[2]): string => bits(when, 'r."from"', TO);
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
    const { targetGroups, minimumAge, asOf } = this.#context;
    if ('seniority' in leaf)
      return statusDayWithin(
        bindings,
        this.#timeline,
        yearsAfter(bindings, senioritySince(bindings, 'k', asOf), leaf.seniority.at_least_years),
      );
    if (!('case' in leaf)) return undefined;
    if (leaf.case === 'open')
      return statusDayWithin(
        bindings,
        this.#timeline,
        'k.opened_on',
        `coalesce(k.closed_on, 'infinity') - 1`,
      );
    const groups = bindings.of('text[]', targetGroups);
    return `case when k.target_group = any(${groups}) then ${
      minimumAge === null
        ? allBits(bindings, this.#timeline)
        : statusDayWithin(
            bindings,
            this.#timeline,
            yearsAfter(bindings, 'c.birth_date', minimumAge),
          )
    } else 0 end`;
  }
}

/** The kinds that a condition on activities asks for; undefined where any will do. */
const activityKinds = (
  kinds: readonly ActivityKind[] | undefined,
  areas: readonly (keyof typeof ACTIVITY_KINDS_BY_AREA)[] | undefined,
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
  group: Pick<IndicatorContext, 'targetGroups' | 'minimumAge'>,
  day: string,
): string => {
  const ofGroup = `k.target_group = any(${bindings.of('text[]', group.targetGroups)})`;
  return group.minimumAge === null
    ? ofGroup
    : `(${ofGroup} and ${yearsAfter(bindings, 'c.birth_date', group.minimumAge)} <= ${day})`;
};
