import { describe, expect, it } from 'vitest';
import { barsOf, positionOf, spanOf, stepsOf } from './timeline.ts';

const span = spanOf('2026-11-22');

describe('the span', () => {
  it('shows fifteen months back, this one included, and three ahead', () => {
    expect(span.from).toBe('2025-09-01');
    expect(span.to).toBe('2027-02-28');
    expect(span.months).toHaveLength(18);
  });
  it('can be moved', () => {
    expect(spanOf('2026-11-22', -12).from).toBe('2024-09-01');
  });
  it('puts its first day at 0', () => {
    expect(positionOf('2025-09-01', span)).toBe(0);
  });
});

describe('bars', () => {
  const period = (record_id: number, from: string, to: string | null) => ({
    record_id,
    label: '',
    from,
    to,
  });
  it('share a row when they follow each other, and not when they overlap', () => {
    const bars = barsOf(
      [
        period(1, '2026-01-01', '2026-01-31'),
        period(2, '2026-02-01', '2026-03-31'),
        period(3, '2026-03-31', null),
      ],
      '2026-11-22',
      span,
    );
    expect(bars.map(({ row }) => row)).toEqual([0, 0, 1]);
    expect(bars[2]).toMatchObject({ open: true, end: 1, planned: false });
  });
  it('leaves out what lies outside', () => {
    expect(barsOf([period(1, '2020-01-01', '2020-02-01')], '2026-11-22', span)).toEqual([]);
  });
});

describe('steps of paid hours', () => {
  const row = (month: string, hours: number) => ({
    record_id: 1,
    version_id: 1,
    citizen_id: 1,
    month,
    hours,
    company_id: null,
    company: null,
  });
  it('sum companies and begin with the first month that has any', () => {
    const steps = stepsOf(
      [row('2026-10', 4), row('2026-10', 6), row('2026-08', 2)],
      '2026-11-22',
      span,
    );
    expect(steps.map(({ month, hours }) => [month, hours])).toEqual([
      ['2026-08', 2],
      ['2026-09', 0],
      ['2026-10', 10],
      ['2026-11', 0],
    ]);
  });
  it('are none without hours', () => {
    expect(stepsOf([], '2026-11-22', span)).toEqual([]);
  });
});
