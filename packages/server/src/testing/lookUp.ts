/** Internal ids by the sending system's keys, as a test asks for them. */
import type { KindName } from '@medspiller/domain';
import type { Store } from '@medspiller/store';

export const idOf = async ({ pool }: Store, kind: KindName, key: string): Promise<number> => {
  const { rows } = await pool.query<{ record_id: number }>(
    'select record_id from record where kind = $1 and key = $2',
    [kind, key],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`no ${kind} ${key}`);
  return found.record_id;
};
