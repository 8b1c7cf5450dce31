import { describe, expect, it } from 'vitest';
import { capitalised, counted, formatsOf } from './format.ts';

const da = formatsOf('da');
const en = formatsOf('en');
/** Non-breaking spaces are meant, but unreadable in a test. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers', () => {
  it('writes shares with a comma and the number of decimals asked for', () => {
    expect(plain(da.percent(5 / 28, 2))).toBe('17,86 %');
    expect(plain(da.percent(49 / 122))).toBe('40,2 %');
    expect(plain(da.percent(0))).toBe('0,0 %');
    expect(plain(en.percent(49 / 122))).toBe('40.2 %');
  });
  it('rounds half up even where the binary fraction lies below', () => {
    expect(plain(da.percent(0.00285, 2))).toBe('0,29 %');
    expect(plain(da.percent(0.0005, 1))).toBe('0,1 %');
    expect(plain(da.percent(1.005 / 100, 2))).toBe('1,01 %');
  });
  it('writes kroner with points', () => {
    expect(plain(da.kroner(130_000_000))).toBe('1.300.000 kr.');
    expect(plain(en.kroner(109_300_050))).toBe('DKK 1,093,000.5');
  });
  it('writes small numbers as words', () => {
    expect(capitalised(da.numberWord(2))).toBe('To');
    expect(da.numberWord(13)).toBe('13');
    expect(counted(1, 'sag', 'sager')).toBe('sag');
    expect(counted(0, 'sag', 'sager')).toBe('sager');
  });
});

describe('days', () => {
  it('writes days at several lengths', () => {
    expect(da.day('2026-11-20')).toBe('fre. 20. nov.');
    expect(da.dayInFull('2017-11-30')).toBe('30. november 2017');
    expect(da.weekdayInFull('2026-11-20')).toBe('fredag 20. november 2026');
    expect(da.dayAndYear('2026-11-20')).toBe('20. nov. 2026');
    expect(en.dayInFull('2017-11-30')).toBe('30 November 2017');
  });
  it('writes months and weeks', () => {
    expect(da.month('2026-11')).toBe('nov.');
    expect(da.month('2026-05')).toBe('maj');
    expect(da.monthAndYear('2026-11')).toBe('nov. 26');
    expect(da.monthInFull('2026-11')).toBe('november 2026');
    expect(da.week('2026-11-20')).toBe('uge 47');
    expect(da.week('2018-12-31')).toBe('uge 1');
  });
  it('says how far away a day is', () => {
    const from = (day: string): string => da.relative(day, '2026-11-20');
    expect(from('2026-11-20')).toBe('i dag');
    expect(from('2026-11-21')).toBe('i morgen');
    expect(from('2026-11-19')).toBe('i går');
    expect(from('2026-11-23')).toBe('om 3 dage');
    expect(from('2026-11-11')).toBe('9 dage siden');
    expect(from('2027-01-01')).toBe('om 6 uger');
    expect(from('2027-04-20')).toBe('om 5 mdr.');
    expect(from('2024-11-01')).toBe('2 år siden');
    expect(en.relative('2026-11-23', '2026-11-20')).toBe('in 3 days');
  });
});

describe('instants', () => {
  it('shows the Danish clock, summer and winter', () => {
    expect(da.time('2026-11-20T09:30:00Z')).toBe('kl. 10.30');
    expect(da.time('2026-07-20T08:30:00Z')).toBe('kl. 10.30');
    expect(da.moment('2026-11-20T23:30:00Z')).toBe('21. nov. 2026 kl. 00.30');
    expect(en.time('2026-11-20T09:30:00Z')).toBe('10:30');
  });
});

it('joins a list with og', () => {
  expect(da.list(['a', 'b', 'c'])).toBe('a, b og c');
});
