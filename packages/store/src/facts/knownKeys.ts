import type { KindName } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';

export type KeysPerKind = { readonly [K in KindName]?: ReadonlySet<string> };

/** Which of the keys asked for name a record that counts now: what an exchange folder may refer to beside itself. */
export const knownKeys = async (
  tx: Tx,
  asked: { readonly [K in KindName]?: readonly string[] },
): Promise<KeysPerKind> => {
  const known: { [K in KindName]?: ReadonlySet<string> } = {};
  for (const [kind, keys] of Object.entries(asked) as [KindName, readonly string[]][]) {
    const { rows } = await tx.query<{ key: string }>(
      `select r.key from record r join ${kind} f on f.record_id = r.record_id and f.known_to = 'infinity'
        where r.kind = $1 and r.key = any($2)`,
      [kind, keys],
    );
    known[kind] = new Set(rows.map(({ key }) => key));
  }
  return known;
};
