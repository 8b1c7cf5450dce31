/**
 * Figures about things that happen once to a case (a first conversation, a plan, an inquiry, a meeting): each as a
 * query of the occurrences themselves, one row each, so that the figure and the people behind it come from one text.
 *
 * Columns: `period` (1 for the first), `citizen_id` (null for meetings), `met`, `pending` (then in neither count), and
 * for exits `close_reason` and `next_target_group`.
 */
import {
  endOfDayInstant,
  type IndicatorContext,
  type Method,
  type Period,
} from '@medspiller/domain';
import { type AsKnown, type Bindings, isKnown } from './bindings.ts';
import { isOfTargetGroup, senioritySince, yearsAfter } from './conditionBits.ts';

type InTime = Extract<Method, { method: 'in_time' }>;
type NthConversation = Extract<Method, { method: 'nth_conversation_with' }>;
type Answered = Extract<Method, { method: 'answered' }>;
type Exits = Extract<Method, { method: 'exits' }>;
type Meetings = Extract<Method, { method: 'meetings' }>;
export type OccurrenceMethod = InTime | NthConversation | Answered | Exits | Meetings;

export interface Asked {
  readonly context: IndicatorContext;
  readonly periods: readonly Period[];
  readonly asKnown: AsKnown;
}

const periodsOf = (bindings: Bindings, periods: readonly Period[]): string => {
  const days = (part: 'from' | 'to'): string =>
    bindings.of(
      'date[]',
      periods.map((period) => period[part]),
    );
  return `unnest(${days('from')}, ${days('to')}) with ordinality as p(first, last, period)`;
};

const ofTargetGroup = (bindings: Bindings, { context }: Asked): string =>
  isOfTargetGroup(bindings, context, 'p.last');

/** Cases `k`, each with its citizen `c`. */
const cases = (bindings: Bindings, { asKnown }: Asked): string =>
  `cases k join citizens c on c.record_id = k.citizen_id
     and ${isKnown(bindings, 'k', asKnown)} and ${isKnown(bindings, 'c', asKnown)}`;

const conversationsHeld = (bindings: Bindings, { asKnown, context }: Asked): string =>
  `${isKnown(bindings, 'r', asKnown)} and r.kind = 'conversation' and r.status = 'held'
     and r.held_on <= ${bindings.of('date', context.asOf)}`;

const inTime = (bindings: Bindings, method: InTime, asked: Asked): string => {
  const asOf = bindings.of('date', asked.context.asOf);
  const firsts =
    method.event === 'conversation_held'
      ? `select r.case_id, min(r.held_on) as day from contacts r
         where ${conversationsHeld(bindings, asked)} group by r.case_id`
      : `select r.case_id, min(r.drawn_up_on) as day from plans r
         where ${isKnown(bindings, 'r', asked.asKnown)} and r.drawn_up_on <= ${asOf} group by r.case_id`;
  const deadline =
    'days' in method.within
      ? `k.awarded_on + ${bindings.of('int', method.within.days)}`
      : `(k.awarded_on + make_interval(months => ${bindings.of('int', method.within.months)}))::date`;
  return `select p.period, k.citizen_id, coalesce(f.day <= ${deadline}, false) as met,
      f.day is null and ${deadline} > ${asOf} as pending
    from ${periodsOf(bindings, asked.periods)}
    join (${cases(bindings, asked)}) on k.awarded_on between p.first and p.last
      and ${ofTargetGroup(bindings, asked)}
    left join (${firsts}) f on f.case_id = k.record_id`;
};

const nthConversationWith = (
  bindings: Bindings,
  method: NthConversation,
  asked: Asked,
): string => `select p.period, k.citizen_id, exists (
      select from employees e
      where e.record_id = any(n."with") and e.role = any(${bindings.of('text[]', method.roles)})
        and ${isKnown(bindings, 'e', asked.asKnown)}) as met, false as pending
    from (
      select r.case_id, r.held_on, r."with", row_number() over (
        partition by r.case_id order by r.held_on, r.planned_at, identity.key) as nth
      from contacts r join record identity on identity.record_id = r.record_id
      where ${conversationsHeld(bindings, asked)}) n
    join (${cases(bindings, asked)}) on k.record_id = n.case_id
    join ${periodsOf(bindings, asked.periods)} on n.held_on between p.first and p.last
      and ${ofTargetGroup(bindings, asked)}
    where n.nth = ${bindings.of('int', method.nth)}`;

const answered = (bindings: Bindings, method: Answered, asked: Asked): string => {
  const now = bindings.of('timestamptz', endOfDayInstant(asked.context.asOf));
  const longest = `make_interval(hours => ${bindings.of('int', method.within_hours)})`;
  return `select p.period, k.citizen_id,
      coalesce(r.answered_at < ${now} and r.answered_at - r.received_at <= ${longest}, false) as met,
      (r.answered_at is null or r.answered_at >= ${now}) and ${now} - r.received_at < ${longest} as pending
    from inquiries r
    join cases k on k.record_id = r.case_id and ${isKnown(bindings, 'k', asked.asKnown)}
    join ${periodsOf(bindings, asked.periods)}
      on (r.received_at at time zone 'Europe/Copenhagen')::date between p.first and p.last
    where ${isKnown(bindings, 'r', asked.asKnown)}`;
};

const meetings = (
  bindings: Bindings,
  asked: Asked,
): string => `select p.period, null::int as citizen_id, true as met, false as pending
    from steering_meetings r
    join ${periodsOf(bindings, asked.periods)} on r.held_on between p.first and p.last
    where ${isKnown(bindings, 'r', asked.asKnown)}
      and r.programme = ${bindings.of('text', asked.context.programme)}`;

const exits = (bindings: Bindings, method: Exits, asked: Asked): string => {
  const since = senioritySince(bindings, 'k', asked.context.asOf);
  return `select p.period, k.citizen_id, true as met, false as pending,
      k.close_reason, k.next_target_group
    from ${periodsOf(bindings, asked.periods)}
    join (${cases(bindings, asked)}) on k.closed_on between p.first and p.last
      and ${ofTargetGroup(bindings, asked)}
    where k.closed_on > ${yearsAfter(bindings, since, method.later_than_years)}`;
};

/** One row for each thing that happened in one of the periods. */
export const occurrences = (bindings: Bindings, method: OccurrenceMethod, asked: Asked): string => {
  switch (method.method) {
    case 'in_time':
      return inTime(bindings, method, asked);
    case 'nth_conversation_with':
      return nthConversationWith(bindings, method, asked);
    case 'answered':
      return answered(bindings, method, asked);
    case 'exits':
      return exits(bindings, method, asked);
    case 'meetings':
      return meetings(bindings, asked);
  }
};
