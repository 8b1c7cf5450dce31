/** Which kinds can be registered and corrected on a citizen's page: plain words, so that the screen can use them without the schemas. */
import type { KindName } from '@medspiller/domain';

/** The kinds that an employee may register on a citizen's page. */
export const REGISTERED_KINDS = [
  'contacts',
  'activities',
  'paid_hours',
  'markers',
  'goals',
  'plans',
  'inquiries',
  'assignments',
  'enrolments',
] as const satisfies readonly KindName[];
export type RegisteredKind = (typeof REGISTERED_KINDS)[number];

/** Kinds whose records may be corrected there: those, and the case itself (closing it is a correction). */
export const CORRECTED_KINDS = [...REGISTERED_KINDS, 'cases'] as const;
export type CorrectedKind = (typeof CORRECTED_KINDS)[number];
