/** Everything as an exchange folder: on this machine, or as a zip. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeExchange, type Records } from '@medspiller/domain';
import { packedZip } from './zip.ts';

/** Thrown where the export's place already holds something. */
export class FolderNotEmpty extends Error {
  constructor(readonly folder: string) {
    super(`the folder is not empty: ${folder}`);
  }
}

/** Writes the folder, which must be new or empty: files of an earlier export left beside would be read as part of it. */
export const writeExchangeFolder = async (folder: string, records: Records): Promise<void> => {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new FolderNotEmpty(folder);
  // Names and CPR numbers stand in these files: for the one who runs the command alone.
  for (const { name, bytes } of writeExchange(records))
    await writeFile(join(folder, name), bytes, { mode: 0o600 });
};

/** The folder as a zip, to be sent. The same records give the same bytes. */
export const exchangeZip = (records: Records): NodeJS.ReadableStream =>
  packedZip(writeExchange(records));
