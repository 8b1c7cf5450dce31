/** Views of a list that an employee has given a name. What a view holds is the screen's matter. */
import { single, type Tx } from '../transaction.ts';

export interface SavedView {
  readonly view_id: number;
  readonly name: string;
  readonly view: Readonly<Record<string, unknown>>;
}

export const listViews = async (tx: Tx, employeeId: number): Promise<readonly SavedView[]> => {
  const { rows } = await tx.query<SavedView>(
    `select saved_view_id as view_id, name, view from saved_view where employee_id = $1
      order by name collate danish, saved_view_id`,
    [employeeId],
  );
  return rows;
};

/** Saves a view; the same name replaces it. */
export const saveView = async (
  tx: Tx,
  employeeId: number,
  { name, view }: Omit<SavedView, 'view_id'>,
): Promise<SavedView> => {
  const { rows } = await tx.query<SavedView>(
    `insert into saved_view (employee_id, name, view) values ($1, $2, $3)
      on conflict (employee_id, name) do update set view = excluded.view
      returning saved_view_id as view_id, name, view`,
    [employeeId, name, JSON.stringify(view)],
  );
  return single(rows);
};

/** Takes away one of the employee's own views; false where there is none. */
export const deleteView = async (tx: Tx, employeeId: number, viewId: number): Promise<boolean> => {
  const { rowCount } = await tx.query(
    'delete from saved_view where employee_id = $1 and saved_view_id = $2',
    [employeeId, viewId],
  );
  return rowCount === 1;
};
