/** Who I am, signing in and out, and who has looked. */
import { ROOMS, type RoomName } from '@medspiller/contract';
import {
  caseScopeOf,
  may,
  ownScopeOf,
  permissionsOf,
  type LocalText,
  type Permission,
  type Role,
} from '@medspiller/domain';
import {
  countOpenCases,
  findEmployeeByLogin,
  isCitizenWithin,
  lookupsOfCitizen,
  readSnapshot,
} from '@medspiller/store';
import type { Handlers } from '../handler.ts';
import { notFound } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { SignIn } from './signIn.ts';

/** A room of the menu is there for those who may do what it is for. */
const ROOM_PERMISSION = {
  citizens: 'see_citizens',
  caseload: 'see_caseload',
  status: 'see_figures',
  exchange: 'exchange_records',
} as const satisfies Record<RoomName, Permission>;

export interface DemoPersonToPick {
  readonly employee_id: string;
  readonly why: LocalText;
}

export const trustHandlers = (
  { store, clock, configuration, engine }: Services,
  options: {
    readonly signIn: SignIn;
    readonly version: string;
    readonly demoPersons: readonly DemoPersonToPick[];
  },
): Pick<Handlers, 'health' | 'signInPage' | 'me' | 'signOut' | 'lookups'> => ({
  health: async () => {
    await store.pool.query('select');
    return { ok: true, version: options.version };
  },

  signInPage: async () => {
    const persons = [];
    for (const { employee_id: key, why } of configuration.demo === null
      ? []
      : options.demoPersons) {
      const employee = await findEmployeeByLogin(store.pool, 'key', key);
      if (employee === null) continue;
      const { name, role, team } = employee;
      persons.push({ login: key, name, role, team, why: { ...why } });
    }
    return { municipality: configuration.municipality, demo: configuration.demo !== null, persons };
  },

  me: async ({ employee, reply }) => ({
    employee_id: employee.employeeId,
    name: employee.name,
    initials: employee.initials,
    role: employee.role,
    team: employee.team,
    permissions: [...permissionsOf(employee.role)],
    rooms: ROOMS.filter((room) => may(employee.role, ROOM_PERMISSION[room])),
    municipality: configuration.municipality,
    today: clock.today(),
    demo: configuration.demo !== null,
    trial_database: engine.kind === 'trial',
    own_cases: may(employee.role, 'see_citizens')
      ? await readSnapshot(store.pool, (tx) => countOpenCases(tx, ownScopeOf(employee)))
      : null,
    csrf_token: reply.generateCsrf(),
  }),

  signOut: async ({ request }) => {
    const { signedIn } = request.session;
    await request.session.destroy();
    return { signed_out: true, next: await options.signIn.leave(signedIn?.idToken ?? '') };
  },

  lookups: async ({ employee, params }) =>
    readSnapshot(store.pool, async (tx) => {
      if (!(await isCitizenWithin(tx, params.citizen_id, caseScopeOf(employee)))) throw notFound();
      const found = await lookupsOfCitizen(tx, params.citizen_id);
      return { lookups: found.map((lookup) => ({ ...lookup, role: lookup.role as Role | null })) };
    }),
});
