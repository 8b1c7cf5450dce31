import { mkdtemp, readdir, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx, type Cell, type CellValue } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noRecords, problemMessage, type ExchangeReading, type Records } from '@medspiller/domain';
import { UPLOAD_LIMITS, type ReadingLimits } from './limits.ts';
import { readExchangePath, readUpload } from './readDelivery.ts';
import { exchangeZip, FolderNotEmpty, writeExchangeFolder } from './writeDelivery.ts';

interface Part {
  readonly name: string;
  readonly content: Uint8Array;
  /** What the archive claims, where that is not the truth. */
  readonly claimedSize?: number;
  readonly claimedChecksum?: number;
  readonly encrypted?: boolean;
}

/** A zip made by hand, since no archiver makes the ones that must be refused. */
const zipOf = (...parts: readonly Part[]): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const body = deflateRawSync(part.content);
    const flags = part.encrypted === true ? 0x801 : 0x800;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(part.claimedChecksum ?? crc32(part.content), 10);
    shared.writeUInt32LE(body.length, 14);
    shared.writeUInt32LE(part.claimedSize ?? part.content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, name, body]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0'), shared, place, name]));
    bodies.push(local);
    offset += local.length;
  }
  const table = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, table, end]);
};

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const CITIZENS = 'citizen_id,cpr,name\nC1,6806581002,Åse Madsen\n';
const codes = ({ problems }: ExchangeReading): readonly string[] =>
  problems.map(({ code }) => code);
const uploaded = (name: string, bytes: Uint8Array, limits?: ReadingLimits) =>
  readUpload([{ name, bytes }], limits);

describe('a zip', () => {
  test('of files, also within one folder, is read; what systems leave behind is not spoken of', async () => {
    const reading = await uploaded(
      'varde.zip',
      zipOf(
        { name: 'varde/citizens.csv', content: text(CITIZENS) },
        { name: '__MACOSX/varde/._citizens.csv', content: text('x') },
        { name: 'varde/.DS_Store', content: text('x') },
        { name: 'varde/læsmig.txt', content: text('Hej') },
      ),
    );
    expect(reading.problems).toEqual([]);
    expect(reading.records.citizens?.[0]?.name).toBe('Åse Madsen');
    expect(reading.warnings.map(({ file, code }) => [file, code])).toEqual([
      ['varde/læsmig.txt', 'unknown_file'],
    ]);
  });

  test.each(['../citizens.csv', '/citizens.csv', 'a/../../citizens.csv', 'C:/citizens.csv'])(
    'with the path %s is refused',
    async (name) => {
      const reading = await uploaded('x.zip', zipOf({ name, content: text(CITIZENS) }));
      expect(codes(reading)).toEqual(['unsafe_path']);
    },
  );

  test('packed a thousand times over is refused before it is inflated', async () => {
    const bomb = zipOf({ name: 'citizens.csv', content: new Uint8Array(50 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(codes(await uploaded('bomb.zip', bomb))).toEqual(['unpacks_too_much']);
  });

  test('that claims to be small and is not is refused while it is inflated', async () => {
    const liar = zipOf({
      name: 'citizens.csv',
      content: new Uint8Array(50 * 1024 * 1024),
      claimedSize: 1000,
    });
    const before = process.memoryUsage().rss;
    expect(codes(await uploaded('liar.zip', liar))).toEqual(['damaged_archive']);
    expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
  });

  test('that unpacks to more than is allowed is refused', async () => {
    const noise = Buffer.from(Array.from({ length: 4000 }, () => Math.random()).join(','));
    const zip = zipOf({ name: 'citizens.csv', content: noise });
    const limits = { ...UPLOAD_LIMITS, unpackedBytes: noise.length - 1 };
    expect(codes(await uploaded('large.zip', zip, limits))).toEqual(['unpacks_too_large']);
  });

  test('whose parts lie on top of each other counts every part', async () => {
    const zip = zipOf({ name: 'citizens.csv', content: new Uint8Array(11 * 1024 * 1024) });
    // One body, named by sixty entries of the table of contents.
    const tableAt = zip.readUInt32LE(zip.length - 6);
    const entry = zip.subarray(tableAt, zip.length - 22);
    const end = Buffer.from(zip.subarray(zip.length - 22));
    end.writeUInt16LE(60, 8);
    end.writeUInt16LE(60, 10);
    end.writeUInt32LE(entry.length * 60, 12);
    const quine = Buffer.concat([
      zip.subarray(0, tableAt),
      ...Array.from({ length: 60 }, () => entry),
      end,
    ]);
    expect(codes(await uploaded('quine.zip', quine))).toEqual(['unpacks_too_much']);
  });

  test('with a wrong checksum, cut off, or no zip at all is damaged', async () => {
    const whole = zipOf({ name: 'citizens.csv', content: text(CITIZENS) });
    const wrong = zipOf({ name: 'citizens.csv', content: text(CITIZENS), claimedChecksum: 1 });
    for (const bytes of [wrong, whole.subarray(0, 60), text('hej'), new Uint8Array()])
      expect(codes(await uploaded('x.zip', bytes))).toEqual(['damaged_archive']);
  });

  test('with a password, or with too many files, is refused', async () => {
    const locked = zipOf({ name: 'citizens.csv', content: text(CITIZENS), encrypted: true });
    expect(codes(await uploaded('x.zip', locked))).toEqual(['encrypted']);
    const many = Array.from({ length: 101 }, (_, index) => ({
      name: `${index}.csv`,
      content: text('x'),
    }));
    expect(codes(await uploaded('x.zip', zipOf(...many)))).toEqual(['too_many_files']);
  });

  test('without a known file is refused', async () => {
    const zip = zipOf({ name: 'a/b/citizens.csv', content: text(CITIZENS) });
    expect(codes(await uploaded('x.zip', zip))).toEqual(['no_known_file']);
    expect(codes(await uploaded('x.zip', zipOf()))).toEqual(['no_known_file']);
  });

  test('must stand alone', async () => {
    const zip = zipOf({ name: 'citizens.csv', content: text(CITIZENS) });
    const reading = await readUpload([
      { name: 'x.zip', bytes: zip },
      { name: 'citizens.csv', bytes: text(CITIZENS) },
    ]);
    expect(codes(reading)).toEqual(['one_archive_only']);
  });
});

describe('files', () => {
  test('of a folder that was dropped are read, larger ones than allowed refused', async () => {
    const files = [{ name: 'varde/citizens.csv', bytes: text(CITIZENS) }];
    expect((await readUpload(files)).records.citizens).toHaveLength(1);
    const limits = { ...UPLOAD_LIMITS, receivedBytes: 10 };
    expect(codes(await readUpload(files, limits))).toEqual(['upload_too_large']);
  });

  test('a workbook that is called .csv is told to be none', async () => {
    const zip = zipOf({ name: 'citizens.csv', content: text(CITIZENS) });
    expect(codes(await uploaded('citizens.csv', zip))).toEqual(['not_text']);
  });

  test('while many rows are read, others are served', async () => {
    const rows = Array.from({ length: 300_000 }, (_, index) => `P${index},C1,2017-11,7\n`);
    const bytes = text(`paid_hours_id,citizen_id,month,hours\n${rows.join('')}`);
    let longest = 0;
    let last = performance.now();
    const heart = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const reading = await uploaded('paid_hours.csv', bytes);
    clearInterval(heart);
    expect(reading.rowCount).toBe(300_000);
    expect(longest).toBeLessThan(1000);
  });
});

const sheet = (
  name: string,
  rows: CellValue[][],
  cells?: Readonly<Record<string, Partial<Cell>>>,
) => ({ name, rows, ...(cells !== undefined && { cells: new Map(Object.entries(cells)) }) });
const workbookOf = (...sheets: ReturnType<typeof sheet>[]): Promise<Uint8Array> =>
  writeXlsx({ sheets });

describe('a workbook', () => {
  const header = ['citizen_id', 'cpr', 'name'];

  test('with a sheet per file is read; a number that lost its leading zero, real dates and numbers too', async () => {
    const bytes = await workbookOf(
      sheet('Citizens', [
        header,
        ['C1', 107_995_234, 'Åse "Å" Madsen\nnr. 2'],
        [17, '680658-1002', 'Bo'],
      ]),
      sheet('cases.csv', [
        ['case_id', 'citizen_id', 'target_group', 'startdato', 'slutdato'],
        ['S1', 17, 'Ressourceforløb', new Date('2017-11-30T00:00:00Z'), '30.11.2017'],
      ]),
      sheet('contacts', [
        ['contact_id', 'case_id', 'kind', 'planned_at', 'status'],
        ['K1', 'S1', 'samtale', new Date('2017-11-30T10:15:00Z'), 'planned'],
      ]),
      sheet('paid_hours', [
        ['paid_hours_id', 'citizen_id', 'month', 'hours'],
        ['P1', 'C1', '2017-11', 0.1 + 0.2],
      ]),
      sheet('Noter', [['Hej']]),
    );
    const reading = await uploaded('varde.xlsx', bytes);
    expect(reading.problems).toEqual([]);
    expect(reading.records.citizens).toMatchObject([
      { citizen_id: 'C1', cpr: '0107995234', name: 'Åse "Å" Madsen\nnr. 2' },
      { citizen_id: '17', cpr: '6806581002' },
    ]);
    expect(reading.records.cases).toMatchObject([
      { citizen_id: '17', opened_on: '2017-11-30', closed_on: '2017-11-30' },
    ]);
    expect(reading.records.contacts?.[0]?.planned_at).toBe('2017-11-30T09:15:00Z');
    expect(reading.records.paid_hours?.[0]?.hours).toBe(0.3);
    expect(reading.warnings.map(({ file, code }) => [file, code])).toEqual([
      ['Noter', 'unknown_file'],
    ]);
  });

  test('names the row of the sheet in a problem, past blank rows and line breaks in cells', async () => {
    const bytes = await workbookOf(
      sheet('citizens', [header, ['C1', '6806581002', 'Åse\nMadsen'], [], ['C2', '12', 'Bo']]),
    );
    const { problems } = await uploaded('x.xlsx', bytes);
    expect(problems.map(({ file, line, column, code }) => [file, line, column, code])).toEqual([
      ['citizens', 4, 'cpr', 'not_cpr'],
    ]);
  });

  test('with formulas or errors in cells is refused, cell by cell', async () => {
    const bytes = await workbookOf(
      sheet('citizens', [header, ['C1', '6806581002', ''], ['C2', '6806581002', 'Bo']], {
        '1,2': {
          formula: 'HYPERLINK("http://example.invalid","Åse")',
          formulaResult: 'Åse',
          type: 'formula',
        },
        '2,0': { value: '#N/A', type: 'error' },
      }),
    );
    const reading = await uploaded('x.xlsx', bytes);
    expect(
      reading.problems
        .slice(0, 2)
        .map((problem) => [problem.line, problem.column, problemMessage(problem)]),
    ).toEqual([
      [2, 'name', expect.stringContaining('Celle C2 er en formel')],
      [3, 'citizen_id', expect.stringContaining('Celle A3 er en fejl')],
    ]);
  });

  test('with more rows than allowed is refused', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => [`C${index}`, '6806581002', 'Åse']);
    const bytes = await workbookOf(sheet('citizens', [header, ...rows]));
    const limits = { ...UPLOAD_LIMITS, rows: 29 };
    expect(codes(await uploaded('x.xlsx', bytes, limits))).toEqual(['too_many_rows']);
    expect(
      (await uploaded('x.xlsx', bytes, { ...limits, rows: 30 })).records.citizens,
    ).toHaveLength(30);
  });

  test('that asks for more memory or time than it is given brings nobody down', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => [
      `C${index}`,
      '6806581002',
      `Å${index}`,
    ]);
    const bytes = await workbookOf(sheet('citizens', [header, ...rows]));
    const little = { ...UPLOAD_LIMITS, workbookMegabytes: 16 };
    expect(codes(await uploaded('x.xlsx', bytes, little))).toEqual(['workbook_too_heavy']);
    const hasty = { ...UPLOAD_LIMITS, workbookSeconds: 0.001 };
    expect(codes(await uploaded('x.xlsx', bytes, hasty))).toEqual(['workbook_too_heavy']);
  });

  test('that packs a bomb, is broken, or is of the old kind is refused', async () => {
    const bomb = zipOf(
      { name: 'xl/workbook.xml', content: text('<workbook/>') },
      { name: 'xl/worksheets/sheet1.xml', content: new Uint8Array(60 * 1024 * 1024) },
    );
    expect(codes(await uploaded('x.xlsx', bomb))).toEqual(['unpacks_too_much']);
    const broken = zipOf({ name: 'xl/workbook.xml', content: text('<workbook') });
    expect(codes(await uploaded('x.xlsx', broken))).toEqual(['unreadable_workbook']);
    expect(codes(await uploaded('x.xlsx', text('citizen_id')))).toEqual(['unreadable_workbook']);
    const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(codes(await uploaded('x.xls', old))).toEqual(['old_workbook']);
  });

  test('with two cells at the far corners of the sheet is refused', async () => {
    const far =
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' +
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' +
      '</sheetData></worksheet>';
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
    const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
    const bytes = zipOf(
      {
        name: '[Content_Types].xml',
        content: text(
          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${content}.worksheet+xml"/></Types>`,
        ),
      },
      {
        name: '_rels/.rels',
        content: text(
          `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        ),
      },
      {
        name: 'xl/workbook.xml',
        content: text(
          `<workbook xmlns="${main}" xmlns:r="${types}"><sheets><sheet name="citizens" sheetId="1" r:id="rId1"/></sheets></workbook>`,
        ),
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content: text(
          `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        ),
      },
      { name: 'xl/worksheets/sheet1.xml', content: text(far) },
    );
    const reading = await uploaded('x.xlsx', bytes);
    expect(reading.problemCount).toBeGreaterThan(0);
    expect(['unreadable_workbook', 'workbook_too_heavy', 'missing_column']).toContain(
      codes(reading)[0],
    );
  });
});

describe('on this machine', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'medspiller-exchange-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const records: Records = {
    ...noRecords(),
    steering_meetings: [
      { meeting_id: 'M2', programme: 'haandholdt', held_on: '2017-11-30', note: '=1+1' },
      { meeting_id: 'M1', programme: 'haandholdt', held_on: '2017-10-30', note: null },
    ],
  };

  test('a folder that was written is read, and written again the same, as folder and as zip', async () => {
    const first = join(folder, 'first');
    await writeExchangeFolder(first, records);
    await mkdir(join(first, 'mere'));
    await writeFile(join(first, 'gammel.xlsx'), 'x');
    const reading = await readExchangePath(first);
    expect(reading.problems).toEqual([]);
    expect(reading.warnings.map(({ file }) => file)).toEqual(['gammel.xlsx']);
    expect(reading.records.steering_meetings).toEqual(records.steering_meetings.toReversed());

    const chunks: Buffer[] = [];
    for await (const chunk of exchangeZip({ ...noRecords(), ...reading.records }))
      chunks.push(Buffer.from(chunk));
    const zip = join(folder, 'alt.zip');
    await writeFile(zip, Buffer.concat(chunks));
    expect((await readExchangePath(zip)).records).toEqual(reading.records);
  });

  test('a folder that holds something is not written into', async () => {
    const taken = join(folder, 'taken');
    await mkdir(taken);
    await writeFile(join(taken, 'citizens.csv'), CITIZENS);
    await expect(writeExchangeFolder(taken, records)).rejects.toThrow(FolderNotEmpty);
    expect(await readdir(taken)).toEqual(['citizens.csv']);
  });

  test('what is not there, and a folder with nothing known in it, is refused', async () => {
    expect(codes(await readExchangePath(join(folder, 'ingen')))).toEqual(['not_found']);
    const empty = join(folder, 'empty');
    await mkdir(empty);
    expect(codes(await readExchangePath(empty))).toEqual(['no_known_file']);
  });

  test('one CSV file alone is a delivery', async () => {
    const alone = join(folder, 'citizens.csv');
    await writeFile(alone, CITIZENS);
    expect((await readExchangePath(alone)).records.citizens).toHaveLength(1);
  });
});
