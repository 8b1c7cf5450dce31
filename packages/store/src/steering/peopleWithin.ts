/** The people behind one figure, as a screen shows them: those within the viewer's reach, and whether that is everybody. */
import type { CaseScope } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { logLookup } from '../trust/lookupLog.ts';
import { citizenWithin } from '../trust/scope.ts';
import { Bindings, isKnown, type AsKnown } from './bindings.ts';
import { peopleBehind } from './evaluateInSql.ts';
import type { IndicatorRequest } from './request.ts';

export interface PersonBehind {
  readonly citizen_id: number;
  readonly name: string;
  /** In the numerator. */
  readonly counted: boolean;
  readonly caseworker: string | null;
  readonly job_broker: string | null;
  /** In the months that the period touches, over all companies. */
  readonly paid_hours: number;
}

export interface PeopleWithin {
  readonly people: readonly PersonBehind[];
  readonly complete: boolean;
}

/** `request` has one period. The look-up is noted. */
export const peopleWithin = async (
  tx: Tx,
  request: IndicatorRequest,
  options: {
    readonly asKnown: AsKnown;
    readonly scope: CaseScope;
    readonly viewer: { readonly employeeId: number };
  },
): Promise<PeopleWithin> => {
  const [period] = request.periods;
  const behind = (await peopleBehind(tx, [request], { asKnown: options.asKnown }))[0]?.[0];
  const counted = new Set(behind?.numerator.map(({ record_id }) => record_id));
  const all = new Set([
    ...counted,
    ...(behind?.denominator ?? []).map(({ record_id }) => record_id),
  ]);
  const bindings = new Bindings();
  const within = citizenWithin(options.scope, 'c.record_id', (value) =>
    bindings.of(typeof value === 'number' ? 'int' : 'text', value),
  );
  const { rows } = await tx.query<Omit<PersonBehind, 'counted'>>(
    `select c.record_id as citizen_id, c.name, t.caseworker, t.job_broker,
        coalesce((select sum(h.hours) from paid_hours h where h.citizen_id = c.record_id and ${isKnown(bindings, 'h', options.asKnown)}
          and h.month between date_trunc('month', ${bindings.of('date', period?.from)})::date and ${bindings.of('date', period?.to)}), 0) as paid_hours
       from citizens c
       left join lateral (select caseworker, job_broker from case_today
         where citizen_id = c.record_id order by is_open desc, opened_on desc, case_id limit 1) t on true
      where c.record_id = any(${bindings.of('int[]', [...all])}) and c.known_to = 'infinity'
        and ${within}
      order by c.name collate danish, c.record_id`,
    bindings.values,
  );
  await logLookup(tx, {
    employeeId: options.viewer.employeeId,
    action: 'figure',
    citizenIds: rows.map(({ citizen_id }) => citizen_id),
    detail: request.definition.id,
  });
  return {
    people: rows.map((row) => ({ ...row, counted: counted.has(row.citizen_id) })),
    complete: rows.length === all.size,
  };
};
