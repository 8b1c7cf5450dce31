/** Targets, chance and rounding: everything here counts in whole numbers, so that 20 % of 166 is never 33.2000001. */
import type { Figure } from './indicator.ts';
import type { Target } from './programme.ts';

type Counts = Pick<Figure, 'numerator' | 'denominator'>;

/** Targets hold at most eight decimals: "17,5 %" is 0.175. */
const PARTS = 100_000_000;

/**
 * A percentage with so many decimals, rounded half up, away from zero: 5 of 28 with two is 17.86. Null where there is none.
 * Worked out in whole numbers: neither 5/28 nor 17.855 need exist as a floating-point number.
 */
export const percentageOf = (
  { numerator, denominator }: Counts,
  decimals: number,
): number | null => {
  if (denominator === null || denominator === 0) return null;
  const scale = 10n ** BigInt(decimals);
  const [above, below] = [BigInt(numerator) * 100n * scale, BigInt(denominator)];
  return Number((2n * above + below) / (2n * below)) / Number(scale);
};

/** Both ends of an interval, as shares. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;

/** The 95 % interval of a share after Wilson; null where nothing is in the denominator. */
export const wilsonInterval = ({ numerator, denominator }: Counts): Interval | null => {
  if (denominator === null || denominator === 0) return null;
  const share = numerator / denominator;
  const spread = (Z * Z) / denominator;
  const middle = (share + spread / 2) / (1 + spread);
  const half =
    (Z / (1 + spread)) *
    Math.sqrt((share * (1 - share)) / denominator + spread / (4 * denominator));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

export type Assessment =
  /** There is nothing to measure: the denominator is 0, or a share is wanted of a count. */
  | { readonly state: 'not_available' }
  /** `beyondChance` where the whole interval meets the target; false for counts, which have none. */
  | { readonly state: 'met'; readonly beyondChance: boolean }
  /** How many more (fewer, where the target is a ceiling) would meet it, the denominator staying as it is. */
  | { readonly state: 'missed'; readonly by: number };

/** The number in the numerator that a target asks for: the least at a floor, the most at a ceiling. */
const numberAsked = (target: Target, denominator: number): number => {
  if (target.measure === 'count')
    return target.direction === 'at_least' ? Math.ceil(target.value) : Math.floor(target.value);
  const parts = BigInt(Math.round(target.value * PARTS)) * BigInt(denominator);
  const whole = parts / BigInt(PARTS);
  return Number(
    target.direction === 'at_least' && whole * BigInt(PARTS) < parts ? whole + 1n : whole,
  );
};

/** How a figure stands to a target, on unrounded values: 14.996 % does not meet 15 %. */
export const assess = (figure: Counts, target: Target): Assessment => {
  if (target.measure === 'share' && (figure.denominator === null || figure.denominator === 0))
    return { state: 'not_available' };
  const asked = numberAsked(target, figure.denominator ?? 0);
  const missing =
    target.direction === 'at_least' ? asked - figure.numerator : figure.numerator - asked;
  if (missing > 0) return { state: 'missed', by: missing };
  const interval = target.measure === 'share' ? wilsonInterval(figure) : null;
  return {
    state: 'met',
    beyondChance:
      interval !== null &&
      (target.direction === 'at_least'
        ? interval.low >= target.value
        : interval.high <= target.value),
  };
};
