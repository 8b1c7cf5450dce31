/**
 * Zip archives from strangers. Before anything is inflated the table of contents is held against the limits; while it is
 * inflated the bytes that really come are counted and their checksum made, since a table of contents can lie.
 */
import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import yazl from 'yazl';
import type { ProblemCode } from '@medspiller/domain';
import {
  MEGABYTE,
  MOST_FILES,
  MOST_TIMES_PACKED,
  RATIO_COUNTS_FROM_BYTES,
  type ReadingLimits,
} from './limits.ts';
import { RefusedFile } from './refusedFile.ts';

/** The first bytes of a zip archive, also of one without files. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

export interface Archive {
  /** Paths of the files in it, with `/`; folders are left out. */
  readonly paths: readonly string[];
  /** Inflates one file. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Inflates one file for its size and checksum alone. */
  readonly verify: (path: string) => Promise<void>;
}

const opened = (bytes: Uint8Array): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      { lazyEntries: true },
      (error, zip) => (error === null ? resolve(zip) : reject(error)),
    );
  });

const entriesOf = (zip: ZipFile): Promise<readonly Entry[]> =>
  new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      // One more than allowed is enough to refuse; a table of contents may claim millions.
      if (entries.length > MOST_FILES) resolve(entries);
      else zip.readEntry();
    });
    zip.readEntry();
  });

const inflate = (zip: ZipFile, entry: Entry, take: (chunk: Buffer) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      let checksum = 0;
      stream.on('data', (chunk: Buffer) => {
        checksum = crc32(chunk, checksum);
        take(chunk);
      });
      stream.on('error', reject);
      // The reader of archives ends with an error where more or fewer bytes come than the table of contents says.
      stream.on('end', () =>
        checksum === entry.crc32 ? resolve() : reject(new Error('the checksum differs')),
      );
    });
  });

/** Opens an archive that keeps within the limits; `name` is what it is called in a refusal, `damaged` the word for one that is broken. */
export const openArchive = async (
  name: string,
  bytes: Uint8Array,
  limits: ReadingLimits,
  damaged: ProblemCode = 'damaged_archive',
): Promise<Archive> => {
  const orRefuse = async <T>(reading: Promise<T>): Promise<T> => {
    try {
      return await reading;
    } catch (error) {
      const points =
        error instanceof Error && /absolute path|invalid relative path/.test(error.message);
      throw new RefusedFile(name, points ? 'unsafe_path' : damaged);
    }
  };
  const zip = await orRefuse(opened(bytes));
  const entries = await orRefuse(entriesOf(zip));
  if (entries.length > MOST_FILES)
    throw new RefusedFile(name, 'too_many_files', { maximum: MOST_FILES });
  if (entries.some((entry) => entry.isEncrypted())) throw new RefusedFile(name, 'encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  if (unpacked > RATIO_COUNTS_FROM_BYTES && unpacked > bytes.byteLength * MOST_TIMES_PACKED)
    throw new RefusedFile(name, 'unpacks_too_much', { maximum: MOST_TIMES_PACKED });
  if (unpacked > limits.unpackedBytes)
    throw new RefusedFile(name, 'unpacks_too_large', {
      maximum: Math.floor(limits.unpackedBytes / MEGABYTE),
    });

  const files = new Map(
    entries
      .filter(({ fileName }) => !fileName.endsWith('/'))
      .map((entry) => [entry.fileName, entry]),
  );
  const entryOf = (path: string): Entry => {
    const entry = files.get(path);
    if (entry === undefined) throw new RangeError(`no such file in the archive: ${path}`);
    return entry;
  };
  return {
    paths: [...files.keys()],
    read: async (path) => {
      const chunks: Buffer[] = [];
      await orRefuse(inflate(zip, entryOf(path), (chunk) => chunks.push(chunk)));
      return Buffer.concat(chunks);
    },
    verify: (path) => orRefuse(inflate(zip, entryOf(path), () => {})),
  };
};

/** Day that every file in an archive of ours carries, so that the same records give the same bytes. */
const FIXED_TIME = new Date('2000-01-01T12:00:00Z');

/** An archive of files, as a stream. */
export const packedZip = (
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): NodeJS.ReadableStream => {
  const zip = new yazl.ZipFile();
  for (const { name, bytes } of files)
    zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, {
      mtime: FIXED_TIME,
    });
  zip.end();
  return zip.outputStream;
};
