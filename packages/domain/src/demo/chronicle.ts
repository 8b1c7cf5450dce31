/**
 * What was written down when. A record is told as the versions that it went through, each with the day on which it
 * became known; what would be known only after today is left out, so that nothing in a scenario lies ahead of its day
 * and "as known at" has something to show.
 */
import type { Day } from '../calendar/index.ts';
import { KIND_NAMES, KINDS, type KindName, type Records } from '../kinds.ts';

export type RecordIn<K extends KindName> = Records[K][number];

/** How a record stood from `recordedAt` until its next version was recorded. */
export type EarlierVersion = {
  readonly [K in KindName]: {
    readonly kind: K;
    readonly key: string;
    readonly values: RecordIn<K>;
    readonly recordedAt: Day;
  };
}[KindName];

/** The day on which the present version of each record became known, by kind and key. */
export type RecordedAt = { readonly [K in KindName]: Readonly<Record<string, Day>> };

export interface Chronicle {
  /** The next key with a prefix: `CT00001`. */
  readonly key: (prefix: string) => string;
  /** Tells a record: its versions in order, each with the day it became known. */
  readonly tell: <K extends KindName>(
    kind: K,
    versions: readonly (readonly [Day, RecordIn<K>])[],
  ) => void;
  readonly told: () => {
    readonly records: Records;
    readonly recordedAt: RecordedAt;
    readonly earlier: readonly EarlierVersion[];
  };
}

export const chronicleUntil = (today: Day): Chronicle => {
  const counters = new Map<string, number>();
  const records = new Map<KindName, unknown[]>(KIND_NAMES.map((name) => [name, []]));
  const recordedAt = new Map<KindName, Record<string, Day>>(KIND_NAMES.map((name) => [name, {}]));
  const earlier: EarlierVersion[] = [];
  return {
    key: (prefix) => {
      const number = (counters.get(prefix) ?? 0) + 1;
      counters.set(prefix, number);
      return `${prefix}${String(number).padStart(5, '0')}`;
    },
    tell: (kind, versions) => {
      const known = versions
        .filter(([on]) => on <= today)
        .filter(([on], index, list) => list[index + 1]?.[0] !== on);
      const present = known.at(-1);
      if (present === undefined) return;
      const [on, values] = present;
      const key = (values as Readonly<Record<string, unknown>>)[KINDS[kind].key] as string;
      for (const [recorded, former] of known.slice(0, -1))
        earlier.push({ kind, key, values: former, recordedAt: recorded } as EarlierVersion);
      records.get(kind)?.push(values);
      const days = recordedAt.get(kind);
      if (days !== undefined) days[key] = on;
    },
    told: () => ({
      records: Object.fromEntries(records) as unknown as Records,
      recordedAt: Object.fromEntries(recordedAt) as unknown as RecordedAt,
      earlier,
    }),
  };
};

/** The records as they were known at the end of a day. */
export const recordsKnownOn = (
  told: {
    readonly records: Records;
    readonly recordedAt: RecordedAt;
    readonly earlier: readonly EarlierVersion[];
  },
  day: Day,
): Records => {
  const standing = new Map<string, EarlierVersion>();
  for (const version of told.earlier) {
    const identity = `${version.kind} ${version.key}`;
    const best = standing.get(identity);
    if (version.recordedAt <= day && (best === undefined || version.recordedAt >= best.recordedAt))
      standing.set(identity, version);
  }
  const known = (kind: KindName): readonly unknown[] =>
    told.records[kind].flatMap((values) => {
      const key = (values as Readonly<Record<string, unknown>>)[KINDS[kind].key] as string;
      if ((told.recordedAt[kind][key] ?? '') <= day) return [values];
      const former = standing.get(`${kind} ${key}`);
      return former === undefined ? [] : [former.values];
    });
  return Object.fromEntries(KIND_NAMES.map((kind) => [kind, known(kind)])) as unknown as Records;
};
