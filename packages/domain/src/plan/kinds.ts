/** The records of the room plan: goals, plans, contacts and markers. Source: the exchange folder, version 1. */
import {
  code,
  day,
  defineKind,
  instant,
  integer,
  key,
  optional,
  periodInOrder,
  reference,
  references,
  text,
  type RecordOf,
} from '../facts/column.ts';

export const MARKERS = [
  'absence',
  'exempt_225',
  'exempt_effort',
  'cv_on_jobnet',
  'plan_on_min_plan',
  'step_up',
] as const;
export type Marker = (typeof MARKERS)[number];

export const GOAL_KINDS = ['job', 'education'] as const;
export type GoalKind = (typeof GOAL_KINDS)[number];

export const CONTACT_KINDS = [
  'conversation',
  'rehab_meeting',
  'step_up',
  'network_meeting',
  'follow_up',
] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const CONTACT_STATUSES = ['planned', 'held', 'cancelled', 'no_show'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

export const PLACES = [
  'job_centre',
  'walk',
  'home',
  'psychiatry',
  'phone',
  'video',
  'company',
  'other',
] as const;
export type Place = (typeof PLACES)[number];

export const markers = defineKind({
  name: 'markers',
  key: 'marker_id',
  columns: {
    marker_id: key(),
    case_id: reference('cases'),
    marker: code(MARKERS, { codeAliases: { 'fritaget fra indsatsen': 'exempt_effort' } }),
    from: day(),
    to: optional(day()),
  },
  check: periodInOrder,
});

export const goals = defineKind({
  name: 'goals',
  key: 'goal_id',
  columns: {
    goal_id: key(),
    case_id: reference('cases'),
    kind: code(GOAL_KINDS),
    text: text(),
    disco: optional(text()),
    from: day(),
    to: optional(day()),
  },
  check: periodInOrder,
});

export const plans = defineKind({
  name: 'plans',
  key: 'plan_id',
  columns: {
    plan_id: key(),
    case_id: reference('cases'),
    version: integer({ minimum: 1, maximum: 100_000 }),
    drawn_up_on: day(),
    agreed_by_citizen_on: optional(day()),
  },
});

export const contacts = defineKind({
  name: 'contacts',
  key: 'contact_id',
  columns: {
    contact_id: key(),
    case_id: reference('cases'),
    kind: code(CONTACT_KINDS, { codeAliases: { samtale: 'conversation' } }),
    planned_at: instant(),
    held_on: optional(day()),
    status: code(CONTACT_STATUSES),
    place: optional(code(PLACES)),
    with: optional(references('employees')),
  },
  check: (record) =>
    record['status'] === 'held' && record['held_on'] === null
      ? [{ field: 'held_on', code: 'held_without_day' }]
      : [],
});

export type MarkerPeriod = RecordOf<typeof markers>;
export type Goal = RecordOf<typeof goals>;
export type Plan = RecordOf<typeof plans>;
export type Contact = RecordOf<typeof contacts>;
