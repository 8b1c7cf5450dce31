/** Single facts about the installation itself. */
import { single, type Tx } from './transaction.ts';

export const readSetting = async (
  tx: Pick<Tx, 'query'>,
  name: string,
): Promise<Readonly<Record<string, unknown>> | null> => {
  const { rows } = await tx.query<{ value: Record<string, unknown> }>(
    'select value from setting where name = $1',
    [name],
  );
  return rows[0]?.value ?? null;
};

export const saveSetting = async (
  tx: Pick<Tx, 'query'>,
  name: string,
  value: Readonly<Record<string, unknown>>,
): Promise<void> => {
  await tx.query(
    `insert into setting (name, value) values ($1, $2)
      on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  );
};

/** Whether anything has ever been recorded. */
export const holdsRecords = async (tx: Pick<Tx, 'query'>): Promise<boolean> => {
  const { rows } = await tx.query<{ any: boolean }>('select exists (select from record) as any');
  return single(rows).any;
};
