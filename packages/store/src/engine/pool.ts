import pg from 'pg';
import { valueTypes } from '../valueTypes.ts';

/** A pool whose idle connections may break (server restart) without ending the process. */
export const createPool = (config: pg.PoolConfig, log: (line: string) => void): pg.Pool => {
  const pool = new pg.Pool({ ...config, types: valueTypes });
  pool.on('error', (error) => log(`A database connection was lost: ${error.message}`));
  return pool;
};

export const serverVersion = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query<{ server_version: string }>('show server_version');
  // Debian adds its package: `15.14 (Debian 15.14-0+deb12u1)`.
  return rows[0]?.server_version.split(' ')[0] ?? '';
};
