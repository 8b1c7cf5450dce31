/** What the address of a citizen's page holds. */
export interface CitizenSearch {
  readonly tab?: string;
  /** The form that is open: a kind of record to register. */
  readonly note?: string;
}

export const readCitizenSearch = ({ tab, note }: Record<string, unknown>): CitizenSearch => ({
  ...(typeof tab === 'string' && { tab }),
  ...(typeof note === 'string' && { note }),
});
