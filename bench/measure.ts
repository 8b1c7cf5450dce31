/** How long something takes, and how that is told. */

export interface Measured<T> {
  readonly seconds: number;
  readonly value: T;
}

export const timed = async <T>(work: () => Promise<T>): Promise<Measured<T>> => {
  const start = performance.now();
  const value = await work();
  return { seconds: (performance.now() - start) / 1000, value };
};

/**
 * The best round of each of several ways of doing the same. Rounds are taken in turns, so that a busy moment of the
 * machine meets all of them; what is best is what the work itself needs.
 */
export const bestOf = async <T extends Readonly<Record<string, () => Promise<unknown>>>>(
  rounds: number,
  ways: T,
): Promise<{ readonly [K in keyof T]: Measured<Awaited<ReturnType<T[K]>>> }> => {
  const best: Record<string, Measured<unknown>> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of Object.entries(ways)) {
      const measured = await timed(work);
      const known = best[name];
      if (known === undefined || measured.seconds < known.seconds) best[name] = measured;
    }
  return best as { readonly [K in keyof T]: Measured<Awaited<ReturnType<T[K]>>> };
};

/** One line of the report. */
export interface Line {
  readonly what: string;
  readonly seen: string;
  readonly beside?: string;
  readonly ratio?: string;
  /** What is aimed at, and whether it was reached. */
  readonly aim?: string;
  readonly reached?: boolean;
}

export const secondsText = (seconds: number): string =>
  seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;

export const wholeText = (value: number): string => Math.round(value).toLocaleString('en-GB');

export const ratioText = (ratio: number): string => ratio.toFixed(2);

const COLUMNS = ['what', 'seen', 'beside it', 'ratio', 'aim'] as const;

/** As a table that can be read in a terminal and put into the README. */
export const tableOf = (lines: readonly Line[]): string => {
  const rows = lines.map(({ what, seen, beside, ratio, aim, reached }) => [
    what,
    seen,
    beside ?? '',
    ratio ?? '',
    aim === undefined ? '' : `${aim}: ${reached === true ? 'reached' : 'MISSED'}`,
  ]);
  const widths = COLUMNS.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const written = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [
    written([...COLUMNS]),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(written),
  ].join('\n');
};

/** Stops the benchmark where two ways of counting differ: then neither time means anything. */
export const mustAgree = (what: string, one: unknown, other: unknown): void => {
  const [ours, hand] = [JSON.stringify(one), JSON.stringify(other)];
  if (ours === hand) return;
  const place = [...ours].findIndex((letter, index) => letter !== hand[index]);
  const around = (text: string): string => text.slice(Math.max(0, place - 60), place + 60);
  throw new Error(`${what} differ:\n  ${around(ours)}\n  ${around(hand)}`);
};
