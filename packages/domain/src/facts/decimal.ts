/**
 * Decimals of records have at most four places, and binary fractions cannot add those: 6.6667 and 0.01 would give
 * 6.676699999999999, which then is or is not above a limit by accident. They are summed as whole ten-thousandths.
 */
const TEN_THOUSANDTHS = 10_000;

/** A decimal as a whole number of ten-thousandths. */
export const wholeTenThousandths = (value: number): number => Math.round(value * TEN_THOUSANDTHS);

/** The exact sum of decimals with at most four places. */
export const sumOfDecimals = (...values: readonly number[]): number =>
  values.reduce((sum, value) => sum + wholeTenThousandths(value), 0) / TEN_THOUSANDTHS;
