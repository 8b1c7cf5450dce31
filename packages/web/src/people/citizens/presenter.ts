/** What the table says: plain functions from an answer to words. */
import {
  CITIZEN_COLUMNS,
  type CitizenColumn,
  type CitizenRow,
  type Preset,
  type StateCode,
} from '@medspiller/contract';
import { daysBetween } from '@medspiller/domain';
import { capitalised, type Formats } from '../../calendar/format.ts';
import type { CitizensMessages } from './messages.ts';
import type { CitizensSearch } from './search.ts';

type State = CitizenRow['state'];

/** The state in a few words: "Passiv 47 dage", "Plan om 3 dage". */
export const stateText = (
  state: State,
  today: string,
  words: CitizensMessages,
  labels: Readonly<Record<StateCode, string>>,
  formats: Formats,
): string => {
  const { states } = words;
  switch (state.code) {
    case 'passive':
      return state.on === null
        ? states.passiveUnknown
        : states.passive(daysBetween(state.on, today));
    case 'deadline_passed':
      return states.deadline_passed[state.deadline ?? 'plan'];
    case 'deadline_soon':
      return `${states.deadline_soon[state.deadline ?? 'plan']} ${state.on === null ? '' : formats.relative(state.on, today)}`.trim();
    default:
      return labels[state.code];
  }
};

/** The heading is the answer: "34 borgere: 12 har løntimer, fem går i stå inden 30 dage og tre er passive." */
export const headingText = (
  total: number,
  presets: Readonly<Partial<Record<Preset, number>>>,
  own: boolean,
  words: CitizensMessages,
  formats: Formats,
): string => {
  const parts = (['has_paid_hours', 'goes_passive', 'passive'] as const).flatMap((preset) => {
    const count = presets[preset] ?? 0;
    return count === 0 ? [] : [words.headingParts[preset](count, formats.numberWord(count))];
  });
  const start = words.heading(total, own);
  return parts.length === 0
    ? `${capitalised(start)}.`
    : `${capitalised(start)}: ${formats.list(parts)}.`;
};

/** The tallest bar of the page's paid hours, so that all rows share one scale. */
export const hoursScale = (rows: readonly CitizenRow[]): number =>
  Math.max(40, ...rows.flatMap((row) => row.paid_hours));

const STANDARD: CitizensSearch = {
  reach: 'own',
  preset: 'all',
  sort: 'state',
  direction: 'ascending',
};

/** A search with changes laid over it; what is standard, empty or undefined is left out of the address. */
export const changedSearch = (search: CitizensSearch, changes: CitizensSearch): CitizensSearch =>
  Object.fromEntries(
    Object.entries({ ...search, ...changes }).filter(
      ([name, value]) =>
        value !== undefined && value !== '' && value !== STANDARD[name as keyof CitizensSearch],
    ),
  ) as CitizensSearch;

const ALL_COLUMNS = Object.keys(CITIZEN_COLUMNS) as CitizenColumn[];

/** What a narrow screen shows before any columns are chosen: who, how it stands, and what comes next. */
const NARROW_COLUMNS: readonly CitizenColumn[] = ['name', 'state', 'next_contact', 'activity_ends'];

/** The columns of an address, in their fixed order; the standard ones where it names none. The name is always there. */
export const columnsOf = (search: CitizensSearch, narrow = false): readonly CitizenColumn[] => {
  const chosen = search.columns?.split('.') ?? null;
  if (chosen === null && narrow) return NARROW_COLUMNS;
  return ALL_COLUMNS.filter(
    (name) =>
      name === 'name' || (chosen === null ? CITIZEN_COLUMNS[name].standard : chosen.includes(name)),
  );
};

/** The other way: columns as the address holds them, nothing when they are the standard ones. */
export const columnsText = (columns: readonly CitizenColumn[]): string | undefined => {
  const standard = ALL_COLUMNS.filter((name) => CITIZEN_COLUMNS[name].standard);
  const same =
    standard.length === columns.length && standard.every((name) => columns.includes(name));
  return same ? undefined : columns.join('.');
};
