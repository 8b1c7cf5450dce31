import { readSnapshot, verifyLookupLog } from '@medspiller/store';
import { parsed, UsageError, type Command } from '../usage.ts';
import { withDatabase } from '../withDatabase.ts';

export const audit: Command = {
  summary: "checks the look-up log's chain",
  help: `medspiller audit verify

Works every seal of the look-up log out again, and says the first that does not fit.`,
  run: async (args, terminal) => {
    const { positionals } = parsed(args, {}, ['verify']);
    if (positionals[0] !== 'verify') throw new UsageError('audit knows one word: verify.');
    const verdict = await withDatabase(terminal, ({ store }) =>
      readSnapshot(store.pool, verifyLookupLog),
    );
    if (verdict.ok) {
      terminal.out(
        `The log is whole: ${verdict.lookups} look-ups under ${verdict.seals} seals, ${verdict.unsealed} not sealed yet.\n`,
      );
      return 0;
    }
    terminal.out(
      `The log is broken at seal ${verdict.brokenSeal}: look-ups ${verdict.firstLookup} to ${verdict.lastLookup} are not as they were sealed.\n`,
    );
    return 1;
  },
};
