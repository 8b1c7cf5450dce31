/** What the database finds wrong with records that were read, said of the file and line that they came from. */
import { KINDS, type KindName } from '../kinds.ts';
import type { Column } from './column.ts';
import { LISTED_PROBLEMS, shownValue, type Problem } from './problem.ts';
import type { ProblemParams } from './problemMessage.ts';
import { columnName, exchangeFileName, type ExchangeReading } from './readExchange.ts';

export interface RecordProblem {
  readonly kind: KindName;
  /** The place among the kind's records, or among the keys that it voids. */
  readonly row: number;
  readonly deleted: boolean;
  readonly field: string;
  readonly value: string;
  readonly code: 'unknown_reference' | 'cpr_twice' | 'still_referred_to';
  readonly params: ProblemParams;
}

const lineOf = (reading: ExchangeReading, { kind, row, deleted }: RecordProblem): number | null => {
  if (!deleted) return reading.lines[kind]?.[row] ?? null;
  const key = reading.deleted[kind]?.[row];
  return key === undefined ? null : (reading.lineOfKey[kind]?.get(key) ?? null);
};

/** Kinds are named by their files. */
const namedByFile = (params: ProblemParams): ProblemParams => {
  const kind = params['kind'] ?? params['by'];
  return kind === undefined ? params : { ...params, file: `${kind}.csv` };
};

/** The reading with the database's problems added; `count` is how many there are where not all are given. */
export const withRecordProblems = (
  reading: ExchangeReading,
  found: readonly RecordProblem[],
  count = found.length,
): ExchangeReading => {
  const problems = found.map((problem): Problem => {
    const columns: Readonly<Record<string, Column>> = KINDS[problem.kind].columns;
    const column = columns[problem.field];
    return {
      severity: 'error',
      file: reading.fileNames[problem.kind] ?? exchangeFileName(problem.kind),
      line: lineOf(reading, problem),
      column: column === undefined ? problem.field : columnName(problem.field, column),
      value: problem.value === '' ? null : shownValue(problem.value, column?.type === 'cpr'),
      code: problem.code,
      params: namedByFile(problem.params),
    };
  });
  return {
    ...reading,
    problems: [...reading.problems, ...problems].slice(0, LISTED_PROBLEMS),
    problemCount: reading.problemCount + count,
  };
};
