/**
 * How a case stands on a day: everything that the caseworker's list shows, derived from facts and nothing else.
 * What a person did counts on whichever of the person's cases it stands; pace (conversation, plan, answers) follows the case.
 */
import { copenhagenDay } from '../calendar/copenhagen.ts';
import { addDays, addMonths, daysBetween, type Day } from '../calendar/day.ts';
import { lastDayOf, monthAfter, monthOf, type Month } from '../calendar/month.ts';
import { sumOfDecimals } from '../facts/decimal.ts';
import type { Inquiry } from './kinds.ts';
import type {
  Contact,
  ContactKind,
  Goal,
  GoalKind,
  Marker,
  MarkerPeriod,
  Plan,
} from '../plan/kinds.ts';
import type { Activity, ActivityKind, PaidHours } from '../work/kinds.ts';
import type { Assignment, Case, Enrolment } from '../people/kinds.ts';

type OnCase<Id, T> = T & { readonly case_id: Id };

/** The facts of one person, with the ids of whoever asks (keys in memory, numbers in the database). */
export interface PersonFacts<Id extends string | number> {
  readonly cases: readonly OnCase<Id, Pick<Case, 'opened_on' | 'awarded_on' | 'closed_on'>>[];
  readonly assignments: readonly OnCase<
    Id,
    Pick<Assignment, 'role' | 'from' | 'to'> & { readonly employee_id: Id }
  >[];
  readonly enrolments: readonly OnCase<Id, Pick<Enrolment, 'programme' | 'from' | 'to'>>[];
  readonly markers: readonly OnCase<Id, Pick<MarkerPeriod, 'marker' | 'from' | 'to'>>[];
  readonly goals: readonly OnCase<Id, Pick<Goal, 'kind' | 'text' | 'from' | 'to'>>[];
  readonly plans: readonly OnCase<Id, Pick<Plan, 'drawn_up_on'>>[];
  readonly contacts: readonly OnCase<
    Id,
    Pick<Contact, 'kind' | 'status' | 'planned_at' | 'held_on'>
  >[];
  readonly inquiries: readonly OnCase<Id, Pick<Inquiry, 'received_at' | 'answered_at'>>[];
  readonly activities: readonly OnCase<Id, Pick<Activity, 'kind' | 'from' | 'to'>>[];
  readonly paid_hours: readonly Pick<PaidHours, 'month' | 'hours'>[];
}

/** In the order in which they are said, where they weigh the same. */
export const STATE_CODES = [
  'inquiry_unanswered',
  'passive',
  'deadline_passed',
  'goes_passive',
  'deadline_soon',
  'no_contact_60',
  'no_job_broker',
  'no_goal',
  'no_cv',
  'active',
  'progressing',
] as const;
export type StateCode = (typeof STATE_CODES)[number];

/** `bad` has happened, `warn` will, `neutral` is missing, `ok` is as it should be. */
export const STATE_SEVERITIES = ['bad', 'warn', 'neutral', 'ok'] as const;
export type StateSeverity = (typeof STATE_SEVERITIES)[number];

export type Deadline = 'first_conversation' | 'plan';

export interface CaseState {
  readonly code: StateCode;
  readonly severity: StateSeverity;
  /** Since when, or by when; null where the state has no day. */
  readonly day: Day | null;
  /** Which one, for the two states about deadlines. */
  readonly deadline?: Deadline;
}

export interface CaseStanding<Id extends string | number> {
  readonly isOpen: boolean;
  /** Whole weeks since the award, or since the opening where no award is known. */
  readonly weeks: number;
  /** Everybody assigned today (a closed case: on the day it closed), in any role. */
  readonly assigned: readonly Id[];
  readonly caseworker: Id | null;
  readonly jobBroker: Id | null;
  readonly mentor: Id | null;
  readonly goal: { readonly kind: GoalKind; readonly text: string } | null;
  readonly lastContact: { readonly on: Day; readonly kind: ContactKind } | null;
  readonly nextContact: { readonly at: string; readonly kind: ContactKind } | null;
  /** What runs today, the one that ends first in front. */
  readonly activities: readonly { readonly kind: ActivityKind; readonly to: Day | null }[];
  /** The latest end among them; null where none runs or one is open-ended. */
  readonly activityEndsOn: Day | null;
  readonly activityOpenEnded: boolean;
  /** Activities run, all of them end, and none is planned to start afterwards. */
  readonly endsWithNothingAfter: boolean;
  /** The first day without activity and paid hours, up to today; null where the person is not passive. */
  readonly passiveSince: Day | null;
  /** The last day of what runs, where nothing is planned after it and there are no paid hours; null otherwise. */
  readonly goesPassiveOn: Day | null;
  /** Hours of the last six months, today's month last. */
  readonly paidHours: readonly number[];
  readonly markers: readonly Marker[];
  readonly hasCv: boolean;
  /** By when, where it has not been held; source: within 14 days of the award. */
  readonly firstConversationBy: Day | null;
  /** By when, where it has not been drawn up; source: within one calendar month of the award. */
  readonly planBy: Day | null;
  readonly unanswered: number;
  readonly unansweredSince: string | null;
  /** Programmes enrolled in today, each once. */
  readonly programmes: readonly string[];
  /** Worst first; never empty for an open case. */
  readonly states: readonly CaseState[];
}

export const DAYS_WITHOUT_CONTACT = 60;
export const DAYS_TO_STANDSTILL = 30;
export const DAYS_TO_DEADLINE = 7;
const FIRST_CONVERSATION_DAYS = 14;
const PLAN_MONTHS = 1;
const MONTHS_OF_HOURS = 6;
/** Sorts behind every day. */
const OPEN = '9999';

const isOn = ({ from, to }: { readonly from: Day; readonly to: Day | null }, day: Day): boolean =>
  from <= day && (to === null || to >= day);

const latest = (days: readonly Day[]): Day | null =>
  days.reduce<Day | null>((best, day) => (best === null || day > best ? day : best), null);

const once = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/**
 * Whether paid hours go on today. Employers report a month after it is over, so hours in the month before count on until
 * today's month has been reported.
 */
const hoursGoOn = (hours: ReadonlyMap<Month, number>, today: Day): boolean => {
  const month = monthOf(today);
  return (hours.get(month) ?? hours.get(monthAfter(month, -1)) ?? 0) > 0;
};

/** How one of a person's cases stands on a day. Facts dated after the day have not happened, plans may lie ahead. */
export const caseStanding = <Id extends string | number>(
  facts: PersonFacts<Id>,
  caseId: Id,
  today: Day,
): CaseStanding<Id> => {
  const own = facts.cases.find((candidate) => candidate.case_id === caseId);
  if (own === undefined) throw new RangeError(`no such case among the person's: ${caseId}`);
  const ofCase = ({ case_id: id }: { readonly case_id: Id }): boolean => id === caseId;

  const isOpen = own.opened_on <= today && (own.closed_on === null || own.closed_on > today);
  const awardedOn = own.awarded_on !== null && own.awarded_on <= today ? own.awarded_on : null;
  const start = awardedOn ?? own.opened_on;

  const reachDay = own.closed_on !== null && own.closed_on <= today ? own.closed_on : today;
  const assignedHere = facts.assignments.filter((row) => ofCase(row) && isOn(row, reachDay));
  const assignedElsewhere = facts.assignments.filter((row) => !ofCase(row) && isOn(row, today));
  const inRole = (rows: typeof assignedHere, role: Assignment['role']): Id | null =>
    rows
      .filter((row) => row.role === role)
      // The newest, should there be two.
      .reduce<(typeof rows)[number] | null>(
        (best, row) => (best === null || row.from > best.from ? row : best),
        null,
      )?.employee_id ?? null;

  const held = facts.contacts.filter(
    (contact) => contact.status === 'held' && contact.held_on !== null && contact.held_on <= today,
  );
  const last = held.reduce<(typeof held)[number] | null>(
    (best, row) => (best === null || (row.held_on ?? '') > (best.held_on ?? '') ? row : best),
    null,
  );
  const next = facts.contacts
    .filter((row) => row.status === 'planned' && copenhagenDay(row.planned_at) >= today)
    .reduce<(typeof held)[number] | null>(
      (best, row) => (best === null || row.planned_at < best.planned_at ? row : best),
      null,
    );

  const hours = new Map<Month, number>();
  for (const row of facts.paid_hours)
    hours.set(row.month, sumOfDecimals(hours.get(row.month) ?? 0, row.hours));
  const thisMonth = monthOf(today);
  const paidHours = Array.from(
    { length: MONTHS_OF_HOURS },
    (_, index) => hours.get(monthAfter(thisMonth, index - MONTHS_OF_HOURS + 1)) ?? 0,
  );

  const running = facts.activities.filter((activity) => isOn(activity, today));
  const openEnded = running.some((activity) => activity.to === null);
  const endsOn = openEnded ? null : latest(running.flatMap(({ to }) => (to === null ? [] : [to])));
  const planned = facts.activities.some((activity) => activity.from > today);
  const endsWithNothingAfter = endsOn !== null && !planned;
  const earning = hoursGoOn(hours, today);

  const firstConversationBy =
    awardedOn === null || held.some((row) => ofCase(row) && row.kind === 'conversation')
      ? null
      : addDays(awardedOn, FIRST_CONVERSATION_DAYS);
  const planDue = awardedOn === null ? null : addMonths(awardedOn, PLAN_MONTHS);
  const planBy = facts.plans.some((row) => ofCase(row) && row.drawn_up_on <= today)
    ? null
    : planDue;

  const lastActive = latest([
    ...facts.activities.flatMap(({ to }) => (to !== null && to < today ? [to] : [])),
    ...[...hours].flatMap(([month, sum]) =>
      sum > 0 && month < thisMonth ? [lastDayOf(month)] : [],
    ),
  ]);
  // The law gives the first plan a month: until then nobody who has just begun is at a standstill.
  const beginning = lastActive === null && today <= addMonths(start, PLAN_MONTHS);
  const passiveSince =
    !isOpen || running.length > 0 || earning || beginning
      ? null
      : lastActive === null || lastActive < start
        ? start
        : addDays(lastActive, 1);
  const goesPassiveOn = isOpen && endsWithNothingAfter && !earning ? endsOn : null;

  const unanswered = facts.inquiries
    .filter(
      (row) =>
        ofCase(row) &&
        copenhagenDay(row.received_at) <= today &&
        (row.answered_at === null || copenhagenDay(row.answered_at) > today),
    )
    .map((row) => row.received_at)
    .sort();

  const goal =
    facts.goals
      .filter((row) => isOn(row, today))
      .reduce<(typeof facts.goals)[number] | null>(
        // A job goal is what the list is about; among equals the newest.
        (best, row) =>
          best === null || (row.kind === best.kind ? row.from > best.from : row.kind === 'job')
            ? row
            : best,
        null,
      ) ?? null;
  const markers = once(facts.markers.filter((row) => isOn(row, today)).map(({ marker }) => marker));

  const standing: Omit<CaseStanding<Id>, 'states'> = {
    isOpen,
    weeks: Math.max(0, Math.floor(daysBetween(start, today) / 7)),
    assigned: once(assignedHere.map((row) => row.employee_id)),
    caseworker: inRole(assignedHere, 'caseworker'),
    jobBroker: inRole(assignedHere, 'job_broker') ?? inRole(assignedElsewhere, 'job_broker'),
    mentor: inRole(assignedHere, 'mentor') ?? inRole(assignedElsewhere, 'mentor'),
    goal: goal === null ? null : { kind: goal.kind, text: goal.text },
    lastContact:
      last === null || last.held_on === null ? null : { on: last.held_on, kind: last.kind },
    nextContact: next === null ? null : { at: next.planned_at, kind: next.kind },
    activities: running
      .map(({ kind, to }) => ({ kind, to }))
      .sort((one, other) => (one.to ?? OPEN).localeCompare(other.to ?? OPEN)),
    activityEndsOn: endsOn,
    activityOpenEnded: openEnded,
    endsWithNothingAfter,
    passiveSince,
    goesPassiveOn,
    paidHours,
    markers,
    hasCv: markers.includes('cv_on_jobnet'),
    firstConversationBy,
    planBy,
    unanswered: unanswered.length,
    unansweredSince: unanswered[0] ?? null,
    programmes: once(
      facts.enrolments.filter((row) => isOn(row, today)).map(({ programme }) => programme),
    ),
  };
  return { ...standing, states: isOpen ? statesOf(standing, start, today) : [] };
};

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Paid hours of the last three months above those of the three before. */
const isRising = (paidHours: readonly number[]): boolean =>
  sum(paidHours.slice(-3)) > sum(paidHours.slice(0, -3));

const deadlineStates = (deadline: Deadline, by: Day | null, today: Day): readonly CaseState[] => {
  if (by === null || by > addDays(today, DAYS_TO_DEADLINE)) return [];
  return by < today
    ? [{ code: 'deadline_passed', severity: 'bad', day: by, deadline }]
    : [{ code: 'deadline_soon', severity: 'warn', day: by, deadline }];
};

const statesOf = (
  standing: Omit<CaseStanding<string | number>, 'states'>,
  start: Day,
  today: Day,
): readonly CaseState[] => {
  const states: CaseState[] = [
    ...deadlineStates('first_conversation', standing.firstConversationBy, today),
    ...deadlineStates('plan', standing.planBy, today),
  ];
  const add = (code: StateCode, severity: StateSeverity, day: Day | null): void => {
    states.push({ code, severity, day });
  };
  if (standing.unansweredSince !== null) {
    const day = copenhagenDay(standing.unansweredSince);
    add('inquiry_unanswered', day < today ? 'bad' : 'warn', day);
  }
  if (standing.passiveSince !== null) add('passive', 'bad', standing.passiveSince);
  if (
    standing.goesPassiveOn !== null &&
    standing.goesPassiveOn <= addDays(today, DAYS_TO_STANDSTILL)
  )
    add('goes_passive', 'warn', standing.goesPassiveOn);
  const silentSince = standing.lastContact?.on ?? start;
  if (daysBetween(silentSince, today) > DAYS_WITHOUT_CONTACT)
    add('no_contact_60', 'warn', silentSince);
  if (standing.jobBroker === null) add('no_job_broker', 'neutral', null);
  if (standing.goal?.kind !== 'job') add('no_goal', 'neutral', null);
  if (!standing.hasCv) add('no_cv', 'neutral', null);
  if (standing.passiveSince === null)
    add(isRising(standing.paidHours) ? 'progressing' : 'active', 'ok', null);
  return states.sort(
    (one, other) =>
      stateRank(one) - stateRank(other) || (one.day ?? '').localeCompare(other.day ?? ''),
  );
};

/** Sorts states by urgency: lower is worse. */
export const stateRank = ({ severity, code }: Pick<CaseState, 'severity' | 'code'>): number =>
  STATE_SEVERITIES.indexOf(severity) * STATE_CODES.length + STATE_CODES.indexOf(code);
