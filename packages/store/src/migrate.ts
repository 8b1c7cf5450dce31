/** Brings a database to the level of this program: numbered SQL files, each once, all in one transaction. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { projectRoot } from './engine/projectRoot.ts';
import { single, write, type Tx } from './transaction.ts';

/** The database cannot be used by this program; the message says what to do. */
export class MigrationRefusal extends Error {
  override readonly name = 'MigrationRefusal';
}

interface Migration {
  readonly level: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const OLDEST_SERVER = 150_000;
const MIGRATION_LOCK = 7_701_001;

const migrations = async (): Promise<readonly Migration[]> => {
  const folder = join(projectRoot(), 'packages', 'store', 'migrations');
  const names = (await readdir(folder)).filter((name) => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), 'utf8');
      // Git may have changed line ends on the way; the file is the same all the same.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { level: Number(name.slice(0, 4)), name, sql, checksum };
    }),
  );
};

const apply = async (tx: Tx, known: readonly Migration[]): Promise<number> => {
  await tx.query(`create table if not exists migration (
    level int primary key, name text not null, checksum text not null,
    applied_at timestamptz not null default clock_timestamp())`);
  const { rows: applied } = await tx.query<{ level: number; checksum: string }>(
    'select level, checksum from migration order by level',
  );
  const newest = known.at(-1)?.level ?? 0;
  const reached = applied.at(-1)?.level ?? 0;
  if (reached > newest)
    throw new MigrationRefusal(
      `The database is at level ${reached}, this program knows levels up to ${newest}. Start the newer version of Medspiller that has used this database.`,
    );
  const checksums = new Map(applied.map((row) => [row.level, row.checksum]));
  for (const migration of known) {
    const before = checksums.get(migration.level);
    if (before === undefined) {
      await tx.query(migration.sql);
      await tx.query('insert into migration (level, name, checksum) values ($1, $2, $3)', [
        migration.level,
        migration.name,
        migration.checksum,
      ]);
    } else if (before !== migration.checksum)
      throw new MigrationRefusal(
        `Migration ${migration.name} is not the one that this database was made with. Use the released files of Medspiller.`,
      );
  }
  return newest;
};

/** Applies what is missing and gives the level reached. Two programs starting at once wait for each other. */
export const migrate = async (pool: pg.Pool): Promise<number> => {
  const known = await migrations();
  return write(pool, async (tx) => {
    const { rows } = await tx.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    if (single(rows).version < OLDEST_SERVER)
      throw new MigrationRefusal('Medspiller needs PostgreSQL 15 or later.');
    await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    return apply(tx, known);
  });
};
