/** What the address of "my citizens" holds: the selection, so that it can be linked to and the browser's back works. */
import type { CitizenQuery } from '@medspiller/contract';

/** The server checks the values; here only what kind of value each is. */
export type CitizensSearch = { [K in keyof Omit<CitizenQuery, 'cursor' | 'limit'>]?: CitizenQuery[K] };

export const readCitizensSearch = (search: Record<string, unknown>): CitizensSearch => search;
