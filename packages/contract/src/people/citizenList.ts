/** The caseworker's table: presets, filters and columns, each described once for server, screen and download. */
import { z } from 'zod';
import {
  ACTIVITY_KINDS,
  CONTACT_KINDS,
  GOAL_KINDS,
  ROLES,
  TARGET_GROUPS,
} from '@medspiller/domain';
import { idSchema } from '../facts/values.ts';
import { route } from '../route.ts';
import { CITIZEN_COLUMN_NAMES, PRESETS, SORTABLE_COLUMNS, STATES } from './citizenTable.ts';

export const citizenQuerySchema = z.object({
  /** Own cases, or all within reach. */
  reach: z.enum(['own', 'all']).default('own'),
  preset: z.enum(PRESETS).default('all'),
  /** Words of the name. */
  search: z.string().trim().max(100).optional(),
  target_group: z.enum(TARGET_GROUPS).optional(),
  programme: z.string().max(100).optional(),
  caseworker: idSchema.optional(),
  job_broker: idSchema.optional(),
  sort: z.enum(SORTABLE_COLUMNS).default('state'),
  direction: z.enum(['ascending', 'descending']).default('ascending'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CitizenQuery = z.infer<typeof citizenQuerySchema>;

export const citizenRowSchema = z.object({
  citizen_id: z.number().int(),
  case_id: z.number().int(),
  name: z.string(),
  protected: z.boolean(),
  target_group: z.enum(TARGET_GROUPS),
  programmes: z.array(z.string()),
  weeks: z.number().int(),
  goal: z.object({ kind: z.enum(GOAL_KINDS), text: z.string() }).nullable(),
  last_contact: z.object({ on: z.string(), kind: z.enum(CONTACT_KINDS) }).nullable(),
  next_contact_at: z.string().nullable(),
  activities: z.array(z.object({ kind: z.enum(ACTIVITY_KINDS), to: z.string().nullable() })),
  /** The day when the last running or planned activity ends; null when none runs or one is open-ended. */
  activity_ends_on: z.string().nullable(),
  /** Hours of the six months up to this one, oldest first. */
  paid_hours: z.array(z.number()).length(6),
  job_broker: z.string().nullable(),
  caseworker: z.string().nullable(),
  cv: z.boolean(),
  state: z.object({
    code: z.enum(STATES),
    severity: z.enum(['bad', 'warn', 'neutral', 'ok']),
    /** Since when (passive) or by when (deadline, goes passive); null where it has no day. */
    on: z.string().nullable(),
    /** Which deadline: first_conversation or plan; null for other states. */
    deadline: z.enum(['first_conversation', 'plan']).nullable(),
  }),
});
export type CitizenRow = z.infer<typeof citizenRowSchema>;

export const listCitizens = route({
  method: 'GET',
  path: '/api/citizens',
  access: 'see_citizens',
  summary: 'Open cases within reach, a page at a time, with the count of each preset.',
  query: citizenQuerySchema,
  answer: z.object({
    today: z.string(),
    /** The six months of `paid_hours`. */
    months: z.array(z.string()),
    rows: z.array(citizenRowSchema),
    /** How many there are in all with these filters. */
    total: z.number().int(),
    next_cursor: z.string().nullable(),
    /** Within reach and filters, before the preset is applied. */
    presets: z.record(z.enum(PRESETS), z.number().int()),
  }),
});

export const downloadCitizens = route({
  method: 'GET',
  path: '/api/citizens/download',
  access: 'see_citizens',
  summary: 'The same selection, all pages, as a spreadsheet.',
  query: citizenQuerySchema.omit({ cursor: true, limit: true }).extend({
    format: z.enum(['xlsx', 'csv']),
    columns: z.string().max(500).optional(),
    language: z.enum(['da', 'en']).default('da'),
  }),
  answer: 'file',
});

/** What the filters can choose between, within reach. */
export const citizenFilters = route({
  method: 'GET',
  path: '/api/citizens/filters',
  access: 'see_citizens',
  summary: 'Caseworkers, job brokers and programmes to filter by.',
  answer: z.object({
    employees: z.array(
      z.object({ employee_id: z.number().int(), name: z.string(), role: z.enum(ROLES) }),
    ),
    programmes: z.array(
      z.object({ id: z.string(), title: z.object({ da: z.string(), en: z.string() }) }),
    ),
  }),
});

export const savedViewSchema = z.object({
  view_id: z.number().int(),
  name: z.string(),
  query: citizenQuerySchema.omit({ cursor: true, limit: true }),
  columns: z.array(z.enum(CITIZEN_COLUMN_NAMES)),
});

export const listViews = route({
  method: 'GET',
  path: '/api/views',
  access: 'see_citizens',
  summary: 'My saved views.',
  answer: z.object({ views: z.array(savedViewSchema) }),
});

export const saveView = route({
  method: 'POST',
  path: '/api/views',
  access: 'see_citizens',
  summary: 'Save a view under a name; the same name replaces it.',
  body: savedViewSchema.omit({ view_id: true }).extend({ name: z.string().trim().min(1).max(80) }),
  answer: savedViewSchema,
});

export const deleteView = route({
  method: 'DELETE',
  path: '/api/views/:view_id',
  access: 'see_citizens',
  summary: 'Delete one of my saved views.',
  params: z.object({ view_id: idSchema }),
  answer: z.object({ deleted: z.boolean() }),
});
