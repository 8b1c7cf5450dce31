import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ENGINES } from '@medspiller/store/testing';
import { describe, expect, test } from 'vitest';
import { loadRecords } from '../facts/loadRecords.ts';
import { readRecords } from '../facts/readRecords.ts';
import { SAMPLE } from '../facts/sampleRecords.ts';
import { KeyRefusal, openStore, type Store } from '../openStore.ts';
import { readSnapshot, write } from '../transaction.ts';
import { createCprVault } from '../trust/cprVault.ts';
import { logLookup, sealLookupLog, verifyLookupLog } from '../trust/lookupLog.ts';
import { backup } from './backup.ts';
import { BackupRefusal } from './frame.ts';
import { restore } from './restore.ts';

const KEY = randomBytes(32);

const load = (store: Store) =>
  write(store.pool, (tx) =>
    loadRecords(tx, {
      records: SAMPLE,
      vault: store.vault,
      author: { employeeId: null, action: 'import' },
      today: '2020-04-15',
    }),
  );

const saved = async (store: Store): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  await backup(
    store.pool,
    new Writable({
      write: (piece: Buffer, _, done) => {
        pieces.push(piece);
        done();
      },
    }),
  );
  return Buffer.concat(pieces);
};

describe.each(ENGINES)('backup and restore on $name', (engine) => {
  test('everything comes back, and nothing is overwritten', async () => {
    const [one, other] = [await engine.open(), await engine.open()];
    const store = await openStore(one.pool, KEY);
    await load(store);
    await write(one.pool, (tx) =>
      logLookup(tx, { employeeId: 1, action: 'page', citizenIds: [3] }),
    );
    await sealLookupLog(one.pool);
    const file = await saved(store);

    const target = await openStore(other.pool, KEY);
    const plain = gunzipSync(file);
    const damaged = Buffer.from(plain);
    damaged[Math.floor(damaged.length / 2)]! ^= 1;
    const flipped = Buffer.from(file);
    flipped[Math.floor(flipped.length / 2)]! ^= 0xff;
    for (const broken of [
      gzipSync(plain.subarray(0, -40)),
      file.subarray(0, file.length - 40),
      Buffer.from('no backup'),
      Buffer.alloc(0),
    ])
      await expect(restore(target, Readable.from([broken]))).rejects.toThrow(BackupRefusal);
    for (const broken of [gzipSync(damaged), flipped])
      await expect(restore(target, Readable.from([broken]))).rejects.toThrow();
    const stranger = { pool: other.pool, vault: createCprVault(randomBytes(32)) };
    await expect(restore(stranger, Readable.from([file]))).rejects.toThrow(KeyRefusal);

    await restore(target, Readable.from([file]));
    const [before, after] = await Promise.all(
      [store, target].map(({ pool, vault }) =>
        readSnapshot(pool, (tx) => readRecords(tx, { vault })),
      ),
    );
    expect(after).toEqual(before);
    expect(await readSnapshot(other.pool, verifyLookupLog)).toMatchObject({ ok: true, seals: 1 });
    expect((await load(target)).status).toBe('unchanged');
    const again = await write(other.pool, (tx) =>
      loadRecords(tx, {
        records: { employees: [{ ...SAMPLE.employees[0]!, employee_id: 'E9' }] },
        vault: target.vault,
        author: { employeeId: null, action: 'import' },
        today: '2020-04-15',
      }),
    );
    expect(again.status).toBe('imported');
    await expect(restore(target, Readable.from([file]))).rejects.toThrow(/not empty/);
    await one.close();
    await other.close();
  });
});
