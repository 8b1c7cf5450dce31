/**
 * The caseworker's table: one statement reads the page from the rows kept ready, counts every preset, and notes in the
 * look-up log whom the page showed. Pages go on from the last row (keyset), so the hundredth is as quick as the first.
 */
import {
  STATE_CODES,
  type ActivityKind,
  type CaseScope,
  type CaseState,
  type ContactKind,
  type GoalKind,
  type TargetGroup,
} from '@medspiller/domain';
import { single, type Tx } from '../transaction.ts';
import { binding, caseWithin, type Bind } from '../trust/scope.ts';

const inState = (code: CaseState['code']): string => `'${code}' = any(t.state_codes)`;

/** Named selections. Each is a state of the domain's, so a preset and the word in the table cannot differ. */
const PRESETS = {
  all: 'true',
  // The worst state of the case has happened already: ranks of the first severity.
  needs_attention: `t.state_rank < ${STATE_CODES.length}`,
  passive: inState('passive'),
  goes_passive: inState('goes_passive'),
  deadline_passed: inState('deadline_passed'),
  no_contact_60: inState('no_contact_60'),
  no_goal: inState('no_goal'),
  no_cv: inState('no_cv'),
  no_job_broker: inState('no_job_broker'),
  has_paid_hours: 't.paid_hours_now > 0',
} as const;
export type ListPreset = keyof typeof PRESETS;

/** What can be sorted by, with the type that a cursor's value is read back as. */
const SORTS = {
  name: ['t.name', 'text'],
  weeks: ['t.weeks', 'int'],
  goal: ['t.goal', 'text'],
  last_contact: ['t.last_contact_on', 'date'],
  next_contact: ['t.next_contact_at', 'timestamptz'],
  activity_ends: ['t.activity_ends_on', 'date'],
  paid_hours: ['t.paid_hours_now', 'numeric'],
  job_broker: ['t.job_broker', 'text'],
  caseworker: ['t.caseworker', 'text'],
  target_group: ['t.target_group', 'text'],
  cv: ['t.has_cv', 'boolean'],
  // Rank first, then the day that has waited longest.
  state: [
    `(t.state_rank::bigint * 100000 + coalesce(t.state_day - date '1900-01-01', 99999))`,
    'bigint',
  ],
} as const;
export type ListSort = keyof typeof SORTS;

export interface ListFilters {
  /** Words that the name must hold, in any order. */
  readonly search?: string | undefined;
  readonly target_group?: TargetGroup | undefined;
  readonly programme?: string | undefined;
  readonly caseworker?: number | undefined;
  readonly job_broker?: number | undefined;
  readonly team?: string | undefined;
}

export interface ListRequest {
  readonly scope: CaseScope;
  readonly preset: ListPreset;
  readonly filters: ListFilters;
  readonly sort: ListSort;
  readonly direction: 'ascending' | 'descending';
  /** From the page before; null for the first. */
  readonly cursor: string | null;
  readonly limit: number;
  /** Whose look-up is noted, and as what (`list`, `download`). */
  readonly viewer: { readonly employeeId: number; readonly action: string };
}

export interface ListedCase {
  readonly case_id: number;
  readonly citizen_id: number;
  readonly name: string;
  readonly protected: boolean;
  readonly target_group: TargetGroup;
  readonly programmes: readonly string[];
  readonly weeks: number;
  readonly goal: { readonly kind: GoalKind; readonly text: string } | null;
  readonly last_contact: { readonly on: string; readonly kind: ContactKind } | null;
  readonly next_contact_at: string | null;
  readonly activities: readonly { readonly kind: ActivityKind; readonly to: string | null }[];
  readonly activity_ends_on: string | null;
  readonly paid_hours: readonly number[];
  readonly job_broker: string | null;
  readonly caseworker: string | null;
  readonly cv: boolean;
  /** The worst of its states; every open case has one. */
  readonly state: CaseState;
}

export interface ListPage {
  readonly rows: readonly ListedCase[];
  readonly nextCursor: string | null;
  /** Within reach, filters and preset. */
  readonly total: number;
  /** Within reach and filters, for each preset. */
  readonly presets: Readonly<Record<ListPreset, number>>;
}

/** A cursor that is no cursor of ours. */
export class CursorRefusal extends Error {
  override readonly name = 'CursorRefusal';
}

type Cursor = readonly [sort: ListSort, value: string | null, caseId: number];

const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

const readCursor = (text: string, sort: ListSort): Cursor => {
  let cursor: unknown;
  try {
    cursor = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw new CursorRefusal();
  }
  if (
    !Array.isArray(cursor) ||
    cursor[0] !== sort ||
    !(cursor[1] === null || typeof cursor[1] === 'string') ||
    !Number.isInteger(cursor[2])
  )
    throw new CursorRefusal();
  return cursor as unknown as Cursor;
};

const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, '\\$&');

const filtered = (filters: ListFilters, bind: Bind): string => {
  const conditions: string[] = [];
  for (const word of (filters.search ?? '').split(/\s+/).filter((part) => part !== ''))
    conditions.push(`t.name ilike ${bind(`%${escaped(word)}%`)}`);
  if (filters.target_group !== undefined)
    conditions.push(`t.target_group = ${bind(filters.target_group)}`);
  if (filters.programme !== undefined)
    conditions.push(`t.programmes @> array[${bind(filters.programme)}::text]`);
  if (filters.caseworker !== undefined)
    conditions.push(`t.caseworker_id = ${bind(filters.caseworker)}`);
  if (filters.job_broker !== undefined)
    conditions.push(`t.job_broker_id = ${bind(filters.job_broker)}`);
  if (filters.team !== undefined) conditions.push(`t.teams @> array[${bind(filters.team)}::text]`);
  return conditions.map((condition) => ` and ${condition}`).join('');
};

const after = (
  cursor: Cursor,
  [sql, type]: readonly [string, string],
  descending: boolean,
  bind: Bind,
): string => {
  const [, value, caseId] = cursor;
  const id = `${bind(caseId)}::int`;
  if (value === null) return ` and ${sql} is null and t.case_id > ${id}`;
  const at = `${bind(value)}::text::${type}`;
  return ` and (${sql} ${descending ? '<' : '>'} ${at} or (${sql} = ${at} and t.case_id > ${id}) or ${sql} is null)`;
};

const PRESET_COUNTS = Object.entries(PRESETS)
  .map(([name, condition]) => `'${name}', count(*) filter (where ${condition})`)
  .join(', ');

const names = new Map<string, string>();

/**
 * A named statement is planned once per connection. Only the first page without filters has a name: it is what is asked
 * for all day, and the number of names stays bounded whatever people type.
 */
const statementName = (request: ListRequest, text: string): { name?: string } => {
  const isPlain =
    request.cursor === null && Object.values(request.filters).every((value) => value === undefined);
  if (!isPlain) return {};
  const name = names.get(text) ?? `list_citizens_${names.size}`;
  names.set(text, name);
  return { name };
};

/** A page of open cases within reach, in one statement: a pool will do. The rows must stand on today (`keepCaseToday`). */
export const listCitizens = async (
  tx: Pick<Tx, 'query'>,
  request: ListRequest,
): Promise<ListPage> => {
  const { values, bind } = binding();
  const sort = SORTS[request.sort];
  const descending = request.direction === 'descending';
  const within = `t.is_open and ${caseWithin(request.scope, 't', bind)}${filtered(request.filters, bind)}`;
  const more =
    request.cursor === null
      ? ''
      : after(readCursor(request.cursor, request.sort), sort, descending, bind);
  const limit = bind(request.limit + 1);
  // One row more than asked for tells whether there is a next page; whom it is about is not shown, nor noted.
  // Few rows are read once, for the page and for the counts; of all, the page takes the first few and the counts need no row.
  const kept = request.scope.kind === 'all' ? 'not materialized' : 'materialized';
  const text = `with reach as ${kept} (select * from case_today t where ${within}),
    page as materialized (
      select first.*, row_number() over ()::int as place
        from (select t.case_id, t.citizen_id, t.listed, ${sort[0]}::text as sort_value
          from reach t where ${PRESETS[request.preset]}${more}
          order by ${sort[0]} ${descending ? 'desc' : 'asc'} nulls last, t.case_id limit ${limit}) first),
    noted as (
      insert into lookup_log (employee_id, action, citizen_ids)
      select ${bind(request.viewer.employeeId)}::int, ${bind(request.viewer.action)}, array_agg(citizen_id order by place)
        from page where place < ${limit} having count(*) > 0)
    select (select json_build_object(${PRESET_COUNTS}) from reach t) as presets,
      (select sort_value from page where place = ${limit} - 1) as last_value,
      (select coalesce(json_agg(listed order by place), '[]') from page) as rows`;
  const { rows } = await tx.query<{
    presets: Record<ListPreset, number>;
    last_value: string | null;
    rows: ListedCase[];
  }>({ ...statementName(request, text), text, values });
  const { presets, last_value: lastValue, rows: found } = single(rows);
  const shown = found.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor:
      found.length > request.limit && last !== undefined
        ? writeCursor([request.sort, lastValue, last.case_id])
        : null,
    total: presets[request.preset],
    presets,
  };
};
