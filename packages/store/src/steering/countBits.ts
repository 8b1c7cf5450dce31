/**
 * How many rows have each bit. A sum per bit would touch every row once for each of them; instead small groups of rows
 * are summed with every fifth bit at a time, so that each counter has five bits of the sum to itself (31 rows at most),
 * and only the sums of groups are taken apart.
 */
const COUNTER_BITS = 5;
const ROWS_IN_GROUP = 2 ** COUNTER_BITS - 1;

/**
 * A query with one row and one column, `counts int[]`: for each of the masks `m0`, `m1` … of the rows, in order, as many
 * counts as there are bits. The array holds nulls where there are no rows.
 */
export const countBits = (rows: string, masks: number, bits: number): string => {
  const strides = Math.min(COUNTER_BITS, bits);
  const everyFifth = (offset: number): bigint => {
    let pattern = 0n;
    for (let bit = offset; bit < bits; bit += COUNTER_BITS) pattern |= 1n << BigInt(bit);
    return pattern;
  };
  const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
  const sums = range(masks).flatMap((mask) =>
    range(strides).map(
      (offset) => `sum(m${mask} & ${everyFifth(offset)})::bigint as s${mask}_${offset}`,
    ),
  );
  const counts = range(masks).flatMap((mask) =>
    range(bits).map(
      (bit) => `sum((s${mask}_${bit % COUNTER_BITS} >> ${bit}) & ${ROWS_IN_GROUP})::int`,
    ),
  );
  return `select array[${counts.join(', ')}]::int[] as counts from (
    select ${sums.join(', ')}
    from (select row_number() over () / ${ROWS_IN_GROUP} as row_group, rows.* from (${rows}) rows) numbered
    group by row_group) summed`;
};
