/** What is wrong with an exchange folder, and where. */
import type { ProblemCode, ProblemParams } from './problemMessage.ts';

export type ProblemSeverity = 'error' | 'warning';

export interface Problem {
  readonly severity: ProblemSeverity;
  readonly file: string;
  /** The line in the file (the row in a sheet), counted from 1; null where it concerns the whole file. */
  readonly line: number | null;
  /** The column's name as the file's header gives it. */
  readonly column: string | null;
  /** What stands there, shortened, CPR numbers hidden. */
  readonly value: string | null;
  readonly code: ProblemCode;
  readonly params: ProblemParams;
}

/** So many problems are listed; all are counted. */
export const LISTED_PROBLEMS = 1000;
const SHOWN_CHARACTERS = 100;

/** Hides all of a CPR number but day and month, wherever it stands: a file with its columns shifted has them anywhere. */
export const withoutCpr = (text: string): string =>
  text.replaceAll(
    /(?<!\d)(\d{4})(\d{2})([- ]?)\d{4}(?!\d)/g,
    (_, dayAndMonth: string, __, hyphen: string) => `${dayAndMonth}••${hyphen}••••`,
  );

const hiddenDigits = (text: string): string => {
  let shown = 0;
  return text.replaceAll(/\d/g, (digit) => ((shown += 1) <= 4 ? digit : '•'));
};

/** A cell's text as a problem may show it. In a column of CPR numbers every digit after the fourth is hidden. */
export const shownValue = (text: string, isCprColumn: boolean): string => {
  const hidden = isCprColumn ? hiddenDigits(text) : withoutCpr(text);
  return hidden.length > SHOWN_CHARACTERS ? `${hidden.slice(0, SHOWN_CHARACTERS - 1)}…` : hidden;
};

/** Problems as they are found: all counted, the first so many kept. */
export class ProblemList {
  readonly listed: Problem[] = [];
  count = 0;

  add(problem: Problem): void {
    this.count += 1;
    if (this.listed.length < LISTED_PROBLEMS) this.listed.push(problem);
  }
}
