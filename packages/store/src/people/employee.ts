import type { Role } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';

export interface KnownEmployee {
  readonly employee_id: number;
  /** The sending system's own key. */
  readonly key: string;
  readonly name: string;
  readonly initials: string | null;
  readonly role: Role;
  readonly team: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hours_available: string | null;
}

const SELECT = `select e.record_id as employee_id, r.key, e.name, e.initials, e.role, e.team, e.phone, e.email, e.hours_available
  from employees e join record r on r.record_id = e.record_id where e.known_to = 'infinity'`;

/** The employee as known now; null where there is none, or no longer. */
export const findEmployee = async (
  tx: Pick<Tx, 'query'>,
  employeeId: number,
): Promise<KnownEmployee | null> => {
  const { rows } = await tx.query<KnownEmployee>({
    name: 'find_employee',
    text: `${SELECT} and e.record_id = $1`,
    values: [employeeId],
  });
  return rows[0] ?? null;
};

/** Who signs in: by the key, e-mail address or initials that the identity provider gives. Null unless it names one person. */
export const findEmployeeByLogin = async (
  tx: Pick<Tx, 'query'>,
  by: 'key' | 'email' | 'initials',
  value: string,
): Promise<KnownEmployee | null> => {
  const column = by === 'key' ? 'r.key' : `lower(e.${by})`;
  const { rows } = await tx.query<KnownEmployee>(`${SELECT} and ${column} = $1 limit 2`, [
    by === 'key' ? value : value.toLowerCase(),
  ]);
  return rows.length === 1 ? (rows[0] ?? null) : null;
};

/** Every employee, by name. */
export const listEmployees = async (tx: Pick<Tx, 'query'>): Promise<readonly KnownEmployee[]> => {
  const { rows } = await tx.query<KnownEmployee>(
    `${SELECT} order by e.name collate danish, e.record_id`,
  );
  return rows;
};
