/** Conversations, plans and inquiries: most in time, some late, some still to come. */
import { addDays, addMonths, daysBetween, instantOf, type Day } from '../calendar/index.ts';
import { CHANNELS } from '../pace/kinds.ts';
import type { Contact } from '../plan/kinds.ts';
import type { Life } from './lives.ts';
import { workingDayFrom } from './projects.ts';
import { staffOf } from './staffing.ts';
import { isOpenOn, later, sooner, writtenDown, type Setting } from './standing.ts';

/** The mandatory rehabilitation team was repealed with law 1750/2025. */
const LAST_REHAB_MEETING = '2026-01-31';
/** How far ahead conversations are booked. */
const BOOKED_AHEAD = 75;

const LIKED_PLACES = [
  'job_centre',
  'phone',
  'phone',
  'walk',
  'home',
  'video',
  'company',
  'psychiatry',
] as const;

const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

const firstGap = (setting: Setting, life: Life): number => {
  const { random } = setting;
  // The law's week for cash assistance, the programme's fortnight for the others.
  if (life.targetGroup === 'cash_activity_ready' || life.targetGroup === 'integration_benefit')
    return random.int(2, 6);
  return random.chance(0.9) ? random.int(4, 12) : random.int(15, 26);
};

export const tellContacts = (
  setting: Setting,
  lives: readonly Life[],
  caseworkerOn: (life: Life, day: Day) => string | null,
): void => {
  const { chronicle, random, today } = setting;
  const consultants = [...staffOf('company_consultant'), ...staffOf('job_broker')];
  for (const life of lives) {
    if (life.caseworkerId === null) continue;
    const end = life.closedOn ?? addDays(today, BOOKED_AHEAD);
    const silentFrom =
      life.closedOn === null && random.chance(0.06) ? addDays(today, -random.int(62, 120)) : null;
    // Where is agreed with the citizen: at the job centre, or as this person likes it.
    const places = [
      'job_centre',
      'job_centre',
      random.pick(LIKED_PLACES),
      random.pick(LIKED_PLACES),
    ] as const;
    let held = 0;
    let unplanned = random.chance(0.16);
    let day = workingDayFrom(addDays(life.openedOn, firstGap(setting, life)));
    let booked = later(life.knownOn, addDays(life.openedOn, 1));
    while (day < end) {
      if (silentFrom !== null && day >= silentFrom && held > 1) break;
      if (day >= today && unplanned) break;
      const caseworkerId = caseworkerOn(life, day);
      const participants = caseworkerId === null ? [] : [caseworkerId];
      const rehab =
        held === 3 &&
        life.targetGroup === 'resource_course' &&
        day <= LAST_REHAB_MEETING &&
        random.chance(0.5);
      const withConsultant = rehab
        ? random.chance(0.85)
        : held === 1
          ? random.chance(0.72)
          : random.chance(0.15);
      if (withConsultant) participants.push(random.pick(consultants).employee_id);
      const planned: Contact = {
        contact_id: chronicle.key('K'),
        case_id: life.caseId,
        kind: rehab
          ? 'rehab_meeting'
          : held > 4 && random.chance(0.04)
            ? 'network_meeting'
            : held > 2 && random.chance(0.15)
              ? 'follow_up'
              : 'conversation',
        planned_at: instantOf(`${day}T${clock(random.int(8, 14), random.pick([0, 15, 30, 45]))}`),
        held_on: null,
        status: 'planned',
        place: held === 0 || rehab ? 'job_centre' : random.pick(places),
        with: participants,
      };
      const bookedOn = sooner(booked, day);
      let status: Contact['status'] = 'held';
      if (held > 0 && random.chance(0.07)) status = 'no_show';
      else if (random.chance(0.05)) status = 'cancelled';
      if (day >= today) {
        chronicle.tell('contacts', [[bookedOn, planned]]);
        // One conversation is booked at a time.
        break;
      }
      const known = later(
        bookedOn,
        status === 'cancelled'
          ? sooner(day, addDays(bookedOn, 3))
          : writtenDown(setting, life, day),
      );
      chronicle.tell('contacts', [
        [bookedOn, planned],
        [known, { ...planned, status, held_on: status === 'held' ? day : null }],
      ]);
      booked = later(day, life.knownOn);
      if (status === 'held') {
        held += 1;
        // Four within the first half-year, as the law has it, then every six to ten weeks.
        day = workingDayFrom(addDays(day, held < 4 ? random.int(24, 42) : random.int(42, 70)));
      } else day = workingDayFrom(addDays(day, random.int(5, 12)));
      if (day >= today) unplanned = random.chance(0.14);
    }
  }
};

export const tellPlans = (setting: Setting, lives: readonly Life[]): void => {
  const { chronicle, random, today } = setting;
  for (const life of lives) {
    if (life.caseworkerId === null || life.track === 'other') continue;
    const end = life.closedOn ?? addDays(today, 1);
    const month = daysBetween(life.openedOn, addMonths(life.openedOn, 1));
    let drawn = workingDayFrom(
      addDays(
        life.openedOn,
        random.chance(0.87) ? random.int(8, month - 4) : random.int(month + 2, month + 25),
      ),
    );
    for (let version = 1; drawn < end && drawn <= today; version += 1) {
      const agreed = random.chance(0.3) ? addDays(drawn, random.int(1, 12)) : drawn;
      const plan = {
        plan_id: chronicle.key('P'),
        case_id: life.caseId,
        version,
        drawn_up_on: drawn,
        agreed_by_citizen_on: null,
      };
      const known = writtenDown(setting, life, drawn);
      chronicle.tell('plans', [
        [known, plan],
        [later(known, agreed), { ...plan, agreed_by_citizen_on: agreed }],
      ]);
      drawn = workingDayFrom(addDays(drawn, random.int(110, 260)));
    }
  }
};

export const tellInquiries = (setting: Setting, lives: readonly Life[]): void => {
  const { chronicle, random, today } = setting;
  const at = (day: Day, hour: number): string =>
    instantOf(`${day}T${clock(hour, random.int(0, 59))}`);
  const ask = (
    life: Life,
    day: Day,
    hour: number,
    answer: { readonly day: Day; readonly hour: number } | null,
  ): void => {
    const inquiry = {
      inquiry_id: chronicle.key('H'),
      case_id: life.caseId,
      channel: random.pick(CHANNELS),
      received_at: at(day, hour),
      answered_at: null,
    };
    const known = later(day, life.knownOn);
    chronicle.tell('inquiries', [
      [known, inquiry],
      ...(answer === null
        ? []
        : [
            [
              later(known, answer.day),
              { ...inquiry, answered_at: at(answer.day, answer.hour) },
            ] as const,
          ]),
    ]);
  };
  /** In office hours: the same day or the next morning; what comes on a Friday afternoon waits until Monday. */
  const answerTo = (day: Day, hour: number): { readonly day: Day; readonly hour: number } => {
    if (random.chance(0.03))
      return { day: workingDayFrom(addDays(day, 3)), hour: random.int(8, 15) };
    if (hour < 9 || (hour < 14 && random.chance(0.6)))
      return { day, hour: random.int(hour + 1, 15) };
    return { day: workingDayFrom(addDays(day, 1)), hour: random.int(8, Math.min(11, hour - 1)) };
  };
  for (const life of lives) {
    if (life.caseworkerId === null) continue;
    const first = later(addMonths(today, -14), addDays(life.openedOn, 3));
    const days = daysBetween(first, addDays(sooner(life.closedOn ?? today, today), -1));
    if (days < 5) continue;
    for (let count = Math.round((days / 100) * random.next() * 1.6); count > 0; count -= 1) {
      const day = workingDayFrom(addDays(first, random.int(0, days)));
      const hour = random.int(7, 19);
      const answer = answerTo(day, hour);
      if (answer.day < today) ask(life, day, hour, answer);
    }
  }
  // What lies on the desk today: some from yesterday, two that have waited too long.
  const waiting = random.shuffled(
    lives.filter(
      (life) =>
        life.caseworkerId !== null && isOpenOn(life, today) && life.openedOn < addDays(today, -20),
    ),
  );
  for (const life of waiting.slice(0, 7)) ask(life, addDays(today, -1), random.int(12, 18), null);
  for (const life of waiting.slice(7, 9)) ask(life, addDays(today, -2), random.int(8, 14), null);
};
