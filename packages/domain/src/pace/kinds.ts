/** The records of the room pace. Source: the exchange folder, version 1. */
import {
  code,
  defineKind,
  instant,
  key,
  optional,
  reference,
  type RecordOf,
} from '../facts/column.ts';

export const CHANNELS = ['phone', 'email', 'digital_post', 'portal'] as const;
export type Channel = (typeof CHANNELS)[number];

export const inquiries = defineKind({
  name: 'inquiries',
  key: 'inquiry_id',
  columns: {
    inquiry_id: key(),
    case_id: reference('cases'),
    channel: code(CHANNELS),
    received_at: instant(),
    answered_at: optional(instant()),
  },
  check: (record) =>
    typeof record['answered_at'] === 'string' &&
    typeof record['received_at'] === 'string' &&
    record['answered_at'] < record['received_at']
      ? [
          {
            field: 'answered_at',
            code: 'answered_before_received',
            params: { received_at: record['received_at'] },
          },
        ]
      : [],
});

export type Inquiry = RecordOf<typeof inquiries>;
