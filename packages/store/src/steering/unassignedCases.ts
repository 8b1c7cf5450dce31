/** Open cases of the target group that nobody is caseworker of on a day: how long they have waited, and whom they are about. */
import type { CaseScope } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import { logLookup } from '../trust/lookupLog.ts';
import { citizenWithin } from '../trust/scope.ts';
import { Bindings, isKnown, type AsKnown } from './bindings.ts';
import { isOfTargetGroup, type TargetGroupRule } from './conditionBits.ts';

export interface UnassignedCase {
  readonly citizen_id: number;
  readonly name: string;
  /** The day of the award, or of opening where no award is known. */
  readonly since: string;
  /** Whether the viewer may know who it is. */
  readonly within: boolean;
}

/** Longest waiting first. Whom the viewer may see is noted as looked up. */
export const unassignedCases = async (
  tx: Tx,
  day: string,
  group: TargetGroupRule,
  options: {
    readonly asKnown: AsKnown;
    readonly scope: CaseScope;
    readonly viewer: { readonly employeeId: number };
  },
): Promise<readonly UnassignedCase[]> => {
  const bindings = new Bindings();
  const on = bindings.of('date', day);
  const known = (alias: string): string => isKnown(bindings, alias, options.asKnown);
  const within = citizenWithin(options.scope, 'k.citizen_id', (value) =>
    bindings.of(typeof value === 'number' ? 'int' : 'text', value),
  );
  const { rows } = await tx.query<UnassignedCase>(
    `select k.citizen_id, c.name, coalesce(k.awarded_on, k.opened_on) as since, ${within} as within
       from cases k join citizens c on c.record_id = k.citizen_id and ${known('c')}
      where ${known('k')} and k.opened_on <= ${on} and (k.closed_on is null or k.closed_on > ${on})
        and ${isOfTargetGroup(bindings, group, on)}
        and not exists (select from assignments r where r.case_id = k.record_id and r.role = 'caseworker'
          and r."from" <= ${on} and (r."to" is null or r."to" >= ${on}) and ${known('r')})
      order by since, k.record_id`,
    bindings.values,
  );
  await logLookup(tx, {
    employeeId: options.viewer.employeeId,
    action: 'caseload',
    citizenIds: rows.filter((row) => row.within).map(({ citizen_id }) => citizen_id),
  });
  return rows;
};
