import { expect, test } from 'vitest';
import { birthDayOf, sexOf } from './cpr.ts';

test.each([
  ['0701074285', '2007-01-07'],
  ['0701369001', '2036-01-07'],
  ['0701379001', '1937-01-07'],
  ['0701575001', '2057-01-07'],
  ['0701588001', '1858-01-07'],
  ['0701000001', '1900-01-07'],
  ['0701993001', '1999-01-07'],
  ['6101800001', '1980-01-01'],
  ['8712581001', null],
  ['8902041111', '1904-02-29'],
  ['8902001111', null],
  ['3102991234', null],
  ['0001991234', null],
  ['6001991234', null],
  ['010199123', null],
])('%s was born on %s', (cpr, day) => {
  expect(birthDayOf(cpr)).toBe(day);
});

test('the last digit tells the sex', () => {
  expect(sexOf('6101800001')).toBe('man');
  expect(sexOf('6101800002')).toBe('woman');
});
