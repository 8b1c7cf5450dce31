/** The cases: who has which, from when to when, with whom, and what the person lived on. */
import { addDays, addMonths, daysBetween, isWorkingDay, type Day } from '../calendar/index.ts';
import type { Benefit, Case, Citizen, CloseReason, TargetGroup } from '../people/kinds.ts';
import type { Chronicle } from './chronicle.ts';
import { peopleOf } from './persons.ts';
import { workingDayFrom, type Projects } from './projects.ts';
import type { Random } from './random.ts';
import { CASEWORKER_LOADS, UNASSIGNED } from './staffing.ts';

/** No resource course is awarded after this day (law 1750/2025). */
const LAST_AWARD_OF_RESOURCE_COURSE = '2026-01-31';
/** Education assistance and the integration benefits became cash assistance on this day. */
const ONE_CASH_ASSISTANCE_FROM = '2025-07-01';

export type Track = 'programme' | 'portfolio' | 'other';

export interface Life {
  readonly track: Track;
  readonly caseId: string;
  readonly citizenId: string;
  readonly targetGroup: TargetGroup;
  readonly openedOn: Day;
  readonly awardedOn: Day | null;
  readonly closedOn: Day | null;
  readonly closeReason: CloseReason | null;
  readonly nextTargetGroup: TargetGroup | null;
  readonly caseworkerId: string | null;
  readonly speaksDanish: boolean;
  /** The day on which the case stood in the records. */
  readonly knownOn: Day;
  /** Until then nothing that leads to work happens; null where it never was so. */
  readonly quietUntil: Day | null;
  /** Closes with ordinary work soon, so paid hours come first. */
  readonly goesToWork: boolean;
  /** What the person lived on before, where that is another case's to tell: null. */
  readonly before: Benefit | null;
}

interface Draft {
  track: Track;
  group: TargetGroup;
  opened: Day;
  closed?: Day;
  reason?: CloseReason;
  next?: TargetGroup;
  caseworkerId: string | null;
}

const GOLDEN_SECTION = 0.618_033_988_749_895;
const FOR_EVER = '9999-12-31';

const benefitOf = (group: TargetGroup): Benefit | null => {
  switch (group) {
    case 'resource_course':
      return 'resource_course_benefit';
    case 'job_clarification':
      return 'job_clarification_benefit';
    case 'sickness_benefit':
      return 'sickness_benefit';
    case 'cash_activity_ready':
    case 'cash_job_ready':
      return 'cash_assistance';
    case 'education_activity_ready':
    case 'education_ready':
      return 'education_assistance';
    case 'integration_benefit':
      return 'integration_benefit';
    case 'unemployment_benefit_flex':
      return 'flex_unemployment';
    case 'in_flex_job':
      return 'flex_wage_supplement';
    case 'rehabilitation_benefit':
      return 'rehabilitation_benefit';
    case 'unemployment_insurance':
      return 'unemployment_insurance';
    case 'self_supporting':
      return null;
  }
};

const agesOf = (draft: Draft): readonly [number, number] =>
  draft.track === 'portfolio'
    ? [33, 61]
    : draft.group === 'education_activity_ready'
      ? [20, 28]
      : [27, 63];

/** A working day between two days, both included; the first of them where there is none. */
const workingDayIn = (random: Random, from: Day, to: Day): Day => {
  const length = daysBetween(from, to);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const day = addDays(from, random.int(0, Math.max(0, length)));
    if (isWorkingDay(day)) return day;
  }
  return from;
};

const draftCases = (
  random: Random,
  today: Day,
  projects: Projects,
): { open: Draft[]; closed: Draft[]; earlier: Map<Draft, Draft> } => {
  const begin = addMonths(today, -35);
  const lastAward = today < LAST_AWARD_OF_RESOURCE_COURSE ? today : LAST_AWARD_OF_RESOURCE_COURSE;
  const courseDays = Math.max(0, daysBetween(begin, lastAward));
  // Resource courses become fewer as the law's last day recedes, and there are none when three years have gone.
  const courseShare = courseDays < 180 ? 0 : Math.min(0.58, courseDays / 1200);

  // Inflow is even over the months: each next start lies in the widest gap that the earlier ones left.
  const starts = new Map<string, number>();
  const evenly = (what: string, from: Day, to: Day): Day => {
    const place = (starts.get(what) ?? 0) + 1;
    starts.set(what, place);
    const day = addDays(from, Math.floor(((place * GOLDEN_SECTION) % 1) * daysBetween(from, to)));
    const working = workingDayFrom(day);
    return working <= to ? working : day;
  };
  const programmeCase = (caseworkerId: string | null): Draft =>
    random.chance(courseShare)
      ? {
          track: 'programme',
          group: 'resource_course',
          opened: evenly('course', begin, addDays(lastAward, -1)),
          caseworkerId,
        }
      : {
          track: 'programme',
          group: 'job_clarification',
          opened: evenly('clarification', addMonths(today, -23), addDays(today, -5)),
          caseworkerId,
        };
  const portfolioCase = (caseworkerId: string | null): Draft => {
    const opened = evenly('portfolio', begin, addDays(today, -12));
    const integrating = opened < ONE_CASH_ASSISTANCE_FROM && random.chance(0.35);
    return {
      track: 'portfolio',
      group: integrating ? 'integration_benefit' : 'cash_activity_ready',
      opened,
      caseworkerId,
    };
  };
  const otherCase = (caseworkerId: string | null): Draft => {
    const group = random.pick<TargetGroup>([
      'sickness_benefit',
      'sickness_benefit',
      'unemployment_benefit_flex',
      'in_flex_job',
      'education_activity_ready',
    ]);
    const months = group === 'sickness_benefit' ? 4 : 20;
    return {
      track: 'other',
      group,
      opened: workingDayIn(random, addMonths(today, -months), addDays(today, -9)),
      caseworkerId,
    };
  };

  const open: Draft[] = [];
  for (const load of CASEWORKER_LOADS) {
    for (let count = 0; count < load.programme; count += 1)
      open.push(programmeCase(load.employeeId));
    for (let count = 0; count < load.portfolio; count += 1)
      open.push(portfolioCase(load.employeeId));
    for (let count = 0; count < load.other; count += 1) open.push(otherCase(load.employeeId));
  }
  // Some are always new, so that first conversations and plans are due whenever one looks.
  const clarifications = open.filter(({ group }) => group === 'job_clarification');
  for (const [index, daysAgo] of [2, 5, 8, 11, 13, 15, 18, 23, 27, 33].entries()) {
    const draft = clarifications[index * 7];
    if (draft !== undefined) draft.opened = addDays(today, -daysAgo);
  }
  for (let count = 0; count < UNASSIGNED; count += 1)
    open.push({
      track: 'programme',
      group: 'job_clarification',
      opened: addDays(today, -2 - count * 2),
      caseworkerId: null,
    });

  const caseworker = (): string => random.pick(CASEWORKER_LOADS).employeeId;
  const closed: Draft[] = [];
  const close = (draft: Draft, earliest: Day, reason: CloseReason, next?: TargetGroup): void => {
    const first = addDays(draft.opened, 70) > earliest ? addDays(draft.opened, 70) : earliest;
    const day = workingDayIn(random, first, addDays(today, -3));
    closed.push({ ...draft, closed: day, reason, ...(next === undefined ? {} : { next }) });
  };
  const exits: readonly (readonly [CloseReason, TargetGroup?])[] = [
    ...Array.from({ length: 7 }, () => ['early_retirement'] as const),
    ...Array.from(
      { length: 6 },
      () => ['target_group_change', 'unemployment_benefit_flex'] as const,
    ),
    ...Array.from({ length: 3 }, () => ['flex_job'] as const),
    ...Array.from({ length: 3 }, () => ['moved'] as const),
    ...Array.from({ length: 3 }, () => ['job'] as const),
    ['education'],
    ['pension'],
  ];
  for (const [reason, next] of exits) {
    const draft = programmeCase(caseworker());
    // A job clarification lasts two years at most, and exits count from one year after award.
    const ofCourse = draft.group === 'resource_course';
    const opened = workingDayIn(
      random,
      ofCourse ? begin : addMonths(today, -23),
      addMonths(today, -14),
    );
    close(
      { ...draft, opened: ofCourse && opened > lastAward ? draft.opened : opened },
      addMonths(today, -12),
      reason,
      next,
    );
  }
  const leavings: readonly CloseReason[] = [
    'job',
    'job',
    'job',
    'job',
    'job',
    'flex_job',
    'flex_job',
    'flex_job',
    'education',
    'education',
    'education',
    'moved',
    'self_support',
  ];
  for (const reason of leavings)
    close(
      {
        ...portfolioCase(caseworker()),
        opened: workingDayIn(random, begin, addMonths(projects.portfolio.from, -4)),
      },
      addDays(projects.portfolio.from, 40),
      reason,
    );

  // Some of the open cases follow an earlier one of the same person.
  const earlier = new Map<Draft, Draft>();
  const settled = open.filter(
    ({ track, opened }) => track === 'programme' && opened < addDays(today, -60),
  );
  for (const draft of random.shuffled(settled).slice(0, 20)) {
    const before: TargetGroup =
      draft.group === 'resource_course' && random.chance(0.4)
        ? 'job_clarification'
        : 'sickness_benefit';
    const months = before === 'sickness_benefit' ? 5 : 12;
    earlier.set(draft, {
      track: before === 'job_clarification' ? 'programme' : 'other',
      group: before,
      opened: workingDayFrom(addMonths(draft.opened, -months)),
      closed: draft.opened,
      reason: 'target_group_change',
      next: draft.group,
      caseworkerId: caseworker(),
    });
  }
  return { open, closed, earlier };
};

/** Makes the citizens and their cases, and tells them. */
export const tellLives = (
  chronicle: Chronicle,
  random: Random,
  today: Day,
  projects: Projects,
): readonly Life[] => {
  const { open, closed, earlier } = draftCases(random, today, projects);
  const person = peopleOf(random);
  const yearAgo = addMonths(today, -12);
  const seniors = random.shuffled(
    open.filter(({ track, opened }) => track === 'programme' && opened <= yearAgo),
  );
  const quietFor = Math.round(seniors.length * 0.16);
  const quietOnce = Math.round(seniors.length * 0.24);
  const quietUntil = new Map<Draft, Day>();
  for (const draft of seniors.slice(0, quietFor)) quietUntil.set(draft, FOR_EVER);
  for (const [index, draft] of seniors.slice(quietFor, quietFor + quietOnce).entries()) {
    const span = daysBetween(projects.programme.from, today);
    quietUntil.set(
      draft,
      addDays(projects.programme.from, Math.floor(((index + 0.5) / quietOnce) * span)),
    );
  }

  const order = random
    .shuffled([...open, ...closed])
    .toSorted((a, b) => (a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : 0));
  const protectedAt = new Set(random.shuffled(order.map((_, index) => index)).slice(0, 8));
  const lives: Life[] = [];
  for (const [index, draft] of order.entries()) {
    const first = earlier.get(draft) ?? draft;
    const citizenId = chronicle.key('B');
    // The case stands in the records before the first conversation can be booked.
    const knownFirst = addDays(first.opened, random.int(0, 1));
    const citizen: Citizen = {
      ...person(citizenId, {
        today,
        ages: agesOf(draft),
        otherOrigin:
          draft.group === 'integration_benefit' ? 1 : draft.track === 'portfolio' ? 0.3 : 0.12,
      }),
      protected: protectedAt.has(index),
    };
    chronicle.tell('citizens', [[knownFirst, citizen]]);
    for (const told of first === draft ? [draft] : [first, draft]) {
      const life: Life = {
        track: told.track,
        caseId: chronicle.key('S'),
        citizenId,
        targetGroup: told.group,
        openedOn: told.opened,
        awardedOn: told.track === 'other' && told.group === 'sickness_benefit' ? null : told.opened,
        closedOn: told.closed ?? null,
        closeReason: told.reason ?? null,
        nextTargetGroup: told.next ?? null,
        caseworkerId: told.caseworkerId,
        speaksDanish: citizen.language === 'dansk',
        knownOn: told === first ? knownFirst : told.opened,
        quietUntil: quietUntil.get(told) ?? null,
        goesToWork: told.reason === 'job' || told.reason === 'flex_job',
        before: told === first && random.chance(0.7) ? beforeOf(told.group) : null,
      };
      lives.push(life);
      tellCase(chronicle, random, life);
      tellBenefits(chronicle, random, life, today);
    }
  }
  return lives;
};

const tellCase = (chronicle: Chronicle, random: Random, life: Life): void => {
  const whileOpen: Case = {
    case_id: life.caseId,
    citizen_id: life.citizenId,
    target_group: life.targetGroup,
    opened_on: life.openedOn,
    awarded_on: life.awardedOn,
    closed_on: null,
    close_reason: null,
    next_target_group: null,
  };
  if (life.closedOn === null) {
    chronicle.tell('cases', [[life.knownOn, whileOpen]]);
    return;
  }
  const closed: Case = {
    ...whileOpen,
    closed_on: life.closedOn,
    close_reason: life.closeReason,
    next_target_group: life.nextTargetGroup,
  };
  chronicle.tell('cases', [
    [life.knownOn, whileOpen],
    [addDays(life.closedOn, random.int(0, 3)), closed],
  ]);
};

const beforeOf = (group: TargetGroup): Benefit | null =>
  group === 'job_clarification'
    ? 'sickness_benefit'
    : group === 'resource_course'
      ? 'cash_assistance'
      : group === 'cash_activity_ready' || group === 'integration_benefit'
        ? benefitOf(group)
        : null;

const tellBenefits = (chronicle: Chronicle, random: Random, life: Life, today: Day): void => {
  const tell = (benefit: Benefit, from: Day, to: Day | null): void => {
    if (from > today || (to !== null && to < from)) return;
    const period = { benefit_id: chronicle.key('Y'), citizen_id: life.citizenId, benefit, from };
    const known = from > life.knownOn ? from : life.knownOn;
    // Before the case there is only the history that came with it; a running benefit is known as open until it ends.
    chronicle.tell(
      'benefits',
      to === null || to < life.knownOn
        ? [[known, { ...period, to }]]
        : [
            [known, { ...period, to: null }],
            [addDays(to, 1), { ...period, to }],
          ],
    );
  };
  /** Benefits that became cash assistance on 1 July 2025 change their name there. */
  const tellByLaw = (benefit: Benefit, from: Day, to: Day | null): void => {
    const renamed = benefit === 'integration_benefit' || benefit === 'education_assistance';
    if (!renamed || (to !== null && to < ONE_CASH_ASSISTANCE_FROM)) tell(benefit, from, to);
    else if (from >= ONE_CASH_ASSISTANCE_FROM) tell('cash_assistance', from, to);
    else {
      tell(benefit, from, addDays(ONE_CASH_ASSISTANCE_FROM, -1));
      tell('cash_assistance', ONE_CASH_ASSISTANCE_FROM, to);
    }
  };

  const benefit = benefitOf(life.targetGroup);
  const begun =
    life.before === null
      ? life.openedOn
      : addMonths(life.openedOn, life.before === 'sickness_benefit' ? -5 : -random.int(8, 40));
  if (life.before !== null && life.before !== benefit)
    tellByLaw(life.before, begun, addDays(life.openedOn, -1));
  if (benefit !== null)
    tellByLaw(
      benefit,
      life.before === benefit ? begun : life.openedOn,
      life.closedOn === null ? null : addDays(life.closedOn, -1),
    );
  if (life.closedOn === null) return;
  const after: Benefit | null =
    life.closeReason === 'flex_job'
      ? 'flex_wage_supplement'
      : life.closeReason === 'early_retirement'
        ? 'early_retirement'
        : life.closeReason === 'education'
          ? 'student_grant'
          : life.closeReason === 'target_group_change' &&
              life.nextTargetGroup === 'unemployment_benefit_flex'
            ? 'flex_unemployment'
            : null;
  if (after !== null) tell(after, life.closedOn, null);
};
