/** What a field of a form can choose between: words for codes, names for references. */
import type { CitizenPage, CorrectedKind } from '@medspiller/contract';
import type { Labels } from '@medspiller/contract';
import type { FormField } from './facts.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

type LabelsOfCodes = Readonly<Record<string, string>>;

/** The words for a field's codes; the same field name can mean different lists in different kinds. */
const codeLabels = (kind: CorrectedKind, field: string, labels: Labels): LabelsOfCodes | null => {
  switch (field) {
    case 'kind':
      return kind === 'contacts'
        ? labels.contactKind
        : kind === 'activities'
          ? labels.activityKind
          : labels.goalKind;
    case 'status':
      return labels.contactStatus;
    case 'place':
      return labels.place;
    case 'marker':
      return labels.marker;
    case 'channel':
      return labels.channel;
    case 'role':
      return labels.role;
    case 'target_group':
    case 'next_target_group':
      return labels.targetGroup;
    case 'close_reason':
      return labels.closeReason;
    default:
      return null;
  }
};

/** The choices of a field; null where it is written, not chosen. */
export const choicesOf = (
  kind: CorrectedKind,
  { name, column }: FormField,
  page: CitizenPage,
  labels: Labels,
  localText: (text: { da: string; en: string }) => string,
): readonly Choice[] | null => {
  const words = codeLabels(kind, name, labels);
  if (words !== null)
    return column.codes.map((code) => ({ value: code, text: words[code] ?? code }));
  switch (name) {
    case 'case_id':
      return page.cases.map((each) => ({
        value: String(each.record_id),
        text: `${labels.targetGroup[each.target_group]} (${each.opened_on.slice(0, 4)})`,
      }));
    case 'employee_id':
    case 'with':
      return page.choices.employees.map((employee) => ({
        value: String(employee.employee_id),
        text: `${employee.name}, ${labels.role[employee.role].toLocaleLowerCase()}`,
      }));
    case 'company_id':
      return page.choices.companies.map((company) => ({
        value: String(company.company_id),
        text: company.name,
      }));
    case 'offer_id':
      return page.choices.offers.map((offer) => ({
        value: String(offer.offer_id),
        text: offer.title,
      }));
    case 'programme':
      return page.choices.programmes.map((programme) => ({
        value: programme.id,
        text: localText(programme.title),
      }));
    default:
      return null;
  }
};

/** A value in words, as history and conflicts show it. */
export const valueText = (
  kind: string,
  field: string,
  value: unknown,
  labels: Labels,
  names: Readonly<Record<string, string>>,
  formats: {
    readonly moment: (instant: string) => string;
    readonly dayAndYear: (day: string) => string;
  },
  nothing: string,
): string => {
  if (value === null || value === undefined || value === '') return nothing;
  if (Array.isArray(value))
    return value.length === 0
      ? nothing
      : value.map((id) => names[String(id)] ?? String(id)).join(', ');
  if (field.endsWith('_id')) return names[String(value)] ?? String(value);
  const words = codeLabels(kind as CorrectedKind, field, labels);
  if (words !== null) return words[String(value)] ?? String(value);
  if (field === 'benefit') return labels.benefit[value as keyof Labels['benefit']] ?? String(value);
  const text = String(value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return formats.moment(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formats.dayAndYear(text);
  return text;
};
