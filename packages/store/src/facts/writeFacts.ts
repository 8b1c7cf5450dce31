/**
 * The single write path for facts: register, correct, void. Everything is checked and locked before anything is written,
 * so a refusal leaves the transaction as it was.
 */
import { KINDS, type KindName, type RecordFault, type RecordKind } from '@medspiller/domain';
import { refreshCaseToday } from '../people/refreshCaseToday.ts';
import { single, type Tx } from '../transaction.ts';
import type { CprVault } from '../trust/cprVault.ts';
import { citizensOfRecords } from './affectedCitizens.ts';
import { factColumns, factTable, quoted, referrersOf, type StoredColumn } from './factTable.ts';
import { joinWriters, recordChange, type ChangeAuthor } from './recordChange.ts';

/** Fields of a record. References are internal ids, or keys of the sending system. */
export type FactValues = Readonly<Record<string, unknown>>;

export type FactChange =
  | { readonly verb: 'register'; readonly kind: KindName; readonly values: FactValues }
  | {
      readonly verb: 'correct';
      readonly kind: KindName;
      readonly id: number;
      readonly expectedVersion: number;
      /** Only the fields that change. */
      readonly values: FactValues;
    }
  | {
      readonly verb: 'void';
      readonly kind: KindName;
      readonly id: number;
      readonly expectedVersion: number;
    };

/** A version of a fact: `record_id`, `version_id`, and its fields with internal ids as references. */
export type FactRow = { readonly record_id: number; readonly version_id: number } & FactValues;

/** Why nothing was written; `index` says which of the changes is meant. */
export type WriteRefusal = { readonly index: number } & (
  | { readonly code: 'not_found' }
  | { readonly code: 'invalid'; readonly faults: readonly RecordFault[] }
  | { readonly code: 'unknown_reference'; readonly field: string; readonly value: string }
  | { readonly code: 'cpr_taken' }
  | { readonly code: 'still_referred_to'; readonly by: KindName; readonly count: number }
  | {
      readonly code: 'changed_meanwhile';
      /** As it stands now; null where it has been voided. */
      readonly current: FactRow | null;
      readonly changedBy: { readonly employeeId: number; readonly name: string } | null;
      readonly changedAt: string;
      /** The fields in which it differs from the version that was expected. */
      readonly fields: readonly string[];
    }
);

export interface WrittenFact {
  readonly kind: KindName;
  readonly id: number;
  /** Null for a void. */
  readonly versionId: number | null;
}

export type WriteResult =
  | {
      readonly ok: true;
      readonly at: string;
      readonly facts: readonly WrittenFact[];
      readonly citizenIds: readonly number[];
    }
  | { readonly ok: false; readonly refusal: WriteRefusal };

export interface WriteRequest {
  readonly changes: readonly FactChange[];
  readonly author: ChangeAuthor;
  /** The day for which lists are kept ready. */
  readonly today: string;
  readonly vault: CprVault;
}

/** Stops the checking; never leaves this file. */
class Refused extends Error {
  constructor(readonly refusal: WriteRefusal) {
    super(refusal.code);
  }
}

/** What is to be stored of one change, by column name. */
type Stored = Readonly<Record<string, unknown>>;

const same = (one: unknown, other: unknown): boolean => {
  if (Buffer.isBuffer(one) && Buffer.isBuffer(other)) return one.equals(other);
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => value === other[index]);
  return one === other;
};

const resolveOne = async (
  tx: Tx,
  column: StoredColumn,
  value: unknown,
  index: number,
): Promise<number> => {
  const by = typeof value === 'number' ? 'r.record_id = $2' : 'r.key = $2';
  const { rows } = await tx.query<{ record_id: number }>(
    `select r.record_id from record r
       join ${String(column.refersTo)} f on f.record_id = r.record_id and f.known_to = 'infinity'
      where r.kind = $1 and ${by} for key share of r`,
    [column.refersTo, value],
  );
  const [found] = rows;
  if (found === undefined)
    throw new Refused({
      index,
      code: 'unknown_reference',
      field: column.field,
      value: String(value),
    });
  return found.record_id;
};

const resolved = async (
  tx: Tx,
  column: StoredColumn,
  value: unknown,
  index: number,
): Promise<unknown> => {
  if (column.refersTo === null || value === null) return value;
  if (!Array.isArray(value)) return resolveOne(tx, column, value, index);
  const ids: number[] = [];
  for (const element of value) ids.push(await resolveOne(tx, column, element, index));
  return ids;
};

const storedValues = async (
  tx: Tx,
  kind: KindName,
  values: FactValues,
  index: number,
  vault: CprVault,
): Promise<Stored> => {
  const stored: Record<string, unknown> = {};
  for (const column of factTable(kind).columns) {
    if (!(column.field in values)) continue;
    const value = column.toStored(values[column.field] ?? null, vault);
    stored[column.name] = await resolved(tx, column, value, index);
  }
  return stored;
};

/** A record must hold what its kind asks for: the fields that it needs, and what several fields say together. */
const check = (kind: KindName, values: FactValues, index: number): void => {
  const definition: RecordKind = KINDS[kind];
  const missing = Object.entries(definition.columns)
    .filter(
      ([field, { required, type }]) =>
        required && type !== 'key' && (values[field] ?? null) === null,
    )
    .map(([field]) => ({ field, code: 'missing' }));
  const faults = missing.length > 0 ? missing : definition.check(values);
  if (faults.length > 0) throw new Refused({ index, code: 'invalid', faults });
};

/**
 * The current version, with the record locked. The identity is locked first: had the version been, another's commit
 * meanwhile would make it vanish without its successor being seen.
 */
const currentRow = async (
  tx: Tx,
  { verb, kind, id }: Exclude<FactChange, { verb: 'register' }>,
): Promise<FactRow | null> => {
  // A void must also keep out who is about to refer to the record.
  const lock = verb === 'void' ? 'update' : 'no key update';
  await tx.query(`select from record where record_id = $1 for ${lock}`, [id]);
  const { rows } = await tx.query<FactRow>(
    `select ${factColumns(kind, 'f')} from ${kind} f where f.record_id = $1 and f.known_to = 'infinity'`,
    [id],
  );
  return rows[0] ?? null;
};

/** The same fields of an earlier version, and who last changed the record after it. */
const changedMeanwhile = async (
  tx: Tx,
  change: Exclude<FactChange, { verb: 'register' }>,
  current: FactRow | null,
  index: number,
): Promise<Refused> => {
  const { rows: before } = await tx.query<FactRow>(
    `select ${factColumns(change.kind, 'f')} from ${change.kind} f where f.record_id = $1 and f.version_id = $2`,
    [change.id, change.expectedVersion],
  );
  const [expected] = before;
  if (expected === undefined) return new Refused({ index, code: 'not_found' });
  const { rows } = await tx.query<{ at: string; employee_id: number | null; name: string | null }>(
    `select c.at, c.employee_id, e.name from ${change.kind} f
       join change c on c.change_id = ${current === null ? 'f.closed_by' : 'f.opened_by'}
       left join employees e on e.record_id = c.employee_id and e.known_to = 'infinity'
      where f.record_id = $1 order by f.version_id desc limit 1`,
    [change.id],
  );
  const { at, employee_id: employeeId, name } = single(rows);
  return new Refused({
    index,
    code: 'changed_meanwhile',
    current,
    changedBy: employeeId === null ? null : { employeeId, name: name ?? '' },
    changedAt: at,
    fields:
      current === null
        ? []
        : Object.keys(current).filter(
            (field) => field !== 'version_id' && !same(current[field], expected[field]),
          ),
  });
};

const refuseTakenCpr = async (tx: Tx, stored: Stored, id: number | null, index: number) => {
  if (!('cpr_hash' in stored)) return;
  const { rowCount } = await tx.query(
    "select from citizens where cpr_hash = $1 and known_to = 'infinity' and record_id is distinct from $2",
    [stored['cpr_hash'], id],
  );
  if (rowCount !== 0) throw new Refused({ index, code: 'cpr_taken' });
};

const refuseReferredTo = async (tx: Tx, kind: KindName, id: number, index: number) => {
  for (const { kind: by, column } of referrersOf(kind)) {
    const name = `f.${quoted(column.name)}`;
    const { rows } = await tx.query<{ count: number }>(
      `select count(*) from ${by} f where f.known_to = 'infinity'
        and ${column.sqlType === 'int[]' ? `$1 = any(${name})` : `${name} = $1`}`,
      [id],
    );
    const { count } = single(rows);
    if (count > 0) throw new Refused({ index, code: 'still_referred_to', by, count });
  }
};

interface Prepared {
  readonly change: FactChange;
  /** All columns of the version to add; null for a void, and where nothing differs. */
  readonly stored: Stored | null;
  readonly current: FactRow | null;
}

const prepare = async (
  tx: Tx,
  change: FactChange,
  index: number,
  vault: CprVault,
): Promise<Prepared> => {
  const { kind } = change;
  if (change.verb === 'register') {
    const values = completed(kind, change.values);
    check(kind, values, index);
    const stored = await storedValues(tx, kind, values, index, vault);
    await refuseTakenCpr(tx, stored, null, index);
    return { change, stored, current: null };
  }
  const current = await currentRow(tx, change);
  if (current?.version_id !== change.expectedVersion)
    throw await changedMeanwhile(tx, change, current, index);
  if (change.verb === 'void') {
    await refuseReferredTo(tx, kind, change.id, index);
    return { change, stored: null, current };
  }
  // The number stays encrypted where it is not what is corrected; it is there, so it is not missing.
  check(kind, { ...(kind === 'citizens' && { cpr: '' }), ...current, ...change.values }, index);
  const changed = await storedValues(tx, kind, change.values, index, vault);
  const { rows } = await tx.query<Record<string, unknown>>(
    `select * from ${kind} where version_id = $1`,
    [current.version_id],
  );
  const before = single(rows);
  const differs = factTable(kind).columns.some(
    ({ name, compared }) => compared && name in changed && !same(changed[name], before[name]),
  );
  if (!differs) return { change, stored: null, current };
  await refuseTakenCpr(tx, changed, change.id, index);
  return { change, stored: { ...before, ...changed }, current };
};

/** Every field of a kind, empty where it was not given. */
const completed = (kind: KindName, values: FactValues): FactValues => ({
  ...Object.fromEntries(factTable(kind).columns.map(({ field }) => [field, null])),
  ...values,
});

const newIdentity = async (tx: Tx, kind: KindName): Promise<number> => {
  const { rows } = await tx.query<{ record_id: number }>({
    name: 'new_identity',
    text: `with next as (select nextval(pg_get_serial_sequence('record', 'record_id'))::int as id)
      insert into record (record_id, kind, key) overriding system value
      select id, $1, 'medspiller-' || id from next returning record_id`,
    values: [kind],
  });
  return single(rows).record_id;
};

const addVersion = async (
  tx: Tx,
  kind: KindName,
  id: number,
  stored: Stored,
  changeId: number,
  at: string,
): Promise<number> => {
  const { columns } = factTable(kind);
  const names = columns.map(({ name }) => quoted(name));
  const places = columns.map((_, index) => `$${index + 4}`);
  const { rows } = await tx.query<{ version_id: number }>({
    name: `add_version_${kind}`,
    text: `insert into ${kind} (record_id, opened_by, known_from, ${names.join(', ')})
      values ($1, $2, $3, ${places.join(', ')}) returning version_id`,
    values: [id, changeId, at, ...columns.map(({ name }) => stored[name])],
  });
  return single(rows).version_id;
};

/** What the same request wrote when it came before; a second one that comes at the same time waits for the first. */
const writtenBy = async (
  tx: Tx,
  requestId: string,
  changes: readonly FactChange[],
): Promise<WriteResult | null> => {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [requestId]);
  const { rows } = await tx.query<{ change_id: number; at: string }>(
    'select change_id, at from change where request_id = $1',
    [requestId],
  );
  const [change] = rows;
  if (change === undefined) return null;
  const kinds = new Set(changes.map(({ kind }) => kind));
  const { rows: facts } = await tx.query<WrittenFact>(
    [...kinds]
      .map(
        (kind) =>
          `select '${kind}' as kind, record_id as id, case when opened_by = $1 then version_id end as "versionId"
             from ${kind} where opened_by = $1 or (closed_by = $1 and not exists (
               select from ${kind} next where next.record_id = ${kind}.record_id and next.opened_by = $1))`,
      )
      .join(' union all '),
    [change.change_id],
  );
  const citizenIds = await citizensOfRecords(tx, facts);
  return { ok: true, at: change.at, facts, citizenIds };
};

/** Writes facts, the change that they belong to, and the lists that are kept ready; or refuses and writes nothing. */
export const writeFacts = async (
  tx: Tx,
  { changes, author, today, vault }: WriteRequest,
): Promise<WriteResult> => {
  await joinWriters(tx);
  if (author.requestId !== undefined) {
    const earlier = await writtenBy(tx, author.requestId, changes);
    if (earlier !== null) return earlier;
  }
  const prepared: Prepared[] = [];
  try {
    for (const [index, change] of changes.entries())
      prepared.push(await prepare(tx, change, index, vault));
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
  const { changeId, at } = await recordChange(tx, author);
  const facts: WrittenFact[] = [];
  for (const { change, stored, current } of prepared) {
    const { kind } = change;
    if (change.verb === 'correct' && stored === null) {
      facts.push({ kind, id: change.id, versionId: change.expectedVersion });
      continue;
    }
    if (current !== null)
      await tx.query(`update ${kind} set known_to = $2, closed_by = $3 where version_id = $1`, [
        current.version_id,
        at,
        changeId,
      ]);
    const id = current?.record_id ?? (await newIdentity(tx, kind));
    const versionId = stored === null ? null : await addVersion(tx, kind, id, stored, changeId, at);
    facts.push({ kind, id, versionId });
  }
  const citizenIds = await citizensOfRecords(tx, facts);
  await refreshCaseToday(tx, today, citizenIds);
  return { ok: true, at, facts, citizenIds };
};
