/** A municipality small enough to know by heart: one employee of every role, two teams, one citizen for each kind of reach. */
import { ROLES, type Records, type Role } from '@medspiller/domain';

export const TODAY = '2026-03-16';
export const PROGRAMME = 'flere-skal-med-2';

const employee = (key: string, role: Role, team: string | null): Records['employees'][number] => ({
  employee_id: key,
  name: `Medarbejder ${key}`,
  initials: null,
  role,
  team,
  phone: null,
  email: `${key}@kommune.example`,
  hours_available: null,
  cap_low: null,
  cap_high: null,
});

/** Roles whose reach is a team work in East; the others have no team. */
const TEAM_ROLES: readonly Role[] = [
  'caseworker',
  'job_broker',
  'company_consultant',
  'team_leader',
  'professional_coordinator',
];

/** Citizens by what they are to `caseworker`: each has one open case of that name. */
export const CITIZENS = {
  own: { name: 'Anna Egen', assigned: 'caseworker', protected: false },
  team: { name: 'Bodil Hold', assigned: 'colleague', protected: false },
  secret: { name: 'Carl Beskyttet', assigned: 'colleague', protected: true },
  foreign: { name: 'Dagny Fremmed', assigned: 'stranger', protected: false },
  unassigned: { name: 'Egon Ventende', assigned: null, protected: false },
} as const;
export type CitizenKey = keyof typeof CITIZENS;
export const CITIZEN_KEYS = Object.keys(CITIZENS) as readonly CitizenKey[];

/** Day + 60: nobody's number. */
export const cprOf = (key: CitizenKey): string =>
  `71018${CITIZEN_KEYS.indexOf(key)}${String(4001 + 2 * CITIZEN_KEYS.indexOf(key))}`;

const from = '2025-01-06';

export const municipality = (): Partial<Records> => ({
  employees: [
    // Each role's employee has the role for a key; caseworkers two more, one in each team.
    ...ROLES.map((role) => employee(role, role, TEAM_ROLES.includes(role) ? 'East' : null)),
    employee('colleague', 'caseworker', 'East'),
    employee('stranger', 'caseworker', 'West'),
  ],
  citizens: CITIZEN_KEYS.map((key) => ({
    citizen_id: key,
    cpr: cprOf(key),
    name: CITIZENS[key].name,
    protected: CITIZENS[key].protected,
    origin: null,
    phone: null,
    email: null,
    language: null,
  })),
  cases: CITIZEN_KEYS.map((key) => ({
    case_id: key,
    citizen_id: key,
    target_group: 'resource_course' as const,
    opened_on: from,
    awarded_on: from,
    closed_on: null,
    close_reason: null,
    next_target_group: null,
  })),
  assignments: CITIZEN_KEYS.flatMap((key) => {
    const { assigned } = CITIZENS[key];
    return assigned === null
      ? []
      : [
          {
            assignment_id: key,
            case_id: key,
            employee_id: assigned,
            role: 'caseworker' as const,
            from,
            to: null,
          },
        ];
  }),
  enrolments: CITIZEN_KEYS.map((key) => ({
    enrolment_id: key,
    case_id: key,
    programme: PROGRAMME,
    from,
    to: null,
    group: '1',
  })),
  goals: CITIZEN_KEYS.map((key) => ({
    goal_id: key,
    case_id: key,
    kind: 'job' as const,
    text: 'Gartner',
    disco: null,
    from,
    to: null,
  })),
});
