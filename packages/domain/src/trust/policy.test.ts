import { describe, expect, it } from 'vitest';
import { ROLES } from './role.ts';
import { caseScopeOf, may, ownScopeOf, permissionsOf } from './policy.ts';

const viewer = (role: (typeof ROLES)[number], team: string | null = 'Team 1') => ({
  employeeId: 7,
  role,
  team,
});

describe('who may do what', () => {
  it('gives no case to a role that may not see citizens, and some to every role that may', () => {
    for (const role of ROLES)
      expect(caseScopeOf(viewer(role)).kind === 'none').toBe(!may(role, 'see_citizens'));
  });

  it('lets nobody change what they may not see', () => {
    for (const role of ROLES)
      if (may(role, 'register_facts') || may(role, 'assign'))
        expect(may(role, 'see_citizens')).toBe(true);
  });

  it('keeps the administrator, who moves all records, away from single citizens', () => {
    expect(permissionsOf('administrator')).toContain('exchange_records');
    expect(may('administrator', 'see_citizens')).toBe(false);
    for (const role of ROLES.filter((each) => each !== 'administrator'))
      expect(may(role, 'exchange_records')).toBe(false);
  });

  it('reaches no team from an employee who has none', () => {
    expect(caseScopeOf(viewer('caseworker', null))).toEqual({ kind: 'own', employeeId: 7 });
  });

  it('starts "my citizens" with own cases', () => {
    expect(ownScopeOf(viewer('team_leader'))).toEqual({ kind: 'own', employeeId: 7 });
    expect(ownScopeOf(viewer('accountant'))).toEqual({ kind: 'none' });
  });
});
