/** What the address of the status page holds: the table that is shown, and the cell that is open beside it. */
export interface StatusSearch {
  readonly programme?: string;
  /** The table's own today. */
  readonly as_of?: string;
  /** The day up to which records are taken as known; now where left out. */
  readonly as_known?: string;
  /** Every month of the programme, not only the latest. */
  readonly all_months?: boolean;
  /** The chosen cell. */
  readonly indicator?: string;
  readonly month?: string;
}

export const readStatusSearch = (search: Record<string, unknown>): StatusSearch => {
  const { programme, as_of, as_known, all_months, indicator, month } = search;
  return {
    ...(typeof programme === 'string' && { programme }),
    ...(typeof as_of === 'string' && { as_of }),
    ...(typeof as_known === 'string' && { as_known }),
    ...(all_months === true && { all_months }),
    ...(typeof indicator === 'string' && { indicator }),
    ...(typeof month === 'string' && { month }),
  };
};
