import type { CaseScope, Role } from '@medspiller/domain';
import { single, type Tx } from '../transaction.ts';
import { binding, caseWithin } from '../trust/scope.ts';

/** What the filters of the list can choose between, within reach. */
export interface FilterChoices {
  readonly employees: readonly {
    readonly employee_id: number;
    readonly name: string;
    readonly role: Role;
  }[];
  readonly programmes: readonly string[];
}

export const filterChoices = async (tx: Tx, scope: CaseScope): Promise<FilterChoices> => {
  const { values, bind } = binding();
  const { rows } = await tx.query<{
    employees: FilterChoices['employees'];
    programmes: readonly string[];
  }>(
    `with within as (select * from case_today t where t.is_open and ${caseWithin(scope, 't', bind)}),
      around as (select caseworker_id as id from within union select job_broker_id from within)
     select
      (select coalesce(json_agg(json_build_object('employee_id', e.record_id, 'name', e.name, 'role', e.role)
          order by e.name collate danish, e.record_id), '[]')
         from employees e join around on around.id = e.record_id where e.known_to = 'infinity') as employees,
      (select coalesce(array_agg(distinct programme order by programme), '{}')
         from within, unnest(within.programmes) programme) as programmes`,
    values,
  );
  return single(rows);
};
