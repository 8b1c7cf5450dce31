/**
 * CPR numbers at rest: encrypted (AES-256-GCM) for who may see them, and hashed with a key for finding one.
 * Both keys come from one master key, so an operator keeps a single secret.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface CprVault {
  readonly encrypt: (cpr: string) => Buffer;
  readonly decrypt: (encrypted: Buffer) => string;
  /** The same number gives the same hash; without the key nobody can try all numbers. */
  readonly hash: (cpr: string) => Buffer;
}

export const MASTER_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const derived = (masterKey: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `medspiller ${purpose}`, 32));

const encryptionKey = (masterKey: Buffer): Buffer => {
  if (masterKey.length !== MASTER_KEY_BYTES)
    throw new RangeError(`the key for CPR numbers must be ${MASTER_KEY_BYTES} bytes`);
  return derived(masterKey, 'cpr encryption');
};

/**
 * `version` (0–255) is written into the first byte of each encrypted number, so that numbers encrypted with an earlier
 * key (`earlier`, by version) can be read while they are being moved to a new one.
 */
export const createCprVault = (
  masterKey: Buffer,
  {
    version = 1,
    earlier = new Map<number, Buffer>(),
  }: { version?: number; earlier?: ReadonlyMap<number, Buffer> } = {},
): CprVault => {
  const keys = new Map([...earlier].map(([number, key]) => [number, encryptionKey(key)]));
  const current = encryptionKey(masterKey);
  keys.set(version, current);
  const hashKey = derived(masterKey, 'cpr hash');
  return {
    encrypt: (cpr) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current, nonce);
      const text = Buffer.concat([cipher.update(cpr, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), text]);
    },
    decrypt: (encrypted) => {
      const key = keys.get(encrypted[0] ?? -1);
      if (key === undefined)
        throw new Error('a CPR number is encrypted with a key that is not here');
      const nonce = encrypted.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce);
      decipher.setAuthTag(encrypted.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES));
      const text = encrypted.subarray(1 + NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
    },
    hash: (cpr) => createHmac('sha256', hashKey).update(cpr).digest(),
  };
};
