/** The records of the room steering. Source: the exchange folder, version 1; `steering_meetings` is an addition (docs/exchange.md). */
import {
  day,
  decimal,
  defineKind,
  key,
  optional,
  reference,
  text,
  type RecordOf,
} from '../facts/column.ts';

export const surveyAnswers = defineKind({
  name: 'survey_answers',
  key: 'answer_id',
  columns: {
    answer_id: key(),
    case_id: optional(reference('cases')),
    programme: text(),
    instrument: text(),
    wave: text(),
    answered_on: day(),
    item: text(),
    value: decimal(),
  },
});

export const steeringMeetings = defineKind({
  name: 'steering_meetings',
  key: 'meeting_id',
  columns: {
    meeting_id: key(),
    programme: text(),
    held_on: day(),
    note: optional(text()),
  },
});

export type SurveyAnswer = RecordOf<typeof surveyAnswers>;
export type SteeringMeeting = RecordOf<typeof steeringMeetings>;
