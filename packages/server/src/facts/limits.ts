/** How much a delivery may hold. What is larger is refused with a sentence, so that no file can take the server down. */
export interface ReadingLimits {
  /** Bytes as they arrive, in all files together. */
  readonly receivedBytes: number;
  /** Bytes once unpacked, in all files together. */
  readonly unpackedBytes: number;
  /** Rows in all files together. */
  readonly rows: number;
  /** Memory and time that a workbook's reader is given. */
  readonly workbookMegabytes: number;
  readonly workbookSeconds: number;
}

export const MEGABYTE = 1024 * 1024;

/** Files in an archive: a workbook has a dozen parts besides its sheets, a folder twenty files. */
export const MOST_FILES = 100;
/** How many times over an archive may be packed. Ordinary ones reach 20, large tables of few words 100; a bomb 1,000. */
export const MOST_TIMES_PACKED = 200;
/** Below this size the ratio says nothing: an empty table packs well too. */
export const RATIO_COUNTS_FROM_BYTES = 10 * MEGABYTE;

/** Through the web, where others work on the same server meanwhile. */
export const UPLOAD_LIMITS: ReadingLimits = {
  receivedBytes: 100 * MEGABYTE,
  unpackedBytes: 300 * MEGABYTE,
  rows: 500_000,
  workbookMegabytes: 768,
  workbookSeconds: 60,
};

/** From the command line, where who runs it also runs the machine. */
export const COMMAND_LIMITS: ReadingLimits = {
  receivedBytes: 1024 * MEGABYTE,
  unpackedBytes: 1024 * MEGABYTE,
  rows: 2_000_000,
  workbookMegabytes: 3072,
  workbookSeconds: 600,
};
