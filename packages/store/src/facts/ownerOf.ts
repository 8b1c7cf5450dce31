import type { KindName } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { citizenOf } from './affectedCitizens.ts';

/** The citizen whom a record is about, a voided one too; null where there is no such record, or it is about nobody. */
export const ownerOf = async (tx: Tx, kind: KindName, id: number): Promise<number | null> => {
  const citizen = citizenOf(kind, 'f');
  if (citizen === null) return null;
  const joined = citizen.startsWith('owner.')
    ? " left join cases owner on owner.record_id = f.case_id and owner.known_to = 'infinity'"
    : '';
  const { rows } = await tx.query<{ citizen_id: number | null }>(
    `select ${citizen} as citizen_id from ${kind} f${joined} where f.record_id = $1
      order by f.version_id desc limit 1`,
    [id],
  );
  return rows[0]?.citizen_id ?? null;
};
