/** The records of the room people. Source of names and codes: the exchange folder, version 1 (docs/exchange.md). */
import {
  code,
  cpr,
  day,
  defineKind,
  flag,
  integer,
  key,
  optional,
  periodInOrder,
  reference,
  text,
  type RecordFault,
  type RecordOf,
} from '../facts/column.ts';
import { ROLE_ALIASES, ROLES } from '../trust/role.ts';

export const TARGET_GROUPS = [
  'resource_course',
  'cash_activity_ready',
  'cash_job_ready',
  'education_activity_ready',
  'education_ready',
  'sickness_benefit',
  'job_clarification',
  'unemployment_insurance',
  'unemployment_benefit_flex',
  'in_flex_job',
  'rehabilitation_benefit',
  'integration_benefit',
  'self_supporting',
] as const;
export type TargetGroup = (typeof TARGET_GROUPS)[number];

const TARGET_GROUP_ALIASES: Readonly<Record<string, TargetGroup>> = {
  ressourceforløb: 'resource_course',
  ledighedsydelse: 'unemployment_benefit_flex',
  revalidering: 'rehabilitation_benefit',
};

export const CLOSE_REASONS = [
  'job',
  'flex_job',
  'education',
  'early_retirement',
  'pension',
  'moved',
  'target_group_change',
  'self_support',
  'deceased',
  'other',
] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

export const ORIGINS = ['danish', 'western', 'non_western'] as const;
export type Origin = (typeof ORIGINS)[number];

export const BENEFITS = [
  'resource_course_benefit',
  'cash_assistance',
  'education_assistance',
  'sickness_benefit',
  'job_clarification_benefit',
  'unemployment_insurance',
  'flex_unemployment',
  'flex_wage_supplement',
  'rehabilitation_benefit',
  'integration_benefit',
  'early_retirement',
  'student_grant',
  'none',
] as const;
export type Benefit = (typeof BENEFITS)[number];

export const employees = defineKind({
  name: 'employees',
  key: 'employee_id',
  columns: {
    employee_id: key(),
    name: text({ aliases: ['navn'] }),
    initials: optional(text({ aliases: ['initialer'] })),
    role: code(ROLES, { aliases: ['rolle'], codeAliases: ROLE_ALIASES }),
    team: optional(text()),
    phone: optional(text({ aliases: ['telefon'] })),
    email: optional(text()),
    hours_available: optional(text({ aliases: ['træffetid'] })),
    cap_low: optional(integer({ minimum: 0, maximum: 1000 })),
    cap_high: optional(integer({ minimum: 0, maximum: 1000 })),
  },
});

export const citizens = defineKind({
  name: 'citizens',
  key: 'citizen_id',
  columns: {
    citizen_id: key(),
    cpr: cpr(),
    name: text({ aliases: ['navn'] }),
    protected: optional(flag({ aliases: ['navne- og adressebeskyttelse', 'beskyttet'] })),
    origin: optional(code(ORIGINS, { aliases: ['herkomst'] })),
    phone: optional(text({ aliases: ['telefon'] })),
    email: optional(text()),
    language: optional(text({ aliases: ['sprog'] })),
  },
});

export const cases = defineKind({
  name: 'cases',
  key: 'case_id',
  columns: {
    case_id: key(),
    citizen_id: reference('citizens'),
    target_group: code(TARGET_GROUPS, {
      aliases: ['målgruppe'],
      codeAliases: TARGET_GROUP_ALIASES,
    }),
    opened_on: day({ aliases: ['startdato'] }),
    awarded_on: optional(day({ aliases: ['tilkendt'] })),
    closed_on: optional(day({ aliases: ['slutdato'] })),
    close_reason: optional(
      code(CLOSE_REASONS, {
        aliases: ['afslutningsårsag'],
        codeAliases: { førtidspension: 'early_retirement' },
      }),
    ),
    next_target_group: optional(code(TARGET_GROUPS, { codeAliases: TARGET_GROUP_ALIASES })),
  },
  check: (record) => {
    const faults: RecordFault[] = [];
    const { opened_on: opened, closed_on: closed } = record;
    if (typeof opened === 'string' && typeof closed === 'string' && closed < opened)
      faults.push({
        field: 'closed_on',
        code: 'closed_before_opened',
        params: { opened_on: opened },
      });
    return faults;
  },
});

export const assignments = defineKind({
  name: 'assignments',
  key: 'assignment_id',
  columns: {
    assignment_id: key(),
    case_id: reference('cases'),
    employee_id: reference('employees'),
    role: code(ROLES, { aliases: ['rolle'], codeAliases: ROLE_ALIASES }),
    from: day(),
    to: optional(day()),
  },
  check: periodInOrder,
});

export const benefits = defineKind({
  name: 'benefits',
  key: 'benefit_id',
  columns: {
    benefit_id: key(),
    citizen_id: reference('citizens'),
    benefit: code(BENEFITS),
    from: day(),
    to: optional(day()),
  },
  check: periodInOrder,
});

export const enrolments = defineKind({
  name: 'enrolments',
  key: 'enrolment_id',
  columns: {
    enrolment_id: key(),
    case_id: reference('cases'),
    /** The id of a programme definition; definitions are files, so this is a word, not a reference to a record. */
    programme: text(),
    from: day(),
    to: optional(day()),
    group: optional(text()),
  },
  check: periodInOrder,
});

export type Employee = RecordOf<typeof employees>;
export type Citizen = RecordOf<typeof citizens>;
export type Case = RecordOf<typeof cases>;
export type Assignment = RecordOf<typeof assignments>;
export type BenefitPeriod = RecordOf<typeof benefits>;
export type Enrolment = RecordOf<typeof enrolments>;
