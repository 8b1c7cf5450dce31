/** Caseload, one citizen, search. */
import { z } from 'zod';
import {
  ACTIVITY_AREAS,
  ACTIVITY_KINDS,
  BENEFITS,
  CHANNELS,
  CLOSE_REASONS,
  CONTACT_KINDS,
  CONTACT_STATUSES,
  GOAL_KINDS,
  MARKERS,
  ORIGINS,
  PLACES,
  ROLES,
  TARGET_GROUPS,
} from '@medspiller/domain';
import { daySchema, idSchema } from '../facts/values.ts';
import { valuesJson } from '../facts/routes.ts';
import { route } from '../route.ts';
import { STATES } from './citizenTable.ts';

const localText = z.object({ da: z.string(), en: z.string() });

export const caseloadRowSchema = z.object({
  employee_id: z.number().int(),
  name: z.string(),
  team: z.string().nullable(),
  all: z.number().int(),
  target_group: z.number().int(),
  /** How many above the programme's cap. */
  over_cap: z.number().int(),
  /** How many more there is room for below the cap. */
  room: z.number().int(),
  /** The employee's own band where it differs from the programme's. */
  own_cap_high: z.number().int().nullable(),
});

export const caseload = route({
  method: 'GET',
  path: '/api/caseload',
  access: 'see_caseload',
  summary:
    "Cases per caseworker on a day, all and of the programme's target group, against the band.",
  query: z.object({
    programme: z.string().max(100).optional(),
    on: daySchema.optional(),
    as_known: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: z.object({
    programme: z.object({ id: z.string(), title: localText }),
    programmes: z.array(z.object({ id: z.string(), title: localText })),
    on: z.string(),
    cap_low: z.number().int().nullable(),
    cap_high: z.number().int().nullable(),
    rows: z.array(caseloadRowSchema),
    unassigned: z.object({
      all: z.number().int(),
      target_group: z.number().int(),
      /** Days since the oldest of the target group was awarded (opened); null when there is none. */
      oldest_days: z.number().int().nullable(),
      /** Whom they are; only for those who may see them. */
      citizens: z
        .array(z.object({ citizen_id: z.number().int(), name: z.string(), days: z.number().int() }))
        .nullable(),
    }),
    /** Cases of the target group that have a caseworker; the sum of rows unless a case has two. */
    assigned: z.number().int(),
    shared: z.number().int(),
    total: z.object({ all: z.number().int(), target_group: z.number().int() }),
    over_cap: z.number().int(),
  }),
});

export const searchCitizens = route({
  method: 'POST',
  path: '/api/search',
  access: 'see_citizens',
  summary:
    'Find citizens within reach by name or CPR number. POST, so that what is searched for never stands in an address.',
  body: z.object({ text: z.string().trim().min(2).max(100) }),
  answer: z.object({
    citizens: z.array(
      z.object({
        citizen_id: z.number().int(),
        name: z.string(),
        birth_year: z.number().int().nullable(),
        target_group: z.enum(TARGET_GROUPS).nullable(),
        caseworker: z.string().nullable(),
      }),
    ),
  }),
});

/** Every fact on the page: which record and version it is, so that it can be corrected, and its values. */
const fact = <T extends z.ZodRawShape>(values: T) =>
  z.object({ record_id: z.number().int(), version_id: z.number().int(), ...values });

export const citizenPageSchema = z.object({
  today: z.string(),
  citizen: z.object({
    citizen_id: z.number().int(),
    name: z.string(),
    age: z.number().int(),
    protected: z.boolean(),
    origin: z.enum(ORIGINS).nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    language: z.string().nullable(),
  }),
  /** The states of the open case, worst first. */
  states: z.array(
    z.object({
      code: z.enum(STATES),
      severity: z.enum(['bad', 'warn', 'neutral', 'ok']),
      on: z.string().nullable(),
      deadline: z.enum(['first_conversation', 'plan']).nullable(),
    }),
  ),
  people: z.array(
    z.object({
      employee_id: z.number().int(),
      name: z.string(),
      initials: z.string(),
      role: z.enum(ROLES),
      phone: z.string().nullable(),
      hours_available: z.string().nullable(),
      email: z.string().nullable(),
    }),
  ),
  cases: z.array(
    fact({
      target_group: z.enum(TARGET_GROUPS),
      opened_on: z.string(),
      awarded_on: z.string().nullable(),
      closed_on: z.string().nullable(),
      close_reason: z.enum(CLOSE_REASONS).nullable(),
      next_target_group: z.enum(TARGET_GROUPS).nullable(),
      citizen_id: z.number().int(),
    }),
  ),
  contacts: z.array(
    fact({
      case_id: z.number().int(),
      kind: z.enum(CONTACT_KINDS),
      planned_at: z.string(),
      held_on: z.string().nullable(),
      status: z.enum(CONTACT_STATUSES),
      place: z.enum(PLACES).nullable(),
      with: z.array(z.number().int()),
    }),
  ),
  activities: z.array(
    fact({
      case_id: z.number().int(),
      kind: z.enum(ACTIVITY_KINDS),
      area: z.enum(ACTIVITY_AREAS as [string, ...string[]]),
      offer_id: z.number().int().nullable(),
      company_id: z.number().int().nullable(),
      offer: z.string().nullable(),
      company: z.string().nullable(),
      from: z.string(),
      to: z.string().nullable(),
      weekly_hours: z.number().nullable(),
    }),
  ),
  paid_hours: z.array(
    fact({
      citizen_id: z.number().int(),
      month: z.string(),
      hours: z.number(),
      company_id: z.number().int().nullable(),
      company: z.string().nullable(),
    }),
  ),
  benefits: z.array(
    fact({ benefit: z.enum(BENEFITS), from: z.string(), to: z.string().nullable() }),
  ),
  goals: z.array(
    fact({
      case_id: z.number().int(),
      kind: z.enum(GOAL_KINDS),
      text: z.string(),
      disco: z.string().nullable(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  markers: z.array(
    fact({
      case_id: z.number().int(),
      marker: z.enum(MARKERS),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  plans: z.array(
    fact({
      case_id: z.number().int(),
      version: z.number().int(),
      drawn_up_on: z.string(),
      agreed_by_citizen_on: z.string().nullable(),
    }),
  ),
  inquiries: z.array(
    fact({
      case_id: z.number().int(),
      channel: z.enum(CHANNELS),
      received_at: z.string(),
      answered_at: z.string().nullable(),
    }),
  ),
  assignments: z.array(
    fact({
      case_id: z.number().int(),
      employee_id: z.number().int(),
      name: z.string(),
      role: z.enum(ROLES),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  enrolments: z.array(
    fact({
      case_id: z.number().int(),
      programme: z.string(),
      title: localText.nullable(),
      from: z.string(),
      to: z.string().nullable(),
      group: z.string().nullable(),
    }),
  ),
  /** What the forms can choose between. */
  choices: z.object({
    employees: z.array(
      z.object({
        employee_id: z.number().int(),
        name: z.string(),
        role: z.enum(ROLES),
        team: z.string().nullable(),
      }),
    ),
    companies: z.array(z.object({ company_id: z.number().int(), name: z.string() })),
    offers: z.array(
      z.object({ offer_id: z.number().int(), title: z.string(), kind: z.enum(ACTIVITY_KINDS) }),
    ),
    programmes: z.array(
      z.object({ id: z.string(), title: localText, groups: z.array(z.string()) }),
    ),
  }),
  /** What the viewer may do here. */
  may: z.object({ register: z.boolean(), assign: z.boolean(), see_lookups: z.boolean() }),
});
export type CitizenPage = z.infer<typeof citizenPageSchema>;

export const citizenPage = route({
  method: 'GET',
  path: '/api/citizens/:citizen_id',
  access: 'see_citizens',
  summary: 'Everything about a citizen within reach. The look-up is logged.',
  params: z.object({ citizen_id: idSchema }),
  answer: citizenPageSchema,
});

export const citizenHistory = route({
  method: 'GET',
  path: '/api/citizens/:citizen_id/history',
  access: 'see_citizens',
  summary: 'Every change to a citizen’s records, latest first: who, when, why, before and after.',
  params: z.object({ citizen_id: idSchema }),
  answer: z.object({
    changes: z.array(
      z.object({
        at: z.string(),
        by: z.string().nullable(),
        action: z.enum(['import', 'register', 'correct', 'void', 'demo']),
        reason: z.string().nullable(),
        kind: z.string(),
        record_id: z.number().int(),
        before: valuesJson.nullable(),
        after: valuesJson.nullable(),
      }),
    ),
    /** Names of employees, companies and offers that the values refer to, by internal id. */
    names: z.record(z.string(), z.string()),
  }),
});
