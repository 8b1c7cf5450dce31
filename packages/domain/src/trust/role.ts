/** The roles that an employee can have: the policy beside this file says what each may. Source: the exchange folder, version 1. */

export const ROLES = [
  'caseworker',
  'job_broker',
  'company_consultant',
  'mentor',
  'team_leader',
  'professional_coordinator',
  'project_lead',
  'practitioner',
  'benefit_officer',
  'accountant',
  'auditor',
  'steering_member',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

/** Danish words accepted for a role. */
export const ROLE_ALIASES: Readonly<Record<string, Role>> = {
  'koordinerende sagsbehandler': 'caseworker',
  sagsbehandler: 'caseworker',
  jobformidler: 'job_broker',
  'personlig jobformidler': 'job_broker',
  virksomhedskonsulent: 'company_consultant',
  teamleder: 'team_leader',
  fagkoordinator: 'professional_coordinator',
  projektleder: 'project_lead',
  fagperson: 'practitioner',
};
