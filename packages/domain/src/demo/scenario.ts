/** A scenario: a municipality's records with the days on which they became known, its projects, and what it says of itself. */
import {
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthAfter,
  monthOf,
  monthsBetween,
  type Day,
} from '../calendar/index.ts';
import type { LocalText } from '../steering/indicator.ts';
import { chronicleUntil, type EarlierVersion, type RecordedAt } from './chronicle.ts';
import { tellWorkplaces, type Workplaces } from './companies.ts';
import { tellContacts, tellInquiries, tellPlans } from './contacts.ts';
import { planEffort, type Course, type MonthOfWork } from './effort.ts';
import { expectations, type Expectations } from './expectations.ts';
import { tellLives, type Life } from './lives.ts';
import { programmeFiles, projectsAround, tellMeetings, tellMoney } from './projects.ts';
import { seeded } from './random.ts';
import { CAP_HIGH, staffOf, tellStaff } from './staffing.ts';
import {
  later,
  sooner,
  tellCaseworkers,
  tellCompanion,
  tellPortfolio,
  tellProgramme,
  writtenDown,
  type Setting,
} from './standing.ts';
import type { Records } from '../kinds.ts';

export interface DemoPerson {
  readonly employee_id: string;
  /** What there is to see for this person. */
  readonly why: LocalText;
}

export interface DemoScenario {
  readonly id: string;
  readonly municipality: string;
  readonly today: Day;
  readonly records: Records;
  readonly recordedAt: RecordedAt;
  readonly earlier: readonly EarlierVersion[];
  readonly programmes: readonly { readonly name: string; readonly text: string }[];
  readonly persons: readonly DemoPerson[];
  readonly expects: Expectations;
}

const PERSONS: readonly DemoPerson[] = [
  {
    employee_id: 'M03',
    why: {
      da: 'Sagsbehandler med 42 sager: Mine borgere, samtaler og frister.',
      en: 'Caseworker with 42 cases: my citizens, conversations and deadlines.',
    },
  },
  {
    employee_id: 'M01',
    why: {
      da: 'Sagsbehandler langt over loftet på 35.',
      en: 'Caseworker well above the cap of 35.',
    },
  },
  {
    employee_id: 'M08',
    why: { da: 'Sagsbehandler med plads til flere.', en: 'Caseworker with room for more.' },
  },
  {
    employee_id: 'M10',
    why: {
      da: 'Jobformidler: løntimer, praktik og virksomheder.',
      en: 'Job broker: paid hours, internships and companies.',
    },
  },
  {
    employee_id: 'M19',
    why: {
      da: 'Teamleder: belastning og fordeling af sager.',
      en: 'Team leader: caseload and who takes which case.',
    },
  },
  {
    employee_id: 'M22',
    why: {
      da: 'Projektleder: status på mål, og borgerne bag hvert tal.',
      en: 'Project lead: status against targets, and the people behind each figure.',
    },
  },
  {
    employee_id: 'M21',
    why: {
      da: 'Fagkoordinator: følger tempo og passivitet.',
      en: 'Professional coordinator: follows pace and passivity.',
    },
  },
  {
    employee_id: 'M14',
    why: {
      da: 'Virksomhedskonsulent: med ved anden samtale.',
      en: 'Company consultant: takes part in second conversations.',
    },
  },
  {
    employee_id: 'M16',
    why: { da: 'Mentor: kun egne borgere.', en: 'Mentor: own citizens only.' },
  },
  {
    employee_id: 'M23',
    why: {
      da: 'Fagperson i socialpsykiatrien: kun borgere, som vedkommende er med hos.',
      en: 'Practitioner in social psychiatry: only citizens where involved.',
    },
  },
  {
    employee_id: 'M28',
    why: {
      da: 'Styregruppemedlem: tal uden navne.',
      en: 'Steering group member: figures without names.',
    },
  },
  {
    employee_id: 'M27',
    why: {
      da: 'Revisor: tal og belastning uden navne.',
      en: 'Auditor: figures and caseload without names.',
    },
  },
  {
    employee_id: 'M29',
    why: {
      da: 'Administrator: oplysninger ind og ud.',
      en: 'Administrator: records in and out.',
    },
  },
];

const WEEKLY_HOURS = [8, 10, 12, 15, 20, 25] as const;

const tellCourses = (
  setting: Setting,
  courses: readonly Course[],
  workplaces: Workplaces,
): void => {
  const { chronicle, random, today } = setting;
  const companions = {
    mentor: staffOf('mentor'),
    practitioner: staffOf('practitioner'),
    company_consultant: staffOf('company_consultant'),
  };
  const triedBy = new Map<string, Set<string>>();
  for (const { life, kind, from, to, company } of courses) {
    const offered = workplaces.offersOf(kind, life.speaksDanish);
    const tried = triedBy.get(life.citizenId) ?? new Set();
    const untried = offered.filter(({ offer_id }) => !tried.has(offer_id));
    const offers = untried.length > 0 ? untried : offered;
    const offer = offers.length === 0 ? null : random.pick(offers).offer_id;
    if (offer !== null) triedBy.set(life.citizenId, tried.add(offer));
    const activity = {
      activity_id: chronicle.key('A'),
      case_id: life.caseId,
      kind,
      offer_id: offer,
      company_id: company?.company_id ?? null,
      from,
      to,
      weekly_hours:
        kind === 'internship' || kind === 'wage_subsidy'
          ? random.pick(WEEKLY_HOURS)
          : kind === 'mentor'
            ? random.pick([1, 2, 3])
            : null,
    };
    const known =
      from > today
        ? later(life.knownOn, addDays(today, -random.int(0, 14)))
        : writtenDown(setting, life, from);
    // One in ten was agreed for a shorter time at first; a case's end cuts short what was agreed for longer.
    const cutShort = life.closedOn === to;
    const extended = !cutShort && daysBetween(from, to) > 40 && random.chance(0.1);
    if (!cutShort && !extended) chronicle.tell('activities', [[known, activity]]);
    else {
      const first = { ...activity, to: addDays(to, cutShort ? random.int(7, 28) : -21) };
      const changed = later(known, addDays(to, cutShort ? 1 : -24));
      if (extended && changed > today) chronicle.tell('activities', [[known, activity]]);
      else
        chronicle.tell('activities', [
          [known, first],
          [changed, activity],
        ]);
    }
    const staff =
      kind === 'mentor'
        ? 'mentor'
        : kind === 'internship'
          ? 'company_consultant'
          : kind === 'support_person' || kind === 'psychiatry'
            ? 'practitioner'
            : null;
    if (staff !== null && random.chance(0.4))
      tellCompanion(setting, life, staff, random.pick(companions[staff]).employee_id, from, to);
  }
};

const tellWork = ({ chronicle, random, today }: Setting, work: readonly MonthOfWork[]): void => {
  for (const { life, month, hours, company } of work) {
    const row = {
      paid_hours_id: chronicle.key('L'),
      citizen_id: life.citizenId,
      month,
      hours,
      company_id: company.company_id,
    };
    // The running month's hours are those agreed at its start; a month that is over is reported in the next one,
    // and some employers report a month or two too late.
    const atOnce = later(life.knownOn, sooner(today, addDays(firstDayOf(month), random.int(0, 9))));
    const reported = later(life.knownOn, addDays(lastDayOf(month), random.int(2, 12)));
    const late = later(life.knownOn, addDays(lastDayOf(month), random.int(32, 62)));
    const known =
      random.chance(0.1) && late <= today ? late : reported <= today ? reported : atOnce;
    const corrected = addDays(known, random.int(15, 50));
    const wasWrong = random.chance(0.05) && corrected <= today;
    chronicle.tell(
      'paid_hours',
      wasWrong
        ? [
            [known, { ...row, hours: hours + random.pick([-3, 2, 4, 6]) }],
            [corrected, row],
          ]
        : [[known, row]],
    );
  }
};

/** The demo municipality on a day: about 400 cases, the same for the same day and seed. */
export const demoMunicipality = ({
  today,
  seed = 1,
}: {
  readonly today: Day;
  readonly seed?: number;
}): DemoScenario => {
  const random = seeded(seed);
  const chronicle = chronicleUntil(today);
  const projects = projectsAround(today);
  const setting: Setting = { chronicle, random, today, projects };
  const begin = addMonths(today, -50);

  tellStaff(chronicle, begin);
  const workplaces = tellWorkplaces(chronicle, random, { today, begin });
  const lives: readonly Life[] = tellLives(chronicle, random, today, projects);
  const caseworkerOn = tellCaseworkers(setting, lives);
  tellPortfolio(setting, lives);
  tellProgramme(setting, lives);
  tellContacts(setting, lives, caseworkerOn);
  tellPlans(setting, lives);
  tellInquiries(setting, lives);

  const thisMonth = monthOf(today);
  /** From one share to another over the last months up to this one, even before. */
  const developing =
    (from: number, to: number, months: number) =>
    (ahead: number): number =>
      ahead >= months ? from : to + ((from - to) * ahead) / months;
  const efforts = [
    planEffort(
      random,
      lives.filter(({ track }) => track === 'portfolio'),
      {
        first: monthAfter(thisMonth, -30),
        today,
        companies: workplaces.companies,
        pull: () => 0,
        quota: (month, population) => {
          const ahead = monthsBetween(month, thisMonth);
          return {
            hours:
              month === thisMonth
                ? Math.ceil(0.2 * population) - 1
                : Math.round(developing(0.11, 0.19, 6)(ahead) * population),
            internship: Math.round(developing(0.13, 0.215, 6)(ahead) * population),
            subsidy: Math.round(developing(0.03, 0.06, 6)(ahead) * population),
            passive:
              month === thisMonth
                ? Math.floor(0.15 * population) + 3
                : Math.round(developing(0.31, 0.18, 6)(ahead) * population),
          };
        },
      },
    ),
    planEffort(
      random,
      lives.filter(({ track, caseworkerId }) => track !== 'portfolio' && caseworkerId !== null),
      {
        first: monthAfter(thisMonth, -36),
        today,
        companies: workplaces.companies,
        pull: (month) => developing(0.15, 0.6, 9)(monthsBetween(month, thisMonth)),
        quota: (month, population) => {
          const ahead = monthsBetween(month, thisMonth);
          return {
            hours: Math.round(developing(0.14, 0.31, 14)(ahead) * population),
            internship: Math.round(developing(0.1, 0.14, 10)(ahead) * population),
            subsidy: Math.round(0.02 * population),
            passive: Math.round(developing(0.24, 0.09, 10)(ahead) * population),
          };
        },
      },
    ),
  ];
  for (const { courses, work } of efforts) {
    tellCourses(setting, courses, workplaces);
    tellWork(setting, work);
  }
  tellMeetings(chronicle, projects, today);
  tellMoney(chronicle, projects, today);

  const told = chronicle.told();
  return {
    id: 'norreaa',
    municipality: 'Nørreå Kommune',
    today,
    ...told,
    programmes: programmeFiles(projects, today),
    persons: PERSONS,
    expects: expectations(told.records, {
      today,
      targetGroups: ['resource_course', 'job_clarification'],
      capHigh: CAP_HIGH,
      portfolio: projects.portfolio.id,
    }),
  };
};
