/**
 * The JSON Schemas of the programme files and of the indicator catalogue. The loader checks with them, and
 * `programmes/schema/*.schema.json` are these values written down, so that an editor completes and checks by the same rules.
 * Each node's `description` says what would be right; it is what an author reads where a value is not.
 */
import { CLOSE_REASONS, TARGET_GROUPS } from '../people/kinds.ts';
import { ROLES } from '../trust/role.ts';
import { CONTACT_KINDS, CONTACT_STATUSES, GOAL_KINDS, MARKERS } from '../plan/kinds.ts';
import { ACTIVITY_AREAS, ACTIVITY_KINDS } from '../work/kinds.ts';

/** The part of JSON Schema (2020-12) that the files need. */
export interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema | false>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly if?: Schema;
  readonly else?: Schema;
}

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(properties),
): Schema => ({ type: 'object', properties, required, additionalProperties: false });

/** An object with exactly one of the keys. */
const oneKey = (description: string, properties: Readonly<Record<string, Schema>>): Schema => ({
  description,
  type: 'object',
  properties,
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
});

const oneOfCodes = (description: string, codes: readonly string[]): Schema => ({
  description,
  type: 'string',
  enum: codes,
});

const id: Schema = {
  description: 'a word of small letters, digits, hyphen and underscore that begins with a letter',
  type: 'string',
  pattern: '^[a-z][a-z0-9_-]*$',
};
const words: Schema = { description: 'a text', type: 'string', minLength: 1 };
const localText: Schema = {
  description: 'the text in Danish and in English: { da: …, en: … }',
  ...object({ da: words, en: words }),
};
const day: Schema = {
  description: 'a day, written YYYY-MM-DD',
  type: 'string',
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
};
const month: Schema = {
  description: 'a month, written YYYY-MM',
  type: 'string',
  pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$',
};
const targets: Schema = {
  description: 'a value for each month: a share as "90 %", a number of people or meetings as 10',
  type: 'object',
  propertyNames: month,
  additionalProperties: {
    description: 'a share as "90 %" or a number as 10',
    anyOf: [
      { type: 'string', pattern: '^[0-9]+([.,][0-9]+)? ?%$' },
      { type: 'integer', minimum: 0 },
    ],
  },
};
const direction = oneOfCodes('at_least or at_most', ['at_least', 'at_most']);

const programmeIndicator: Schema = {
  ...object(
    {
      id: { ...id, description: 'the id of an indicator of the catalogue' },
      title: localText,
      direction,
      direction_is_ours: {
        description:
          'true where the source gives no direction and the one here is our reading of it',
        type: 'boolean',
      },
      decimals: {
        description: 'decimals of percentages on screen and in print: 0 or more (1 where left out)',
        type: 'integer',
        minimum: 0,
      },
      targets,
    },
    ['id'],
  ),
  dependentRequired: { targets: ['direction'] },
};

export const PROGRAMME_SCHEMA: Schema = {
  $schema: DRAFT,
  title: 'A programme of Medspiller',
  ...object(
    {
      id,
      based_on: {
        ...id,
        description: 'the id of a programme from which everything is taken that is not said here',
      },
      title: localText,
      description: localText,
      source: { description: 'where the facts come from, in words', type: 'string', minLength: 1 },
      from: day,
      to: day,
      zero_point: {
        ...month,
        description: 'the month that the others are compared with, written YYYY-MM',
      },
      target_group: object(
        {
          groups: {
            description: 'one or more target groups of cases',
            type: 'array',
            minItems: 1,
            items: oneOfCodes('a target group of cases', TARGET_GROUPS),
          },
          minimum_age: {
            description: 'the age in whole years that a person must have reached',
            type: 'integer',
            minimum: 0,
          },
        },
        ['groups'],
      ),
      caseload: {
        description:
          'how many cases of the target group a caseworker should have: { low: 30, high: 35 }',
        ...object({
          low: { description: 'a whole number, 0 or more', type: 'integer', minimum: 0 },
          high: { description: 'a whole number, 1 or more', type: 'integer', minimum: 1 },
        }),
      },
      parameters: {
        description: 'a number for each parameter that the indicators use: { x: 20 }',
        type: 'object',
        propertyNames: id,
        additionalProperties: { description: 'a number', type: 'number' },
      },
      groups: {
        description: "the programme's own groups and what they are called",
        type: 'object',
        additionalProperties: localText,
      },
      grant_dkk: { description: 'the grant in whole kroner', type: 'integer', minimum: 0 },
      sections: {
        description: 'the rows of the status table, under headings',
        type: 'array',
        minItems: 1,
        items: object({
          title: localText,
          indicators: {
            description: 'one or more indicators',
            type: 'array',
            minItems: 1,
            items: programmeIndicator,
          },
        }),
      },
      targets: {
        description:
          'own targets, by indicator: { cv: { 2027-04: "95 %" } }; they replace those of the programme it is based on',
        type: 'object',
        propertyNames: id,
        additionalProperties: targets,
      },
    },
    ['id', 'title', 'from', 'to', 'zero_point'],
  ),
  dependentSchemas: { based_on: { properties: { sections: false } } },
  if: { required: ['based_on'] },
  else: {
    required: ['description', 'source', 'target_group', 'sections'],
    properties: { targets: false },
  },
};

const condition: Schema = { $ref: '#/$defs/condition' };
const when = oneOfCodes(
  'when it must hold: status_day, period, last_12_months, since_start or ever',
  ['status_day', 'period', 'last_12_months', 'since_start', 'ever'],
);
const role = oneOfCodes('a role of an employee', ROLES);
const unit = oneOfCodes('what is counted: person or case', ['person', 'case']);
const contactKind = oneOfCodes('a kind of contact', CONTACT_KINDS);
const contactStatus = oneOfCodes('a status of a contact', CONTACT_STATUSES);
const wholeNumber: Schema = {
  description: 'a whole number, 1 or more',
  type: 'integer',
  minimum: 1,
};
const list = (description: string, items: Schema): Schema => ({
  description,
  type: 'array',
  minItems: 1,
  items,
});

const conditionSchema: Schema = oneKey(
  'one condition: enrolled, left, activity, assignment, marker, goal, contact, paid_hours, case, seniority, all, any or not',
  {
    enrolled: object(
      {
        when,
        group: {
          description: 'a group of the programme, as text: "2"',
          type: 'string',
          minLength: 1,
        },
      },
      ['when'],
    ),
    left: object({
      reasons: list(
        'one or more reasons for closing a case',
        oneOfCodes('a reason for closing a case', CLOSE_REASONS),
      ),
    }),
    activity: object(
      {
        when,
        kinds: list(
          'one or more kinds of activity',
          oneOfCodes('a kind of activity', ACTIVITY_KINDS),
        ),
        areas: list('one or more areas', oneOfCodes('an area of activity', ACTIVITY_AREAS)),
      },
      ['when'],
    ),
    assignment: object({ when, role }),
    marker: object({ when, marker: oneOfCodes('a marker', MARKERS) }),
    goal: object({ when, kind: oneOfCodes('job or education', GOAL_KINDS) }, ['when']),
    contact: object({ when, kind: contactKind, status: contactStatus }, ['when', 'status']),
    paid_hours: object({
      above: {
        description: 'a number of hours, or the name of a parameter: { parameter: x }',
        anyOf: [{ type: 'number', minimum: 0 }, object({ parameter: id })],
      },
    }),
    case: oneOfCodes('of_target_group or open', ['of_target_group', 'open']),
    seniority: object({ at_least_years: wholeNumber }),
    all: list('one or more conditions', condition),
    any: list('one or more conditions', condition),
    not: condition,
  },
);

const nothing: Schema = { description: '{}', ...object({}) };

const countingSchema: Schema = oneKey(
  'one way of counting: share, count, contacts, in_time, nth_conversation_with, answered, exits, caseload, over_cap or meetings',
  {
    share: object({ unit, numerator: condition, denominator: condition }),
    count: object({ unit, counted: condition }),
    contacts: object({
      kind: contactKind,
      status: contactStatus,
      when: oneOfCodes('since_start or period', ['since_start', 'period']),
      of: condition,
    }),
    in_time: object({
      event: oneOfCodes('conversation_held or plan_drawn_up', [
        'conversation_held',
        'plan_drawn_up',
      ]),
      within: oneKey('days or months: { days: 14 }', { days: wholeNumber, months: wholeNumber }),
    }),
    nth_conversation_with: object({ nth: wholeNumber, roles: list('one or more roles', role) }),
    answered: object({ within_hours: wholeNumber }),
    exits: object({ later_than_years: wholeNumber }),
    caseload: nothing,
    over_cap: nothing,
    meetings: nothing,
  },
);

export const CATALOGUE_SCHEMA: Schema = {
  $schema: DRAFT,
  title: 'The catalogue of indicators of Medspiller',
  ...object({
    indicators: {
      description: 'the indicators',
      type: 'array',
      minItems: 1,
      items: object(
        {
          id,
          title: localText,
          explanation: localText,
          rhythm: oneOfCodes('month (where left out) or quarter', ['month', 'quarter']),
          counting: countingSchema,
        },
        ['id', 'title', 'explanation', 'counting'],
      ),
    },
  }),
  $defs: { condition: conditionSchema },
};
