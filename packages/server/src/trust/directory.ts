/** Sessions and employees as the frame asks for them, from the store. */
import {
  endSession,
  extendSession,
  findEmployee,
  findEmployeeByLogin,
  listEmployees,
  readSession,
  saveSession,
  type KnownEmployee,
  type Store,
} from '@medspiller/store';
import type { Session as SessionData } from 'fastify';
import type { EmployeeDirectory } from '../buildServer.ts';
import type { SignedInEmployee } from './signedInEmployee.ts';
import type { SessionRecords } from './sessions.ts';

export const sessionRecords = ({ pool }: Store): SessionRecords => ({
  // What we wrote ourselves is read as it was written.
  read: async (sessionId) => (await readSession(pool, sessionId)) as SessionData | null,
  save: async (sessionId, employeeId, data, expiresAt) =>
    saveSession(pool, sessionId, { data: { ...data }, employeeId, expiresAt }),
  extend: async (sessionId, expiresAt) => extendSession(pool, sessionId, expiresAt),
  end: async (sessionId) => endSession(pool, sessionId),
});

/** The first letters of the first and last name, for who has no initials of their own. */
const initialsOf = ({ name, initials }: KnownEmployee): string => {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return (
    initials ??
    [words[0], words.length > 1 ? words.at(-1) : '']
      .map((word) => word?.[0] ?? '')
      .join('')
      .toUpperCase()
  );
};

const signedIn = (employee: KnownEmployee): SignedInEmployee => ({
  employeeId: employee.employee_id,
  role: employee.role,
  team: employee.team,
  name: employee.name,
  initials: initialsOf(employee),
});

export const employeeDirectory = ({ pool }: Store): EmployeeDirectory => ({
  byId: async (employeeId) => {
    const employee = await findEmployee(pool, employeeId);
    return employee === null ? null : signedIn(employee);
  },
  byClaim: async (claim, value) => {
    const found = await findEmployeeByLogin(pool, claim === 'email' ? 'email' : 'key', value);
    return found?.employee_id ?? null;
  },
  demoAccounts: async () =>
    (await listEmployees(pool)).map((employee) => ({
      login: employee.key,
      name: employee.name,
    })),
});
