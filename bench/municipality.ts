/** A large synthetic municipality: 10,000 citizens with five years of records, 220 caseworkers with 34 open cases each. */
import { addDays, addMonths, monthOf, noRecords, type Records } from '@medspiller/domain';

export const TODAY = '2026-10-31';
const START = '2021-11-01';
const CITIZENS = 10_000;
export const CASEWORKERS = 220;
export const CASES_EACH = 34;
/** The key of an employee who sees every case. */
export const LEADER = 'L0';

/** A small generator of pseudo-random numbers (mulberry32): the same seed gives the same municipality. */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
};

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

/** About 536,000 records. Employees have an e-mail address `c<number>@bench.example`. */
export const largeMunicipality = (): Records => {
  const random = seeded(7);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const records = noRecords() as Writable<Records>;
  let counter = 0;
  const key = (letter: string): string => `${letter}${(counter += 1)}`;

  for (let n = 0; n < CASEWORKERS; n += 1)
    records.employees.push({
      employee_id: `W${n}`,
      name: `Sagsbehandler ${n}`,
      initials: null,
      role: 'caseworker',
      team: `Team ${n}`,
      phone: '72 10 00 00',
      email: `c${n}@bench.example`,
      hours_available: null,
      cap_low: 30,
      cap_high: 35,
    });
  for (let n = 0; n < 60; n += 1)
    records.employees.push({
      employee_id: `B${n}`,
      name: `Jobformidler ${n}`,
      initials: null,
      role: 'job_broker',
      team: null,
      phone: '72 10 00 01',
      email: `b${n}@bench.example`,
      hours_available: null,
      cap_low: null,
      cap_high: null,
    });

  records.employees.push({
    employee_id: LEADER,
    name: 'Projektleder',
    initials: null,
    role: 'project_lead',
    team: null,
    phone: null,
    email: 'l0@bench.example',
    hours_available: null,
    cap_low: null,
    cap_high: null,
  });

  for (let on = START; on <= TODAY; on = addMonths(on, 3))
    records.steering_meetings.push({
      meeting_id: key('N'),
      programme: 'bench',
      held_on: on,
      note: null,
    });

  for (let n = 0; n < CITIZENS; n += 1) {
    const citizen = `C${n}`;
    const caseId = `S${n}`;
    const open = n < CASEWORKERS * CASES_EACH;
    const opened = addDays(START, below(1_200));
    const closed = open ? null : addDays(opened, 200 + below(400));
    const last = closed ?? TODAY;
    const worker = `W${n % CASEWORKERS}`;
    const day = 61 + (n % 28);
    const month = 1 + (Math.floor(n / 28) % 12);
    const year = 50 + (Math.floor(n / 336) % 50);
    records.citizens.push({
      citizen_id: citizen,
      cpr: `${day}${String(month).padStart(2, '0')}${String(year).padStart(2, '0')}${1_000 + (n % 3_000)}`,
      name: `${pick(['Anna', 'Bo', 'Carl', 'Dorte', 'Eva', 'Finn'])} ${pick(['Holm', 'Lund', 'Krog', 'Bech', 'Dahl'])} ${n}`,
      protected: n % 50 === 0,
      origin: pick(['danish', 'western', 'non_western']),
      phone: null,
      email: null,
      language: null,
    });
    records.cases.push({
      case_id: caseId,
      citizen_id: citizen,
      target_group: n % 3 === 0 ? 'cash_activity_ready' : 'resource_course',
      opened_on: opened,
      awarded_on: opened,
      closed_on: closed,
      close_reason:
        closed === null
          ? null
          : pick(['job', 'flex_job', 'education', 'early_retirement', 'moved']),
      next_target_group: null,
    });
    records.assignments.push(
      {
        assignment_id: key('A'),
        case_id: caseId,
        employee_id: worker,
        role: 'caseworker',
        from: opened,
        to: closed,
      },
      {
        assignment_id: key('A'),
        case_id: caseId,
        employee_id: `B${n % 60}`,
        role: 'job_broker',
        from: addDays(opened, below(200)),
        to: null,
      },
    );
    records.enrolments.push({
      enrolment_id: key('E'),
      case_id: caseId,
      programme: 'bench',
      from: opened,
      to: closed,
      group: random() < 0.9 ? '1' : '2',
    });
    for (const marker of ['cv_on_jobnet', 'exempt_225', 'absence'] as const)
      if (random() < 0.5)
        records.markers.push({
          marker_id: key('M'),
          case_id: caseId,
          marker,
          from: addDays(opened, below(400)),
          to: random() < 0.5 ? null : addDays(opened, 400 + below(400)),
        });
    if (random() < 0.8)
      records.goals.push({
        goal_id: key('G'),
        case_id: caseId,
        kind: 'job',
        text: pick(['Butiksmedarbejder', 'Lager', 'Rengøring', 'Kantine']),
        disco: null,
        from: addDays(opened, below(200)),
        to: null,
      });
    records.plans.push({
      plan_id: key('P'),
      case_id: caseId,
      version: 1,
      drawn_up_on: addDays(opened, below(45)),
      agreed_by_citizen_on: null,
    });
    for (let on = addDays(opened, below(20)); on <= last; on = addDays(on, 25 + below(35)))
      records.contacts.push({
        contact_id: key('K'),
        case_id: caseId,
        kind: random() < 0.9 ? 'conversation' : 'step_up',
        planned_at: `${on}T09:00:00Z`,
        held_on: on,
        status: 'held',
        place: 'job_centre',
        with: [worker],
      });
    for (
      let from = addDays(opened, below(100));
      from <= last;
      from = addDays(from, 90 + below(200))
    )
      records.activities.push({
        activity_id: key('T'),
        case_id: caseId,
        kind: pick([
          'internship',
          'wage_subsidy',
          'guidance',
          'mentor',
          'physical_training',
          'support_person',
        ]),
        offer_id: null,
        company_id: null,
        from,
        to: addDays(from, 30 + below(120)),
        weekly_hours: null,
      });
    if (random() < 0.5)
      for (let on = addDays(opened, below(300)); on <= last; on = addMonths(on, 1))
        records.paid_hours.push({
          paid_hours_id: key('H'),
          citizen_id: citizen,
          month: monthOf(on),
          hours: below(60),
          company_id: null,
        });
    records.benefits.push({
      benefit_id: key('Y'),
      citizen_id: citizen,
      benefit: 'cash_assistance',
      from: opened,
      to: closed,
    });
  }
  return records;
};
