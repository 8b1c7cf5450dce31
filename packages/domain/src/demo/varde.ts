/**
 * Synthetic people who give exactly the figures of Varde Kommune's application of 2017: 345 cases with six caseworkers,
 * 225 of them resource courses while the application's text says 233 (here eight have nobody assigned), 49 of 122 passive
 * for a year, and 28 exits from January to October. No person here is taken from anywhere.
 */
import { addDays, addMonths, type Day } from '../calendar/index.ts';
import type { Benefit, Case, CloseReason, Employee, TargetGroup } from '../people/kinds.ts';
import type { ActivityKind } from '../work/kinds.ts';
import { chronicleUntil } from './chronicle.ts';
import { expectations } from './expectations.ts';
import { peopleOf } from './persons.ts';
import { seeded } from './random.ts';
import type { DemoScenario } from './scenario.ts';

const TODAY: Day = '2017-11-30';
const PROGRAMME = 'haandholdt';

/** Cases in all and resource courses among them, as the application lists its caseworkers by letter. */
const LOADS = [
  ['A', 74, 6],
  ['L', 45, 43],
  ['J', 48, 13],
  ['G', 67, 52],
  ['E', 52, 52],
  ['K', 59, 59],
] as const;
const UNASSIGNED = 8;
/** Of the open resource courses: how many have lasted a year, and how many of those without anything that leads to work. */
const SENIOR = 122;
const SENIOR_PASSIVE = 49;

const EXITS: readonly (readonly [number, CloseReason, TargetGroup | null])[] = [
  [5, 'moved', null],
  [12, 'early_retirement', null],
  [2, 'target_group_change', 'unemployment_benefit_flex'],
  [5, 'target_group_change', 'in_flex_job'],
  [1, 'target_group_change', 'cash_job_ready'],
  [1, 'target_group_change', 'education_activity_ready'],
  [1, 'education', null],
  [1, 'pension', null],
];
/** Closed within a year of award: no exits by the definition. */
const EARLY_LEAVERS = 4;

const OTHER_GROUPS = [
  'sickness_benefit',
  'sickness_benefit',
  'job_clarification',
  'cash_activity_ready',
] as const;
const BENEFITS: Readonly<Partial<Record<TargetGroup, Benefit>>> = {
  resource_course: 'resource_course_benefit',
  sickness_benefit: 'sickness_benefit',
  job_clarification: 'job_clarification_benefit',
  cash_activity_ready: 'cash_assistance',
};

const TOWARD_WORK: readonly ActivityKind[] = ['internship', 'guidance', 'mentor', 'company_visit'];
const AROUND_WORK: readonly ActivityKind[] = [
  'physical_training',
  'psychology',
  'support_person',
  'lifestyle',
  'housing',
  'coping_course',
];

const KRONE = 100;

const employee = (
  employee_id: string,
  name: string,
  role: Employee['role'],
  phone: string,
): Employee => ({
  employee_id,
  name,
  initials: null,
  role,
  team: 'Ressourceforløb',
  phone,
  email: null,
  hours_available: null,
  cap_low: role === 'caseworker' ? 30 : null,
  cap_high: role === 'caseworker' ? 35 : null,
});

export const vardeScenario = (): DemoScenario => {
  const random = seeded(2017);
  const chronicle = chronicleUntil(TODAY);
  const person = peopleOf(random);
  const begin: Day = '2013-01-01';
  const dayIn = (from: Day, span: number): Day => addDays(from, random.int(0, span));

  for (const [letter] of LOADS)
    chronicle.tell('employees', [
      [
        begin,
        employee(
          letter,
          `Koordinerende sagsbehandler ${letter}`,
          'caseworker',
          `72 10 20 ${letter.charCodeAt(0)}`,
        ),
      ],
    ]);
  const others = [
    employee('V1', 'Virksomhedskonsulent 1', 'company_consultant', '72 10 20 41'),
    employee('TL', 'Karla Vium', 'team_leader', '72 10 20 42'),
    employee('PL', 'Asger Holmgren', 'project_lead', '72 10 20 43'),
    employee('AD', 'Rosa Bundgaard', 'administrator', '72 10 20 44'),
  ];
  for (const other of others) chronicle.tell('employees', [[begin, other]]);

  const tellCase = (
    targetGroup: TargetGroup,
    opened: Day,
    caseworkerId: string | null,
    exit: { on: Day; reason: CloseReason; next: TargetGroup | null } | null,
  ): string => {
    const citizen_id = chronicle.key('C');
    const ages = targetGroup === 'resource_course' ? ([24, 58] as const) : ([22, 63] as const);
    const citizen = person(citizen_id, {
      today: TODAY,
      ages:
        exit?.reason === 'pension'
          ? [65, 65]
          : exit?.next === 'education_activity_ready'
            ? [22, 28]
            : ages,
      otherOrigin: 0.08,
    });
    chronicle.tell('citizens', [[opened, { ...citizen, email: null }]]);
    const open: Case = {
      case_id: chronicle.key('S'),
      citizen_id,
      target_group: targetGroup,
      opened_on: opened,
      awarded_on: targetGroup === 'resource_course' ? opened : null,
      closed_on: null,
      close_reason: null,
      next_target_group: null,
    };
    chronicle.tell(
      'cases',
      exit === null
        ? [[opened, open]]
        : [
            [opened, open],
            [
              exit.on,
              {
                ...open,
                closed_on: exit.on,
                close_reason: exit.reason,
                next_target_group: exit.next,
              },
            ],
          ],
    );
    const until = exit === null ? null : addDays(exit.on, -1);
    const benefit = BENEFITS[targetGroup];
    if (benefit !== undefined) {
      const period = { benefit_id: chronicle.key('Y'), citizen_id, benefit, from: opened };
      chronicle.tell(
        'benefits',
        until === null
          ? [[opened, { ...period, to: null }]]
          : [
              [opened, { ...period, to: null }],
              [addDays(until, 1), { ...period, to: until }],
            ],
      );
    }
    if (caseworkerId !== null) {
      const assignment = {
        assignment_id: chronicle.key('TD'),
        case_id: open.case_id,
        employee_id: caseworkerId,
        role: 'caseworker' as const,
        from: opened,
      };
      chronicle.tell(
        'assignments',
        until === null
          ? [[opened, { ...assignment, to: null }]]
          : [
              [opened, { ...assignment, to: null }],
              [addDays(until, 1), { ...assignment, to: until }],
            ],
      );
    }
    return open.case_id;
  };
  const tellActivity = (case_id: string, kind: ActivityKind, from: Day, to: Day): void => {
    const activity = {
      activity_id: chronicle.key('T'),
      case_id,
      kind,
      offer_id: null,
      company_id: null,
      from,
      to,
      weekly_hours: kind === 'internship' ? 12 : null,
    };
    chronicle.tell('activities', [[from, activity]]);
  };

  // The open resource courses: who has them, and who of them has had one for a year, drawn independently.
  const holders = random.shuffled<string | null>([
    ...LOADS.flatMap(([letter, , courses]) => Array.from({ length: courses }, () => letter)),
    ...Array.from({ length: UNASSIGNED }, () => null),
  ]);
  // Nobody waits a year for a caseworker: the unassigned are among the new.
  const inOrder = holders.toSorted((a, b) => Number(a === null) - Number(b === null));
  for (const [index, holder] of inOrder.entries()) {
    const senior = index < SENIOR;
    const opened = senior
      ? dayIn('2013-10-01', 1100)
      : holder === null
        ? dayIn('2017-11-02', 26)
        : dayIn('2016-12-05', 330);
    const case_id = tellCase('resource_course', opened, holder, null);
    if (holder === null) continue;
    const passive = index < SENIOR_PASSIVE;
    if (senior && !passive) {
      const from = dayIn('2016-12-10', 300);
      tellActivity(case_id, random.pick(TOWARD_WORK), from, addDays(from, random.int(14, 85)));
    } else if (!senior && random.chance(0.7)) {
      const from = addDays(opened, random.int(5, 30));
      tellActivity(case_id, random.pick(TOWARD_WORK), from, addDays(from, random.int(14, 85)));
    }
    // What someone passive did toward work ended more than a year ago.
    if (passive && opened < '2016-06-01' && random.chance(0.5)) {
      const from = addDays(opened, random.int(10, 60));
      tellActivity(case_id, random.pick(TOWARD_WORK), from, addDays(from, random.int(14, 85)));
    }
    if (random.chance(0.45)) {
      const from = dayIn('2017-06-01', 160);
      tellActivity(
        case_id,
        random.pick(AROUND_WORK),
        from > opened ? from : addDays(opened, 3),
        addDays(from > opened ? from : addDays(opened, 3), random.int(30, 90)),
      );
    }
  }
  for (const [letter, all, courses] of LOADS)
    for (let count = courses; count < all; count += 1)
      tellCase(random.pick(OTHER_GROUPS), dayIn('2017-07-03', 140), letter, null);

  const letters = LOADS.map(([letter]) => letter);
  for (const [count, reason, next] of EXITS)
    for (let made = 0; made < count; made += 1) {
      const on = dayIn('2017-01-05', 295);
      tellCase('resource_course', addMonths(on, -random.int(14, 34)), random.pick(letters), {
        on,
        reason,
        next,
      });
    }
  for (let count = 0; count < EARLY_LEAVERS; count += 1) {
    const on = dayIn('2017-02-01', 240);
    tellCase('resource_course', addMonths(on, -random.int(3, 9)), random.pick(letters), {
      on,
      reason: 'moved',
      next: null,
    });
  }

  const budget: readonly (readonly ['1' | '2' | '3', string, number, string])[] = [
    ['1', 'Løn', 425_000, '1 koordinerende sagsbehandler i 12 mdr. / 37 timer x 207,38'],
    ['1', 'Løn', 425_000, '1 koordinerende sagsbehandler i 12 mdr. / 37 timer x 207,38'],
    ['1', 'Løn', 425_000, '1 koordinerende sagsbehandler i 12 mdr. / 37 timer x 207,38'],
    [
      '2',
      'Transport og repræsentation',
      10_000,
      'Opstartsworkshop 1. kvartal 2018 og 1. kvartal 2019',
    ],
    ['3', 'Revision', 15_000, 'Afsluttende regnskab'],
  ];
  for (const [post, text, kroner, note] of budget)
    chronicle.tell('budget_lines', [
      [
        '2017-10-02',
        {
          line_id: chronicle.key('BL'),
          programme: PROGRAMME,
          post,
          text,
          budget_ore: kroner * KRONE,
          note,
        },
      ],
    ]);

  const told = chronicle.told();
  return {
    id: 'varde',
    municipality: 'Varde Kommune',
    today: TODAY,
    ...told,
    programmes: [],
    persons: [
      {
        employee_id: 'TL',
        why: {
          da: 'Teamleder: belastningen, og hvorfor 225 ikke er 233.',
          en: 'Team leader: the caseload, and why 225 is not 233.',
        },
      },
      {
        employee_id: 'PL',
        why: {
          da: 'Projektleder: passive, afslutninger og budget.',
          en: 'Project lead: passive, exits and budget.',
        },
      },
      {
        employee_id: 'K',
        why: {
          da: 'Sagsbehandler med 59 ressourceforløb.',
          en: 'Caseworker with 59 resource courses.',
        },
      },
      {
        employee_id: 'AD',
        why: {
          da: 'Administrator: oplysninger ind og ud.',
          en: 'Administrator: records in and out.',
        },
      },
    ],
    expects: expectations(told.records, {
      today: TODAY,
      targetGroups: ['resource_course'],
      capHigh: 35,
      portfolio: null,
    }),
  };
};
