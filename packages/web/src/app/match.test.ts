import { expect, it } from 'vitest';
import { matches } from './match.ts';

it('finds by the beginnings of words, in any order and case', () => {
  expect(matches('Mine borgere', 'borg')).toBe(true);
  expect(matches('Mine borgere', 'BORG min')).toBe(true);
  expect(matches('Mine borgere', 'orgere')).toBe(false);
  expect(matches('Mine borgere', 'borg status')).toBe(false);
  expect(matches('Log ud', '')).toBe(true);
});
