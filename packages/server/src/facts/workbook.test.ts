import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { writeCsvForSpreadsheet } from './spreadsheetCsv.ts';
import { writeWorkbook, type SheetTable } from './workbook.ts';

const table: SheetTable = {
  name: 'Mine borgere',
  columns: [
    { header: 'Navn', type: 'text', width: 30 },
    { header: 'Uger', type: 'integer' },
    { header: 'Timer', type: 'decimal', decimals: 2 },
    { header: 'Andel', type: 'percent' },
    { header: 'Frist', type: 'day' },
  ],
  rows: [
    ['Åse; "Å"', 1200, 7.5, 0.175, '2017-11-30'],
    ['=1+1', -3, null, { value: 7, type: 'integer' }, null],
  ],
};

test('a workbook holds real numbers and days, and no text becomes a formula', async () => {
  const { sheets } = await readXlsx(await writeWorkbook([table]), { readStyles: true });
  expect(sheets.map(({ name }) => name)).toEqual(['Mine borgere']);
  expect(sheets[0]?.rows).toEqual([
    ['Navn', 'Uger', 'Timer', 'Andel', 'Frist'],
    ['Åse; "Å"', 1200, 7.5, 0.175, new Date('2017-11-30T00:00:00Z')],
    ['=1+1', -3, null, 7, null],
  ]);
  const cell = (place: string) => sheets[0]?.cells?.get(place);
  expect(
    [...(sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined),
  ).toEqual([]);
  expect(cell('0,0')?.style?.font?.bold).toBe(true);
  expect(['1,1', '1,2', '1,3', '1,4', '2,3'].map((place) => cell(place)?.style?.numFmt)).toEqual([
    '#,##0',
    '#,##0.00',
    '0.0%',
    'dd\\-mm\\-yyyy',
    '#,##0',
  ]);
  expect(sheets[0]?.freezePane).toMatchObject({ rows: 1 });
});

test('CSV for a Danish spreadsheet: byte order mark, semicolons, decimal comma, no formula', () => {
  const rows = [
    ...table.rows,
    ['@sum', 0, -0.5, 0, null],
    ['\t=1', 0, 0, 0, null],
    [' -1', 0, 0, 0, null],
  ];
  const written = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    writeCsvForSpreadsheet({ columns: table.columns, rows }),
  );
  expect(written).toBe(
    '\ufeffNavn;Uger;Timer;Andel;Frist\r\n' +
      '"Åse; ""Å""";1200;7,50;17,5%;30-11-2017\r\n' +
      "'=1+1;-3;;7;\r\n" +
      "'@sum;0;-0,50;0,0%;\r\n" +
      "'\t=1;0;0,00;0,0%;\r\n" +
      "' -1;0;0,00;0,0%;\r\n",
  );
});
