/**
 * Separated text (RFC 4180): finding the separator, reading rows with the line each begins on, writing cells.
 * An own reader rather than a package's, since a problem must name its true line, also after quoted line breaks,
 * and since a fault in one row must not hide those in the next.
 */

export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

export interface Row {
  /** The line that the row begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with the row's quotes. */
  readonly fault: 'stray_quote' | 'unclosed_quote' | null;
}

/** The separator that stands most often in the first line that is not blank, outside quotes; comma where none does. */
export const separatorOf = (text: string): Separator => {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  let hasContent = false;
  for (const character of firstLines(text)) {
    hasContent ||= character.trim() !== '' || character === '\t';
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '\n' && hasContent) break;
    else if (character === ',' || character === ';' || character === '\t') counts[character] += 1;
  }
  return SEPARATORS.reduce((best, next) => (counts[next] > counts[best] ? next : best));
};

/** A header is never longer than this; a file without line breaks must not be gone through twice. */
const LONGEST_HEADER = 100_000;
const firstLines = (text: string): string => text.slice(0, LONGEST_HEADER);

/** Every row, blank lines as a row of one empty cell. Lines end with LF or CRLF. */
export function* rowsOf(text: string, separator: Separator): Generator<Row> {
  let position = 0;
  let line = 1;
  let nextQuote = text.indexOf('"');
  while (position < text.length) {
    const lineEnd = text.indexOf('\n', position);
    const end = lineEnd === -1 ? text.length : lineEnd;
    if (nextQuote === -1 || nextQuote > end) {
      const content = text.slice(
        position,
        text[end - 1] === '\r' && end > position ? end - 1 : end,
      );
      yield { line, cells: content.split(separator), fault: null };
      position = end + 1;
      line += 1;
    } else {
      const row = quotedRow(text, position, separator);
      yield { line, cells: row.cells, fault: row.fault };
      position = row.next;
      line += row.lines;
      nextQuote = text.indexOf('"', position);
    }
  }
}

interface QuotedRow {
  readonly cells: readonly string[];
  readonly fault: Row['fault'];
  readonly next: number;
  readonly lines: number;
}

const quotedRow = (text: string, start: number, separator: Separator): QuotedRow => {
  const cells: string[] = [];
  let fault: Row['fault'] = null;
  let position = start;
  let lines = 1;
  for (;;) {
    let cell: string;
    if (text[position] === '"') {
      const parts: string[] = [];
      let from = position + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1)
          return { cells: [...cells, ''], fault: 'unclosed_quote', next: text.length, lines };
        parts.push(text.slice(from, quote));
        if (text[quote + 1] !== '"') {
          position = quote + 1;
          break;
        }
        parts.push('"');
        from = quote + 2;
      }
      cell = parts.join('');
      for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) lines += 1;
    } else cell = '';
    const bare = bareEnd(text, position, separator);
    const rest = text.slice(position, bare);
    if (rest !== '' && (cell !== '' || text[position - 1] === '"' || rest.includes('"')))
      fault = 'stray_quote';
    cells.push(cell + rest);
    position = bare;
    if (text[position] === separator) {
      position += 1;
      continue;
    }
    if (text[position] === '\r') position += 1;
    return { cells, fault, next: position + 1, lines };
  }
};

/** Where an unquoted stretch ends: at a separator, a line break or the end of the text. */
const bareEnd = (text: string, from: number, separator: Separator): number => {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === separator || character === '\n') return at;
    if (character === '\r' && text[at + 1] === '\n') return at;
  }
  return text.length;
};

/** A cell as it must be written, quoted only where it has to be. */
export const writtenCell = (value: string, separator: Separator): string =>
  value.includes(separator) || value.includes('"') || value.includes('\n') || value.includes('\r')
    ? `"${value.replaceAll('"', '""')}"`
    : value;
