/**
 * How database values arrive: in the form of the record registry. Days stay `YYYY-MM-DD` (a Date would shift them by the
 * zone), instants are ISO 8601 in UTC, with a fraction only where there is one, numbers are numbers (øre, counts and
 * hours stay far below 2^53).
 */
import pg from 'pg';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ_ARRAY = 1185;
const NUMERIC_ARRAY = 1231;

type Parse = (value: string) => unknown;

const TIMESTAMP = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d(?::\d\d)?(?::\d\d)?)$/;

/** An instant as PostgreSQL writes it, in whatever time zone the session has, as ISO 8601 in UTC. */
const parseInstant = (value: string): string => {
  const match = TIMESTAMP.exec(value);
  if (match === null) return value; // infinity
  const [, day, time, fraction = '', offset = '+00'] = match;
  if (/^[+-]00(:00)?$/.test(offset)) return `${day}T${time}${fraction}Z`;
  const zone = offset.length === 3 ? `${offset}:00` : offset;
  return `${new Date(`${day}T${time}${zone}`).toISOString().slice(0, 19)}${fraction}Z`;
};

const plainArray = pg.types.getTypeParser(1009 as never) as (value: string) => (string | null)[];
const arrayOf =
  (parse: Parse): Parse =>
  (value) =>
    plainArray(value).map((element) => (element === null ? null : parse(element)));

const PARSERS: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [INT8, Number],
  [NUMERIC, Number],
  [DATE, String],
  [TIMESTAMPTZ, parseInstant],
  [INT8_ARRAY, arrayOf(Number)],
  [NUMERIC_ARRAY, arrayOf(Number)],
  [DATE_ARRAY, plainArray],
  [TIMESTAMPTZ_ARRAY, arrayOf(parseInstant)],
]);

/** For the `types` of every pool. */
export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    const parse = format === 'binary' ? undefined : PARSERS.get(oid);
    return parse ?? pg.types.getTypeParser(oid, format as 'text');
  },
};
