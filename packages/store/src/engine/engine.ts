import type { Pool } from 'pg';

/**
 * An open database.
 * - `external`: named by DATABASE_URL; we never start or stop it.
 * - `embedded`: PostgreSQL from npm on the data folder, started by whoever comes first and stopped
 *   by whoever leaves last.
 * - `trial`: PGlite, where PostgreSQL cannot run. One connection.
 */
export interface Engine {
  readonly kind: 'external' | 'embedded' | 'trial';
  readonly version: string;
  /** For programs that take a connection string; undefined in trial mode. Holds the password. */
  readonly url: string | undefined;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** What a signal needs as well: to leave at once, without waiting for queries in flight. */
export interface AbandonableEngine extends Engine {
  abandon(): Promise<void>;
}
