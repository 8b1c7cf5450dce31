/** Programmes, the status table, and the people behind a figure. */
import { z } from 'zod';
import { daySchema, instantSchema, monthSchema } from '../facts/values.ts';
import { route } from '../route.ts';

const localText = z.object({ da: z.string(), en: z.string() });
const programmeParams = z.object({ programme: z.string().min(1).max(100) });

export const listProgrammes = route({
  method: 'GET',
  path: '/api/programmes',
  access: 'see_figures',
  summary: 'The programmes that have a definition.',
  answer: z.object({
    programmes: z.array(
      z.object({
        id: z.string(),
        title: localText,
        from: z.string(),
        to: z.string(),
        has_enrolments: z.boolean(),
      }),
    ),
  }),
});

export const assessmentSchema = z.object({
  month: z.string(),
  value: z.number(),
  measure: z.enum(['share', 'count']),
  direction: z.enum(['at_least', 'at_most']),
  /** Judged on the latest month that has a figure; null when there is none. */
  met: z.boolean().nullable(),
  /** Met even at the unfavourable end of the 95 % interval; null for counts. */
  met_beyond_chance: z.boolean().nullable(),
  /** How many persons (or events) more, or fewer, would meet it; 0 when met. */
  missing: z.number().int().nullable(),
});

export const statusRowSchema = z.object({
  id: z.string(),
  title: localText,
  explanation: localText,
  rhythm: z.enum(['month', 'quarter']),
  decimals: z.number().int(),
  direction_is_ours: z.boolean(),
  zero_point: z
    .object({
      numerator: z.number(),
      denominator: z.number().nullable(),
      share: z.number().nullable(),
    })
    .nullable(),
  values: z.array(
    z.object({
      month: z.string(),
      /** Null where the indicator has no figure for the month (a quarter that ends later). */
      numerator: z.number().nullable(),
      denominator: z.number().nullable(),
      share: z.number().nullable(),
      pending: z.number().nullable(),
      /** 95 % Wilson interval of the share. */
      interval: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  targets: z.array(assessmentSchema),
});

export const statusTable = route({
  method: 'GET',
  path: '/api/programmes/:programme/status',
  access: 'see_figures',
  summary: 'A programme’s status table: months by indicators, with targets and zero point.',
  params: programmeParams,
  query: z.object({
    from: monthSchema.optional(),
    to: monthSchema.optional(),
    as_of: daySchema.optional(),
    as_known: instantSchema.optional(),
  }),
  answer: z.object({
    programme: z.object({
      id: z.string(),
      title: localText,
      from: z.string(),
      to: z.string(),
      source: z.string(),
      zero_point: z.string(),
    }),
    as_of: z.string(),
    as_known: z.string().nullable(),
    months: z.array(z.string()),
    /** The last month is not over on the as-of day. */
    last_month_unfinished: z.boolean(),
    sections: z.array(z.object({ title: localText, rows: z.array(statusRowSchema) })),
    may_see_people: z.boolean(),
    may_register_meetings: z.boolean(),
  }),
});

export const figurePeople = route({
  method: 'GET',
  path: '/api/programmes/:programme/people',
  access: 'see_citizens',
  summary: 'The people behind a cell, within the viewer’s reach. The look-up is logged.',
  params: programmeParams,
  query: z.object({
    indicator: z.string().max(100),
    month: monthSchema,
    as_of: daySchema.optional(),
    as_known: instantSchema.optional(),
  }),
  answer: z.object({
    numerator: z.number().int(),
    denominator: z.number().int().nullable(),
    /** Within reach, by name. `counted`: in the numerator. */
    people: z.array(
      z.object({
        citizen_id: z.number().int(),
        name: z.string(),
        counted: z.boolean(),
        caseworker: z.string().nullable(),
        job_broker: z.string().nullable(),
        /** Paid hours in the month, shown for indicators about paid hours. */
        paid_hours: z.number().nullable(),
      }),
    ),
    /** Whether everybody behind the figure is in the list; never how many are not. */
    complete: z.boolean(),
  }),
});

export const downloadStatus = route({
  method: 'GET',
  path: '/api/programmes/:programme/download',
  access: 'see_figures',
  summary: 'The status table as a spreadsheet.',
  params: programmeParams,
  query: z.object({
    from: monthSchema.optional(),
    to: monthSchema.optional(),
    as_of: daySchema.optional(),
    as_known: instantSchema.optional(),
    format: z.enum(['xlsx', 'csv']),
    language: z.enum(['da', 'en']).default('da'),
  }),
  answer: 'file',
});

export const registerMeeting = route({
  method: 'POST',
  path: '/api/programmes/:programme/meetings',
  access: 'register_meetings',
  summary: 'Register a meeting of the steering group that has been held.',
  params: programmeParams,
  body: z.object({
    held_on: daySchema,
    note: z.string().trim().max(500).nullish(),
    request_id: z.uuid(),
  }),
  answer: z.object({ record_id: z.number().int() }),
});
