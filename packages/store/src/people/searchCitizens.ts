/** Finding a citizen within reach: by words of the name, or by the ten digits of a CPR number through its keyed hash. */
import type { CaseScope, TargetGroup } from '@medspiller/domain';
import type { Tx } from '../transaction.ts';
import type { CprVault } from '../trust/cprVault.ts';
import { logLookup } from '../trust/lookupLog.ts';
import { binding, citizenWithin } from '../trust/scope.ts';

export interface FoundCitizen {
  readonly citizen_id: number;
  readonly name: string;
  readonly birth_year: number | null;
  readonly target_group: TargetGroup | null;
  readonly caseworker: string | null;
}

const LIMIT = 20;

const escaped = (word: string): string => word.replaceAll(/[\\%_]/g, '\\$&');

export const searchCitizens = async (
  tx: Tx,
  {
    text,
    scope,
    vault,
    viewer,
  }: {
    readonly text: string;
    readonly scope: CaseScope;
    readonly vault: CprVault;
    readonly viewer: { readonly employeeId: number };
  },
): Promise<readonly FoundCitizen[]> => {
  const { values, bind } = binding();
  const digits = text.replaceAll(/[\s-]/g, '');
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  // Each word must begin a word of the name: "jens han" finds Jens Hansen and Hanne Jensen, "ens" finds neither.
  const matches = /^\d{10}$/.test(digits)
    ? `c.cpr_hash = ${bind(vault.hash(digits))}`
    : words
        .map((word) => `(' ' || translate(c.name, '-', ' ')) ilike ${bind(`% ${escaped(word)}%`)}`)
        .join(' and ');
  const { rows } = await tx.query<FoundCitizen>(
    `select c.record_id as citizen_id, c.name, extract(year from c.birth_date)::int as birth_year,
        t.target_group, t.caseworker
       from citizens c
       left join lateral (select target_group, caseworker from case_today
         where citizen_id = c.record_id order by is_open desc, opened_on desc, case_id limit 1) t on true
      where c.known_to = 'infinity' and ${matches} and ${citizenWithin(scope, 'c.record_id', bind)}
      order by c.name collate danish, c.record_id limit ${LIMIT}`,
    values,
  );
  await logLookup(tx, {
    employeeId: viewer.employeeId,
    action: 'search',
    citizenIds: rows.map((row) => row.citizen_id),
  });
  return rows;
};
