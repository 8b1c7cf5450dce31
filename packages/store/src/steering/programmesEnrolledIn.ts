import type { Tx } from '../transaction.ts';

/** Programmes that anybody is or was enrolled in. */
export const programmesEnrolledIn = async (tx: Tx): Promise<ReadonlySet<string>> => {
  const { rows } = await tx.query<{ programme: string }>(
    "select distinct programme from enrolments where known_to = 'infinity'",
  );
  return new Set(rows.map(({ programme }) => programme));
};
