import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../calendar/format.ts';
import { statusMessages } from './messages.ts';
import {
  chosenCell,
  firstMonthAsked,
  headingOf,
  linesOf,
  sentenceOf,
  programmeToShow,
  shownMonths,
  sparkOf,
  standingOf,
  targetMarks,
  targetSentence,
  targetText,
  type Assessment,
  type StatusRow,
  type StatusTable,
} from './presenter.ts';

const t = statusMessages.da;
const format = formatsOf('da');
const plain = (text: string | null): string | null => text?.replaceAll('\u00a0', ' ') ?? null;

const target = (more: Partial<Assessment>): Assessment => ({
  month: '2027-04',
  value: 0.2,
  measure: 'share',
  direction: 'at_least',
  met: false,
  met_beyond_chance: false,
  missing: 1,
  ...more,
});

const share = (
  month: string,
  numerator: number | null,
  denominator: number,
): StatusRow['values'][number] => ({
  month,
  numerator,
  denominator,
  share: numerator === null || denominator === 0 ? null : numerator / denominator,
  pending: null,
  interval: null,
});

const row = (da: string, more: Partial<StatusRow>): StatusRow => ({
  id: da,
  title: { da, en: da },
  explanation: { da, en: da },
  rhythm: 'month',
  decimals: 1,
  direction_is_ours: false,
  zero_point: null,
  values: [],
  targets: [],
  ...more,
});

const tableOf = (rows: StatusRow[]): StatusTable => ({
  programme: {
    id: 'p',
    title: { da: 'Flere skal med', en: 'More' },
    from: '2026-05-01',
    to: '2028-04-30',
    source: '',
    zero_point: '2026-04',
  },
  as_of: '2026-11-20',
  as_known: null,
  months: ['2026-10', '2026-11'],
  last_month_unfinished: true,
  sections: [{ title: { da: 'I job', en: 'At work' }, rows }],
  may_see_people: true,
  may_register_meetings: false,
});

describe('figures', () => {
  it('keeps nothing and not available apart', () => {
    expect(linesOf(share('2026-11', 0, 10), 1, format)).toEqual({
      count: '0',
      share: '0,0\u00a0%',
    });
    expect(linesOf(share('2026-11', 0, 0), 1, format)).toEqual({ count: null, share: null });
    expect(sentenceOf(share('2026-11', 0, 0), 1, t, format)).toBe('ikke opgjort');
    expect(sentenceOf(null, 1, t, format)).toBe('ikke opgjort');
  });
  it('shows a share with its count', () => {
    expect(plain(sentenceOf(share('2026-11', 49, 122), 1, t, format))).toBe('49 af 122 · 40,2 %');
    expect(sentenceOf({ numerator: 9, denominator: null, share: null }, 1, t, format)).toBe('9');
  });
  it('shows the latest months, or all', () => {
    const months = ['1', '2', '3', '4', '5', '6', '7', '8'];
    expect(shownMonths(months, false)).toEqual(['3', '4', '5', '6', '7', '8']);
    expect(shownMonths(months, true)).toBe(months);
  });
});

describe('targets', () => {
  it('says what is missing in people', () => {
    expect(standingOf(target({}), t)).toEqual({ severity: 'warn', text: 'mangler 1' });
    expect(standingOf(target({ direction: 'at_most', missing: 3 }), t).text).toBe('3 for mange');
    expect(standingOf(target({ met: true, missing: 0 }), t)).toEqual({
      severity: 'ok',
      text: 'nået',
    });
    expect(standingOf(target({ met: null, missing: null }), t).text).toBe('intet tal endnu');
  });
  it('writes the target with its direction', () => {
    expect(plain(targetText(target({}), t, format))).toBe('≥ 20 %');
    expect(plain(targetText(target({ value: 0.285, direction: 'at_most' }), t, format))).toBe(
      '≤ 28,5 %',
    );
    expect(targetText(target({ value: 10, measure: 'count' }), t, format)).toBe('≥ 10');
  });
  it('says what would have to change', () => {
    expect(plain(targetSentence(target({}), t, format))).toBe('Én mere, og målet på 20 % er nået.');
    expect(plain(targetSentence(target({ direction: 'at_most', missing: 3 }), t, format))).toBe(
      'Tre færre, og målet på 20 % er nået.',
    );
    expect(plain(targetSentence(target({ met: true, met_beyond_chance: true }), t, format))).toBe(
      'Målet på 20 % er nået, også når tilfældigheder er regnet fra.',
    );
  });
});

describe('the answer in words', () => {
  const heading = (rows: StatusRow[]): string =>
    headingOf(tableOf(rows), ({ da }) => da, t, format);
  it('counts the milestones ahead and names those one short', () => {
    expect(
      heading([
        row('Jobformidler', { targets: [target({}), target({ month: '2028-04', missing: 30 })] }),
        row('Løntimer', { targets: [target({})] }),
        row('Praktik', { targets: [target({ met: true, missing: 0 })] }),
        row('Løntilskud', {}),
      ]),
    ).toBe('1 af 3 delmål er nået. Jobformidler og løntimer mangler kun én.');
  });
  it('says when all are met, and when there are none', () => {
    expect(heading([row('Praktik', { targets: [target({ met: true, missing: 0 })] })])).toBe(
      'Delmålet er nået.',
    );
    expect(heading([row('Løntilskud', {})])).toBe('Flere skal med: tallene måned for måned.');
  });
  it('looks back at the last milestone when the programme is over', () => {
    const over = {
      ...tableOf([row('A', { targets: [target({ met: true })] })]),
      as_of: '2030-01-01',
    };
    expect(headingOf(over, ({ da }) => da, t, format)).toBe('Delmålet er nået.');
  });
});

describe('sparklines', () => {
  it('leaves a gap where a month has no figure, and draws the target', () => {
    const spark = sparkOf(
      row('A', {
        values: [
          share('1', 1, 10),
          share('2', 2, 10),
          share('3', null, 10),
          share('4', 3, 10),
          share('5', 4, 10),
        ],
        targets: [target({ value: 0.4 })],
      }),
    );
    expect(spark.lines).toHaveLength(2);
    expect(spark.last).toEqual({ x: 57, y: 3 });
    expect(spark.target).toBe(3);
  });
  it('follows numbers of people where the target is one', () => {
    const spark = sparkOf(
      row('A', {
        values: [share('1', 49, 122), share('2', 20, 125)],
        targets: [target({ measure: 'count', value: 20, direction: 'at_most' })],
      }),
    );
    expect(spark.last?.y).toBe(spark.target);
  });
  it('joins a quarterly row over the months between', () => {
    const spark = sparkOf(
      row('A', {
        rhythm: 'quarter',
        values: [share('1', 1, 10), share('2', null, 10), share('3', 3, 10)],
      }),
    );
    expect(spark.lines).toHaveLength(1);
  });
  it('draws nothing from nothing', () => {
    expect(sparkOf(row('A', { values: [share('1', null, 10)] }))).toEqual({
      lines: [],
      last: null,
      target: null,
    });
  });
});

describe('the chosen cell', () => {
  const hours = row('Løntimer', {
    zero_point: { numerator: 1, denominator: 10, share: 0.1 },
    values: [share('2026-10', 2, 10), share('2026-11', 3, 10)],
    targets: [target({ month: '2026-10' }), target({ month: '2027-04', value: 0.25 })],
  });
  const table = tableOf([hours]);
  it('has the target that is judged on it, a past one by its own month', () => {
    expect(chosenCell(table, 'Løntimer', '2026-10')?.target?.month).toBe('2026-10');
    expect(chosenCell(table, 'Løntimer', '2026-11')?.target?.month).toBe('2027-04');
    expect(chosenCell(table, 'Løntimer', '2026-04')).toMatchObject({
      figure: { numerator: 1 },
      target: null,
    });
  });
  it('is none where the address names none', () => {
    expect(chosenCell(table, 'Løntimer', '2020-01')).toBeNull();
    expect(chosenCell(table, 'nothing', '2026-10')).toBeNull();
    expect(chosenCell(table, undefined, undefined)).toBeNull();
  });
});

it('shows first the programme that runs and has people', () => {
  const programme = (id: string, from: string, to: string, has_enrolments: boolean) => ({
    id,
    title: { da: id, en: id },
    from,
    to,
    has_enrolments,
  });
  const over = programme('over', '2017-01-01', '2019-01-01', true);
  const empty = programme('empty', '2026-01-01', '2027-01-01', false);
  const runs = programme('runs', '2026-01-01', '2027-01-01', true);
  const later = programme('later', '2030-01-01', '2031-01-01', false);
  const soon = programme('soon', '2028-01-01', '2029-01-01', false);
  expect(programmeToShow([over, empty, runs], '2026-11-20')?.id).toBe('runs');
  expect(programmeToShow([empty, over], '2026-11-20')?.id).toBe('over');
  expect(programmeToShow([later, empty], '2026-11-20')?.id).toBe('empty');
  expect(programmeToShow([later, soon], '2026-11-20')?.id).toBe('soon');
  expect(programmeToShow([], '2026-11-20')).toBeUndefined();
  expect(firstMonthAsked(soon, '2027-12-10')).toBe('2027-07');
  expect(firstMonthAsked(runs, '2026-11-20')).toBeUndefined();
});

it('lets the marks of near targets lean away from each other', () => {
  const near = targetMarks([target({ value: 0.25 }), target({ value: 0.2, month: '2028-04' })]);
  expect(near.map(({ at, lean }) => [at, lean])).toEqual([
    [25, 'right'],
    [20, 'left'],
  ]);
  expect(targetMarks([target({ value: 0.2 }), target({ value: 0.2 })])).toHaveLength(1);
  expect(targetMarks([target({ measure: 'count', value: 10 })])).toEqual([]);
});
