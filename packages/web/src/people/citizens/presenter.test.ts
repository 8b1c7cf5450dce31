import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../calendar/format.ts';
import { citizensMessages } from './messages.ts';
import { changedSearch, columnsOf, columnsText, headingText, stateText } from './presenter.ts';

const words = citizensMessages.da;
const formats = formatsOf('da');
const labels = new Proxy({}, { get: (_, code) => `(${String(code)})` }) as Parameters<
  typeof stateText
>[3];

describe('the heading of "Mine borgere"', () => {
  it('says what matters in one sentence', () => {
    expect(
      headingText(34, { has_paid_hours: 14, goes_passive: 5, passive: 1 }, true, words, formats),
    ).toBe('34 borgere: 14 har løntimer, fem går i stå inden 30 dage og én er passiv.');
  });
  it('leaves out what there is none of', () => {
    expect(headingText(1, { passive: 0 }, true, words, formats)).toBe('1 borger.');
  });
});

describe('a state in words', () => {
  it('counts the days of a passive citizen', () => {
    expect(
      stateText(
        { code: 'passive', severity: 'bad', on: '2026-10-04', deadline: null },
        '2026-11-20',
        words,
        labels,
        formats,
      ),
    ).toBe('Passiv 47 dage');
  });
  it('names the deadline and when', () => {
    expect(
      stateText(
        { code: 'deadline_soon', severity: 'warn', on: '2026-11-23', deadline: 'plan' },
        '2026-11-20',
        words,
        labels,
        formats,
      ),
    ).toBe('Plan om 3 dage');
  });
});

describe('the address', () => {
  it('holds only what differs from the standard', () => {
    expect(
      changedSearch({ preset: 'passive', reach: 'all' }, { preset: 'all', search: '' }),
    ).toEqual({ reach: 'all' });
  });
  it('holds columns only when they are not the standard ones', () => {
    const standard = columnsOf({});
    expect(columnsText(standard)).toBeUndefined();
    const chosen = standard.filter((name) => name !== 'goal');
    expect(columnsOf({ columns: columnsText(chosen) as string })).toEqual(chosen);
  });
});
