/** Every kind of record, in an order in which a kind comes after those that it refers to. */
import { assignments, benefits, cases, citizens, employees, enrolments } from './people/kinds.ts';
import { contacts, goals, markers, plans } from './plan/kinds.ts';
import { inquiries } from './pace/kinds.ts';
import { activities, companies, offers, openings, paidHours } from './work/kinds.ts';
import { steeringMeetings, surveyAnswers } from './steering/kinds.ts';
import { budgetLines, ledger } from './money/kinds.ts';
import type { RecordOf } from './facts/column.ts';

export const KINDS = {
  employees,
  citizens,
  companies,
  offers,
  openings,
  cases,
  assignments,
  enrolments,
  markers,
  goals,
  plans,
  contacts,
  inquiries,
  activities,
  paid_hours: paidHours,
  benefits,
  survey_answers: surveyAnswers,
  steering_meetings: steeringMeetings,
  budget_lines: budgetLines,
  ledger,
} as const;

export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as readonly KindName[];

/** A municipality's records as plain values: one array per kind. */
export type Records = { readonly [K in KindName]: readonly RecordOf<(typeof KINDS)[K]>[] };

/** Records with nothing in them. */
export const noRecords = (): Records =>
  Object.fromEntries(KIND_NAMES.map((name) => [name, []])) as unknown as Records;
