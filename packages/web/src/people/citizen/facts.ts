/** What a form for a fact asks, and how its text becomes values: plain functions, made from the registry of kinds. */
import type { CitizenPage, CorrectedKind, RegisteredKind } from '@medspiller/contract';
import { KINDS, copenhagenTime, instantOf, isMonth, type Column } from '@medspiller/domain';

/** Values as they go to the server. */
export type Values = Readonly<Record<string, string | number | boolean | readonly number[] | null>>;
/** Values as they stand in the fields of a form. */
export type Draft = Readonly<Record<string, string | readonly string[]>>;

export interface FormField {
  readonly name: string;
  readonly column: Column;
}

/** Fields that a form does not ask for: the case is chosen for it, the citizen is the page's. */
const NOT_ASKED = new Set(['citizen_id']);

/** The fields of a form, in the registry's order; "how did it go" stands before the day. */
export const fieldsOf = (kind: CorrectedKind): readonly FormField[] =>
  Object.entries<Column>(KINDS[kind].columns)
    .filter(([name, column]) => column.type !== 'key' && !NOT_ASKED.has(name))
    .map(([name, column]) => ({ name, column }));

/** `2026-11-20T10:30` for a field of date and time, by the Danish clock. */
const localDateTime = (instant: string): string => copenhagenTime(instant).slice(0, 16);

/** `2026-11` as people write it: `11-2026`. */
const writtenMonth = (month: string): string => `${month.slice(5)}-${month.slice(0, 4)}`;

/** A month as it is written (11-2026, 11.2026, 2026-11), or null. */
const monthOfText = (text: string): string | null => {
  const written = /^(\d{1,2})[-./ ](\d{4})$/.exec(text);
  const month = written === null ? text : `${written[2]}-${(written[1] ?? '').padStart(2, '0')}`;
  return isMonth(month) ? month : null;
};

/** A time as it is written (10.30, 10:30, 1030, 9), or null. */
export const timeOf = (text: string): string | null => {
  const written = /^(\d{1,2})(?:[.: ]?(\d{2}))?$/.exec(text.trim());
  if (written === null) return null;
  const [hour, minute] = [Number(written[1]), Number(written[2] ?? 0)];
  return hour > 23 || minute > 59
    ? null
    : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

/** The draft that shows a record's values. */
export const draftOf = (kind: CorrectedKind, values: Readonly<Record<string, unknown>>): Draft =>
  Object.fromEntries(
    fieldsOf(kind).map(({ name, column }): [string, string | readonly string[]] => {
      const value = values[name];
      if (column.type === 'references')
        return [name, Array.isArray(value) ? value.map(String) : []];
      if (value === null || value === undefined) return [name, ''];
      if (column.type === 'instant') return [name, localDateTime(String(value))];
      if (column.type === 'decimal') return [name, String(value).replace('.', ',')];
      if (column.type === 'month') return [name, writtenMonth(String(value))];
      return [name, String(value)];
    }),
  );

/** What a new form starts with: the open case, today, the employee who writes. */
export const startingDraft = (
  kind: RegisteredKind,
  page: CitizenPage,
  me: { readonly employee_id: number },
  now: string,
): Draft => {
  const open =
    page.cases.find((each) => each.closed_on === null || each.closed_on > page.today) ??
    page.cases[0];
  const nextVersion = Math.max(0, ...page.plans.map(({ version }) => version)) + 1;
  const starting: Record<string, unknown> = {
    case_id: open?.record_id ?? null,
    from: page.today,
    month: page.today.slice(0, 7),
    drawn_up_on: page.today,
    version: nextVersion,
    received_at: now,
    ...(kind === 'contacts'
      ? {
          kind: 'conversation',
          planned_at: now,
          held_on: page.today,
          status: 'held',
          with: [me.employee_id],
        }
      : {}),
    ...(kind === 'goals' ? { kind: 'job' } : {}),
  };
  return draftOf(kind, starting);
};

export type DraftFault = 'needsValue' | 'needsNumber' | 'needsMonth';

/** The values of a draft, or what is wrong with which field. Empty optional fields are null. */
export const valuesOf = (
  kind: CorrectedKind,
  draft: Draft,
): { readonly values: Values; readonly faults: Readonly<Record<string, DraftFault>> } => {
  const values: Record<string, Values[string]> = {};
  const faults: Record<string, DraftFault> = {};
  for (const { name, column } of fieldsOf(kind)) {
    const written = draft[name] ?? '';
    if (typeof written !== 'string') {
      values[name] = written.map(Number);
      continue;
    }
    const text = written.trim();
    if (text === '') {
      if (column.required) faults[name] = 'needsValue';
      values[name] = null;
      continue;
    }
    switch (column.type) {
      case 'decimal':
      case 'integer':
      case 'money':
      case 'reference': {
        const number = Number(text.replace(',', '.'));
        if (Number.isNaN(number)) faults[name] = 'needsNumber';
        values[name] = number;
        break;
      }
      case 'month':
        values[name] = monthOfText(text);
        if (values[name] === null) faults[name] = 'needsMonth';
        break;
      case 'instant':
        values[name] = instantOf(text);
        break;
      case 'flag':
        values[name] = text === 'true';
        break;
      default:
        values[name] = text;
    }
  }
  return { values, faults };
};

/** A held conversation has a day; any other has none: the draft follows the choice, so that nobody must clear a field. */
export const followStatus = (
  kind: CorrectedKind,
  draft: Draft,
  changed: string,
  today: string,
): Draft => {
  if (kind !== 'contacts' || changed !== 'status') return draft;
  return { ...draft, held_on: draft['status'] === 'held' ? draft['held_on'] || today : '' };
};
