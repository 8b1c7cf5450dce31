/** Presets, columns and states of the caseworker's table: plain words, so that the screen can use them without the schemas. */

/** Named selections with a live count each. */
export const PRESETS = [
  'all',
  'needs_attention',
  'passive',
  'goes_passive',
  'deadline_passed',
  'no_contact_60',
  'no_goal',
  'no_cv',
  'no_job_broker',
  'has_paid_hours',
] as const;
export type Preset = (typeof PRESETS)[number];

/** Columns in their standard order; `sortable` ones can be asked to sort by, `standard` ones are shown at first. */
export const CITIZEN_COLUMNS = {
  name: { sortable: true, standard: true },
  weeks: { sortable: true, standard: true },
  goal: { sortable: true, standard: true },
  last_contact: { sortable: true, standard: true },
  next_contact: { sortable: true, standard: true },
  activity: { sortable: false, standard: true },
  activity_ends: { sortable: true, standard: true },
  paid_hours: { sortable: true, standard: true },
  job_broker: { sortable: true, standard: true },
  caseworker: { sortable: true, standard: false },
  target_group: { sortable: true, standard: false },
  programmes: { sortable: false, standard: false },
  cv: { sortable: true, standard: false },
  state: { sortable: true, standard: true },
} as const satisfies Record<string, { sortable: boolean; standard: boolean }>;
export type CitizenColumn = keyof typeof CITIZEN_COLUMNS;
export const CITIZEN_COLUMN_NAMES = Object.keys(CITIZEN_COLUMNS) as [
  CitizenColumn,
  ...CitizenColumn[],
];
export type SortableColumn = {
  [C in CitizenColumn]: (typeof CITIZEN_COLUMNS)[C]['sortable'] extends true ? C : never;
}[CitizenColumn];
export const SORTABLE_COLUMNS = CITIZEN_COLUMN_NAMES.filter(
  (name) => CITIZEN_COLUMNS[name].sortable,
) as [SortableColumn, ...SortableColumn[]];

/** States, worst first: the order in which the table is sorted at first. */
export { STATE_CODES as STATES, type StateCode } from '@medspiller/domain';
