/**
 * What an indicator is: a small language, small enough to read aloud, in which a catalogue file says what is counted.
 * Two evaluators read it: `evaluate.ts` beside this file, in memory, is the reference; the store turns it into SQL.
 */
import type { ActivityArea, ActivityKind } from '../work/kinds.ts';
import type { CloseReason, TargetGroup } from '../people/kinds.ts';
import type { Role } from '../trust/role.ts';
import type { ContactKind, ContactStatus, GoalKind, Marker } from '../plan/kinds.ts';

/**
 * When something must hold, relative to the period that is asked for:
 * - `status_day`: on the period's last day;
 * - `period`: overlapping at least one day of the period;
 * - `last_12_months`: overlapping at least one day of the twelve months that end on the status day;
 * - `since_start`: overlapping at least one day from the programme's first day to the status day;
 * - `ever`: begun on or before the status day.
 * For things that happen on one day (a contact held) "overlapping" means that the day lies inside.
 */
export type When = 'status_day' | 'period' | 'last_12_months' | 'since_start' | 'ever';

/** A number, or the name of a parameter that the programme gives (`{parameter: 'x'}`). */
export type Quantity = number | { readonly parameter: string };

/**
 * Something that is true or false of a person (or of a case and the person behind it) in a period.
 * Everything but `case` and `seniority` follows the person: it counts on whichever of the person's cases it stands.
 */
export type Condition =
  | { readonly enrolled: { readonly when: When; readonly group?: string } }
  /** An enrolment that ended on or before the status day, on a case that is closed with one of the reasons. */
  | { readonly left: { readonly reasons: readonly CloseReason[] } }
  | {
      readonly activity: {
        readonly when: When;
        readonly kinds?: readonly ActivityKind[];
        readonly areas?: readonly ActivityArea[];
      };
    }
  | { readonly assignment: { readonly when: When; readonly role: Role } }
  | { readonly marker: { readonly when: When; readonly marker: Marker } }
  | { readonly goal: { readonly when: When; readonly kind?: GoalKind } }
  | {
      readonly contact: {
        readonly when: When;
        readonly kind?: ContactKind;
        readonly status: ContactStatus;
      };
    }
  /** The sum of paid hours of the months that the period touches, over all companies, is above a number. */
  | { readonly paid_hours: { readonly above: Quantity } }
  /** Of a case: of the programme's target group (its age limit on the status day included). */
  | { readonly case: 'of_target_group' }
  /** Of a case: open on the status day. */
  | { readonly case: 'open' }
  /** Of a case: at least so many whole years from award (from opening where no award is known) to the status day. */
  | { readonly seniority: { readonly at_least_years: number } }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** How long something may take. Months are calendar months: 31 January and one month is 28 (29) February. */
export type Within = { readonly days: number } | { readonly months: number };

/** How a figure is worked out. */
export type Method =
  /** Units of which `numerator` holds, of those of which `denominator` holds. */
  | {
      readonly method: 'share';
      readonly unit: 'person' | 'case';
      readonly denominator: Condition;
      readonly numerator: Condition;
    }
  | { readonly method: 'count'; readonly unit: 'person' | 'case'; readonly counted: Condition }
  /** Contacts (not persons) of those persons of whom `of` holds. */
  | {
      readonly method: 'contacts';
      readonly kind: ContactKind;
      readonly status: ContactStatus;
      readonly when: 'since_start' | 'period';
      readonly of: Condition;
    }
  /** Cases of the target group awarded in the period: how many had their first such event in time; pending apart. */
  | {
      readonly method: 'in_time';
      readonly event: 'conversation_held' | 'plan_drawn_up';
      readonly within: Within;
    }
  /** Cases of the target group whose nth held conversation lies in the period: how many had one of the roles take part. */
  | {
      readonly method: 'nth_conversation_with';
      readonly nth: number;
      readonly roles: readonly Role[];
    }
  /** Inquiries received in the period: how many answered within so many hours by the clock; pending apart. */
  | { readonly method: 'answered'; readonly within_hours: number }
  /** Cases of the target group closed in the period later than so many years after award, by reason. */
  | { readonly method: 'exits'; readonly later_than_years: number }
  /** Open cases per caseworker on the status day, all and of the target group, the unassigned as their own row. */
  | { readonly method: 'caseload' }
  /** Caseworkers whose open cases of the target group on the status day are above the programme's cap. */
  | { readonly method: 'over_cap' }
  | { readonly method: 'meetings' };

export interface LocalText {
  readonly da: string;
  readonly en: string;
}

/** Which months of a table an indicator has a figure for: every month, or the last month of each quarter. */
export type Rhythm = 'month' | 'quarter';

/** One indicator, as the catalogue (`programmes/indicators.yaml`) defines it. */
export interface IndicatorDefinition {
  readonly id: string;
  readonly title: LocalText;
  /** How it is counted, in a sentence that can be read aloud. */
  readonly explanation: LocalText;
  readonly rhythm: Rhythm;
  readonly counting: Method;
}

/**
 * A period that is asked for. `to` is the status day; where the period is not over on the as-of day, `to` is that day.
 * Months after the as-of day have no period.
 */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** What of a programme the evaluators need. */
export interface IndicatorContext {
  readonly programme: string;
  readonly programmeStart: string;
  readonly targetGroups: readonly TargetGroup[];
  /** Only persons who have reached this age, in years, on the status day, belong to the target group. */
  readonly minimumAge: number | null;
  readonly capLow: number | null;
  readonly capHigh: number | null;
  readonly parameters: Readonly<Record<string, number>>;
  /** The report's own today; what is dated after it has not happened. */
  readonly asOf: string;
}

/** Citizens' keys behind a figure, each once, sorted. */
export interface FigurePeople {
  readonly numerator: readonly string[];
  readonly denominator: readonly string[];
}

export interface CaseloadRow {
  /** Null for the row of cases that nobody is assigned to. */
  readonly employee_id: string | null;
  readonly all: number;
  readonly target_group: number;
  /** How many cases of the target group above the cap; 0 where at or below it, or where there is no cap. */
  readonly over_cap: number;
}

export interface ExitRow {
  /** Null where the case was closed without a reason. */
  readonly reason: CloseReason | null;
  readonly count: number;
  readonly share: number;
  /** The next target groups of those who changed target group; empty for other reasons. */
  readonly next: readonly { readonly target_group: TargetGroup | null; readonly count: number }[];
}

/** A figure of one period. A count has no denominator; `pending` and `rows` only where the definition has them. */
export interface Figure {
  readonly period: Period;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly pending?: number;
  readonly rows?: readonly CaseloadRow[] | readonly ExitRow[];
  readonly people: FigurePeople;
}

/** The share of a figure; null where it is a count or nothing is in the denominator. Never rounded here. */
export const shareOf = (figure: Pick<Figure, 'numerator' | 'denominator'>): number | null =>
  figure.denominator === null || figure.denominator === 0
    ? null
    : figure.numerator / figure.denominator;

const conditionsIn = (condition: Condition): readonly Condition[] => {
  if ('all' in condition) return [condition, ...condition.all.flatMap(conditionsIn)];
  if ('any' in condition) return [condition, ...condition.any.flatMap(conditionsIn)];
  if ('not' in condition) return [condition, ...conditionsIn(condition.not)];
  return [condition];
};

/** Every condition that a way of counting names, the ones inside others too. */
export const conditionsOf = (method: Method): readonly Condition[] =>
  method.method === 'share'
    ? [...conditionsIn(method.numerator), ...conditionsIn(method.denominator)]
    : method.method === 'count'
      ? conditionsIn(method.counted)
      : method.method === 'contacts'
        ? conditionsIn(method.of)
        : [];

/** Whether a figure of this definition has a denominator. */
export const hasShare = (definition: IndicatorDefinition): boolean =>
  ['share', 'in_time', 'nth_conversation_with', 'answered'].includes(definition.counting.method);
