/** Exit codes: 0 done, 1 refused (bad input, nothing written), 2 wrong usage. */
export const main = async (argv: string[]): Promise<number> => {
  process.stderr.write(`medspiller: unknown command ${argv[0] ?? '(none)'}\n`);
  return 2;
};
