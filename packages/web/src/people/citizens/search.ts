/** What the address of "my citizens" holds: the selection and the columns, so that it can be linked to and the browser's back works. */
import type { CitizenQuery } from '@medspiller/contract';

type Selection = {
  [K in keyof Omit<CitizenQuery, 'cursor' | 'limit'>]?: CitizenQuery[K] | undefined;
};

export interface CitizensSearch extends Selection {
  /** Names of columns with points between; the standard ones where left out. */
  readonly columns?: string | undefined;
}

const NAMES = [
  'reach',
  'preset',
  'search',
  'target_group',
  'programme',
  'caseworker',
  'job_broker',
  'sort',
  'direction',
  'columns',
] as const satisfies readonly (keyof CitizensSearch)[];

/** The server checks the values; here only which ones there are. */
export const readCitizensSearch = (search: Record<string, unknown>): CitizensSearch =>
  Object.fromEntries(
    NAMES.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
