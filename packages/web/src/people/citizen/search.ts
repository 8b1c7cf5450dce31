/** What the address of a citizen's page holds: the tab, and the form that is open. */
import type { CorrectedKind, RegisteredKind } from '@medspiller/contract';

export type CitizenTab = CorrectedKind | 'history' | 'lookups';

export interface CitizenSearch {
  readonly tab?: CitizenTab;
  /** Registering something of this kind. */
  readonly note?: RegisteredKind;
  /** Correcting, or voiding, a record of the tab. */
  readonly correct?: number;
  readonly void?: number;
}

/** A word that is no tab or kind is taken for none where it is used; here only what kind of value each is. */
export const readCitizenSearch = ({
  tab,
  note,
  correct,
  void: voided,
}: Record<string, unknown>): CitizenSearch => ({
  ...(typeof tab === 'string' && { tab: tab as CitizenTab }),
  ...(typeof note === 'string' && { note: note as RegisteredKind }),
  ...(typeof correct === 'number' && { correct }),
  ...(typeof voided === 'number' && { void: voided }),
});
