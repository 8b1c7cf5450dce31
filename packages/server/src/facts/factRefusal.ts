/** Why a fact was not written, as an answer with a code, the field, and a sentence in the reader's language. */
import { isProblemCode, problemMessage, type RecordFault } from '@medspiller/domain';
import type { WriteRefusal } from '@medspiller/store';
import type { Language } from '../language.ts';
import { HttpRefusal, notFound, type Refusal } from '../refusal.ts';

const WORDS = {
  missing: { da: 'Skal udfyldes.', en: 'Must be filled in.' },
  unknown_reference: {
    da: 'Det, der henvises til, findes ikke eller er annulleret.',
    en: 'What this refers to does not exist or has been voided.',
  },
  other_citizen: {
    da: 'Hører ikke til denne borger.',
    en: 'Does not belong to this citizen.',
  },
  cpr_taken: {
    da: 'En anden borger har dette CPR-nummer.',
    en: 'Another citizen has this CPR number.',
  },
  still_referred_to: {
    da: 'Andre registreringer henviser hertil. Annuller dem først.',
    en: 'Other records refer to this. Void them first.',
  },
  cannot_be: { da: 'Kan ikke passe.', en: 'Cannot be.' },
} as const;
type Word = keyof typeof WORDS;

export const refusalOf = (
  code: Word,
  field: string | null,
  language: Language,
  params?: Refusal['params'],
): Refusal => ({ code, field, message: WORDS[code][language], ...(params && { params }) });

const faultRefusal = ({ field, code, params = {} }: RecordFault, language: Language): Refusal => ({
  code,
  field: `values.${field}`,
  message: isProblemCode(code)
    ? problemMessage({ code, params }, language)
    : WORDS[code === 'missing' ? code : 'cannot_be'][language],
  params: { ...params },
});

/** Input that the schema accepts and the facts do not. */
export const refused = (...refusals: readonly Refusal[]): HttpRefusal =>
  new HttpRefusal(422, 'refused', refusals);

export const factRefusal = (refusal: WriteRefusal, language: Language): HttpRefusal => {
  switch (refusal.code) {
    case 'not_found':
      return notFound();
    case 'invalid':
      return refused(...refusal.faults.map((fault) => faultRefusal(fault, language)));
    case 'unknown_reference':
      return refused(refusalOf('unknown_reference', `values.${refusal.field}`, language));
    case 'cpr_taken':
      return refused(refusalOf('cpr_taken', 'values.cpr', language));
    case 'still_referred_to':
      return refused(
        refusalOf('still_referred_to', null, language, { by: refusal.by, count: refusal.count }),
      );
    case 'changed_meanwhile': {
      const { current, changedBy, changedAt, fields } = refusal;
      const { record_id: _, version_id, ...values } = current ?? { record_id: 0, version_id: 0 };
      return new HttpRefusal(409, 'changed_meanwhile', [], {
        current: { version_id, values: current === null ? null : values },
        changed_by: changedBy?.name ?? null,
        changed_at: changedAt,
        changed_fields: fields,
      });
    }
  }
};
