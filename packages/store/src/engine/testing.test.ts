import { describe, expect, it } from 'vitest';
import { ENGINES } from './testing.ts';

describe.each(ENGINES)('a test database on $name', ({ name, open }) => {
  it('is migrated, empty and its own', async () => {
    const [one, other] = [await open(), await open()];
    try {
      await one.pool.query('create table only_here ()');
      const found = await other.pool.query(
        "select count(*) as count from pg_class where relname in ('only_here', 'record')",
      );
      expect(found.rows).toEqual([{ count: 1 }]);
    } finally {
      await one.close();
      await other.close();
    }
  });

  it('is the engine that it says', async () => {
    const { pool, close } = await open({ migrated: false });
    try {
      const { rows } = await pool.query<{ version: string }>('select version()');
      const version = rows[0]?.version ?? '';
      expect(name === 'PGlite' || version.startsWith(name)).toBe(true);
    } finally {
      await close();
    }
  });
});
