import { inLines } from '../textFiles.mjs';

/** Ten digits as a CPR number is written. Synthetic ones have 60 added to the day. */
const CPR = /(?<![\d.-])(\d\d)(\d\d)\d\d-\d{4}(?![\d-])/g;

const couldBeSomebody = ([, day, month]) =>
  Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;

export const title = 'no real CPR numbers';

export const find = (root) =>
  inLines(root, (line) =>
    [...line.matchAll(CPR)]
      .filter(couldBeSomebody)
      .map(([number]) => `${number} could be a person's: add 60 to the day`),
  );
