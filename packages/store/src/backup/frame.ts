/**
 * How a backup file is laid out, inside gzip: frames of one letter, a length and so many bytes. `H` says what the file
 * is, `T` begins a table, `D` is some of its rows as JSON, `E` ends the file with the SHA-256 of all
 * before it. A file that is cut off has no `E`, one that was changed has another sum.
 */
import { createHash, type Hash } from 'node:crypto';

export type FrameType = 'H' | 'T' | 'D' | 'E';

export interface Frame {
  readonly type: FrameType;
  readonly content: Buffer;
}

/** The file is no backup, or not the whole of one. */
export class BackupRefusal extends Error {
  override readonly name = 'BackupRefusal';
}

const HEAD_BYTES = 5;
/** Nothing that we write comes near; a damaged length must not make us wait for gigabytes. */
const LONGEST_FRAME = 64 * 1024 * 1024;

/** Writes frames and keeps the running sum. */
export const frameWriter = (): {
  readonly frame: (type: FrameType, content: Buffer) => Buffer;
  readonly sum: () => Buffer;
} => {
  const hash: Hash = createHash('sha256');
  return {
    frame: (type, content) => {
      const head = Buffer.alloc(HEAD_BYTES);
      head.write(type, 0, 'latin1');
      head.writeUInt32BE(content.length, 1);
      const bytes = Buffer.concat([head, content]);
      hash.update(bytes);
      return bytes;
    },
    sum: () => hash.copy().digest(),
  };
};

/** The frames of a backup, the last of them checked against all before it. */
export async function* readFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    while (rest.length >= HEAD_BYTES) {
      const type = rest.toString('latin1', 0, 1) as FrameType;
      const length = rest.readUInt32BE(1);
      if (!'HTDE'.includes(type) || length > LONGEST_FRAME)
        throw new BackupRefusal('This is not a backup of Medspiller.');
      if (rest.length < HEAD_BYTES + length) break;
      const whole = rest.subarray(0, HEAD_BYTES + length);
      const content = whole.subarray(HEAD_BYTES);
      if (type === 'E') {
        if (!hash.digest().equals(content))
          throw new BackupRefusal(
            'The backup is damaged: its checksum does not fit. Nothing was restored.',
          );
        yield { type, content };
        return;
      }
      hash.update(whole);
      yield { type, content };
      rest = rest.subarray(HEAD_BYTES + length);
    }
  }
  throw new BackupRefusal('The backup is cut off before its end. Nothing was restored.');
}
