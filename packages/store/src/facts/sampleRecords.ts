/** A small municipality for the store's tests: every kind, every type of column, people with day + 60. */
import { noRecords, type Records } from '@medspiller/domain';

export const SAMPLE: Records = {
  ...noRecords(),
  employees: [
    {
      employee_id: 'E1',
      name: 'Mette Åkjær',
      initials: 'MÅ',
      role: 'caseworker',
      team: 'Nord',
      phone: '12345678',
      email: null,
      hours_available: 'man–tor 8–9',
      cap_low: 30,
      cap_high: 35,
    },
    {
      employee_id: 'E2',
      name: 'Jonas "Jo" Brink',
      initials: null,
      role: 'job_broker',
      team: 'Syd',
      phone: null,
      email: null,
      hours_available: null,
      cap_low: null,
      cap_high: null,
    },
  ],
  citizens: [
    {
      citizen_id: 'B1',
      cpr: '6101701234',
      name: 'Aase Øgård',
      protected: false,
      origin: 'danish',
      phone: null,
      email: 'aase@example.dk',
      language: null,
    },
    {
      citizen_id: 'B2',
      cpr: '6202855677',
      name: 'Bo Ærøe',
      protected: true,
      origin: null,
      phone: null,
      email: null,
      language: 'dansk\\tegn',
    },
  ],
  cases: [
    {
      case_id: 'S1',
      citizen_id: 'B1',
      target_group: 'resource_course',
      opened_on: '2020-01-01',
      awarded_on: '2020-01-15',
      closed_on: null,
      close_reason: null,
      next_target_group: null,
    },
    {
      case_id: 'S2',
      citizen_id: 'B2',
      target_group: 'cash_activity_ready',
      opened_on: '2020-02-01',
      awarded_on: null,
      closed_on: null,
      close_reason: null,
      next_target_group: null,
    },
  ],
  assignments: [
    { assignment_id: 'A1', case_id: 'S1', employee_id: 'E1', role: 'caseworker', from: '2020-01-01', to: null },
    { assignment_id: 'A2', case_id: 'S1', employee_id: 'E2', role: 'job_broker', from: '2020-03-01', to: null },
  ],
  enrolments: [
    { enrolment_id: 'T1', case_id: 'S1', programme: 'haandholdt', from: '2020-01-15', to: null, group: '1' },
  ],
  markers: [{ marker_id: 'M1', case_id: 'S1', marker: 'cv_on_jobnet', from: '2020-02-01', to: null }],
  goals: [
    { goal_id: 'G1', case_id: 'S1', kind: 'job', text: 'Lager, 15 timer', disco: null, from: '2020-02-01', to: null },
  ],
  plans: [{ plan_id: 'P1', case_id: 'S1', version: 1, drawn_up_on: '2020-02-10', agreed_by_citizen_on: null }],
  contacts: [
    {
      contact_id: 'K1',
      case_id: 'S1',
      kind: 'conversation',
      planned_at: '2020-01-20T09:00:00Z',
      held_on: '2020-01-20',
      status: 'held',
      place: 'walk',
      with: ['E2', 'E1'],
    },
  ],
  inquiries: [
    { inquiry_id: 'I1', case_id: 'S1', channel: 'phone', received_at: '2020-02-01T10:00:00Z', answered_at: null },
  ],
  companies: [
    {
      company_id: 'V1',
      cvr: '00000000',
      name: 'Nordlys Lager',
      kind: 'private',
      agreement_from: null,
      agreement_to: null,
      industry: null,
      places: 2,
    },
  ],
  activities: [
    {
      activity_id: 'X1',
      case_id: 'S1',
      kind: 'internship',
      offer_id: null,
      company_id: 'V1',
      from: '2020-03-01',
      to: '2020-06-30',
      weekly_hours: 12.5,
    },
  ],
  paid_hours: [{ paid_hours_id: 'L1', citizen_id: 'B1', month: '2020-03', hours: 7.25, company_id: 'V1' }],
  benefits: [
    { benefit_id: 'Y1', citizen_id: 'B1', benefit: 'resource_course_benefit', from: '2020-01-15', to: null },
  ],
  budget_lines: [
    { line_id: 'BL1', programme: 'haandholdt', post: '1', text: 'Løn', budget_ore: 130_000_000, note: null },
  ],
  ledger: [
    {
      entry_id: 'LE1',
      programme: 'haandholdt',
      line_id: 'BL1',
      booked_on: '2020-02-28',
      text: 'Løn februar',
      amount_ore: -4_500_050,
    },
  ],
};
