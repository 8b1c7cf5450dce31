import { expect, test } from 'vitest';
import { asKnown } from './asKnown.ts';

test('a version counts from when it was recorded until it was corrected', () => {
  const versions = [
    { value: 'first', known_from: '2020-01-01T00:00:00Z', known_to: '2020-02-01T00:00:00.5Z' },
    { value: 'second', known_from: '2020-02-01T00:00:00.5Z', known_to: null },
  ];
  expect(asKnown(versions, null)).toEqual(['second']);
  expect(asKnown(versions, '2019-12-31T23:59:59Z')).toEqual([]);
  expect(asKnown(versions, '2020-02-01T00:00:00Z')).toEqual(['first']);
  expect(asKnown(versions, '2020-02-01T00:00:01Z')).toEqual(['second']);
});
