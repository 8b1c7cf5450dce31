import { FolderNotEmpty, writeExchangeFolder } from '@medspiller/server';
import { readRecords, readSnapshot } from '@medspiller/store';
import { CommandRefusal, parsed, type Command } from '../usage.ts';
import { withDatabase } from '../withDatabase.ts';

export const exportCommand: Command = {
  summary: 'writes everything as an exchange folder',
  help: `medspiller export DIR

Writes every record as CSV files into DIR, which must be new or empty. The files hold names and CPR numbers.`,
  run: async (args, terminal) => {
    const { positionals } = parsed(args, {}, ['DIR']);
    const [folder = ''] = positionals;
    const records = await withDatabase(terminal, ({ store }) =>
      readSnapshot(store.pool, (tx) => readRecords(tx, { vault: store.vault })),
    );
    try {
      await writeExchangeFolder(folder, records);
    } catch (error) {
      if (error instanceof FolderNotEmpty)
        throw new CommandRefusal(`${folder} is not empty. Name a new or empty folder.`);
      if (
        (error as NodeJS.ErrnoException).code === 'EEXIST' ||
        (error as NodeJS.ErrnoException).code === 'ENOTDIR'
      )
        throw new CommandRefusal(`${folder} is not a folder. Name a new or empty folder.`);
      throw error;
    }
    const rows = Object.values(records).reduce((sum, list) => sum + list.length, 0);
    terminal.say(`${rows} records written to ${folder}.`);
    return 0;
  },
};
