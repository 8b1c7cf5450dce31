import type pg from 'pg';
import { migrate } from './migrate.ts';
import { write, type Tx } from './transaction.ts';
import { createCprVault, type CprVault } from './trust/cprVault.ts';

/** What the program needs of its database: connections, and the key to CPR numbers. */
export interface Store {
  readonly pool: pg.Pool;
  readonly vault: CprVault;
}

/** The key for CPR numbers is not the one that this database was made with. */
export class KeyRefusal extends Error {
  override readonly name = 'KeyRefusal';
}

/** A number that nobody has, hashed: tells keys apart without holding anything of a key. */
const PROBE = '0000000000';

/** Refuses another key than the database was made with; a fresh database takes the one it is given. */
export const checkKey = async (tx: Tx, vault: CprVault): Promise<void> => {
  const probe = vault.hash(PROBE).toString('hex');
  await tx.query(
    "insert into setting (name, value) values ('cpr_key', to_jsonb($1::text)) on conflict do nothing",
    [probe],
  );
  const { rows } = await tx.query<{ value: string }>(
    "select value from setting where name = 'cpr_key'",
  );
  if (rows[0]?.value !== probe)
    throw new KeyRefusal(
      'The key for CPR numbers is not the one that this database was made with: nobody could be found or shown. Start with the right key.',
    );
};

/** Makes a database ready for use: its tables at the level of this program, its key the right one. */
export const openStore = async (pool: pg.Pool, masterKey: Buffer): Promise<Store> => {
  const vault = createCprVault(masterKey);
  await migrate(pool);
  await write(pool, (tx) => checkKey(tx, vault));
  return { pool, vault };
};
