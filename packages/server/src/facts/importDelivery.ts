/** A delivery that has been read, brought in: the same for the web page and the command line. */
import {
  checkReferences,
  problemMessage,
  referencesToFind,
  withRecordProblems,
  type ExchangeReading,
  type KindName,
  type Problem,
} from '@medspiller/domain';
import {
  gatherStatistics,
  knownKeys,
  loadRecords,
  noteImport,
  readSnapshot,
  write,
  type LoadCounts,
  type LoadSample,
  type Store,
} from '@medspiller/store';
import type { Language } from '../language.ts';

export interface ImportProblem {
  severity: 'error' | 'warning';
  file: string;
  line: number | null;
  column: string | null;
  value: string | null;
  message: string;
}

export interface ImportOutcome {
  readonly status: 'imported' | 'unchanged' | 'refused';
  readonly files: Partial<Record<KindName, LoadCounts>>;
  /** Errors first, then warnings. */
  readonly problems: ImportProblem[];
  /** Errors, listed or not. */
  readonly problemCount: number;
  readonly samples: readonly LoadSample[];
}

const inWords = ({ code, params, ...place }: Problem, language: Language): ImportProblem => ({
  ...place,
  message: problemMessage({ code, params }, language),
});

export const importDelivery = async (
  store: Store,
  delivery: ExchangeReading,
  options: {
    readonly employeeId: number | null;
    readonly source: string;
    readonly today: string;
    readonly dryRun: boolean;
    readonly language: Language;
  },
): Promise<ImportOutcome> => {
  const { language } = options;
  const known = await readSnapshot(store.pool, (tx) => knownKeys(tx, referencesToFind(delivery)));
  const reading = checkReferences(delivery, known);
  const warnings = reading.warnings.map((problem) => inWords(problem, language));
  const refusedFor = ({ problems, problemCount }: ExchangeReading): ImportOutcome => ({
    status: 'refused',
    files: {},
    problems: [...problems.map((problem) => inWords(problem, language)), ...warnings],
    problemCount,
    samples: [],
  });
  if (reading.problemCount > 0) return refusedFor(reading);
  const result = await write(store.pool, async (tx) => {
    const loaded = await loadRecords(tx, {
      records: reading.records,
      fields: reading.fields,
      deleted: reading.deleted,
      author: { employeeId: options.employeeId, action: 'import', source: options.source },
      vault: store.vault,
      today: options.today,
      dryRun: options.dryRun,
    });
    if (loaded.status === 'imported' && !options.dryRun) {
      await gatherStatistics(tx);
      await noteImport(tx, {
        employeeId: options.employeeId,
        changeId: loaded.changeId,
        source: options.source,
        counts: loaded.counts,
      });
    }
    return loaded;
  });
  if (result.status === 'refused')
    return refusedFor(withRecordProblems(reading, result.problems, result.problemCount));
  return {
    status: result.status,
    files: result.counts,
    problems: warnings,
    problemCount: 0,
    samples: result.samples,
  };
};
