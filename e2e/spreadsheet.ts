/** Spreadsheets read back as a person's program would: cells with their types, not with ours. */
import { unzipped } from './zip.ts';

export type SheetCell = string | number | null;

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');

const textsOf = (xml: string): string =>
  [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) => unescaped(text)).join('');

const columnOf = (reference: string): number =>
  [...reference.replace(/\d+/g, '')].reduce(
    (place, letter) => place * 26 + letter.charCodeAt(0) - 64,
    0,
  ) - 1;

/** The first sheet of a workbook: texts as strings, numbers as numbers (days too), empty cells as null. */
export const workbookRows = (bytes: Buffer): SheetCell[][] => {
  const files = unzipped(bytes);
  const read = (name: string): string => files.get(name)?.toString('utf8') ?? '';
  const shared = [...read('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(
    ([, xml = '']) => textsOf(xml),
  );
  return [...read('xl/worksheets/sheet1.xml').matchAll(/<row[^>]*?(?:\/>|>(.*?)<\/row>)/gs)].map(
    ([, xml = '']) => {
      const row: SheetCell[] = [];
      for (const [, attributes = '', content = ''] of xml.matchAll(
        /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs,
      )) {
        const place = columnOf(/r="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? '');
        const type = /t="(\w+)"/.exec(attributes)?.[1] ?? 'n';
        const value = /<v>([^<]*)<\/v>/.exec(content)?.[1];
        while (row.length < place) row.push(null);
        row[place] =
          type === 'inlineStr'
            ? textsOf(content)
            : value === undefined
              ? null
              : type === 's'
                ? (shared[Number(value)] ?? null)
                : type === 'n'
                  ? Number(value)
                  : unescaped(value);
      }
      return row;
    },
  );
};

/** A file of values separated by semicolons, as a Danish Excel opens it: UTF-8 with a mark. */
export const separatedRows = (bytes: Buffer): string[][] => {
  if (bytes.readUIntBE(0, 3) !== 0xefbbbf)
    throw new Error('the file has no byte order mark, so Excel would not read it as UTF-8');
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const text = bytes.toString('utf8', 3);
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '"' && text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (character === '"') quoted = false;
      else cell += character;
    } else if (character === '"') quoted = true;
    else if (character === ';' || character === '\n') {
      rows.at(-1)?.push(cell.replace(/\r$/, ''));
      cell = '';
      if (character === '\n') rows.push([]);
    } else cell += character;
  }
  return rows.filter((row) => row.length > 0);
};
