/**
 * Uploads between preview and import: kept on disk for an hour, readable by the server's user alone, found by a random
 * name and only by who sent them. What is imported is read again from the same bytes, and their hash is compared.
 */
import type { MultipartFile } from '@fastify/multipart';
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UPLOAD_LIMITS } from './limits.ts';
import type { ReceivedFile } from './readDelivery.ts';

const KEPT_MS = 3_600_000;
const MANIFEST = 'manifest.json';

interface Manifest {
  readonly employeeId: number;
  readonly files: readonly { readonly name: string; readonly stored: string }[];
  /** Over names and contents, in order. */
  readonly sha256: string;
}

/** More bytes than an upload may hold, in all its files together. */
class UploadTooLarge extends Error {
  readonly statusCode = 413;
}

export interface Upload {
  readonly uploadId: string;
  readonly files: readonly ReceivedFile[];
}

const hashOf = (files: readonly ReceivedFile[]): string => {
  const hash = createHash('sha256');
  for (const { name, bytes } of files)
    hash.update(`${name.length} ${name} ${bytes.byteLength} `).update(bytes);
  return hash.digest('hex');
};

export interface Uploads {
  /** Streams the files of a request to disk. */
  readonly receive: (files: AsyncIterable<MultipartFile>, employeeId: number) => Promise<Upload>;
  /** What was received before; null where it is gone, changed, or somebody else's. */
  readonly find: (uploadId: string, employeeId: number) => Promise<Upload | null>;
  readonly discard: (uploadId: string) => Promise<void>;
  /** Takes away what is older than an hour. */
  readonly clean: () => Promise<void>;
}

export const createUploads = (dataFolder: string): Uploads => {
  const root = join(dataFolder, 'uploads');
  const folderOf = (uploadId: string): string => join(root, uploadId);
  const isId = (uploadId: string): boolean => /^[0-9a-f-]{36}$/.test(uploadId);
  const discard = async (uploadId: string): Promise<void> => {
    if (isId(uploadId)) await rm(folderOf(uploadId), { recursive: true, force: true });
  };

  const store = async (
    parts: AsyncIterable<MultipartFile>,
    folder: string,
  ): Promise<{ name: string; stored: string }[]> => {
    const stored: { name: string; stored: string }[] = [];
    let left = UPLOAD_LIMITS.receivedBytes;
    for await (const part of parts) {
      const bounded = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          left -= chunk.byteLength;
          done(left < 0 ? new UploadTooLarge('upload too large') : null, chunk);
        },
      });
      const name = String(stored.length);
      await pipeline(part.file, bounded, createWriteStream(join(folder, name), { mode: 0o600 }));
      if (part.file.truncated) throw new UploadTooLarge('upload too large');
      stored.push({ name: part.filename, stored: name });
    }
    return stored;
  };

  const load = async (folder: string, files: Manifest['files']): Promise<ReceivedFile[]> => {
    const loaded: ReceivedFile[] = [];
    for (const { name, stored } of files)
      loaded.push({ name, bytes: await readFile(join(folder, stored)) });
    return loaded;
  };

  return {
    receive: async (parts, employeeId) => {
      const uploadId = randomUUID();
      const folder = folderOf(uploadId);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        const stored = await store(parts, folder);
        const files = await load(folder, stored);
        const manifest: Manifest = { employeeId, files: stored, sha256: hashOf(files) };
        await writeFile(join(folder, MANIFEST), JSON.stringify(manifest), { mode: 0o600 });
        return { uploadId, files };
      } catch (error) {
        await discard(uploadId);
        throw error;
      }
    },
    find: async (uploadId, employeeId) => {
      if (!isId(uploadId)) return null;
      const folder = folderOf(uploadId);
      const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
      if (text === null) return null;
      const { mtimeMs } = await stat(join(folder, MANIFEST));
      const manifest = JSON.parse(text) as Manifest;
      if (manifest.employeeId !== employeeId || Date.now() - mtimeMs > KEPT_MS) return null;
      const files = await load(folder, manifest.files);
      const same = timingSafeEqual(Buffer.from(hashOf(files)), Buffer.from(manifest.sha256));
      return same ? { uploadId, files } : null;
    },
    discard,
    clean: async () => {
      for (const uploadId of await readdir(root).catch(() => [])) {
        const found = await stat(folderOf(uploadId)).catch(() => null);
        if (found !== null && Date.now() - found.mtimeMs > KEPT_MS) await discard(uploadId);
      }
    },
  };
};
