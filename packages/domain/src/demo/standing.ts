/** Who is around a citizen and how it stands: assignments with hand-overs, enrolments, markers and goals. */
import {
  addDays,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthRange,
  type Day,
  type Month,
} from '../calendar/index.ts';
import type { Role } from '../trust/role.ts';
import type { Marker } from '../plan/kinds.ts';
import type { Chronicle, RecordIn } from './chronicle.ts';
import { EDUCATIONS, OCCUPATIONS } from './companies.ts';
import type { Life } from './lives.ts';
import { LAST_DAY_OF_225_HOURS, type Projects } from './projects.ts';
import type { Random } from './random.ts';
import { OUTSIDE_PROJECT, STAFF, staffOf } from './staffing.ts';

export interface Setting {
  readonly chronicle: Chronicle;
  readonly random: Random;
  readonly today: Day;
  readonly projects: Projects;
}

export const later = (...days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b));
export const sooner = (...days: readonly Day[]): Day => days.reduce((a, b) => (a < b ? a : b));

export const isOpenOn = (life: Life, day: Day): boolean =>
  life.openedOn <= day && (life.closedOn === null || life.closedOn > day);

/** The day on which something was written down: mostly soon after, never after today, never before the case itself. */
export const writtenDown = ({ random, today }: Setting, life: Life, day: Day): Day => {
  const delay = random.chance(0.55) ? 0 : random.chance(0.8) ? random.int(1, 5) : random.int(6, 20);
  const written = addDays(day, delay);
  return later(life.knownOn, written <= today ? written : day);
};

/** A period that is known as open until its end is written down. */
const tellPeriod = <K extends 'assignments' | 'markers' | 'goals' | 'enrolments'>(
  setting: Setting,
  life: Life,
  kind: K,
  period: { readonly from: Day; readonly to: Day | null },
  record: (to: Day | null) => RecordIn<K>,
): void => {
  const known = writtenDown(setting, life, period.from);
  setting.chronicle.tell(
    kind,
    period.to === null
      ? [[known, record(null)]]
      : [
          [known, record(null)],
          [later(known, addDays(period.to, 1)), record(period.to)],
        ],
  );
};

const assign = (
  setting: Setting,
  life: Life,
  employeeId: string,
  role: Role,
  from: Day,
  to: Day | null,
): void => {
  const assignment_id = setting.chronicle.key('TD');
  tellPeriod(setting, life, 'assignments', { from, to }, (end) => ({
    assignment_id,
    case_id: life.caseId,
    employee_id: employeeId,
    role,
    from,
    to: end,
  }));
};

/** Caseworkers with hand-overs. Gives who it was on a day. */
export const tellCaseworkers = (
  setting: Setting,
  lives: readonly Life[],
): ((life: Life, day: Day) => string | null) => {
  const { random, today } = setting;
  const before = new Map<Life, { readonly employeeId: string; readonly to: Day }>();
  for (const life of lives) {
    if (life.caseworkerId === null) continue;
    const end = life.closedOn ?? today;
    const own = STAFF.find(({ employee_id }) => employee_id === life.caseworkerId);
    const colleagues = staffOf('caseworker').filter(
      ({ employee_id, team }) => employee_id !== life.caseworkerId && team === own?.team,
    );
    const length = daysBetween(life.openedOn, end);
    const until = life.closedOn === null ? null : addDays(life.closedOn, -1);
    const first = sooner(addDays(life.openedOn, random.int(0, 2)), end);
    if (length > 240 && random.chance(0.16)) {
      const employeeId = random.pick(colleagues).employee_id;
      const to = addDays(life.openedOn, random.int(90, length - 60));
      before.set(life, { employeeId, to });
      assign(setting, life, employeeId, 'caseworker', first, to);
      assign(setting, life, life.caseworkerId, 'caseworker', addDays(to, 1), until);
    } else assign(setting, life, life.caseworkerId, 'caseworker', first, until);
  }
  return (life, day) => {
    const earlier = before.get(life);
    return earlier !== undefined && day <= earlier.to ? earlier.employeeId : life.caseworkerId;
  };
};

/**
 * From which day something holds for each of those whom a rising share reaches, so that on today exactly `wanted` of
 * the open cases have it. Who leaves earlier is drawn in among them.
 */
const reaching = (
  { random, today }: Setting,
  lives: readonly Life[],
  months: readonly Month[],
  shareIn: (month: Month, index: number) => number,
  wanted: number,
): ReadonlyMap<Life, Day> => {
  const open = random.shuffled(lives.filter((life) => isOpenOn(life, today)));
  const rank = new Map<Life, number>(lives.map((life) => [life, random.next()]));
  for (const [index, life] of open.entries()) rank.set(life, (index + 0.5) / open.length);
  const days = new Map<Life, Day>();
  for (const life of lives) {
    const index = months.findIndex(
      (month, place) =>
        (place === months.length - 1 ? wanted / open.length : shareIn(month, place)) >
        (rank.get(life) ?? 1),
    );
    const month = months[index];
    if (month === undefined) continue;
    const end = sooner(life.closedOn === null ? today : addDays(life.closedOn, -1), today);
    const earliest = addDays(life.openedOn, random.int(1, 25));
    // What holds from the first month on began at any time before.
    const drawn =
      index === 0
        ? sooner(lastDayOf(month), earliest)
        : addDays(
            firstDayOf(month),
            random.int(0, daysBetween(firstDayOf(month), sooner(lastDayOf(month), today))),
          );
    days.set(life, sooner(later(drawn, sooner(earliest, end)), end));
  }
  return days;
};

/** A share that goes from one value at the first month to another at the last, fastest in the beginning. */
const rising = (from: number, to: number, months: number) => (_: Month, index: number) =>
  from + (to - from) * (1 - (1 - index / Math.max(1, months - 1)) ** 1.7);

/** How many of so many give at least a share. */
const atLeast = (share: number, of: number): number => Math.ceil(share * of - 1e-9);

export const tellPortfolio = (setting: Setting, lives: readonly Life[]): void => {
  const { chronicle, random, today, projects } = setting;
  const { portfolio } = projects;
  const inPortfolio = lives.filter(
    ({ track, closedOn }) =>
      track === 'portfolio' && (closedOn === null || closedOn > portfolio.from),
  );
  const months = monthRange(monthOf(portfolio.from), monthOf(today));
  const here = inPortfolio.filter((life) => isOpenOn(life, today)).length;

  // Group 2 becomes smaller as persons move to group 1.
  const toGroup1 = reaching(
    setting,
    inPortfolio,
    months,
    rising(0.86, 0.91, months.length),
    here - Math.floor(0.09 * here),
  );
  const entryOf = (life: Life): Day => later(portfolio.from, life.openedOn);
  for (const life of inPortfolio) {
    const from = entryOf(life);
    const end = life.closedOn === null ? null : life.closedOn;
    const moved = toGroup1.get(life) ?? null;
    const enrol = (group: string, first: Day, last: Day | null): void => {
      const enrolment_id = chronicle.key('I');
      tellPeriod(setting, life, 'enrolments', { from: first, to: last }, (to) => ({
        enrolment_id,
        case_id: life.caseId,
        programme: portfolio.id,
        from: first,
        to,
        group,
      }));
    };
    if (moved === null) enrol('2', from, end);
    else if (moved <= addDays(from, 31)) enrol('1', from, end);
    else {
      enrol('2', from, addDays(moved, -1));
      enrol('1', moved, end);
    }
  }

  const holding = (marker: Marker, days: ReadonlyMap<Life, Day>): void => {
    for (const [life, from] of days)
      mark(setting, life, marker, from, life.closedOn === null ? null : addDays(life.closedOn, -1));
  };
  holding(
    'cv_on_jobnet',
    reaching(
      setting,
      inPortfolio,
      months,
      rising(0.68, 0.92, months.length),
      atLeast(0.95, here) - 3,
    ),
  );
  const withGoal = reaching(
    setting,
    inPortfolio,
    months,
    rising(0.58, 0.96, months.length),
    atLeast(0.95, here) + 1,
  );
  for (const [life, from] of withGoal) tellGoal(setting, life, from);
  const withBroker = reaching(
    setting,
    inPortfolio,
    months,
    rising(0.36, 0.88, months.length),
    atLeast(0.9, here) - 1,
  );
  for (const [life, from] of withBroker)
    assign(
      setting,
      life,
      random.pick(staffOf('job_broker')).employee_id,
      'job_broker',
      from,
      life.closedOn === null ? null : addDays(life.closedOn, -1),
    );

  // Absences are short, and a few at any time.
  const absentUntil = new Map<Life, Day>();
  for (const [index, month] of months.entries()) {
    const last = sooner(lastDayOf(month), today);
    const present = inPortfolio.filter(
      (life) => isOpenOn(life, last) && life.openedOn <= firstDayOf(month),
    );
    const absent = present.filter((life) => (absentUntil.get(life) ?? '') > last).length;
    for (const life of random
      .shuffled(present.filter((one) => !absentUntil.has(one)))
      .slice(0, Math.max(0, 3 + (index % 3 === 1 ? 1 : 0) - absent))) {
      const from = addDays(firstDayOf(month), random.int(0, daysBetween(firstDayOf(month), last)));
      const to = addDays(from, random.int(20, 75));
      absentUntil.set(life, to);
      mark(
        setting,
        life,
        'absence',
        from,
        life.closedOn === null ? to : sooner(to, addDays(life.closedOn, -1)),
      );
    }
  }
  for (const life of random.shuffled(inPortfolio).slice(0, 4))
    mark(setting, life, 'exempt_effort', addDays(entryOf(life), 3), null);
  for (const life of random.shuffled(inPortfolio).slice(0, Math.floor(here * 0.24)))
    if (life.openedOn < LAST_DAY_OF_225_HOURS)
      mark(setting, life, 'exempt_225', addDays(life.openedOn, 14), LAST_DAY_OF_225_HOURS);

  // Step-up meetings: nine held so far.
  const invited = random.shuffled(
    inPortfolio.filter((life) => isOpenOn(life, today) && life.openedOn < portfolio.from),
  );
  const span = daysBetween(portfolio.from, today);
  for (const [index, life] of invited.slice(0, 9).entries()) {
    const day = addDays(portfolio.from, Math.floor(((index + 0.7) / 9.2) * span));
    const broker = staffOf('job_broker')[index % 4];
    const contact = {
      contact_id: chronicle.key('K'),
      case_id: life.caseId,
      kind: 'step_up' as const,
      planned_at: `${day}T11:00:00Z`,
      held_on: day,
      status: 'held' as const,
      place: 'company' as const,
      with: broker === undefined ? [] : [broker.employee_id],
    };
    mark(setting, life, 'step_up', addDays(day, -random.int(5, 20)), day);
    chronicle.tell('contacts', [[writtenDown(setting, life, day), contact]]);
  }
};

const mark = (setting: Setting, life: Life, marker: Marker, from: Day, to: Day | null): void => {
  const start = later(from, life.openedOn);
  if (start > setting.today || (to !== null && to < start)) return;
  const marker_id = setting.chronicle.key('M');
  tellPeriod(setting, life, 'markers', { from: start, to }, (end) => ({
    marker_id,
    case_id: life.caseId,
    marker,
    from: start,
    to: end,
  }));
};

const tellGoal = (setting: Setting, life: Life, from: Day): void => {
  const { chronicle, random, today } = setting;
  const goal = (start: Day, to: Day | null): void => {
    const goal_id = chronicle.key('MAAL');
    const [title, disco] = random.pick(OCCUPATIONS);
    const hours = random.chance(0.45) ? `, ${random.pick([8, 10, 12, 15, 20])} timer` : '';
    tellPeriod(setting, life, 'goals', { from: start, to }, (end) => ({
      goal_id,
      case_id: life.caseId,
      kind: 'job',
      text: `${title}${hours}`,
      disco,
      from: start,
      to: end,
    }));
  };
  const end = life.closedOn === null ? null : addDays(life.closedOn, -1);
  const length = daysBetween(from, sooner(end ?? today, today));
  // One in six has found another job to aim for.
  if (length > 90 && random.chance(0.17)) {
    const changed = addDays(from, random.int(40, length - 20));
    goal(from, addDays(changed, -1));
    goal(changed, end);
  } else goal(from, end);
  if (random.chance(0.05)) {
    const goal_id = chronicle.key('MAAL');
    const text = random.pick(EDUCATIONS);
    tellPeriod(setting, life, 'goals', { from, to: null }, (to) => ({
      goal_id,
      case_id: life.caseId,
      kind: 'education',
      text,
      disco: null,
      from,
      to,
    }));
  }
};

/** The intensive project's cases: enrolment, goals, CV, job brokers for some. */
export const tellProgramme = (setting: Setting, lives: readonly Life[]): void => {
  const { chronicle, random, today, projects } = setting;
  const { programme } = projects;
  const months = monthRange(monthOf(programme.from), monthOf(today));
  // Who has no caseworker yet has nothing agreed yet either.
  const inProgramme = lives.filter(
    ({ track, caseworkerId, closedOn }) =>
      track === 'programme' &&
      caseworkerId !== null &&
      (closedOn === null || closedOn > programme.from),
  );
  const here = inProgramme.filter((life) => isOpenOn(life, today)).length;
  const share = (part: number): number => Math.round(part * here);
  for (const [life, from] of reaching(
    setting,
    inProgramme,
    months,
    rising(0.42, 0.76, months.length),
    share(0.78),
  ))
    tellGoal(setting, life, from);
  for (const [life, from] of reaching(
    setting,
    inProgramme,
    months,
    rising(0.35, 0.66, months.length),
    share(0.68),
  ))
    mark(
      setting,
      life,
      'cv_on_jobnet',
      from,
      life.closedOn === null ? null : addDays(life.closedOn, -1),
    );
  for (const [life, from] of reaching(
    setting,
    inProgramme,
    months,
    rising(0.1, 0.26, months.length),
    share(0.27),
  ))
    assign(
      setting,
      life,
      random.pick(staffOf('job_broker')).employee_id,
      'job_broker',
      from,
      life.closedOn === null ? null : addDays(life.closedOn, -1),
    );
  for (const life of inProgramme) {
    if (life.caseworkerId === OUTSIDE_PROJECT) continue;
    const from = later(programme.from, life.openedOn);
    const enrolment_id = chronicle.key('I');
    tellPeriod(setting, life, 'enrolments', { from, to: life.closedOn }, (to) => ({
      enrolment_id,
      case_id: life.caseId,
      programme: programme.id,
      from,
      to,
      group: null,
    }));
  }
};

/** A mentor, consultant or practitioner stands beside the citizen as long as the course lasts. */
export const tellCompanion = (
  setting: Setting,
  life: Life,
  role: Role,
  employeeId: string,
  from: Day,
  to: Day,
): void => {
  if (from <= setting.today) assign(setting, life, employeeId, role, from, to);
};
