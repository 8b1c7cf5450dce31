/** Secrets that nobody has to make: made at the first start, kept in the data folder, readable by its owner alone. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SECRET_BYTES = 32;

/** The kept text of a name; `make` gives it where there is none yet. Two processes at once end with the same one. */
export const keptText = (dataFolder: string, name: string, make: () => string): string => {
  const file = join(dataFolder, name);
  mkdirSync(dataFolder, { recursive: true });
  try {
    writeFileSync(file, `${make()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // A copied data folder may have lost its narrow permissions on the way.
    chmodSync(file, 0o600);
  }
  return readFileSync(file, 'utf8').trim();
};

export const keptSecret = (dataFolder: string, name: string): string =>
  keptText(dataFolder, name, () => randomBytes(SECRET_BYTES).toString('base64'));
