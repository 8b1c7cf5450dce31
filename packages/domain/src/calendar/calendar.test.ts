import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, test } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  copenhagenDay,
  copenhagenTime,
  dayNumber,
  dayOfNumber,
  daysBetween,
  easterSunday,
  endOfDayInstant,
  firstMonthOfQuarter,
  firstOfYearEndingOn,
  holidayOn,
  holidaysOf,
  instantOf,
  isDay,
  isMonth,
  isWorkingDay,
  lastDayOf,
  lastMonthOfQuarter,
  mondayOf,
  monthAfter,
  monthRange,
  monthsBetween,
  quarterOf,
  secondsBetween,
  startOfDayInstant,
  weekOf,
  weekdayOf,
} from './index.ts';

describe('days', () => {
  it('agrees with Temporal on every day of a century and a half', () => {
    let expected = Temporal.PlainDate.from('1890-01-01');
    for (let number = dayNumber('1890-01-01'); number < dayNumber('2041-01-01'); number += 1) {
      const day = dayOfNumber(number);
      if (day !== expected.toString() || weekdayOf(day) !== expected.dayOfWeek) {
        expect({ day, weekday: weekdayOf(day) }).toEqual({
          day: expected.toString(),
          weekday: expected.dayOfWeek,
        });
      }
      expected = expected.add({ days: 1 });
    }
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
  });

  test.each([
    ['2017-01-31', 1, '2017-02-28'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2018-01-15', 1, '2018-02-15'],
    ['2018-12-31', 2, '2019-02-28'],
    ['2019-03-31', -1, '2019-02-28'],
    ['2017-12-01', -12, '2016-12-01'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2020-01-01', -1, '2019-12-01'],
  ])('%s and %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it('counts 29 February to 28 February in other years, and to itself after four', () => {
    expect(addYears('2016-02-29', 1)).toBe('2017-02-28');
    expect(addYears('2016-02-29', 4)).toBe('2020-02-29');
  });

  it('adds days over months, years and leap days', () => {
    expect(addDays('2019-12-31', 1)).toBe('2020-01-01');
    expect(addDays('2020-02-28', 1)).toBe('2020-02-29');
    expect(addDays('2020-03-01', -1)).toBe('2020-02-29');
    expect(daysBetween('2020-02-28', '2020-03-01')).toBe(2);
    expect(daysBetween('2020-03-01', '2020-02-28')).toBe(-2);
  });

  test.each([
    ['2017-11-30', true],
    ['2017-11-31', false],
    ['2017-02-29', false],
    ['2016-02-29', true],
    ['1900-02-29', false],
    ['2017-13-01', false],
    ['2017-00-10', false],
    ['2017-1-1', false],
    ['2017-01-01 ', false],
  ])('isDay(%j) is %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  it('gives ages in whole years', () => {
    expect(ageOn('1989-10-31', '2019-10-30')).toBe(29);
    expect(ageOn('1989-10-31', '2019-10-31')).toBe(30);
    expect(ageOn('1988-02-29', '2018-02-27')).toBe(29);
    expect(ageOn('1988-02-29', '2018-02-28')).toBe(30);
    expect(ageOn('1988-02-29', '2020-02-28')).toBe(31);
    expect(ageOn('1988-02-29', '2020-02-29')).toBe(32);
  });
});

describe('months and quarters', () => {
  it('knows first and last days, distances and ranges', () => {
    expect(lastDayOf('2020-02')).toBe('2020-02-29');
    expect(lastDayOf('2019-12')).toBe('2019-12-31');
    expect(monthAfter('2019-12', 1)).toBe('2020-01');
    expect(monthAfter('2019-01', -1)).toBe('2018-12');
    expect(monthsBetween('2019-10', '2021-10')).toBe(24);
    expect(monthRange('2019-11', '2020-02')).toEqual(['2019-11', '2019-12', '2020-01', '2020-02']);
    expect(monthRange('2020-02', '2019-11')).toEqual([]);
    expect(isMonth('2019-13')).toBe(false);
  });

  it('knows quarters', () => {
    expect(quarterOf('2019-12-31')).toBe('2019-Q4');
    expect(quarterOf('2019-01-01')).toBe('2019-Q1');
    expect(firstMonthOfQuarter('2019-Q4')).toBe('2019-10');
    expect(lastMonthOfQuarter('2019-Q2')).toBe('2019-06');
  });
});

test.each([
  ['2017-11-30', '2017-W48'],
  ['2018-01-17', '2018-W03'],
  ['2018-12-31', '2019-W01'],
  ['2016-01-03', '2015-W53'],
  ['2016-01-04', '2016-W01'],
  ['2020-12-31', '2020-W53'],
  ['2021-01-01', '2020-W53'],
  ['2024-12-30', '2025-W01'],
  ['2014-07-01', '2014-W27'],
])('%s lies in %s', (day, week) => {
  expect(weekOf(day)).toBe(week);
  const monday = mondayOf(week);
  expect(weekdayOf(monday)).toBe(1);
  expect(daysBetween(monday, day)).toBe(weekdayOf(day) - 1);
});

describe('holidays', () => {
  test.each([
    [2017, '2017-04-16'],
    [2018, '2018-04-01'],
    [2019, '2019-04-21'],
    [2023, '2023-04-09'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
  ])('Easter Sunday of %i is %s', (year, day) => {
    expect(easterSunday(year)).toBe(day);
  });

  test.each([
    ['2017-05-12', 'great_prayer_day'],
    ['2018-04-27', 'great_prayer_day'],
    ['2019-05-17', 'great_prayer_day'],
    ['2023-05-05', 'great_prayer_day'],
    ['2018-03-29', 'maundy_thursday'],
    ['2018-03-30', 'good_friday'],
    ['2018-04-02', 'easter_monday'],
    ['2018-05-10', 'ascension_day'],
    ['2018-05-20', 'whit_sunday'],
    ['2018-05-21', 'whit_monday'],
    ['2018-01-01', 'new_years_day'],
    ['2018-12-25', 'christmas_day'],
    ['2018-12-26', 'second_christmas_day'],
    ['2024-04-26', null],
    ['2018-05-01', null],
    ['2018-06-05', null],
    ['2018-12-24', null],
    ['2018-12-31', null],
  ])('%s is %s', (day, holiday) => {
    expect(holidayOn(day)).toBe(holiday);
    expect(isWorkingDay(day)).toBe(holiday === null && weekdayOf(day) <= 5);
  });

  it('are eleven to 2023 and ten from 2024, in order', () => {
    expect(holidaysOf(2023).size).toBe(11);
    expect(holidaysOf(2024).size).toBe(10);
    const days = [...holidaysOf(2023).keys()];
    expect(days).toEqual(days.toSorted());
  });
});

describe('Copenhagen', () => {
  it('puts an instant on its Danish day, summer and winter', () => {
    expect(copenhagenDay('2017-11-30T22:59:59Z')).toBe('2017-11-30');
    expect(copenhagenDay('2017-11-30T23:00:00Z')).toBe('2017-12-01');
    expect(copenhagenDay('2018-06-30T21:59:59Z')).toBe('2018-06-30');
    expect(copenhagenDay('2018-06-30T22:00:00Z')).toBe('2018-07-01');
  });

  it('knows the days of 23 and 25 hours', () => {
    expect(startOfDayInstant('2019-03-31')).toBe('2019-03-30T23:00:00Z');
    expect(endOfDayInstant('2019-03-31')).toBe('2019-03-31T22:00:00Z');
    expect(secondsBetween(startOfDayInstant('2019-03-31'), endOfDayInstant('2019-03-31'))).toBe(
      23 * 3600,
    );
    expect(endOfDayInstant('2019-10-27')).toBe('2019-10-27T23:00:00Z');
    expect(secondsBetween(startOfDayInstant('2019-10-27'), endOfDayInstant('2019-10-27'))).toBe(
      25 * 3600,
    );
    expect(copenhagenDay('2019-10-27T22:59:59Z')).toBe('2019-10-27');
  });

  it('reads Danish clock times, the doubled and the skipped hour included', () => {
    expect(instantOf('2017-11-30T11:15')).toBe('2017-11-30T10:15:00Z');
    expect(instantOf('2018-06-01 11:15:30')).toBe('2018-06-01T09:15:30Z');
    expect(instantOf('2019-10-27T02:30')).toBe('2019-10-27T00:30:00Z');
    expect(instantOf('2019-03-31T02:30')).toBe('2019-03-31T01:30:00Z');
    expect(copenhagenTime('2019-03-31T01:30:00Z')).toBe('2019-03-31T03:30:00');
    expect(() => instantOf('2019-02-30T10:00')).toThrow(RangeError);
  });
});

test.each([
  ['2017-11-30', '2016-12-01'],
  ['2017-02-28', '2016-03-01'],
  ['2020-02-28', '2019-03-01'],
  ['2020-02-29', '2019-03-01'],
  ['2016-12-31', '2016-01-01'],
  ['2026-11-22', '2025-11-23'],
])('the twelve months that end on %s begin on %s', (day, first) => {
  expect(firstOfYearEndingOn(day)).toBe(first);
});
