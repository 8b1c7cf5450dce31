/** The words of the caseload page. */
import { capitalised, counted, formatsOf } from '../../calendar/format.ts';
import type { Messages } from '../../language.tsx';

const word = formatsOf('da').numberWord;
const wordEn = formatsOf('en').numberWord;

const da = {
  title: 'Belastning',
  programme: 'Program',
  asKnown: (day: string) => `som kendt ${day}`,
  over: (count: number) => `${word(count)} har for mange sager`,
  withRoom: (count: number) => `${word(count)} har plads`,
  unassigned: (count: number) =>
    `${word(count)} ${counted(count, 'borger', 'borgere')} har ingen sagsbehandler`,
  allWithin: 'alle ligger i båndet',
  allAssigned: 'alle sager har en sagsbehandler',
  joined: (parts: readonly string[]) => {
    const last = parts.at(-1) ?? '';
    return capitalised(
      parts.length < 2 ? `${last}.` : `${parts.slice(0, -1).join(', ')}, og ${last}.`,
    );
  },
  arithmetic: (total: string, assigned: string, caseworkers: number, unassigned: number) => {
    const holders = `${word(caseworkers)} ${counted(caseworkers, 'sagsbehandler', 'sagsbehandlere')}`;
    return unassigned === 0
      ? `${total} sager i programmet, alle hos ${holders}.`
      : `${total} sager i programmet: ${assigned} hos ${holders} og ${unassigned} ${counted(unassigned, 'ufordelt', 'ufordelte')}.`;
  },
  average: (sum: string, count: number, average: string) =>
    ` Gennemsnit ${sum} / ${count} = ${average}.`,
  cardTitle: 'Sager pr. sagsbehandler',
  sortedBy: {
    target_group: 'sorteret efter sager i programmet',
    all: 'sorteret efter sager i alt',
    name: 'sorteret efter navn',
  },
  caption: (low: number | null, high: number | null) =>
    low === null || high === null
      ? 'Åbne sager pr. sagsbehandler: i programmet, andre og i alt.'
      : `Åbne sager pr. sagsbehandler: i programmet, andre og i alt, mod båndet ${low}–${high} sager i programmet.`,
  caseworker: 'Sagsbehandler',
  inProgramme: 'I programmet',
  all: 'I alt',
  standing: 'Tilstand',
  sort: {
    target_group: 'Sortér efter sager i programmet',
    all: 'Sortér efter sager i alt',
    name: 'Sortér efter navn',
  },
  band: (low: number, high: number) => `${low}–${high} sager`,
  barLabel: 'sager i programmet',
  others: (count: number) => `+ ${count}`,
  othersName: (count: number) => counted(count, 'anden sag', 'andre sager'),
  totalCell: (inProgramme: string, others: string) =>
    `${inProgramme} i programmet og ${others} andre`,
  cell: (inProgramme: number, others: number) => `${inProgramme} i programmet, ${others} andre`,
  overCap: (count: number, cap: number) => `${count} over ${cap}`,
  within: 'i båndet',
  room: (count: number) => `plads til ${count}`,
  mostlyOthers: 'mest andre sager',
  none: 'ingen sager',
  ownCap: (cap: number) => `eget loft ${cap}`,
  nobody: 'Ingen sagsbehandler',
  oldest: (days: number) => `ældste sag: ${days} ${counted(days, 'dag', 'dage')}`,
  more: (count: number) => `og ${count} til`,
  waiting: 'venter',
  noneWaiting: 'ingen venter',
  aboveCap: (count: number) => (count === 0 ? 'ingen over loftet' : `${count} over loftet`),
  total: 'I alt',
  why: (sum: number, total: number, unassigned: number, twice: number) => {
    if (unassigned === 0 && twice === 0)
      return `Summen pr. sagsbehandler er ${sum}, og det er alle sager.`;
    const reasons = [
      ...(unassigned === 0
        ? []
        : [`${unassigned} ${counted(unassigned, 'sag', 'sager')} ikke har nogen sagsbehandler`]),
      ...(twice === 0
        ? []
        : [`${twice} ${counted(twice, 'sag', 'sager')} har mere end én og tæller hos dem alle`]),
    ];
    return `Summen pr. sagsbehandler er ${sum}. I alt er der ${total}, fordi ${reasons.join(', og fordi ')}.`;
  },
  open: (name: string) => `Vis ${name}${/[sxz]$/i.test(name) ? '’' : 's'} sager`,
  emptyHeading: 'Der er ingen sagsbehandlere at vise.',
  emptyLead:
    'Ingen medarbejder har rollen som koordinerende sagsbehandler. De kommer med, når medarbejdere bliver indlæst.',
};

const en: typeof da = {
  title: 'Caseload',
  programme: 'Programme',
  asKnown: (day) => `as known ${day}`,
  over: (count) => `${wordEn(count)} ${counted(count, 'has', 'have')} too many cases`,
  withRoom: (count) => `${wordEn(count)} ${counted(count, 'has', 'have')} room`,
  unassigned: (count) =>
    `${wordEn(count)} ${counted(count, 'citizen has', 'citizens have')} no caseworker`,
  allWithin: 'everybody is within the band',
  allAssigned: 'every case has a caseworker',
  joined: (parts) => {
    const last = parts.at(-1) ?? '';
    return capitalised(
      parts.length < 2 ? `${last}.` : `${parts.slice(0, -1).join(', ')}, and ${last}.`,
    );
  },
  arithmetic: (total, assigned, caseworkers, unassigned) => {
    const holders = `${wordEn(caseworkers)} ${counted(caseworkers, 'caseworker', 'caseworkers')}`;
    return unassigned === 0
      ? `${total} cases in the programme, all with ${holders}.`
      : `${total} cases in the programme: ${assigned} with ${holders} and ${unassigned} unassigned.`;
  },
  average: (sum, count, average) => ` Mean ${sum} / ${count} = ${average}.`,
  cardTitle: 'Cases per caseworker',
  sortedBy: {
    target_group: 'sorted by cases in the programme',
    all: 'sorted by all cases',
    name: 'sorted by name',
  },
  caption: (low, high) =>
    low === null || high === null
      ? 'Open cases per caseworker: in the programme, others and in all.'
      : `Open cases per caseworker: in the programme, others and in all, against the band of ${low}–${high} cases in the programme.`,
  caseworker: 'Caseworker',
  inProgramme: 'In the programme',
  all: 'In all',
  standing: 'State',
  sort: {
    target_group: 'Sort by cases in the programme',
    all: 'Sort by all cases',
    name: 'Sort by name',
  },
  band: (low, high) => `${low}–${high} cases`,
  barLabel: 'cases in the programme',
  others: (count) => `+ ${count}`,
  othersName: (count) => counted(count, 'other case', 'other cases'),
  totalCell: (inProgramme, others) => `${inProgramme} in the programme and ${others} others`,
  cell: (inProgramme, others) => `${inProgramme} in the programme, ${others} others`,
  overCap: (count, cap) => `${count} above ${cap}`,
  within: 'within the band',
  room: (count) => `room for ${count}`,
  mostlyOthers: 'mostly other cases',
  none: 'no cases',
  ownCap: (cap) => `own cap ${cap}`,
  nobody: 'No caseworker',
  oldest: (days) => `oldest case: ${days} ${counted(days, 'day', 'days')}`,
  more: (count) => `and ${count} more`,
  waiting: 'waiting',
  noneWaiting: 'nobody waits',
  aboveCap: (count) => (count === 0 ? 'none above the cap' : `${count} above the cap`),
  total: 'In all',
  why: (sum, total, unassigned, twice) => {
    if (unassigned === 0 && twice === 0)
      return `The sum over caseworkers is ${sum}, and that is every case.`;
    const reasons = [
      ...(unassigned === 0
        ? []
        : [`${unassigned} ${counted(unassigned, 'case has', 'cases have')} no caseworker`]),
      ...(twice === 0
        ? []
        : [
            `${twice} ${counted(twice, 'case has', 'cases have')} more than one and ${counted(twice, 'counts', 'count')} with each`,
          ]),
    ];
    return `The sum over caseworkers is ${sum}. In all there are ${total}, because ${reasons.join(', and because ')}.`;
  },
  open: (name) => `Show the cases of ${name}`,
  emptyHeading: 'There are no caseworkers to show.',
  emptyLead:
    'No employee has the role of coordinating caseworker. They appear when employees are imported.',
};

export const caseloadMessages: Messages<typeof da> = { da, en };
export type CaseloadMessages = typeof da;
