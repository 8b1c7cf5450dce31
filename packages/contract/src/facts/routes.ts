/** Registering, correcting and voiding what happened; bringing records in and taking them out. */
import { z } from 'zod';
import { KIND_NAMES } from '@medspiller/domain';
import { route } from '../route.ts';
import { CORRECTED_KINDS, REGISTERED_KINDS } from './registeredKinds.ts';
import { idSchema } from './values.ts';

/** A reason the server gives for refusing: a code that the screen has words for, and the field it is about. */
export const refusalSchema = z.object({
  code: z.string(),
  field: z.string().nullable(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** Every answer that is not the one asked for. */
export const errorSchema = z.object({
  error: z.string(),
  refusals: z.array(refusalSchema).optional(),
});

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.number()), z.null()]);
export const valuesJson = z.record(z.string(), fieldValue);

/** What somebody else saved in the meantime: answered with status 409. Nothing was written. */
export const changedMeanwhileSchema = z.object({
  error: z.literal('changed_meanwhile'),
  current: z.object({
    version_id: z.number().int(),
    /** Null when the record was voided. */
    values: valuesJson.nullable(),
  }),
  changed_by: z.string().nullable(),
  changed_at: z.string(),
  changed_fields: z.array(z.string()),
});

export const savedSchema = z.object({
  record_id: z.number().int(),
  version_id: z.number().int().nullable(),
});

export const registerFact = route({
  method: 'POST',
  path: '/api/citizens/:citizen_id/facts',
  access: 'register_facts',
  summary:
    'Register something that happened with a citizen. Assignments need the permission assign as well.',
  params: z.object({ citizen_id: idSchema }),
  body: z.object({
    kind: z.enum(REGISTERED_KINDS),
    /** Checked against the kind's own schema (valuesSchema). */
    values: valuesJson,
    /** Made by the browser once per form: sending twice registers once. */
    request_id: z.uuid(),
  }),
  answer: savedSchema,
});

export const correctFact = route({
  method: 'POST',
  path: '/api/citizens/:citizen_id/facts/:record_id/correct',
  access: 'register_facts',
  summary:
    'Correct a record, with a reason. Refused (409) when somebody else changed it since it was read.',
  params: z.object({ citizen_id: idSchema, record_id: idSchema }),
  body: z.object({
    kind: z.enum(CORRECTED_KINDS),
    expected_version: z.number().int().positive(),
    values: valuesJson,
    reason: z.string().trim().min(3).max(500),
  }),
  answer: savedSchema,
});

export const voidFact = route({
  method: 'POST',
  path: '/api/citizens/:citizen_id/facts/:record_id/void',
  access: 'register_facts',
  summary:
    'Void a record that should never have been there, with a reason. It stays readable in the history.',
  params: z.object({ citizen_id: idSchema, record_id: idSchema }),
  body: z.object({
    kind: z.enum(REGISTERED_KINDS),
    expected_version: z.number().int().positive(),
    reason: z.string().trim().min(3).max(500),
  }),
  answer: savedSchema,
});

const importCounts = z.object({
  new: z.number().int(),
  corrected: z.number().int(),
  voided: z.number().int(),
  unchanged: z.number().int(),
});

export const importProblemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  file: z.string(),
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: z.string(),
});

export const importPreviewSchema = z.object({
  status: z.enum(['ready', 'refused', 'unchanged']),
  /** Names the upload when it is imported; null when refused. Kept for an hour. */
  upload_id: z.string().nullable(),
  files: z.record(z.string(), importCounts),
  problems: z.array(importProblemSchema),
  problem_count: z.number().int(),
  /** Up to 20 corrected records, field by field, so that one sees what would change. */
  corrections: z.array(
    z.object({
      kind: z.enum(KIND_NAMES),
      key: z.string(),
      fields: z.array(
        z.object({
          field: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
    }),
  ),
});

export const previewImport = route({
  method: 'POST',
  path: '/api/exchange/preview',
  access: 'exchange_records',
  summary:
    'Read an exchange folder, zip or workbook and say what it would change. Nothing is written.',
  upload: true,
  answer: importPreviewSchema,
});

export const confirmImport = route({
  method: 'POST',
  path: '/api/exchange/import',
  access: 'exchange_records',
  summary: 'Import an upload that was previewed: all or nothing.',
  body: z.object({ upload_id: z.string().min(1).max(100) }),
  answer: z.object({
    status: z.enum(['imported', 'refused', 'unchanged']),
    files: z.record(z.string(), importCounts),
    problems: z.array(importProblemSchema),
    problem_count: z.number().int(),
  }),
});

export const listImports = route({
  method: 'GET',
  path: '/api/exchange/imports',
  access: 'exchange_records',
  summary: 'Earlier imports, latest first.',
  answer: z.object({
    imports: z.array(
      z.object({
        import_id: z.number().int(),
        at: z.string(),
        by: z.string().nullable(),
        source: z.string(),
        new: z.number().int(),
        corrected: z.number().int(),
        voided: z.number().int(),
      }),
    ),
  }),
});

export const exportRecords = route({
  method: 'GET',
  path: '/api/exchange/export',
  access: 'exchange_records',
  summary: 'All records as a zip of the exchange folder.',
  answer: 'file',
});
