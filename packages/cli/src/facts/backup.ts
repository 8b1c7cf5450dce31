import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { backup as writeBackup, openStore, restore as restoreBackup } from '@medspiller/store';
import { CommandRefusal, parsed, type Command } from '../usage.ts';
import { withEngine } from '../withDatabase.ts';

const KEY_NOTE =
  'The key for CPR numbers (MEDSPILLER_KEY, or cpr-key in the data folder) is not in the file: keep it elsewhere, a restore needs it.';

const exists = async (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

export const backup: Command = {
  summary: 'the whole database into a file',
  help: `medspiller backup FILE

Writes everything, as it stands at one moment, while others may go on working. FILE must be new.
${KEY_NOTE}`,
  run: async (args, terminal) => {
    const { positionals } = parsed(args, {}, ['FILE']);
    const [file = ''] = positionals;
    if (await exists(file))
      throw new CommandRefusal(`${file} exists already; a backup overwrites nothing.`);
    // Under its own name only when it is whole.
    const half = `${file}.part`;
    try {
      await withEngine(terminal, async ({ pool }, masterKey) => {
        const store = await openStore(pool, masterKey);
        await writeBackup(store.pool, createWriteStream(half, { mode: 0o600 }));
      });
      await rename(half, file);
    } catch (error) {
      await rm(half, { force: true });
      throw error;
    }
    terminal.say(`Written to ${file}. ${KEY_NOTE}`);
    return 0;
  },
};

export const restore: Command = {
  summary: 'the whole database out of a file',
  help: `medspiller restore FILE

Fills an empty database from a backup. It overwrites nothing, and restores all or nothing.`,
  run: async (args, terminal) => {
    const { positionals } = parsed(args, {}, ['FILE']);
    const [file = ''] = positionals;
    if (!(await exists(file))) throw new CommandRefusal(`There is no file ${file}.`);
    await withEngine(terminal, async ({ pool }, masterKey) =>
      restoreBackup(await openStore(pool, masterKey), createReadStream(file)),
    );
    terminal.say(`Restored from ${file}.`);
    return 0;
  },
};
