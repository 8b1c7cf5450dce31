/**
 * Who does what, month by month: each month has its quota of persons with paid hours, in internship, in wage subsidy
 * and with nothing at all, and persons move toward work in the order of how close to it they are. So lives hang
 * together (internship, then hours in the same company, rising in steps) while the figures develop as they are meant to.
 */
import {
  addDays,
  addMonths,
  firstDayOf,
  isWorkingDay,
  lastDayOf,
  monthRange,
  monthOf,
  type Day,
  type Month,
} from '../calendar/index.ts';
import type { ActivityKind, Company } from '../work/kinds.ts';
import type { Life } from './lives.ts';
import { workingDayFrom } from './projects.ts';
import type { Random } from './random.ts';

export interface Quota {
  readonly hours: number;
  readonly internship: number;
  readonly subsidy: number;
  readonly passive: number;
}

export interface Course {
  readonly life: Life;
  readonly kind: ActivityKind;
  readonly from: Day;
  readonly to: Day;
  readonly company: Company | null;
}

export interface MonthOfWork {
  readonly life: Life;
  readonly month: Month;
  readonly hours: number;
  readonly company: Company;
}

interface Member {
  readonly life: Life;
  /** Lower is closer to work. */
  readonly closeness: number;
  readonly ceiling: number;
  readonly courses: Course[];
  company: Company;
  /** The step of paid hours that was reached; null without paid hours. */
  step: number | null;
}

const HOURS_A_MONTH = [4, 8, 12, 16, 20, 24, 32, 40, 48, 60] as const;

const COMPANY_BASED: readonly ActivityKind[] = ['internship', 'wage_subsidy'];
const TOWARD_WORK: readonly ActivityKind[] = [
  'guidance',
  'guidance',
  'guidance',
  'mentor',
  'mentor',
  'education_bridge',
];
const AROUND_WORK: readonly ActivityKind[] = [
  'health_clarification',
  'coping_course',
  'coping_course',
  'lifestyle',
  'physical_training',
  'physical_training',
  'psychology',
  'psychiatry',
  'support_person',
  'support_person',
  'family_support',
  'substance_treatment',
  'housing',
  'debt_and_budget',
  'community',
  'volunteering',
];
const EMPLOYMENT_OR_MENTOR: readonly ActivityKind[] = [
  ...COMPANY_BASED,
  ...TOWARD_WORK,
  'company_visit',
  'information_meeting',
  'flex_job_trial',
];

/** Shortest and longest course of a kind in weeks. */
const weeksOf = (kind: ActivityKind): readonly [number, number] => {
  switch (kind) {
    case 'internship':
      return [6, 13];
    case 'wage_subsidy':
      return [16, 26];
    case 'mentor':
      return [14, 25];
    case 'education_bridge':
      return [4, 6];
    case 'support_person':
    case 'psychiatry':
    case 'community':
    case 'volunteering':
      return [12, 26];
    default:
      return [5, 12];
  }
};

const isOpenOn = (life: Life, day: Day): boolean =>
  life.openedOn <= day && (life.closedOn === null || life.closedOn > day);

/** The last day of all that a member has done or is doing; empty where there is nothing. */
const latestEnd = ({ courses }: Member): Day =>
  courses.reduce<Day>((latest, { to }) => (to > latest ? to : latest), '');

export const planEffort = (
  random: Random,
  lives: readonly Life[],
  plan: {
    readonly first: Month;
    readonly today: Day;
    readonly companies: readonly Company[];
    readonly quota: (month: Month, population: number) => Quota;
    /** How likely someone without a course toward work for two months is to begin one, whatever else goes on. */
    readonly pull: (month: Month) => number;
  },
): { readonly courses: readonly Course[]; readonly work: readonly MonthOfWork[] } => {
  const { today } = plan;
  const work: MonthOfWork[] = [];
  const members: readonly Member[] = lives.map((life) => ({
    life,
    closeness: life.goesToWork ? -1 : random.next(),
    ceiling: random.int(3, HOURS_A_MONTH.length - 1),
    courses: [],
    company: random.pick(plan.companies),
    step: null,
  }));

  for (const month of monthRange(plan.first, monthOf(today))) {
    const first = firstDayOf(month);
    const last = lastDayOf(month) < today ? lastDayOf(month) : today;
    const present = members.filter(({ life }) => isOpenOn(life, last));
    const quota = plan.quota(month, present.length);
    const isQuiet = ({ life }: Member): boolean =>
      life.quietUntil !== null && life.quietUntil > first;
    const doing = (member: Member, kinds: readonly ActivityKind[] | null, since = first): boolean =>
      member.courses.some(
        (course) =>
          course.from <= last &&
          course.to >= since &&
          (kinds === null || kinds.includes(course.kind)),
      );

    /** A day in the month on which something may begin: a working day where one is left. */
    const dayFor = ({ life }: Member): Day | null => {
      const earliest = addDays(life.openedOn, 4) > first ? addDays(life.openedOn, 4) : first;
      const days: Day[] = [];
      for (let day = earliest; day <= last; day = addDays(day, 1)) days.push(day);
      const working = days.filter(isWorkingDay);
      return days.length === 0 ? null : random.pick(working.length > 0 ? working : days);
    };
    const begin = (member: Member, kind: ActivityKind, from = dayFor(member)): boolean => {
      if (from === null) return false;
      const [shortest, longest] = weeksOf(kind);
      const planned = addDays(from, random.int(shortest, longest) * 7 - random.pick([1, 3]));
      const to =
        member.life.closedOn !== null && member.life.closedOn < planned
          ? member.life.closedOn
          : planned;
      // Who has tried one workplace tries another; only paid hours stay where the internship was.
      if (COMPANY_BASED.includes(kind) && member.courses.some(({ company }) => company !== null))
        member.company = random.pick(plan.companies);
      const company = COMPANY_BASED.includes(kind) ? member.company : null;
      member.courses.push({ life: member.life, kind, from, to, company });
      return true;
    };
    /** Begins for members in turn until enough have begun. */
    const beginFor = (
      candidates: readonly Member[],
      count: number,
      kindOf: (member: Member) => ActivityKind,
    ): void => {
      let missing = count;
      for (const member of candidates) {
        if (missing <= 0) break;
        if (begin(member, kindOf(member))) missing -= 1;
      }
    };
    const byCloseness = (list: readonly Member[], noise: number): Member[] =>
      list
        .map((member) => ({ member, order: member.closeness + random.next() * noise }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ member }) => member);

    // Paid hours.
    for (const member of members)
      if (
        member.step !== null &&
        (!present.includes(member) || (last !== today && random.chance(0.015)))
      )
        member.step = null;
    const working = present.filter(({ step }) => step !== null);
    for (const member of byCloseness(working, 0).slice(quota.hours)) member.step = null;
    const settled = addMonths(last, -2);
    const ready = present.filter(
      (member) => member.step === null && member.life.openedOn <= settled && !isQuiet(member),
    );
    for (const member of byCloseness(ready, 0.08).slice(
      0,
      Math.max(0, quota.hours - working.length),
    ))
      member.step = random.int(0, 2);
    for (const member of present) {
      if (member.step === null) continue;
      const hours = HOURS_A_MONTH[member.step];
      if (hours === undefined) throw new RangeError('step beyond the ladder of hours');
      // Months are not alike: a shift more, a day off sick.
      const worked = hours + (member.step > 1 ? random.pick([-2, -1, 0, 0, 0, 0, 1, 2]) : 0);
      work.push({ life: member.life, month, hours: worked, company: member.company });
      if (member.step < member.ceiling && random.chance(0.85)) member.step += 1;
    }

    // Company-based courses of those without paid hours.
    const free = present.filter(
      (member) =>
        member.step === null &&
        !isQuiet(member) &&
        !doing(member, COMPANY_BASED, addDays(first, -40)),
    );
    const subsidies = present.filter((member) => doing(member, ['wage_subsidy'])).length;
    beginFor(byCloseness(free, 0.3), quota.subsidy - subsidies, () => 'wage_subsidy');
    const internships = present.filter((member) => doing(member, ['internship'])).length;
    const stillFree = free.filter((member) => !doing(member, COMPANY_BASED));
    beginFor(byCloseness(stillFree, 1.1), quota.internship - internships, () => 'internship');

    // Everything else, so that no more than the quota stand still.
    const restart = present.filter(
      ({ life }) => life.quietUntil !== null && monthOf(life.quietUntil) === month,
    );
    beginFor(restart, restart.length, () => random.pick(TOWARD_WORK));
    const idle = present.filter((member) => member.step === null && !doing(member, null));
    beginFor(random.shuffled(idle), idle.length - quota.passive, (member) => {
      if (isQuiet(member)) return random.pick(AROUND_WORK);
      const lately = doing(member, EMPLOYMENT_OR_MENTOR, addDays(first, -75));
      return random.pick(lately && random.chance(0.6) ? AROUND_WORK : TOWARD_WORK);
    });

    // Who works has somebody along at the workplace, and whoever has been long without a course toward work is asked again.
    for (const member of present) {
      if (isQuiet(member) || doing(member, EMPLOYMENT_OR_MENTOR, addDays(first, -60))) continue;
      const likely = member.step !== null ? 0.25 + plan.pull(month) : plan.pull(month);
      if (random.chance(likely))
        begin(member, random.pick(member.step !== null ? ['mentor', 'guidance'] : TOWARD_WORK));
    }

    const goingOn = idle.length >= quota.passive ? 0.55 : 0.25;
    // Many go straight on from a course that ends; fewer where hardly anyone stands still.
    for (const member of present) {
      const until = latestEnd(member);
      if (member.step !== null || until < first || until >= last || !random.chance(goingOn))
        continue;
      const from = workingDayFrom(addDays(until, 1));
      if (from <= last)
        begin(
          member,
          random.pick(
            isQuiet(member) ? AROUND_WORK : random.chance(0.5) ? TOWARD_WORK : AROUND_WORK,
          ),
          from,
        );
    }

    // Single days, and help beside what goes on already.
    for (const member of present) {
      if (isQuiet(member) || !doing(member, null)) continue;
      if (random.chance(0.05)) begin(member, random.pick(AROUND_WORK));
      const day = random.chance(0.04) ? dayFor(member) : null;
      if (day !== null)
        member.courses.push({
          life: member.life,
          kind: random.pick(['information_meeting', 'company_visit']),
          from: day,
          to: day,
          company: null,
        });
    }
  }

  // What is agreed for the weeks ahead.
  for (const member of members) {
    const until = latestEnd(member);
    if (
      !isOpenOn(member.life, today) ||
      until <= today ||
      until > addDays(today, 45) ||
      !random.chance(0.45)
    )
      continue;
    const from = addDays(until, random.int(1, 12));
    const kind = random.pick(member.life.quietUntil === null ? TOWARD_WORK : AROUND_WORK);
    member.courses.push({
      life: member.life,
      kind,
      from,
      to: addDays(from, random.int(...weeksOf(kind)) * 7 - 1),
      company: null,
    });
  }
  return { courses: members.flatMap(({ courses }) => courses), work };
};
