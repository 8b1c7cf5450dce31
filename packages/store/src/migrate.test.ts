import { KIND_NAMES } from '@medspiller/domain';
import { randomBytes } from 'node:crypto';
import { ENGINES, type TestDatabase } from '@medspiller/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { factTable } from './facts/factTable.ts';
import { migrate, MigrationRefusal } from './migrate.ts';
import { KeyRefusal, openStore } from './openStore.ts';

const HISTORY = [
  ['version_id', 'bigint', true],
  ['record_id', 'int', true],
  ['known_from', 'timestamptz', true],
  ['known_to', 'timestamptz', true],
  ['opened_by', 'bigint', true],
  ['closed_by', 'bigint', false],
] as const;

describe.each(ENGINES)('the tables on $name', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.open();
  });
  afterAll(() => database.close());

  test.each(KIND_NAMES)('%s has exactly the columns of its kind', async (kind) => {
    const { rows } = await database.pool.query<{ name: string; type: string; required: boolean }>(
      `select attname as name, format_type(atttypid, null) as type, attnotnull as required
         from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [kind],
    );
    const types: Record<string, string> = {
      integer: 'int',
      'integer[]': 'int[]',
      'timestamp with time zone': 'timestamptz',
    };
    const found = rows.map(({ name, type, required }) => [name, types[type] ?? type, required]);
    const expected = [
      ...HISTORY,
      ...factTable(kind).columns.map(({ name, sqlType, required }) => [name, sqlType, required]),
    ];
    expect(found.sort()).toEqual([...expected].sort());
  });

  test('migrating again changes nothing, and several may start at once', async () => {
    const levels = await Promise.all([migrate(database.pool), migrate(database.pool)]);
    expect(levels[0]).toBe(levels[1]);
  });

  test('a database opens with its own key only', async () => {
    const key = randomBytes(32);
    await openStore(database.pool, key);
    await openStore(database.pool, key);
    await expect(openStore(database.pool, randomBytes(32))).rejects.toThrow(KeyRefusal);
  });

  test('a database of a newer program, or with another migration, is refused', async () => {
    await database.pool.query(
      "insert into migration (level, name, checksum) values (9999, 'later', '')",
    );
    await expect(migrate(database.pool)).rejects.toThrow(MigrationRefusal);
    await database.pool.query('delete from migration where level = 9999');
    await database.pool.query("update migration set checksum = 'x' where level = 1");
    await expect(migrate(database.pool)).rejects.toThrow(/0001_facts/);
  });
});
