/** What is wrong with input and what would be right, in the reader's language. */
import type { z } from 'zod';
import type { Language } from './language.ts';

export type InputIssue = z.core.$ZodIssue;

/** The field that an issue is about, as a path (`values.from`); null for the input as a whole. */
export const fieldOf = (issue: InputIssue): string | null => {
  if (issue.code === 'unrecognized_keys') return [...issue.path, issue.keys[0] ?? ''].join('.');
  return issue.path.length === 0 ? null : issue.path.map(String).join('.');
};

const TYPES: Readonly<Record<string, { readonly da: string; readonly en: string }>> = {
  string: { da: 'en tekst', en: 'a text' },
  number: { da: 'et tal', en: 'a number' },
  int: { da: 'et helt tal', en: 'a whole number' },
  boolean: { da: 'ja eller nej', en: 'yes or no' },
  array: { da: 'en liste', en: 'a list' },
  object: { da: 'et objekt', en: 'an object' },
  record: { da: 'et objekt', en: 'an object' },
};

const FORMATS: Readonly<Record<string, { readonly da: string; readonly en: string }>> = {
  date: { da: 'en dato, der findes, som 2017-11-30', en: 'a day that exists, such as 2017-11-30' },
  datetime: {
    da: 'et tidspunkt med tidszone, som 2017-11-30T10:15:00Z',
    en: 'a time with its zone, such as 2017-11-30T10:15:00Z',
  },
  uuid: { da: 'et UUID', en: 'a UUID' },
};

const LENGTHS: Readonly<Record<string, { readonly da: string; readonly en: string }>> = {
  string: { da: 'tegn', en: 'characters' },
  array: { da: 'punkter', en: 'entries' },
};

export const whatWouldBeRight = (issue: InputIssue, language: Language): string => {
  const danish = language === 'da';
  switch (issue.code) {
    case 'invalid_type': {
      const type = TYPES[issue.expected]?.[language] ?? issue.expected;
      if (issue.input === undefined && !('input' in issue && issue.input !== undefined))
        return danish ? `Skal udfyldes med ${type}.` : `Must be ${type}.`;
      return danish ? `Skal være ${type}.` : `Must be ${type}.`;
    }
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return danish ? `Skal være en af: ${values}.` : `Must be one of: ${values}.`;
    }
    case 'invalid_format': {
      const format = FORMATS[issue.format]?.[language];
      if (format !== undefined) return danish ? `Skal være ${format}.` : `Must be ${format}.`;
      const pattern = issue.pattern ?? issue.format;
      return danish
        ? `Har ikke den rette form (${pattern}).`
        : `Does not have the right form (${pattern}).`;
    }
    case 'too_small': {
      const unit = LENGTHS[issue.origin]?.[language];
      if (unit !== undefined)
        return danish
          ? `Skal have mindst ${issue.minimum} ${unit}.`
          : `Must have at least ${issue.minimum} ${unit}.`;
      const bound =
        issue.inclusive === false ? (danish ? 'over' : 'above') : danish ? 'mindst' : 'at least';
      return danish ? `Skal være ${bound} ${issue.minimum}.` : `Must be ${bound} ${issue.minimum}.`;
    }
    case 'too_big': {
      const unit = LENGTHS[issue.origin]?.[language];
      if (unit !== undefined)
        return danish
          ? `Må højst have ${issue.maximum} ${unit}.`
          : `Must have at most ${issue.maximum} ${unit}.`;
      return danish ? `Må højst være ${issue.maximum}.` : `Must be at most ${issue.maximum}.`;
    }
    case 'unrecognized_keys':
      return danish ? 'Dette felt findes ikke.' : 'There is no such field.';
    default:
      return danish ? 'Kan ikke bruges.' : 'Cannot be used.';
  }
};
