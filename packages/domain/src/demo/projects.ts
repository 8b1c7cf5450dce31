/** The projects that run in the demo municipality: own periods, targets and grants, dated around today. */
import {
  addDays,
  firstDayOf,
  isWorkingDay,
  lastDayOf,
  monthAfter,
  monthOf,
  type Day,
  type Month,
} from '../calendar/index.ts';
import type { BudgetLine } from '../money/kinds.ts';
import type { Chronicle } from './chronicle.ts';

/** The 225-hour rule of cash assistance was repealed from 1 July 2025. */
export const LAST_DAY_OF_225_HOURS = '2025-06-30';

export interface Project {
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
  readonly zeroPoint: Month;
  /** The months by whose end the targets are to be met. */
  readonly milestones: readonly [Month, Month];
}

export interface Projects {
  readonly programme: Project;
  readonly portfolio: Project;
}

const project = (id: string, first: Month, months: number): Project => ({
  id,
  from: firstDayOf(first),
  to: lastDayOf(monthAfter(first, months - 1)),
  zeroPoint: first,
  milestones: [monthAfter(first, Math.floor(months / 2) - 1), monthAfter(first, months - 1)],
});

/** The intensive project has run for a year less a month, the portfolio project for half a year; both run 24 months. */
export const projectsAround = (today: Day): Projects => {
  const month = monthOf(today);
  return {
    programme: project('haandholdt-norreaa', monthAfter(month, -10), 24),
    portfolio: project('flere-skal-med-norreaa', monthAfter(month, -6), 24),
  };
};

/** The first working day on or after a day. */
export const workingDayFrom = (day: Day): Day => {
  let candidate = day;
  while (!isWorkingDay(candidate)) candidate = addDays(candidate, 1);
  return candidate;
};

/** Steering groups meet quarterly. */
export const tellMeetings = (chronicle: Chronicle, projects: Projects, today: Day): void => {
  for (const { id, from } of [projects.programme, projects.portfolio])
    for (let month = 1; ; month += 3) {
      const day = workingDayFrom(addDays(firstDayOf(monthAfter(monthOf(from), month)), 16));
      if (day > today) break;
      const note =
        month === 1
          ? 'Opstart, økonomi og måltal'
          : 'Status på måltal, stikprøver og det næste kvartal';
      chronicle.tell('steering_meetings', [
        [day, { meeting_id: chronicle.key('SM'), programme: id, held_on: day, note }],
      ]);
    }
};

const KRONE = 100;

const BUDGETS: Readonly<
  Record<keyof Projects, readonly (readonly [BudgetLine['post'], string, number, string])[]>
> = {
  programme: [
    ['1', 'Løn, koordinerende sagsbehandler', 425_000, '1 årsværk'],
    ['1', 'Løn, koordinerende sagsbehandler', 425_000, '1 årsværk'],
    ['1', 'Løn, koordinerende sagsbehandler', 425_000, '1 årsværk'],
    ['2', 'Transport', 10_000, 'Opstartsdag og midtvejsdag'],
    ['3', 'Revision', 15_000, 'Afsluttende regnskab'],
  ],
  portfolio: [
    ['1', 'Løn, personlige jobformidlere', 930_000, 'To jobformidlere, del af årsværk'],
    ['2', 'Transport', 38_000, 'Virksomhedsbesøg'],
    ['3', 'Revision', 25_000, 'Delregnskab og slutregnskab'],
    ['4', 'Step up-møder', 100_000, 'Lokaler, oplæg og forplejning'],
  ],
};

/** Budgets as granted, and what has been spent month by month up to today. */
export const tellMoney = (chronicle: Chronicle, projects: Projects, today: Day): void => {
  for (const name of ['programme', 'portfolio'] as const) {
    const { id, from } = projects[name];
    for (const [post, text, kroner, note] of BUDGETS[name]) {
      const line: BudgetLine = {
        line_id: chronicle.key('BL'),
        programme: id,
        post,
        text,
        budget_ore: kroner * KRONE,
        note,
      };
      chronicle.tell('budget_lines', [[from, line]]);
      if (post === '3') continue;
      for (let month = 0; month < 24; month += 1) {
        const day = lastDayOf(monthAfter(monthOf(from), month));
        if (day > today) break;
        const entry = {
          entry_id: chronicle.key('BO'),
          programme: id,
          line_id: line.line_id,
          booked_on: day,
          text: post === '1' ? `Løn ${monthOf(day)}` : `${text} ${monthOf(day)}`,
          amount_ore: Math.round((kroner * KRONE) / 24),
        };
        chronicle.tell('ledger', [[addDays(day, 2), entry]]);
      }
    }
  }
};

/** The projects' programme files: the known programmes with own period, targets and grant. */
export const programmeFiles = (
  { programme, portfolio }: Projects,
  today: Day,
): readonly { readonly name: string; readonly text: string }[] => {
  const [half, end] = portfolio.milestones;
  const row = (id: string, atHalf: string, atEnd: string): string =>
    `  ${id}: { ${half}: ${atHalf}, ${end}: ${atEnd} }`;
  const same = (id: string, value: string): string => row(id, value, value);
  const quarterEnd = (month: Month): Month => monthAfter(month, -(Number(month.slice(5)) % 3));
  const [firstHalf, wholeWay] = programme.milestones;
  return [
    {
      name: `${programme.id}.yaml`,
      text: `id: ${programme.id}
based_on: haandholdt
title: { da: Håndholdt indsats i Nørreå, en: Hand-held effort in Nørreå }
description:
  da: Ressourceforløb og jobafklaring med 30–35 sager pr. sagsbehandler. Nye ressourceforløb tilkendes ikke efter 31. januar 2026; de løbende fortsætter.
  en: Resource courses and job clarification with 30–35 cases per caseworker. No new resource courses after 31 January 2026; running ones go on.
from: ${programme.from}
to: ${programme.to}
zero_point: ${programme.zeroPoint}
target_group: { groups: [resource_course, job_clarification] }
grant_dkk: 1300000
targets:
  passive_1y: { ${firstHalf}: 25 %, ${wholeWay}: 15 % }
  passive_quarter: { ${quarterEnd(firstHalf)}: 25 %, ${quarterEnd(wholeWay)}: 18 % }
`,
    },
    {
      name: `${portfolio.id}.yaml`,
      text: `id: ${portfolio.id}
based_on: flere-skal-med-2
title: { da: Flere skal med i Nørreå, en: More to be included in Nørreå }
description:
  da: Personlig jobformidler, jobmål, CV og lønnede timer til alle over 30 på kontanthjælp, der er aktivitetsparate.
  en: A personal job broker, a job goal, a CV and paid hours for everyone over 30 on cash assistance who is ready for activity.
from: ${portfolio.from}
to: ${portfolio.to}
zero_point: ${portfolio.zeroPoint}
grant_dkk: 1093000
targets:
${[
  same('job_broker', '90 %'),
  same('rehab_group', '10 %'),
  same('absence', '5 %'),
  // The 225-hour rule is no longer law after June 2025; there is nothing to aim for.
  today <= LAST_DAY_OF_225_HOURS ? same('exempt_225', '25 %') : '  exempt_225: {}',
  same('passive', '15 %'),
  same('cv', '95 %'),
  same('job_goal', '95 %'),
  row('step_up_meetings', '10', '20'),
  row('paid_hours', '20 %', '25 %'),
  same('internship', '20 %'),
  row('company_based_total', '40 %', '45 %'),
  row('exited_to_work', '35 %', '40 %'),
].join('\n')}
`,
    },
  ];
};
