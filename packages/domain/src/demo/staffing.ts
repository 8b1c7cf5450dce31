/** Who works in the demo municipality, and how many open cases each caseworker has. */
import type { Day } from '../calendar/index.ts';
import type { Employee } from '../people/kinds.ts';
import type { Role } from '../trust/role.ts';
import type { Chronicle } from './chronicle.ts';

const CAP_LOW = 30;
export const CAP_HIGH = 35;
const JOB_BROKER_CAP = 40;

export interface CaseworkerLoad {
  readonly employeeId: string;
  /** Open cases of the target group of the intensive programme. */
  readonly programme: number;
  /** Open cases of persons in the portfolio programme. */
  readonly portfolio: number;
  /** Other open cases. */
  readonly other: number;
}

/** Starts cases that the project has no room for. */
export const OUTSIDE_PROJECT = 'M09';

/** Two have more than the cap, four lie in the band, two have room, one works outside the project. */
export const CASEWORKER_LOADS: readonly CaseworkerLoad[] = [
  { employeeId: 'M01', programme: 41, portfolio: 2, other: 1 },
  { employeeId: 'M02', programme: 36, portfolio: 2, other: 0 },
  { employeeId: 'M03', programme: 34, portfolio: 7, other: 1 },
  { employeeId: 'M04', programme: 33, portfolio: 8, other: 1 },
  { employeeId: 'M05', programme: 31, portfolio: 10, other: 1 },
  { employeeId: 'M06', programme: 30, portfolio: 11, other: 2 },
  { employeeId: 'M07', programme: 26, portfolio: 13, other: 1 },
  { employeeId: 'M08', programme: 24, portfolio: 15, other: 1 },
  { employeeId: OUTSIDE_PROJECT, programme: 3, portfolio: 32, other: 6 },
];

/** Newly awarded cases that nobody has taken yet. */
export const UNASSIGNED = 4;

const row = (
  employee_id: string,
  name: string,
  role: Role,
  team: string | null,
  phone: string | null,
  hours_available: string | null = null,
): Employee => {
  const parts = name.split(' ');
  const initials = `${parts[0]?.slice(0, 2) ?? ''}${parts.at(-1)?.slice(0, 2) ?? ''}`.toUpperCase();
  const capped = role === 'caseworker';
  return {
    employee_id,
    name,
    initials,
    role,
    team,
    phone,
    email: `${initials.toLowerCase()}@norreaa.example`,
    hours_available,
    cap_low: capped ? CAP_LOW : null,
    cap_high: capped ? CAP_HIGH : role === 'job_broker' ? JOB_BROKER_CAP : null,
  };
};

const NORTH = 'Team Nord';
const SOUTH = 'Team Syd';
const WORK = 'Virksomhedsteamet';

export const STAFF: readonly Employee[] = [
  row('M01', 'Dorthe Sandager', 'caseworker', NORTH, '72 10 44 01', 'man.–fre. kl. 8–10'),
  row('M02', 'Morten Lykkeby', 'caseworker', NORTH, '72 10 44 02', 'man.–tor. kl. 9–11'),
  row('M03', 'Signe Overby', 'caseworker', NORTH, '72 10 44 03', 'man.–fre. kl. 8–15'),
  row('M04', 'Tarek Mansouri', 'caseworker', NORTH, '72 10 44 04', 'man.–fre. kl. 8–15'),
  row('M05', 'Tine Kjeldgaard', 'caseworker', SOUTH, '72 10 44 05', 'tir.–fre. kl. 9–14'),
  row('M06', 'Lars Bøgelund', 'caseworker', SOUTH, '72 10 44 06', 'man.–fre. kl. 8–12'),
  row('M07', 'Camilla Heden', 'caseworker', SOUTH, '72 10 44 07', 'man.–fre. kl. 8–15'),
  row('M08', 'Nete Raunsbæk', 'caseworker', SOUTH, '72 10 44 08', 'man.–tor. kl. 8–15'),
  row('M09', 'Poul Vestermark', 'caseworker', SOUTH, '72 10 44 09', 'man.–fre. kl. 10–12'),
  row('M10', 'Jakob Ravnsborg', 'job_broker', WORK, '72 10 44 31', 'man.–fre. kl. 8–16'),
  row('M11', 'Yasemin Erdal', 'job_broker', WORK, '72 10 44 32', 'man.–fre. kl. 8–16'),
  row('M12', 'Stine Haugbølle', 'job_broker', WORK, '72 10 44 33', 'man.–fre. kl. 8–16'),
  row('M13', 'Kasper Løgstrup', 'job_broker', WORK, '72 10 44 34', 'man.–tor. kl. 8–16'),
  row('M14', 'Birgitte Nørlund', 'company_consultant', WORK, '72 10 44 41', 'man.–fre. kl. 8–15'),
  row('M15', 'Thomas Vadum', 'company_consultant', WORK, '72 10 44 42', 'man.–fre. kl. 8–15'),
  row('M16', 'Lene Brandstrup', 'mentor', WORK, '72 10 44 51'),
  row('M17', 'Omid Rostami', 'mentor', WORK, '72 10 44 52'),
  row('M18', 'Inger Skovsted', 'mentor', WORK, '72 10 44 53'),
  row('M19', 'Marianne Foged', 'team_leader', NORTH, '72 10 44 11'),
  row('M20', 'Peter Gamborg', 'team_leader', SOUTH, '72 10 44 12'),
  row('M21', 'Hanne Tolstrup', 'professional_coordinator', NORTH, '72 10 44 13'),
  row('M22', 'Louise Arendal', 'project_lead', 'Projekter', '72 10 44 14'),
  row(
    'M23',
    'Jesper Koefoed',
    'practitioner',
    'Socialpsykiatrien',
    '72 10 52 07',
    'man.–fre. kl. 9–12',
  ),
  row(
    'M24',
    'Susanne Lindegren',
    'practitioner',
    'Sundhed og træning',
    '72 10 52 08',
    'man.–fre. kl. 9–12',
  ),
  row('M25', 'Gitte Damsbo', 'benefit_officer', 'Ydelse', '72 10 46 02'),
  row('M26', 'Niels Ebdrup', 'accountant', 'Økonomi', '72 10 48 03'),
  row('M27', 'Vibeke Storgaard', 'auditor', null, null),
  row('M28', 'Bodil Krogsgaard', 'steering_member', 'Styregruppen', '72 10 40 01'),
  row('M29', 'Anders Thyregod', 'administrator', 'It', '72 10 49 01'),
];

export const staffOf = (role: Role): readonly Employee[] =>
  STAFF.filter((employee) => employee.role === role);

export const tellStaff = (chronicle: Chronicle, begin: Day): void => {
  for (const employee of STAFF) chronicle.tell('employees', [[begin, employee]]);
};
