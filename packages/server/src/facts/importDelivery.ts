/** A delivery that has been read, brought in: the same for the web page and the command line. */
import {
  checkReferences,
  columnName,
  exchangeFileName,
  KINDS,
  LISTED_PROBLEMS,
  problemMessage,
  referencesToFind,
  shownValue,
  type Column,
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
  type LoadProblem,
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

const WORDS = {
  cpr_twice: {
    da: 'CPR-nummeret tilhører en anden borger ({other}). To borgere med samme nummer er én person indtastet to gange.',
    en: 'The CPR number belongs to another citizen ({other}). Two citizens with one number are one person entered twice.',
  },
  still_referred_to: {
    da: 'Kan ikke slettes: {count} rækker i {by} henviser hertil. Slet dem også, eller lad rækken stå.',
    en: 'Cannot be voided: {count} rows of {by} refer to this. Void them as well, or leave the row.',
  },
} as const;

const filled = (text: string, params: Problem['params']): string =>
  text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));

const inWords = ({ code, params, ...place }: Problem, language: Language): ImportProblem => ({
  ...place,
  message: problemMessage({ code, params }, language),
});

/** What the database refused, at its place in the files. */
const placed = (
  problem: LoadProblem,
  reading: ExchangeReading,
  language: Language,
): ImportProblem => {
  const { kind, row, deleted, field, value, code, params } = problem;
  const column: Column | undefined = (KINDS[kind].columns as Readonly<Record<string, Column>>)[
    field
  ];
  const line = deleted ? reading.lineOfKey[kind]?.get(value) : reading.lines[kind]?.[row];
  return {
    severity: 'error',
    file: reading.fileNames[kind] ?? exchangeFileName(kind),
    line: line ?? null,
    column: column === undefined ? field : columnName(field, column),
    // The database answers with the key of a reference; a CPR number it keeps to itself.
    value: value === '' ? null : shownValue(value, column?.type === 'cpr'),
    message:
      code === 'unknown_reference'
        ? problemMessage(
            { code, params: { file: exchangeFileName(params['kind'] as KindName) } },
            language,
          )
        : filled(WORDS[code][language], params),
  };
};

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
  const refusedFor = (problems: readonly ImportProblem[], problemCount: number): ImportOutcome => ({
    status: 'refused',
    files: {},
    problems: [...problems.slice(0, LISTED_PROBLEMS), ...warnings],
    problemCount,
    samples: [],
  });
  if (reading.problemCount > 0)
    return refusedFor(
      reading.problems.map((problem) => inWords(problem, language)),
      reading.problemCount,
    );
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
    return refusedFor(
      result.problems.map((problem) => placed(problem, reading, language)),
      result.problemCount,
    );
  return {
    status: result.status,
    files: result.counts,
    problems: warnings,
    problemCount: 0,
    samples: result.samples,
  };
};
