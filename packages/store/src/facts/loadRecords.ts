/**
 * Brings many records in at once: set-wise, all or nothing, and changing nothing that is already as it says. Used by the
 * import and by the demo; a preview does everything and takes it back.
 */
import { KIND_NAMES, type KindName, type Records } from '@medspiller/domain';
import {
  forgetCaseToday,
  refreshAllCaseToday,
  refreshCaseToday,
} from '../people/refreshCaseToday.ts';
import { single, type Tx } from '../transaction.ts';
import type { CprVault } from '../trust/cprVault.ts';
import { citizensOfChange } from './affectedCitizens.ts';
import { factTable, quoted, referrersOf, type FactTable, type StoredColumn } from './factTable.ts';
import { pgArray } from './pgArray.ts';
import { excludeWriters, joinWriters, recordChange, type ChangeAuthor } from './recordChange.ts';

export interface LoadRequest {
  readonly records: Partial<Records>;
  /**
   * Which fields the records speak of, by kind; all where left out. What a delivery says nothing of stays as it is: a file
   * of citizens without a column for protection must not lift anybody's protection.
   */
  readonly fields?: Partial<Record<KindName, readonly string[]>> | undefined;
  /** Keys of records to void, by kind. */
  readonly deleted?: Partial<Record<KindName, readonly string[]>>;
  readonly author: ChangeAuthor;
  readonly vault: CprVault;
  /** The day for which lists are kept ready; null leaves them to `keepCaseToday`, for a load that is followed by others. */
  readonly today: string | null;
  /** Tells what would happen, and writes nothing. */
  readonly dryRun?: boolean;
}

export interface LoadCounts {
  readonly new: number;
  readonly corrected: number;
  readonly voided: number;
  readonly unchanged: number;
}

/** Some of what a load brings, for a preview. */
export interface LoadSample {
  readonly kind: KindName;
  readonly what: 'new' | 'corrected' | 'voided';
  readonly key: string;
  /** What differs, of a corrected one, as the exchange folder writes it (amounts in øre); of a CPR number only that it does. */
  readonly fields: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
}

/** Why nothing was loaded. `row` is the place among the kind's records, or among its deleted keys. */
export interface LoadProblem {
  readonly kind: KindName;
  readonly row: number;
  readonly deleted: boolean;
  readonly field: string;
  readonly value: string;
  readonly code: 'unknown_reference' | 'cpr_twice' | 'still_referred_to';
  readonly params: Readonly<Record<string, string | number>>;
}

export type LoadResult =
  | {
      readonly status: 'imported' | 'unchanged';
      readonly counts: Partial<Record<KindName, LoadCounts>>;
      readonly samples: readonly LoadSample[];
      readonly changeId: number | null;
    }
  | {
      readonly status: 'refused';
      /** The first {@link PROBLEM_LIMIT}, in the order of kinds and rows. */
      readonly problems: readonly LoadProblem[];
      readonly problemCount: number;
    };

const PROBLEM_LIMIT = 1000;
const SAMPLES_A_KIND = 20;
const ROWS_A_STATEMENT = 20_000;
/** From here on working out everybody's rows is quicker than finding out whose changed. */
const MANY_ROWS = 20_000;
/** From here on the database is told of new rows at once, since its plans rest on what it knows. */
const MANY_NEW = 1000;

interface Load {
  readonly tx: Tx;
  readonly vault: CprVault;
  readonly changeId: number;
  readonly at: string;
}

const isReference = ({ refersTo }: StoredColumn): boolean => refersTo !== null;
const isReferenceList = (column: StoredColumn): boolean =>
  isReference(column) && column.sqlType === 'int[]';
const stagedType = (column: StoredColumn): string =>
  isReference(column) ? (isReferenceList(column) ? 'text[]' : 'text') : column.sqlType;

/** Puts a kind's records into a table of the transaction, references still as keys. */
const stage = async (
  { tx, vault }: Load,
  { keyField, columns }: FactTable,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {
  const names = columns.map(({ name }) => quoted(name));
  await tx.query(
    `create temp table staged (row int, key text collate "C"${columns
      .map((column) => `, ${quoted(column.name)} ${stagedType(column)}`)
      .join('')}) on commit drop`,
  );
  const insert = `insert into staged (row, key, ${names.join(', ')})
    select row, key, ${columns.map((column, index) => `${names[index]}::${stagedType(column)}`).join(', ')}
      from unnest($1::int[], $2::text[], ${columns.map((_, index) => `$${index + 3}::text[]`).join(', ')})
        as v (row, key, ${names.join(', ')})`;
  for (let start = 0; start < records.length; start += ROWS_A_STATEMENT) {
    const chunk = records.slice(start, start + ROWS_A_STATEMENT);
    await tx.query(insert, [
      pgArray(chunk.map((_, index) => start + index)),
      pgArray(chunk.map((record) => record[keyField])),
      ...columns.map((column) =>
        pgArray(
          chunk.map((record) => {
            const value = column.toStored(record[column.field], vault);
            return Array.isArray(value) ? pgArray(value) : value;
          }),
        ),
      ),
    ]);
  }
  await tx.query('analyze staged');
};

/**
 * The staged records with identities: their own (made where new) and those they refer to, beside the version that
 * counts now. A reference stays empty where its target has no version that counts.
 */
const identify = async (
  { tx }: Load,
  { kind, columns }: FactTable,
  spoken: readonly string[] | undefined,
): Promise<void> => {
  const { rowCount: made } = await tx.query(
    `insert into record (kind, key) select $1, s.key from staged s
      where not exists (select from record r where r.kind = $1 and r.key = s.key)`,
    [kind],
  );
  // Fresh rows have no statistics yet, and what follows joins with them.
  if (made !== null && made > MANY_NEW) await tx.query('analyze record');
  const selected: string[] = [];
  const joins: string[] = [];
  for (const column of columns) {
    const name = quoted(column.name);
    if (!isReference(column)) selected.push(`s.${name}`);
    else if (isReferenceList(column))
      selected.push(
        `case when s.${name} = '{}' then '{}'::int[] else array(select k.record_id
           from unnest(s.${name}) with ordinality u (key, place)
           join record k on k.kind = '${column.refersTo}' and k.key = u.key
           join ${column.refersTo} t on t.record_id = k.record_id and t.known_to = 'infinity'
          order by u.place) end as ${name}`,
        `s.${name} as ${quoted(`keys of ${column.name}`)}`,
      );
    else {
      const alias = quoted(`key of ${column.name}`);
      selected.push(`${alias}.record_id as ${name}`, `s.${name} as ${alias}`);
      joins.push(
        `left join (record ${alias} join ${column.refersTo} ${quoted(`now of ${column.name}`)}
            on ${quoted(`now of ${column.name}`)}.record_id = ${alias}.record_id
           and ${quoted(`now of ${column.name}`)}.known_to = 'infinity')
          on ${alias}.kind = '${column.refersTo}' and ${alias}.key = s.${name}`,
      );
    }
  }
  await tx.query(`create temp table incoming on commit drop as
    select s.row, s.key, own.record_id, now.version_id as current_version, ${selected.join(', ')}
      from staged s
      join record own on own.kind = '${kind}' and own.key = s.key
      left join ${kind} now on now.record_id = own.record_id and now.known_to = 'infinity'
      ${joins.join('\n')}`);
  await tx.query('drop table staged');
  const unspoken = columns.filter(({ field }) => spoken !== undefined && !spoken.includes(field));
  if (unspoken.length > 0)
    await tx.query(`update incoming i
      set ${unspoken.map(({ name }) => `${quoted(name)} = now.${quoted(name)}`).join(', ')}
      from ${kind} now where now.version_id = i.current_version`);
  await tx.query('create index on incoming (current_version)');
  await tx.query('analyze incoming');
};

const unknownReferences = async (
  { tx }: Load,
  { kind, columns }: FactTable,
): Promise<readonly LoadProblem[]> => {
  const problems: LoadProblem[] = [];
  for (const column of columns.filter(isReference)) {
    const name = `i.${quoted(column.name)}`;
    const { rows } = await tx.query<{ row: number; value: string }>(
      isReferenceList(column)
        ? `select i.row, k.value from incoming i, unnest(i.${quoted(`keys of ${column.name}`)}) k (value)
            where cardinality(${name}) <> cardinality(i.${quoted(`keys of ${column.name}`)})
              and not exists (select from record r join ${column.refersTo} t on t.record_id = r.record_id
                and t.known_to = 'infinity' where r.kind = '${column.refersTo}' and r.key = k.value)`
        : `select i.row, i.${quoted(`key of ${column.name}`)} as value from incoming i
            where ${name} is null and i.${quoted(`key of ${column.name}`)} is not null`,
    );
    for (const { row, value } of rows)
      problems.push({
        kind,
        row,
        deleted: false,
        field: column.field,
        value,
        code: 'unknown_reference',
        params: { kind: String(column.refersTo) },
      });
  }
  return problems;
};

/** Two citizens with one number are one person entered twice: among the rows, or beside somebody who is here already. */
const numbersTwice = async ({ tx }: Load): Promise<readonly LoadProblem[]> => {
  const { rows } = await tx.query<{ row: number; other: string }>(
    `select i.row, (select r.key from record r where r.record_id = min(o.record_id)) as other
       from incoming i
       join (select record_id, cpr_hash from incoming
             union all
             select c.record_id, c.cpr_hash from citizens c
              where c.known_to = 'infinity'
                and not exists (select from incoming j where j.record_id = c.record_id)) o
         on o.cpr_hash = i.cpr_hash and o.record_id <> i.record_id
      group by i.row`,
  );
  return rows.map(({ row, other }) => ({
    kind: 'citizens',
    row,
    deleted: false,
    field: 'cpr',
    value: '',
    code: 'cpr_twice',
    params: { other },
  }));
};

const differing = (columns: readonly StoredColumn[], now: string): string =>
  `(${columns
    .filter(({ compared }) => compared)
    .map(({ name }) => `${now}.${quoted(name)} is distinct from i.${quoted(name)}`)
    .join(' or ')})`;

/** Closes what is corrected and adds what is new or corrected. */
const store = async (
  { tx, changeId, at }: Load,
  { kind, columns }: FactTable,
): Promise<Omit<LoadCounts, 'voided'>> => {
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const closed = await tx.query(
    `update ${kind} now set known_to = $1, closed_by = $2 from incoming i
      where now.version_id = i.current_version and ${differing(columns, 'now')}`,
    [at, changeId],
  );
  const added = await tx.query(
    `insert into ${kind} (record_id, opened_by, known_from, ${names})
      select i.record_id, $2, $1, ${columns.map(({ name }) => `i.${quoted(name)}`).join(', ')}
        from incoming i left join ${kind} now on now.version_id = i.current_version
       where now.version_id is null or now.known_to <> 'infinity'
       order by i.record_id`,
    [at, changeId],
  );
  const { rows } = await tx.query<{ count: number }>('select count(*) from incoming');
  const corrected = closed.rowCount ?? 0;
  const written = added.rowCount ?? 0;
  return {
    new: written - corrected,
    corrected,
    unchanged: single(rows).count - written,
  };
};

/** A value as the exchange folder writes it. */
const shown = (column: StoredColumn, alias: string): string => {
  const value = `${alias}.${quoted(column.name)}`;
  if (column.sqlType === 'bytea') return 'null::text';
  if (isReferenceList(column))
    return `(select string_agg(k.key, ' ' order by u.place) from unnest(${value}) with ordinality u (id, place)
      join record k on k.record_id = u.id)`;
  if (isReference(column)) return `(select k.key from record k where k.record_id = ${value})`;
  if (column.month) return `to_char(${value}, 'YYYY-MM')`;
  if (column.sqlType === 'timestamptz')
    return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  return `${value}::text`;
};

const samplesOf = async (
  { tx, changeId }: Load,
  { kind, columns }: FactTable,
): Promise<readonly LoadSample[]> => {
  const fields = columns
    .filter(({ compared }) => compared)
    .map(
      (column) =>
        `case when now.${quoted(column.name)} is distinct from i.${quoted(column.name)}
          then jsonb_build_object('field', '${column.field}', 'before', ${shown(column, 'now')}, 'after', ${shown(column, 'i')}) end`,
    );
  const { rows } = await tx.query<{
    key: string;
    corrected: boolean;
    fields: LoadSample['fields'];
  }>(
    `(select i.key, false as corrected, '[]'::jsonb as fields from incoming i
       where i.current_version is null order by i.row limit ${SAMPLES_A_KIND})
     union all
     (select i.key, true, to_jsonb(array_remove(array[${fields.join(', ')}], null))
        from incoming i join ${kind} now on now.version_id = i.current_version
       where now.closed_by = $1 order by i.row limit ${SAMPLES_A_KIND})`,
    [changeId],
  );
  return rows.map((row) => ({
    kind,
    what: row.corrected ? 'corrected' : 'new',
    key: row.key,
    fields: row.fields,
  }));
};

/** Voids by key; a key that nothing counts under is as it should be already. */
const voidKeys = async (
  { tx, changeId, at }: Load,
  kind: KindName,
  keys: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await tx.query<{ key: string }>(
    `update ${kind} f set known_to = $1, closed_by = $2 from record r
      where r.kind = $3 and r.key = any($4) and f.record_id = r.record_id and f.known_to = 'infinity'
      returning r.key`,
    [at, changeId, kind, keys],
  );
  return rows.map(({ key }) => key);
};

const stillReferredTo = async (
  { tx }: Load,
  kind: KindName,
  keys: readonly string[],
): Promise<readonly LoadProblem[]> => {
  const problems: LoadProblem[] = [];
  for (const { kind: by, column } of referrersOf(kind)) {
    const name = `f.${quoted(column.name)}`;
    const { rows } = await tx.query<{ key: string; count: number }>(
      `select r.key, count(*) from record r
         join ${by} f on f.known_to = 'infinity'
          and ${column.sqlType === 'int[]' ? `r.record_id = any(${name})` : `${name} = r.record_id`}
        where r.kind = $1 and r.key = any($2) group by r.key`,
      [kind, keys],
    );
    for (const { key, count } of rows)
      problems.push({
        kind,
        row: keys.indexOf(key),
        deleted: true,
        field: factTable(kind).keyField,
        value: key,
        code: 'still_referred_to',
        params: { by, count },
      });
  }
  return problems;
};

interface Outcome {
  readonly problems: LoadProblem[];
  /** Keys of rows that could not be taken, by kind: who refers to them is not to blame. */
  readonly faulty: Map<KindName, Set<string>>;
  readonly counts: Partial<Record<KindName, LoadCounts>>;
  readonly samples: LoadSample[];
  readonly written: Set<KindName>;
}

const loadKind = async (
  load: Load,
  kind: KindName,
  records: readonly Readonly<Record<string, unknown>>[],
  outcome: Outcome,
  spoken: readonly string[] | undefined,
): Promise<Omit<LoadCounts, 'voided'>> => {
  const table = factTable(kind);
  await stage(load, table, records);
  await identify(load, table, spoken);
  const problems = [
    ...(await unknownReferences(load, table)),
    ...(kind === 'citizens' ? await numbersTwice(load) : []),
  ].sort((one, other) => one.row - other.row);
  if (problems.length > 0) {
    outcome.problems.push(
      ...problems.filter(
        ({ code, params, value }) =>
          code !== 'unknown_reference' ||
          outcome.faulty.get(params['kind'] as KindName)?.has(value) !== true,
      ),
    );
    // The sound rows go on, so that what refers to them is told of its own faults only.
    const { rows } = await load.tx.query<{ key: string }>(
      'delete from incoming where row = any($1) returning key',
      [problems.map(({ row }) => row)],
    );
    outcome.faulty.set(kind, new Set(rows.map(({ key }) => key)));
  }
  const counts = await store(load, table);
  outcome.samples.push(...(await samplesOf(load, table)));
  await load.tx.query('drop table incoming');
  if (counts.new + counts.corrected > MANY_NEW) await load.tx.query(`analyze ${kind}`);
  return counts;
};

const loadAll = async (
  load: Load,
  { records, fields, deleted = {} }: LoadRequest,
): Promise<Outcome> => {
  const outcome: Outcome = {
    problems: [],
    faulty: new Map(),
    counts: {},
    samples: [],
    written: new Set(),
  };
  const voided: Partial<Record<KindName, readonly string[]>> = {};
  // Before anything is added, so that a number or a key that goes away is free for another.
  for (const kind of KIND_NAMES) {
    const keys = deleted[kind];
    if (keys !== undefined && keys.length > 0) voided[kind] = await voidKeys(load, kind, keys);
  }
  for (const kind of KIND_NAMES) {
    const rows = records[kind];
    const goneKeys = deleted[kind] ?? [];
    if (rows === undefined && goneKeys.length === 0) continue;
    const counts =
      rows === undefined || rows.length === 0
        ? { new: 0, corrected: 0, unchanged: 0 }
        : await loadKind(load, kind, rows, outcome, fields?.[kind]);
    const gone = voided[kind] ?? [];
    outcome.counts[kind] = {
      ...counts,
      voided: gone.length,
      unchanged: counts.unchanged + goneKeys.length - gone.length,
    };
    for (const key of gone.slice(0, SAMPLES_A_KIND))
      outcome.samples.push({ kind, what: 'voided', key, fields: [] });
    if (counts.new + counts.corrected + gone.length > 0) outcome.written.add(kind);
  }
  for (const kind of KIND_NAMES) {
    if ((voided[kind]?.length ?? 0) === 0) continue;
    outcome.problems.push(...(await stillReferredTo(load, kind, deleted[kind] ?? [])));
  }
  return outcome;
};

/** Loads records, or tells why not; see {@link LoadRequest}. References go to the records given, or to those already here. */
export const loadRecords = async (tx: Tx, request: LoadRequest): Promise<LoadResult> => {
  const { author, vault, today, dryRun = false } = request;
  await (dryRun ? joinWriters(tx) : excludeWriters(tx));
  // Joins of hundreds of thousands of rows stay in memory.
  await tx.query("set local work_mem = '64MB'");
  await tx.query('savepoint load');
  const { changeId, at } = await recordChange(tx, author);
  const outcome = await loadAll({ tx, vault, changeId, at }, request);
  const { problems, counts, samples, written } = outcome;
  if (problems.length > 0 || written.size === 0 || dryRun)
    await tx.query('rollback to savepoint load');
  if (problems.length > 0)
    return {
      status: 'refused',
      problems: problems.slice(0, PROBLEM_LIMIT),
      problemCount: problems.length,
    };
  if (written.size === 0) return { status: 'unchanged', counts, samples, changeId: null };
  if (dryRun) return { status: 'imported', counts, samples, changeId: null };
  await (today === null ? forgetCaseToday(tx) : refreshLists(tx, today, changeId, counts, written));
  return { status: 'imported', counts, samples, changeId };
};

const refreshLists = async (
  tx: Tx,
  today: string,
  changeId: number,
  counts: Partial<Record<KindName, LoadCounts>>,
  written: ReadonlySet<KindName>,
): Promise<void> => {
  const rows = Object.values(counts).reduce(
    (sum, count) => sum + count.new + count.corrected + count.voided,
    0,
  );
  if (rows >= MANY_ROWS) await refreshAllCaseToday(tx, today);
  else await refreshCaseToday(tx, today, await citizensOfChange(tx, changeId, written));
};
