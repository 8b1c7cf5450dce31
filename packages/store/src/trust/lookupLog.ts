/** Who saw whom: appended where the reading happens, sealed in batches, checked on demand. */
import type pg from 'pg';
import { write, type Tx } from '../transaction.ts';

export interface Lookup {
  readonly employeeId: number;
  /** What was done: `list`, `page`, `search`, `figure`, `download` … */
  readonly action: string;
  readonly citizenIds: readonly number[];
  /** Never what was typed: a search may hold a CPR number. */
  readonly detail?: string | null;
}

/** Notes a look-up; one that showed nobody is not noted. */
export const logLookup = async (
  tx: Tx,
  { employeeId, action, citizenIds, detail = null }: Lookup,
): Promise<void> => {
  if (citizenIds.length === 0) return;
  await tx.query({
    name: 'log_lookup',
    text: 'insert into lookup_log (employee_id, action, citizen_ids, detail) values ($1, $2, $3, $4)',
    values: [employeeId, action, citizenIds, detail],
  });
};

export interface LookupOfCitizen {
  readonly at: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly action: string;
}

/** Who has looked at a citizen, latest first. */
export const lookupsOfCitizen = async (
  tx: Tx,
  citizenId: number,
  limit = 500,
): Promise<readonly LookupOfCitizen[]> => {
  const { rows } = await tx.query<LookupOfCitizen>(
    `select date_trunc('second', l.at) as at, e.name, e.role, l.action from lookup_log l
       left join employees e on e.record_id = l.employee_id and e.known_to = 'infinity'
      where l.citizen_ids @> array[$1::int] order by l.lookup_id desc limit $2`,
    [citizenId, limit],
  );
  return rows;
};

const LOOKUPS_A_SEAL = 10_000;

/** The hash of a batch: of the hash before it and of every row, in one agreed writing. */
const HASH = (previous: string, rows: string): string =>
  `select sha256(${previous} || convert_to(string_agg(concat_ws('|', l.lookup_id,
      extract(epoch from l.at)::text, coalesce(l.employee_id::text, ''), l.action, l.citizen_ids::text,
      coalesce(l.detail, '')), E'\\n' order by l.lookup_id), 'UTF8')) as hash,
    count(*)::int as lookups, min(l.lookup_id) as first_lookup, max(l.lookup_id) as last_lookup
   from ${rows} l`;

const sealBatch = async (tx: Tx): Promise<number> => {
  // Waits for those who are writing: a number given out earlier could otherwise appear behind the seal.
  await tx.query('lock table lookup_log in share row exclusive mode');
  const { rowCount, rows } = await tx.query<{ lookups: number }>(
    `with last as (
       select coalesce(max(seal_id), 0) as seal_id, coalesce(max(last_lookup), 0) as last_lookup,
         coalesce((select hash from lookup_seal order by seal_id desc limit 1), ''::bytea) as hash
       from lookup_seal),
     batch as (
       select l.* from lookup_log l, last where l.lookup_id > last.last_lookup
        order by l.lookup_id limit ${LOOKUPS_A_SEAL}),
     sealed as (${HASH('(select hash from last)', 'batch')})
     insert into lookup_seal (seal_id, first_lookup, last_lookup, lookups, previous_hash, hash)
     select last.seal_id + 1, sealed.first_lookup, sealed.last_lookup, sealed.lookups, last.hash, sealed.hash
       from last, sealed where sealed.lookups > 0
     returning lookups`,
  );
  return rowCount === 0 ? 0 : (rows[0]?.lookups ?? 0);
};

/** Seals what has been noted since the last seal; gives how many look-ups that were. */
export const sealLookupLog = async (pool: pg.Pool): Promise<number> => {
  let sealed = 0;
  for (;;) {
    const batch = await write(pool, sealBatch);
    sealed += batch;
    if (batch < LOOKUPS_A_SEAL) return sealed;
  }
};

export type LogVerdict =
  | {
      readonly ok: true;
      readonly seals: number;
      readonly lookups: number;
      readonly unsealed: number;
    }
  /** The first seal that does not fit what stands in the log. */
  | {
      readonly ok: false;
      readonly brokenSeal: number;
      readonly firstLookup: number;
      readonly lastLookup: number;
    };

interface Seal {
  readonly seal_id: number;
  readonly first_lookup: number;
  readonly last_lookup: number;
  readonly lookups: number;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

/** Works every seal out again, and whether anything stands between two of them that none covers. */
export const verifyLookupLog = async (tx: Tx): Promise<LogVerdict> => {
  const { rows: seals } = await tx.query<Seal>('select * from lookup_seal order by seal_id');
  let previous: Buffer = Buffer.alloc(0);
  let covered = 0;
  let lookups = 0;
  for (const [index, seal] of seals.entries()) {
    const { rows } = await tx.query<Pick<Seal, 'hash' | 'lookups'>>(
      HASH('$1::bytea', '(select * from lookup_log where lookup_id > $2 and lookup_id <= $3)'),
      [previous, covered, seal.last_lookup],
    );
    const found = rows[0];
    const fits =
      seal.seal_id === index + 1 &&
      seal.previous_hash.equals(previous) &&
      found?.lookups === seal.lookups &&
      found.hash.equals(seal.hash);
    if (!fits)
      return {
        ok: false,
        brokenSeal: seal.seal_id,
        firstLookup: seal.first_lookup,
        lastLookup: seal.last_lookup,
      };
    previous = seal.hash;
    covered = seal.last_lookup;
    lookups += seal.lookups;
  }
  const { rows } = await tx.query<{ count: number }>(
    'select count(*) from lookup_log where lookup_id > $1',
    [covered],
  );
  return { ok: true, seals: seals.length, lookups, unsealed: rows[0]?.count ?? 0 };
};
