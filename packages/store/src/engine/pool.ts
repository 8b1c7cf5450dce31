import pg from 'pg';

const DATE = 1082;
const DATE_ARRAY = 1182;
const INT8 = 20;
const INT8_ARRAY = 1016;

const TEXT_ARRAY = 1009;

// The published types list single values only.
const plainArray = (pg.types.getTypeParser as (oid: number) => (value: string) => string[])(
  TEXT_ARRAY,
);

/**
 * How database values arrive: days as `YYYY-MM-DD` (a Date would shift them by the zone), eight-byte
 * whole numbers as numbers (øre and counts stay far below 2^53).
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === DATE) return (value: string) => value;
      if (oid === INT8) return Number;
      if (oid === DATE_ARRAY) return plainArray;
      if (oid === INT8_ARRAY) return (value: string) => plainArray(value).map(Number);
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** A pool whose idle connections may break (server restart) without ending the process. */
export const createPool = (config: pg.PoolConfig, log: (line: string) => void): pg.Pool => {
  const pool = new pg.Pool({ ...config, types });
  pool.on('error', (error) => log(`A database connection was lost: ${error.message}`));
  return pool;
};

export const serverVersion = async (pool: pg.Pool): Promise<string> => {
  const { rows } = await pool.query<{ server_version: string }>('show server_version');
  // Debian adds its package: `15.14 (Debian 15.14-0+deb12u1)`.
  return rows[0]?.server_version.split(' ')[0] ?? '';
};
