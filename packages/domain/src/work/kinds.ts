/** The records of the room work: activities, paid hours, companies and what they offer. Source: the exchange folder, version 1. */
import {
  code,
  day,
  decimal,
  defineKind,
  integer,
  key,
  month,
  optional,
  periodInOrder,
  reference,
  text,
  type RecordOf,
} from '../facts/column.ts';

/** The four areas of effort, and the kinds of activity in each. */
export const ACTIVITY_KINDS_BY_AREA = {
  employment: [
    'internship',
    'wage_subsidy',
    'flex_job_trial',
    'guidance',
    'company_visit',
    'information_meeting',
    'education_bridge',
  ],
  support: ['mentor'],
  health: [
    'health_clarification',
    'coping_course',
    'lifestyle',
    'physical_training',
    'psychology',
    'psychiatry',
  ],
  social: [
    'support_person',
    'family_support',
    'substance_treatment',
    'housing',
    'debt_and_budget',
    'community',
    'volunteering',
  ],
} as const;
export type ActivityArea = keyof typeof ACTIVITY_KINDS_BY_AREA;
export type ActivityKind = (typeof ACTIVITY_KINDS_BY_AREA)[ActivityArea][number];

export const ACTIVITY_AREAS = Object.keys(ACTIVITY_KINDS_BY_AREA) as readonly ActivityArea[];
export const ACTIVITY_KINDS: readonly ActivityKind[] = ACTIVITY_AREAS.flatMap(
  (area): readonly ActivityKind[] => ACTIVITY_KINDS_BY_AREA[area],
);

const AREA_OF = new Map<ActivityKind, ActivityArea>(
  ACTIVITY_AREAS.flatMap((area) =>
    ACTIVITY_KINDS_BY_AREA[area].map((kind): [ActivityKind, ActivityArea] => [kind, area]),
  ),
);

/** The area that a kind of activity belongs to. */
export const areaOf = (kind: ActivityKind): ActivityArea => {
  const area = AREA_OF.get(kind);
  if (area === undefined) throw new RangeError(`unknown kind of activity: ${kind}`);
  return area;
};

export const COMPANY_KINDS = ['public', 'private', 'company_centre', 'association'] as const;
export const OFFER_AREAS = ['employment', 'social', 'health', 'education'] as const;

export const activities = defineKind({
  name: 'activities',
  key: 'activity_id',
  columns: {
    activity_id: key(),
    case_id: reference('cases'),
    kind: code(ACTIVITY_KINDS, {
      codeAliases: {
        virksomhedspraktik: 'internship',
        løntilskud: 'wage_subsidy',
        'vejledning og opkvalificering': 'guidance',
      },
    }),
    offer_id: optional(reference('offers')),
    company_id: optional(reference('companies')),
    from: day(),
    to: optional(day()),
    weekly_hours: optional(decimal({ minimum: 0, maximum: 168 })),
  },
  check: periodInOrder,
});

export const paidHours = defineKind({
  name: 'paid_hours',
  key: 'paid_hours_id',
  columns: {
    paid_hours_id: key(),
    citizen_id: reference('citizens'),
    month: month(),
    hours: decimal({ minimum: 0, maximum: 400 }),
    company_id: optional(reference('companies')),
  },
});

export const companies = defineKind({
  name: 'companies',
  key: 'company_id',
  columns: {
    company_id: key(),
    cvr: optional(text()),
    name: text({ aliases: ['navn'] }),
    kind: code(COMPANY_KINDS),
    agreement_from: optional(day()),
    agreement_to: optional(day()),
    industry: optional(text()),
    places: optional(integer({ minimum: 0, maximum: 100_000 })),
  },
  check: (record) =>
    typeof record['agreement_from'] === 'string' &&
    typeof record['agreement_to'] === 'string' &&
    record['agreement_to'] < record['agreement_from']
      ? [
          {
            field: 'agreement_to',
            code: 'to_before_from',
            params: { from: record['agreement_from'] },
          },
        ]
      : [],
});

export const offers = defineKind({
  name: 'offers',
  key: 'offer_id',
  columns: {
    offer_id: key(),
    title: text({ aliases: ['titel'] }),
    kind: code(ACTIVITY_KINDS),
    area: code(OFFER_AREAS),
    description: optional(text()),
    company_id: optional(reference('companies')),
    capacity: optional(integer({ minimum: 0, maximum: 100_000 })),
    from: optional(day()),
    to: optional(day()),
  },
  check: periodInOrder,
});

export const openings = defineKind({
  name: 'openings',
  key: 'opening_id',
  columns: {
    opening_id: key(),
    company_id: reference('companies'),
    title: text({ aliases: ['titel'] }),
    disco: optional(text()),
    weekly_hours: optional(decimal({ minimum: 0, maximum: 168 })),
    from: day(),
    to: optional(day()),
    places: optional(integer({ minimum: 0, maximum: 100_000 })),
  },
  check: periodInOrder,
});

export type Activity = RecordOf<typeof activities>;
export type PaidHours = RecordOf<typeof paidHours>;
export type Company = RecordOf<typeof companies>;
export type Offer = RecordOf<typeof offers>;
export type Opening = RecordOf<typeof openings>;
