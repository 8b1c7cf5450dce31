import { KIND_NAMES } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';

/**
 * Tells the planner what the tables hold now. After much has been brought in at once: until the server notices by itself
 * (a minute, or never for small tables) it takes them for empty, and a status table takes seconds instead of milliseconds.
 */
export const gatherStatistics = async (tx: Pick<Tx, 'query'>): Promise<void> => {
  await tx.query(`analyze record, change, case_today, ${KIND_NAMES.join(', ')}`);
};
