/** A file that is refused before its rows are looked at: an archive or workbook that cannot, or must not, be opened. */
import type { Problem, ProblemCode, ProblemParams } from '@medspiller/domain';

export class RefusedFile extends Error {
  readonly problem: Problem;

  constructor(file: string, code: ProblemCode, params: ProblemParams = {}) {
    super(`${file}: ${code}`);
    this.problem = {
      severity: 'error',
      file,
      line: null,
      column: null,
      value: null,
      code,
      params,
    };
  }
}
