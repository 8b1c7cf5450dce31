/**
 * Fills an empty database with a scenario as it came to be known, so that "as known at" has a past to show. A month's
 * news is recorded on the month's last day (this month's: today, at midnight); days would give the same figures and
 * take thirty times as long.
 */
import {
  endOfDayInstant,
  KIND_NAMES,
  KINDS,
  lastDayOf,
  monthOf,
  startOfDayInstant,
  type Day,
  type DemoScenario,
  type KindName,
  type Records,
} from '@medspiller/domain';
import {
  gatherStatistics,
  holdsRecords,
  keepCaseToday,
  loadRecords,
  readSetting,
  saveSetting,
  write,
  type Store,
  type Tx,
} from '@medspiller/store';
import type { Demo } from '../trust/configuration.ts';

const SETTING = 'demo';

/** What is kept of the scenario beside its records: its projects are dated around the day it was made on. */
export interface DemoSetting {
  readonly id: Demo;
  readonly today: Day;
  readonly programmes: DemoScenario['programmes'];
  readonly persons: DemoScenario['persons'];
}

/** The demo that a database holds; null for a real municipality's, and for an empty one. */
export const readDemo = async ({ pool }: Pick<Store, 'pool'>): Promise<DemoSetting | null> =>
  // Only fillWithDemo writes it.
  (await readSetting(pool, SETTING)) as DemoSetting | null;

type AnyRecord = Readonly<Record<string, unknown>>;

/** A scenario's versions by the day on which they are recorded, in order. */
const batches = (scenario: DemoScenario): readonly (readonly [Day, Partial<Records>])[] => {
  const byDay = new Map<Day, Map<KindName, Map<string, AnyRecord>>>();
  const put = (kind: KindName, key: string, values: AnyRecord, recordedAt: Day): void => {
    const monthEnd = lastDayOf(monthOf(recordedAt));
    const day = monthEnd < scenario.today ? monthEnd : scenario.today;
    const kinds = byDay.get(day) ?? new Map<KindName, Map<string, AnyRecord>>();
    byDay.set(day, kinds);
    const records = kinds.get(kind) ?? new Map<string, AnyRecord>();
    kinds.set(kind, records);
    records.set(key, values);
  };
  // In the order of recording, so that of two versions in one month the later one stays.
  for (const { kind, key, values, recordedAt } of scenario.earlier.toSorted((one, other) =>
    one.recordedAt < other.recordedAt ? -1 : one.recordedAt > other.recordedAt ? 1 : 0,
  ))
    put(kind, key, values, recordedAt);
  for (const kind of KIND_NAMES)
    for (const values of scenario.records[kind] as readonly AnyRecord[]) {
      const key = String(values[KINDS[kind].key]);
      put(kind, key, values, scenario.recordedAt[kind][key] ?? scenario.today);
    }
  return [...byDay]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, kinds]) => [
      day,
      Object.fromEntries([...kinds].map(([kind, records]) => [kind, [...records.values()]])),
    ]);
};

const recordedAtInstant = (day: Day, today: Day): string =>
  day < today ? endOfDayInstant(day) : startOfDayInstant(day);

export const fillWithDemo = async (
  store: Store,
  id: Demo,
  scenario: DemoScenario,
  onProgress: (done: number, of: number) => void,
): Promise<DemoSetting> => {
  const setting: DemoSetting = {
    id,
    today: scenario.today,
    programmes: scenario.programmes,
    persons: scenario.persons,
  };
  const all = batches(scenario);
  await write(store.pool, async (tx: Tx) => {
    if (await holdsRecords(tx)) throw new Error('The demo fills an empty database alone.');
    for (const [index, [day, records]] of all.entries()) {
      const result = await loadRecords(tx, {
        records,
        author: { employeeId: null, action: 'demo', at: recordedAtInstant(day, scenario.today) },
        vault: store.vault,
        today: null,
      });
      if (result.status === 'refused')
        throw new Error(
          `The demo’s records cannot be loaded: ${JSON.stringify(result.problems[0])}`,
        );
      onProgress(index + 1, all.length);
    }
    await gatherStatistics(tx);
    await saveSetting(tx, SETTING, { ...setting });
  });
  await keepCaseToday(store.pool, scenario.today);
  return setting;
};
