import type { Tx } from '../transaction.ts';

/** Notes that everybody has been taken out. */
export const logExport = async (tx: Tx, employeeId: number): Promise<void> => {
  await tx.query(
    `insert into lookup_log (employee_id, action, citizen_ids)
      select $1, 'export', array_agg(record_id order by record_id) from citizens
       where known_to = 'infinity' having count(*) > 0`,
    [employeeId],
  );
};
