/** What the address of the caseload page holds. The server checks the values. */
const CASELOAD_SORTS = ['target_group', 'all', 'name'] as const;
export type CaseloadSort = (typeof CASELOAD_SORTS)[number];

export interface CaseloadSearch {
  readonly programme?: string;
  /** The day of the figures; today where left out. */
  readonly on?: string;
  /** The day up to which records are taken as known; now where left out. */
  readonly as_known?: string;
  readonly sort?: CaseloadSort;
}

export const readCaseloadSearch = (search: Record<string, unknown>): CaseloadSearch => {
  const { programme, on, as_known, sort } = search;
  return {
    ...(typeof programme === 'string' && { programme }),
    ...(typeof on === 'string' && { on }),
    ...(typeof as_known === 'string' && { as_known }),
    ...(CASELOAD_SORTS.some((each) => each === sort) && { sort: sort as CaseloadSort }),
  };
};
