import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KIND_NAMES, KINDS, noRecords, type KindName, type Records } from '../kinds.ts';
import { dayOfNumber } from '../calendar/day.ts';
import type { Column } from './column.ts';
import { readExchange } from './readExchange.ts';
import { writeExchange } from './writeExchange.ts';

const textOf = (records: Partial<Records>, kind: KindName): string => {
  const found = writeExchange({ ...noRecords(), ...records }).find(
    ({ name }) => name === `${kind}.csv`,
  );
  return new TextDecoder().decode(found?.bytes);
};

test('columns stand in the registry order, rows by key, values in their one form', () => {
  const records: Partial<Records> = {
    contacts: [
      {
        contact_id: 'K2',
        case_id: 'S1',
        kind: 'conversation',
        planned_at: '2017-10-29T01:30:00Z',
        held_on: '2017-10-29',
        status: 'held',
        place: 'walk',
        with: ['E2', 'E1'],
      },
      {
        contact_id: 'K1',
        case_id: 'S1',
        kind: 'follow_up',
        planned_at: '2017-07-01T08:00:00Z',
        held_on: null,
        status: 'planned',
        place: null,
        with: [],
      },
    ],
    ledger: [
      {
        entry_id: 'L1',
        programme: 'haandholdt',
        line_id: 'B1',
        booked_on: '2017-11-30',
        text: 'Løn, "november"',
        amount_ore: -1205,
      },
    ],
  };
  expect(textOf(records, 'contacts')).toBe(
    'contact_id,case_id,kind,planned_at,held_on,status,place,with\n' +
      'K1,S1,follow_up,2017-07-01T10:00:00+02:00,,planned,,\n' +
      'K2,S1,conversation,2017-10-29T02:30:00+01:00,2017-10-29,held,walk,E2 E1\n',
  );
  expect(textOf(records, 'ledger')).toBe(
    'entry_id,programme,line_id,booked_on,text,amount_dkk\n' +
      'L1,haandholdt,B1,2017-11-30,"Løn, ""november""",-12.05\n',
  );
});

test('amounts are written without trailing zeros', () => {
  const line = (budget_ore: number): Partial<Records> => ({
    budget_lines: [{ line_id: 'B', programme: 'p', post: '1', text: 't', budget_ore, note: null }],
  });
  const amount = (ore: number) => textOf(line(ore), 'budget_lines').split('\n')[1]?.split(',')[4];
  expect([0, 5, 50, 100, 42_500_050, -1].map(amount)).toEqual([
    '0',
    '0.05',
    '0.5',
    '1',
    '425000.5',
    '-0.01',
  ]);
});

test('every kind has a file, also without records, and the empty folder can be read', () => {
  const files = writeExchange(noRecords());
  expect(files.map(({ name }) => name)).toEqual(KIND_NAMES.map((kind) => `${kind}.csv`));
  const reading = readExchange(files);
  expect([reading.problemCount, reading.warningCount, reading.rowCount]).toEqual([0, 0, 0]);
});

const anyKey = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((key) => !/[\s\p{C}]/u.test(key));
const anyText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replaceAll(/[^\P{C}\n]/gu, ''))
  .filter((text) => text.trim() !== '');
const anyLinedText = fc
  .tuple(anyText, fc.constantFrom('', '\n', '\r\n', '"', ';,', '\t"x'))
  .map(([text, tail]) => `${text}${tail}${text}`);
const anyDay = fc.integer({ min: -25_567, max: 40_000 }).map(dayOfNumber);
const anyInstant = fc
  .integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 })
  .map((seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`);

const anyValue = (column: Column): fc.Arbitrary<unknown> => {
  const bounds = (low: number, high: number) => ({
    min: Math.max(low, column.minimum ?? low),
    max: Math.min(high, column.maximum ?? high),
  });
  switch (column.type) {
    case 'key':
    case 'reference':
      return anyKey;
    case 'references':
      return fc.uniqueArray(anyKey, { maxLength: 3 });
    case 'text':
      return anyLinedText;
    case 'code':
      return fc.constantFrom(...column.codes);
    case 'day':
      return anyDay;
    case 'instant':
      return anyInstant;
    case 'month':
      return anyDay.map((day) => day.slice(0, 7));
    case 'decimal': {
      const { min, max } = bounds(-1_000_000, 1_000_000);
      return fc
        .integer({ min: min * 10_000, max: max * 10_000 })
        .map((parts) => (parts === 0 ? 0 : parts / 10_000));
    }
    case 'integer':
      return fc.integer(bounds(-1_000_000, 1_000_000));
    case 'money':
      return fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
    case 'flag':
      return fc.boolean();
    case 'cpr':
      return fc
        .tuple(anyDay, fc.integer({ min: 0, max: 3999 }))
        .map(([day, serial]) => {
          const replacementDay = Number(day.slice(8)) + 60;
          const year = day.startsWith('19') ? day.slice(2, 4) : '71';
          return `${replacementDay}${day.slice(5, 7)}${year}${String(serial).padStart(4, '0')}`;
        })
        .filter((cpr) => !cpr.startsWith('89'));
  }
};

/** A record whose fields are each right; those that are wrong together are left out. */
const anyRecord = (kind: KindName): fc.Arbitrary<Record<string, unknown>> => {
  const fields = Object.entries<Column>(KINDS[kind].columns).map(
    ([field, column]): [string, fc.Arbitrary<unknown>] => [
      field,
      column.required || column.type === 'flag' || column.type === 'references'
        ? anyValue(column)
        : fc.option(anyValue(column)),
    ],
  );
  return fc
    .record(Object.fromEntries(fields))
    .filter((record) => KINDS[kind].check(record).length === 0);
};

const anyRecords: fc.Arbitrary<Records> = fc
  .record(
    Object.fromEntries(
      KIND_NAMES.map((kind) => [
        kind,
        fc
          .uniqueArray(anyRecord(kind), {
            maxLength: 4,
            selector: (record) => record[KINDS[kind].key],
          })
          .map((records) =>
            records.toSorted((one, other) =>
              String(one[KINDS[kind].key]) < String(other[KINDS[kind].key]) ? -1 : 1,
            ),
          ),
      ]),
    ),
  )
  .map((records) => records as unknown as Records);

test('what is written is read as it was, and written again the same', () => {
  fc.assert(
    fc.property(anyRecords, (records) => {
      const files = writeExchange(records);
      const reading = readExchange(files);
      expect(reading.problems).toEqual([]);
      expect(reading.warnings).toEqual([]);
      expect(reading.records).toEqual(records);
      expect(writeExchange({ ...noRecords(), ...reading.records })).toEqual(files);
    }),
    { numRuns: 60 },
  );
}, 60_000);
