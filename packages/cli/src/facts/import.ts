import { basename } from 'node:path';
import {
  importDelivery,
  readExchangePath,
  RefusedFile,
  type ImportOutcome,
} from '@medspiller/server';
import { problemMessage } from '@medspiller/domain';
import { json, oneOf, parsed, type Command, type Terminal } from '../usage.ts';
import { withDatabase } from '../withDatabase.ts';

const place = ({ file, line, column }: ImportOutcome['problems'][number]): string =>
  [file, line === null ? null : `line ${line}`, column]
    .filter((part) => part !== null && part !== '')
    .join(', ');

const asText = (outcome: ImportOutcome, dryRun: boolean): string => {
  const lines = Object.entries(outcome.files).map(
    ([kind, count]) =>
      `${kind}: ${count.new} new, ${count.corrected} corrected, ${count.voided} voided, ${count.unchanged} unchanged`,
  );
  const verdict =
    outcome.status === 'refused'
      ? `Refused: ${outcome.problemCount} problems, nothing was written.`
      : outcome.status === 'unchanged'
        ? 'Nothing to change: everything is known already.'
        : dryRun
          ? 'Would be imported; nothing was written.'
          : 'Imported.';
  return `${[...lines, verdict].join('\n')}\n`;
};

/** What could not even be opened is a refusal like any other, in the same words. */
const refusedFile = ({ problem }: RefusedFile): ImportOutcome => {
  const { code, params, ...rest } = problem;
  return {
    status: 'refused',
    files: {},
    problems: [{ ...rest, message: problemMessage({ code, params }, 'en') }],
    problemCount: 1,
    samples: [],
  };
};

const tell = (
  outcome: ImportOutcome,
  format: 'text' | 'json',
  dryRun: boolean,
  { out, say }: Terminal,
): void => {
  const errors = outcome.problems.filter(({ severity }) => severity === 'error');
  for (const problem of outcome.problems)
    if (problem.severity === 'warning' || format === 'text')
      say(
        `${problem.severity}: ${place(problem)}: ${problem.message}${problem.value === null ? '' : ` (${problem.value})`}`,
      );
  out(
    format === 'json'
      ? json({
          status: outcome.status,
          files: outcome.files,
          problems: errors.map(({ file, line, column, value, message }) => ({
            file,
            line,
            column,
            value,
            message,
          })),
          problem_count: outcome.problemCount,
        })
      : asText(outcome, dryRun),
  );
};

const ROWS_BETWEEN_LINES = 100_000;

export const importCommand: Command = {
  summary: 'brings an exchange folder, zip or workbook in',
  help: `medspiller import DIR_OR_FILE [--dry-run] [--format text|json]

Reads a folder of CSV files, a zip of one or an XLSX workbook, and imports all of it or nothing.
  --dry-run   says what would change, and writes nothing`,
  run: async (args, terminal) => {
    const { values, positionals } = parsed(
      args,
      {
        'dry-run': { type: 'boolean', default: false },
        format: { type: 'string', default: 'text' },
      },
      ['DIR_OR_FILE'],
    );
    const format = oneOf('format', values.format, ['text', 'json']);
    const [path = ''] = positionals;
    const dryRun = values['dry-run'];
    let told = 0;
    try {
      const reading = await readExchangePath(path, undefined, ({ rows }) => {
        if (rows - told >= ROWS_BETWEEN_LINES) terminal.say(`${rows} rows read …`);
        if (rows - told >= ROWS_BETWEEN_LINES) told = rows;
      });
      const outcome = await withDatabase(terminal, ({ store, clock }) =>
        importDelivery(store, reading, {
          employeeId: null,
          source: basename(path),
          today: clock.today(),
          dryRun,
          language: 'en',
        }),
      );
      tell(outcome, format, dryRun, terminal);
      return outcome.status === 'refused' ? 1 : 0;
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      tell(refusedFile(error), format, dryRun, terminal);
      return 1;
    }
  },
};
