/**
 * A delivery of records: a folder of CSV files, a zip of one, or a workbook, from the command line or the web. What comes
 * out is the reading of the exchange folder; that a file could not be opened is a problem of it like any other.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  kindOfFile,
  readingExchange,
  type ExchangeFile,
  type ExchangeReading,
  type Problem,
  type ReadingProgress,
} from '@medspiller/domain';
import {
  COMMAND_LIMITS,
  MEGABYTE,
  MOST_FILES,
  UPLOAD_LIMITS,
  type ReadingLimits,
} from './limits.ts';
import { RefusedFile } from './refusedFile.ts';
import { isOldWorkbook, isWorkbook, readWorkbook } from './workbook.ts';
import { isZip, openArchive } from './zip.ts';

/** A file as it was received; in a folder that was dropped the name carries the folder's. */
export interface ReceivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type OnProgress = (progress: ReadingProgress) => void;

interface OpenedDelivery {
  readonly files: readonly ExchangeFile[];
  readonly problems: readonly Problem[];
}

/** What operating systems and spreadsheets leave in folders without being asked. */
const isLeftover = (path: string): boolean => {
  const name = basename(path).toLowerCase();
  return (
    path.startsWith('__MACOSX/') ||
    name.startsWith('.') ||
    name.startsWith('~$') ||
    name === 'thumbs.db' ||
    name === 'desktop.ini'
  );
};

const openContainer = async (
  { name, bytes }: ReceivedFile,
  limits: ReadingLimits,
): Promise<OpenedDelivery> => {
  if (isOldWorkbook(bytes)) throw new RefusedFile(name, 'old_workbook');
  const damaged = /\.xls[xm]$/i.test(name) ? 'unreadable_workbook' : 'damaged_archive';
  const archive = await openArchive(name, bytes, limits, damaged);
  if (isWorkbook(archive)) return readWorkbook(name, bytes, archive, limits);
  const files: ExchangeFile[] = [];
  for (const path of archive.paths.filter((each) => !isLeftover(each)))
    files.push({
      name: path,
      bytes: kindOfFile(path) === null ? new Uint8Array() : await archive.read(path),
    });
  return { files, problems: [] };
};

/** A CSV file that is none is told so by the reader of text; what has another name may be known by its first bytes. */
const isPacked = ({ name, bytes }: ReceivedFile): boolean =>
  PACKED.test(name) || (!/\.csv$/i.test(name) && (isZip(bytes) || isOldWorkbook(bytes)));
const PACKED = /\.(zip|xlsx|xlsm|xls)$/i;

const tooLarge = (file: string, limits: ReadingLimits): RefusedFile =>
  new RefusedFile(file, 'upload_too_large', {
    maximum: Math.floor(limits.receivedBytes / MEGABYTE),
  });

const openReceived = async (
  received: readonly ReceivedFile[],
  limits: ReadingLimits,
): Promise<OpenedDelivery> => {
  const files = received.filter(({ name }) => !isLeftover(name));
  if (files.length > MOST_FILES)
    throw new RefusedFile('', 'too_many_files', { maximum: MOST_FILES });
  if (files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) > limits.receivedBytes)
    throw tooLarge('', limits);
  const packed = files.find(isPacked);
  if (packed === undefined) return { files, problems: [] };
  if (files.length > 1) throw new RefusedFile(packed.name, 'one_archive_only');
  return openContainer(packed, limits);
};

/** Reads in steps, so that others are served in between. */
const read = async (
  opening: Promise<OpenedDelivery>,
  limits: ReadingLimits,
  onProgress: OnProgress,
): Promise<ExchangeReading> => {
  const { files, problems } = await opening.catch((error: unknown): OpenedDelivery => {
    if (error instanceof RefusedFile) return { files: [], problems: [error.problem] };
    throw error;
  });
  const steps = readingExchange(files, { maximumRows: limits.rows, found: problems });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    onProgress(step.value);
    await setImmediate();
  }
};

/** Reads what a browser sent: the files of a folder, one zip or one workbook. */
export const readUpload = (
  received: readonly ReceivedFile[],
  limits: ReadingLimits = UPLOAD_LIMITS,
  onProgress: OnProgress = () => {},
): Promise<ExchangeReading> => read(openReceived(received, limits), limits, onProgress);

const openPath = async (path: string, limits: ReadingLimits): Promise<OpenedDelivery> => {
  let left = limits.receivedBytes;
  const load = async (file: string): Promise<Uint8Array> => {
    left -= (await stat(file)).size;
    if (left < 0) throw tooLarge(basename(file), limits);
    return readFile(file);
  };
  if (!(await stat(path)).isDirectory())
    return openReceived([{ name: basename(path), bytes: await load(path) }], limits);
  const files: ExchangeFile[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const { name } = entry;
    if (entry.isDirectory() || isLeftover(name)) continue;
    // Only the format's own files are opened; a workbook or an archive is read when it is named itself.
    const bytes = kindOfFile(name) === null ? new Uint8Array() : await load(join(path, name));
    files.push({ name, bytes });
  }
  return { files: files.toSorted((one, other) => (one.name < other.name ? -1 : 1)), problems: [] };
};

/** Reads a folder of CSV files, a zip or a workbook on this machine. */
export const readExchangePath = (
  path: string,
  limits: ReadingLimits = COMMAND_LIMITS,
  onProgress: OnProgress = () => {},
): Promise<ExchangeReading> => {
  const opening = openPath(path, limits).catch((error: unknown): never => {
    throw error instanceof RefusedFile ? error : new RefusedFile(path, 'not_found');
  });
  return read(opening, limits, onProgress);
};
