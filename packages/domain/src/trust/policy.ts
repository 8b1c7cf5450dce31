/**
 * Who may do what: one table from role to permissions, one function from viewer to the cases within reach.
 * Every route names its permission (packages/contract), every query that touches cases takes a {@link CaseScope}.
 */
import type { Role } from './role.ts';

export const PERMISSIONS = [
  /** See the citizens within reach: lists, pages, search, people behind figures. */
  'see_citizens',
  /** Register, correct and void what happened with a citizen within reach. */
  'register_facts',
  /** Give a case to an employee, and end an assignment. */
  'assign',
  /** See cases per caseworker. */
  'see_caseload',
  /** See a programme's figures, without people. */
  'see_figures',
  /** Register meetings of the steering group. */
  'register_meetings',
  /** Bring the municipality's records in, see earlier imports, and take everything out. */
  'exchange_records',
  /** See who has looked at a citizen. */
  'see_lookups',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const PERMISSIONS_OF = {
  caseworker: [
    'see_citizens',
    'register_facts',
    'assign',
    'see_caseload',
    'see_figures',
    'see_lookups',
  ],
  job_broker: ['see_citizens', 'register_facts', 'see_figures', 'see_lookups'],
  company_consultant: ['see_citizens', 'register_facts', 'see_figures', 'see_lookups'],
  mentor: ['see_citizens', 'register_facts', 'see_lookups'],
  team_leader: [
    'see_citizens',
    'register_facts',
    'assign',
    'see_caseload',
    'see_figures',
    'register_meetings',
    'see_lookups',
  ],
  professional_coordinator: [
    'see_citizens',
    'register_facts',
    'assign',
    'see_caseload',
    'see_figures',
    'see_lookups',
  ],
  project_lead: ['see_citizens', 'see_caseload', 'see_figures', 'register_meetings', 'see_lookups'],
  practitioner: ['see_citizens', 'register_facts'],
  benefit_officer: ['see_figures'],
  accountant: ['see_figures'],
  auditor: ['see_caseload', 'see_figures'],
  steering_member: ['see_caseload', 'see_figures'],
  administrator: ['exchange_records', 'see_caseload', 'see_figures'],
} as const satisfies Record<Role, readonly Permission[]>;

/** What a role may do. */
export const permissionsOf = (role: Role): readonly Permission[] => PERMISSIONS_OF[role];

export const may = (role: Role, permission: Permission): boolean =>
  permissionsOf(role).includes(permission);

/** The employee who looks, as the database knows them. `employeeId` is the internal id. */
export interface Viewer {
  readonly employeeId: number;
  readonly role: Role;
  /** Null for an employee without a team: then no team's cases are within reach. */
  readonly team: string | null;
}

/**
 * The cases within a viewer's reach:
 * - `own`: cases with an assignment, in any role, to the viewer today;
 * - `team`: own cases, and those assigned today to somebody of the same team; of the team's, not citizens with protected
 *   name and address, whom only those assigned see;
 * - `team_and_unassigned`: the whole team's, protected ones too, and open cases that nobody is assigned to;
 * - `all`: every case.
 * A citizen is within reach when one of the citizen's cases is.
 */
export type CaseScope =
  | { readonly kind: 'none' }
  | { readonly kind: 'own'; readonly employeeId: number }
  | { readonly kind: 'team'; readonly employeeId: number; readonly team: string }
  | {
      readonly kind: 'team_and_unassigned';
      readonly employeeId: number;
      readonly team: string | null;
    }
  | { readonly kind: 'all' };

/** The cases that a viewer may see. */
export const caseScopeOf = (viewer: Viewer): CaseScope => {
  const { employeeId, role, team } = viewer;
  switch (role) {
    case 'caseworker':
    case 'job_broker':
    case 'company_consultant':
      return team === null ? { kind: 'own', employeeId } : { kind: 'team', employeeId, team };
    case 'mentor':
    case 'practitioner':
      return { kind: 'own', employeeId };
    case 'team_leader':
    case 'professional_coordinator':
      return { kind: 'team_and_unassigned', employeeId, team };
    case 'project_lead':
      return { kind: 'all' };
    case 'benefit_officer':
    case 'accountant':
    case 'auditor':
    case 'steering_member':
    case 'administrator':
      return { kind: 'none' };
  }
};

/** The part of a scope that is the viewer's own: what "my citizens" starts with. */
export const ownScopeOf = (viewer: Viewer): CaseScope =>
  may(viewer.role, 'see_citizens')
    ? { kind: 'own', employeeId: viewer.employeeId }
    : { kind: 'none' };
