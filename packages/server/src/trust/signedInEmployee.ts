import type { Viewer } from '@medspiller/domain';

/** An employee as the database knows them now. */
export interface SignedInEmployee extends Viewer {
  readonly name: string;
  readonly initials: string;
}
