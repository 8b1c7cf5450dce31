/** Every change to a citizen's records: who, when, why, and what it changed, latest first. */
import { KIND_NAMES, type CaseScope, type KindName } from '@medspiller/domain';
import { citizenOf, joinToCase, versionsOfRecords } from '../facts/affectedCitizens.ts';
import { factColumns } from '../facts/factTable.ts';
import type { ChangeAction } from '../facts/recordChange.ts';
import type { FactRow, FactValues } from '../facts/writeFacts.ts';
import type { Tx } from '../transaction.ts';
import { logLookup } from '../trust/lookupLog.ts';
import { isCitizenWithin, namesOf } from './citizenPage.ts';

export interface ChangeOfFact {
  readonly at: string;
  readonly by: string | null;
  readonly action: ChangeAction;
  readonly reason: string | null;
  readonly kind: KindName;
  readonly record_id: number;
  /** Null for what is new. Of a correction only the fields that differ. */
  readonly before: FactValues | null;
  /** Null for what was voided. */
  readonly after: FactValues | null;
}

export interface CitizenHistory {
  readonly changes: readonly ChangeOfFact[];
  readonly names: Readonly<Record<number, string>>;
}

interface VersionRow {
  readonly opened_by: number;
  readonly closed_by: number | null;
  readonly number_again: boolean;
}
type Versioned = FactRow & VersionRow;

interface ChangeRow {
  readonly change_id: number;
  readonly at: string;
  readonly by: string | null;
  readonly action: ChangeAction;
  readonly reason: string | null;
}

const HISTORY_LIMIT = 2000;

/** Records that ever stood on the citizen, with all their versions, oldest first. */
const versionsOf = async (
  tx: Tx,
  kind: KindName,
  citizenId: number,
): Promise<readonly Versioned[]> => {
  const { rows: records } = await tx.query<{ id: number }>(
    `select distinct f.record_id as id from ${kind} f${joinToCase(kind)} where ${citizenOf(kind, 'f')} = $1`,
    [citizenId],
  );
  if (records.length === 0) return [];
  const { rows } = await tx.query<Versioned>(
    `select ${factColumns(kind, 'v')}, v.opened_by, v.closed_by,
        ${kind === 'citizens' ? 'lag(v.cpr_hash) over (partition by v.record_id order by v.version_id) is distinct from v.cpr_hash' : 'false'} as number_again
       from ${versionsOfRecords(kind, '$1')} v order by v.record_id, v.version_id`,
    [records.map(({ id }) => id)],
  );
  return rows;
};

const HIDDEN = new Set(['record_id', 'version_id', 'opened_by', 'closed_by', 'number_again']);
const valuesOf = (version: Versioned): FactValues =>
  Object.fromEntries(Object.entries(version).filter(([field]) => !HIDDEN.has(field)));

const differing = (one: FactValues, other: FactValues): FactValues =>
  Object.fromEntries(
    Object.entries(one).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(other[field]),
    ),
  );

interface Step {
  readonly changeId: number;
  readonly kind: KindName;
  readonly record_id: number;
  readonly before: FactValues | null;
  readonly after: FactValues | null;
}

/** What each change did to one kind's records: a version and the one before it, told apart field by field. */
const stepsOf = (kind: KindName, versions: readonly Versioned[]): readonly Step[] =>
  versions.flatMap((version, index) => {
    const previous = versions[index - 1];
    const corrects =
      previous?.record_id === version.record_id && previous.closed_by === version.opened_by;
    const [before, after] = corrects
      ? [valuesOf(previous), valuesOf(version)]
      : [null, valuesOf(version)];
    const numbers: FactValues = corrects && version.number_again ? { cpr: '••••••••••' } : {};
    const opened: Step = {
      changeId: version.opened_by,
      kind,
      record_id: version.record_id,
      before: before === null ? null : { ...differing(before, after), ...numbers },
      after: before === null ? after : { ...differing(after, before), ...numbers },
    };
    const next = versions[index + 1];
    const isVoided =
      version.closed_by !== null &&
      !(next?.record_id === version.record_id && next.opened_by === version.closed_by);
    return isVoided
      ? [
          opened,
          {
            changeId: version.closed_by,
            kind,
            record_id: version.record_id,
            before: valuesOf(version),
            after: null,
          },
        ]
      : [opened];
  });

const referredTo = (steps: readonly Step[]): readonly number[] =>
  steps.flatMap(({ before, after }) =>
    [before, after].flatMap((values) =>
      ['employee_id', 'company_id', 'offer_id', 'with'].flatMap((field) => {
        const value = values?.[field];
        return typeof value === 'number'
          ? [value]
          : Array.isArray(value)
            ? (value as number[])
            : [];
      }),
    ),
  );

/** The history of a citizen within reach; null where there is none. The look-up is noted. */
export const citizenHistory = async (
  tx: Tx,
  citizenId: number,
  scope: CaseScope,
  viewer: { readonly employeeId: number },
): Promise<CitizenHistory | null> => {
  if (!(await isCitizenWithin(tx, citizenId, scope))) return null;
  const steps: Step[] = [];
  for (const kind of KIND_NAMES)
    if (citizenOf(kind, 'f') !== null)
      steps.push(...stepsOf(kind, await versionsOf(tx, kind, citizenId)));
  steps.sort((one, other) => other.changeId - one.changeId || other.record_id - one.record_id);
  const shown = steps.slice(0, HISTORY_LIMIT);
  const { rows } = await tx.query<ChangeRow>(
    `select c.change_id, date_trunc('second', c.at) as at, e.name as by, c.action, c.reason from change c
       left join employees e on e.record_id = c.employee_id and e.known_to = 'infinity'
      where c.change_id = any($1)`,
    [[...new Set(shown.map(({ changeId }) => changeId))]],
  );
  const changeOf = new Map(rows.map((row) => [row.change_id, row]));
  await logLookup(tx, {
    employeeId: viewer.employeeId,
    action: 'history',
    citizenIds: [citizenId],
  });
  return {
    changes: shown.flatMap(({ changeId, ...step }) => {
      const change = changeOf.get(changeId);
      if (change === undefined) return [];
      const { at, by, action, reason } = change;
      return [{ at, by, action, reason, ...step }];
    }),
    names: await namesOf(tx, referredTo(shown)),
  };
};
