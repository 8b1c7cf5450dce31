import { ENGINES, type TestDatabase } from '@medspiller/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSnapshot, write } from '../transaction.ts';
import { deleteView, listViews, saveView } from '../people/savedView.ts';
import { logLookup, sealLookupLog, verifyLookupLog } from './lookupLog.ts';
import { endSession, endSessionsOf, purgeSessions, readSession, saveSession } from './session.ts';

describe.each(ENGINES)('trust on $name', (engine) => {
  let database: TestDatabase;
  let employee: number;
  beforeAll(async () => {
    database = await engine.open();
    const { rows } = await database.pool.query<{ record_id: number }>(
      "insert into record (kind, key) values ('employees', 'E1') returning record_id",
    );
    employee = rows[0]!.record_id;
  });
  afterAll(() => database.close());

  const look = (count: number) =>
    write(database.pool, async (tx) => {
      for (let index = 1; index <= count; index += 1)
        await logLookup(tx, {
          employeeId: employee,
          action: 'page',
          citizenIds: [index, index + 1],
        });
    });

  test('the log is sealed in a chain that shows what was changed', async () => {
    await look(5);
    expect(await sealLookupLog(database.pool)).toBe(5);
    await look(3);
    expect(await sealLookupLog(database.pool)).toBe(3);
    expect(await sealLookupLog(database.pool)).toBe(0);
    await look(1);
    expect(await readSnapshot(database.pool, verifyLookupLog)).toEqual({
      ok: true,
      seals: 2,
      lookups: 8,
      unsealed: 1,
    });
    await expect(database.pool.query('delete from lookup_log')).rejects.toThrow(/only be added to/);
    await expect(database.pool.query("update lookup_log set action = 'x'")).rejects.toThrow();
    await database.pool.query('alter table lookup_log disable trigger user');
    await database.pool.query('update lookup_log set employee_id = null where lookup_id = 7');
    expect(await readSnapshot(database.pool, verifyLookupLog)).toMatchObject({
      ok: false,
      brokenSeal: 2,
    });
    await database.pool.query('update lookup_log set employee_id = $1 where lookup_id = 7', [
      employee,
    ]);
    expect(await readSnapshot(database.pool, verifyLookupLog)).toMatchObject({ ok: true });
    await database.pool.query('delete from lookup_log where lookup_id = 1');
    expect(await readSnapshot(database.pool, verifyLookupLog)).toMatchObject({
      ok: false,
      brokenSeal: 1,
    });
  });

  test('a session is found by its identifier alone, and ends', async () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const session = { data: { employee }, employeeId: employee, expiresAt };
    await saveSession(database.pool, 'one', session);
    await saveSession(database.pool, 'two', session);
    await saveSession(database.pool, 'old', { ...session, expiresAt: new Date(Date.now() - 1000) });
    expect(await readSession(database.pool, 'one')).toEqual({ employee });
    expect(await readSession(database.pool, 'old')).toBeNull();
    expect(await purgeSessions(database.pool)).toBe(1);
    await endSession(database.pool, 'one');
    expect(await readSession(database.pool, 'one')).toBeNull();
    await endSessionsOf(database.pool, employee);
    expect(await readSession(database.pool, 'two')).toBeNull();
    const { rows } = await database.pool.query("select from session where data::text like '%one%'");
    expect(rows).toEqual([]);
  });

  test('a view of the same name replaces, and only its owner takes it away', async () => {
    await write(database.pool, async (tx) => {
      const first = await saveView(tx, employee, { name: 'Uden mål', view: { preset: 'no_goal' } });
      const second = await saveView(tx, employee, { name: 'Uden mål', view: { preset: 'no_cv' } });
      expect(second.view_id).toBe(first.view_id);
      expect(await listViews(tx, employee)).toEqual([second]);
      expect(await deleteView(tx, employee + 1, second.view_id)).toBe(false);
      expect(await deleteView(tx, employee, second.view_id)).toBe(true);
    });
  });
});
