/** The words of the status page. */
import { capitalised, counted, formatsOf } from '../../calendar/format.ts';
import type { Messages } from '../../language.tsx';

const word = formatsOf('da').numberWord;
const wordEn = formatsOf('en').numberWord;

const da = {
  title: 'Status',
  name: 'Målopfølgning',
  programme: 'Program',
  period: (from: string, to: string) => `${from} – ${to}`,
  upTo: (day: string) => `til og med ${day}`,
  asKnown: (day: string) => `som kendt ${day}`,
  met: (met: number, all: number) => `${met} af ${all} delmål er nået.`,
  allMet: (all: number) =>
    all === 1
      ? 'Delmålet er nået.'
      : all === 2
        ? 'Begge delmål er nået.'
        : `Alle ${word(all)} delmål er nået.`,
  oneShort: (names: string) => ` ${names} mangler kun én.`,
  noTargets: (title: string) => `${title}: tallene måned for måned.`,
  noMonths: 'Der er ingen tal for de måneder.',
  notStarted: (title: string) => `${title} er ikke begyndt.`,
  notStartedLead: (day: string) => `Programmet begynder ${day}. Her er tallene, det går ud fra.`,
  sheet: 'Regneark',
  sheetXlsx: 'Excel (.xlsx)',
  sheetCsv: 'Kommasepareret (.csv)',
  allMonths: (count: number) => `Vis alle ${count} måneder`,
  latestMonths: (count: number) => `Vis de seneste ${count} måneder`,
  registerMeeting: 'Registrér styregruppemøde',
  meetingHeading: 'Styregruppemøde, der er holdt',
  meetingDay: 'Holdt den',
  meetingNote: 'Bemærkning (må gerne være tom)',
  meetingDayMissing: 'Vælg den dag, mødet blev holdt.',
  save: 'Gem',
  saveHint: 'Ctrl + Enter gemmer',
  cancel: 'Fortryd',
  meetingSaved: (day: string) => `Mødet ${day} er registreret.`,
  caption:
    'Mål og status: antal og procent pr. måned, med nulpunkt, udvikling og mål. Hver celle åbner tallene bag.',
  rowHead: 'Mål og status, antal og procent',
  zeroPoint: '0-punkt',
  unfinished: (day: number) => `til ${day}.`,
  trend: 'Udvikling',
  milestone: (month: string) => `Delmål ${month}`,
  target: 'Mål',
  noTarget: 'intet mål',
  directionOurs: 'Hvor kilden ikke siger, om et mål er mindst eller højst, er retningen vores.',
  atLeast: (value: string) => `≥ ${value}`,
  atMost: (value: string) => `≤ ${value}`,
  isMet: 'nået',
  notYet: 'intet tal endnu',
  tooFew: (count: number) => `mangler ${count}`,
  tooMany: (count: number) => `${count} for mange`,
  notMet: 'ikke nået',
  absent: '–',
  absentLong: 'ikke opgjort',
  ofCount: (numerator: string, denominator: string) => `${numerator} af ${denominator}`,
  cellName: (indicator: string, month: string, value: string) => `${indicator}, ${month}: ${value}`,
  panelName: (indicator: string, month: string) => `${indicator}, ${month}`,
  closePanel: 'Luk panelet',
  more: (count: number, target: string) =>
    `${capitalised(word(count))} mere, og målet på ${target} er nået.`,
  fewer: (count: number, target: string) =>
    `${capitalised(word(count))} færre, og målet på ${target} er nået.`,
  reached: (target: string) => `Målet på ${target} er nået.`,
  reachedBeyondChance: (target: string) =>
    `Målet på ${target} er nået, også når tilfældigheder er regnet fra.`,
  interval: (low: string, high: string) => `95 % sikkert mellem ${low} og ${high}`,
  pending: (count: number) => `${count} er ikke talt med endnu: fristen er ikke gået.`,
  explanation: 'Sådan tælles det',
  counted: (count: number) => `Talt med ${count}`,
  notCounted: (count: number) => `Ikke talt med ${count}`,
  peopleTabs: 'Borgerne bag tallet',
  nobody: 'Ingen.',
  incomplete: 'Du kan kun se de borgere, du selv eller dit team har.',
  withoutPeople: 'Din rolle viser tallene, men ikke hvem de handler om.',
  noPeople: 'Bag dette tal er der ingen liste over borgere.',
  citizen: 'Borger',
  worker: 'Medarbejder',
  hours: 'Timer',
  hoursUnit: (hours: string) => `${hours} t.`,
  noWorker: 'ingen',
  showRest: (count: number) => `Vis de sidste ${count}`,
  foot: 'Tal med streg (–) er ikke opgjort. 0 % er opgjort til nul. Kvartalstal står i kvartalets sidste måned.',
};

const en: typeof da = {
  title: 'Status',
  name: 'Status against targets',
  programme: 'Programme',
  period: (from, to) => `${from} – ${to}`,
  upTo: (day) => `up to ${day}`,
  asKnown: (day) => `as known ${day}`,
  met: (met, all) => `${met} of ${all} milestones are met.`,
  allMet: (all) =>
    all === 1
      ? 'The milestone is met.'
      : all === 2
        ? 'Both milestones are met.'
        : `All ${wordEn(all)} milestones are met.`,
  oneShort: (names) => ` ${names}: only one short.`,
  noTargets: (title) => `${title}: the figures month by month.`,
  noMonths: 'There are no figures for those months.',
  notStarted: (title) => `${title} has not begun.`,
  notStartedLead: (day) =>
    `The programme begins on ${day}. These are the figures that it starts out from.`,
  sheet: 'Spreadsheet',
  sheetXlsx: 'Excel (.xlsx)',
  sheetCsv: 'Comma-separated (.csv)',
  allMonths: (count) => `Show all ${count} months`,
  latestMonths: (count) => `Show the latest ${count} months`,
  registerMeeting: 'Register steering meeting',
  meetingHeading: 'Steering group meeting that was held',
  meetingDay: 'Held on',
  meetingNote: 'Note (may be empty)',
  meetingDayMissing: 'Choose the day on which the meeting was held.',
  save: 'Save',
  saveHint: 'Ctrl + Enter saves',
  cancel: 'Cancel',
  meetingSaved: (day) => `The meeting of ${day} is registered.`,
  caption:
    'Targets and status: count and per cent per month, with zero point, trend and targets. Each cell opens the figures behind it.',
  rowHead: 'Targets and status, count and per cent',
  zeroPoint: 'Zero point',
  unfinished: (day) => `to the ${day}.`,
  trend: 'Trend',
  milestone: (month) => `Milestone ${month}`,
  target: 'Target',
  noTarget: 'no target',
  directionOurs:
    'Where the source does not say whether a target is at least or at most, the direction is ours.',
  atLeast: (value) => `≥ ${value}`,
  atMost: (value) => `≤ ${value}`,
  isMet: 'met',
  notYet: 'no figure yet',
  tooFew: (count) => `${count} short`,
  tooMany: (count) => `${count} too many`,
  notMet: 'not met',
  absent: '–',
  absentLong: 'not available',
  ofCount: (numerator, denominator) => `${numerator} of ${denominator}`,
  cellName: (indicator, month, value) => `${indicator}, ${month}: ${value}`,
  panelName: (indicator, month) => `${indicator}, ${month}`,
  closePanel: 'Close the panel',
  more: (count, target) =>
    `${capitalised(wordEn(count))} more, and the target of ${target} is met.`,
  fewer: (count, target) =>
    `${capitalised(wordEn(count))} fewer, and the target of ${target} is met.`,
  reached: (target) => `The target of ${target} is met.`,
  reachedBeyondChance: (target) => `The target of ${target} is met, chance set aside too.`,
  interval: (low, high) => `95 % certain between ${low} and ${high}`,
  pending: (count) =>
    `${count} ${counted(count, 'is', 'are')} not counted yet: the deadline has not passed.`,
  explanation: 'How it is counted',
  counted: (count) => `Counted ${count}`,
  notCounted: (count) => `Not counted ${count}`,
  peopleTabs: 'The citizens behind the figure',
  nobody: 'Nobody.',
  incomplete: 'You only see the citizens whom you or your team have.',
  withoutPeople: 'Your role shows the figures, but not whom they are about.',
  noPeople: 'There is no list of citizens behind this figure.',
  citizen: 'Citizen',
  worker: 'Employee',
  hours: 'Hours',
  hoursUnit: (hours) => `${hours} h`,
  noWorker: 'none',
  showRest: (count) => `Show the last ${count}`,
  foot: 'A dash (–) is not available. 0 % was worked out to be zero. Quarterly figures stand in the last month of the quarter.',
};

export const statusMessages: Messages<typeof da> = { da, en };
export type StatusMessages = typeof da;
