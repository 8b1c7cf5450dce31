import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Target } from './programme.ts';
import { assess, percentageOf, wilsonInterval } from './targets.ts';

const share = (value: number, direction: Target['direction']): Target => ({
  month: '2020-10',
  value,
  measure: 'share',
  direction,
});
const count = (value: number, direction: Target['direction']): Target => ({
  ...share(value, direction),
  measure: 'count',
});

describe('percentages', () => {
  test.each([
    [5, 17.86],
    [12, 42.86],
    [9, 32.14],
    [1, 3.57],
  ])('%i of 28 with two decimals', (numerator, expected) => {
    expect(percentageOf({ numerator, denominator: 28 }, 2)).toBe(expected);
  });

  test.each([
    [1, 8, 0, 13],
    [1, 40, 0, 3],
    [1, 1000, 1, 0.1],
    [1, 2000, 1, 0.1],
    [49, 122, 2, 40.16],
    [49, 122, 0, 40],
    [33, 166, 1, 19.9],
    [7, 7, 2, 100],
    // 1.005 % is below itself in floating point.
    [201, 20_000, 2, 1.01],
    [14_996, 100_000, 1, 15],
  ])('%i of %i with %i decimals is %d', (numerator, denominator, decimals, expected) => {
    expect(percentageOf({ numerator, denominator }, decimals)).toBe(expected);
  });

  it('are not available without a denominator, never 0', () => {
    expect(percentageOf({ numerator: 0, denominator: 0 }, 1)).toBeNull();
    expect(percentageOf({ numerator: 5, denominator: null }, 1)).toBeNull();
  });
});

describe('the Wilson interval', () => {
  it('gives known values', () => {
    const half = wilsonInterval({ numerator: 5, denominator: 10 });
    expect(half?.low).toBeCloseTo(0.2366, 4);
    expect(half?.high).toBeCloseTo(0.7634, 4);
    const some = wilsonInterval({ numerator: 33, denominator: 166 });
    expect(some?.low).toBeCloseTo(0.1453, 3);
    expect(some?.high).toBeCloseTo(0.2659, 3);
  });

  it('stays between 0 and 1 and holds the share', () => {
    fc.assert(
      fc.property(fc.nat({ max: 500 }), fc.nat({ max: 500 }), (a, b) => {
        fc.pre(a + b > 0);
        const interval = wilsonInterval({ numerator: a, denominator: a + b });
        const held = a / (a + b);
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.high).toBeLessThanOrEqual(1);
        expect(interval?.low).toBeLessThanOrEqual(held + 1e-12);
        expect(interval?.high).toBeGreaterThanOrEqual(held - 1e-12);
      }),
    );
  });

  it('is not available without a denominator', () => {
    expect(wilsonInterval({ numerator: 0, denominator: 0 })).toBeNull();
  });
});

describe('a figure and its target', () => {
  test.each([
    [33, 166, share(0.2, 'at_least'), { state: 'missed', by: 1 }],
    [34, 166, share(0.2, 'at_least'), { state: 'met', beyondChance: false }],
    [27, 166, share(0.15, 'at_most'), { state: 'missed', by: 3 }],
    [24, 166, share(0.15, 'at_most'), { state: 'met', beyondChance: false }],
    [149, 166, share(0.9, 'at_least'), { state: 'missed', by: 1 }],
    [2, 10, share(0.2, 'at_least'), { state: 'met', beyondChance: false }],
    [2, 10, share(0.2, 'at_most'), { state: 'met', beyondChance: false }],
    [160, 166, share(0.9, 'at_least'), { state: 'met', beyondChance: true }],
    [5, 166, share(0.15, 'at_most'), { state: 'met', beyondChance: true }],
    // 14.996 % reads 15.0 % and is below 15 %.
    [14_996, 100_000, share(0.15, 'at_least'), { state: 'missed', by: 4 }],
    [175, 1000, share(0.175, 'at_least'), { state: 'met', beyondChance: false }],
    [0, 0, share(0.2, 'at_least'), { state: 'not_available' }],
    [3, null, share(0.2, 'at_least'), { state: 'not_available' }],
    [9, null, count(10, 'at_least'), { state: 'missed', by: 1 }],
    [10, null, count(10, 'at_least'), { state: 'met', beyondChance: false }],
    [49, 122, count(25, 'at_most'), { state: 'missed', by: 24 }],
    [25, 122, count(25, 'at_most'), { state: 'met', beyondChance: false }],
  ] as const)('%i of %s', (numerator, denominator, target, expected) => {
    expect(assess({ numerator, denominator }, target)).toEqual(expected);
  });

  it('is met by just as many people as are said to be missing, and not by one fewer', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.constantFrom('at_least' as const, 'at_most' as const),
        (a, b, perMille, direction) => {
          fc.pre(a + b > 0);
          const target = share(perMille / 1000, direction);
          const found = assess({ numerator: a, denominator: a + b }, target);
          fc.pre(found.state === 'missed');
          if (found.state !== 'missed') return;
          const step = direction === 'at_least' ? 1 : -1;
          const after = (people: number) =>
            assess({ numerator: a + step * people, denominator: a + b }, target).state;
          expect(after(found.by)).toBe('met');
          expect(after(found.by - 1)).toBe('missed');
        },
      ),
    );
  });
});
