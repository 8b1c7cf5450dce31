import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KIND_NAMES, KINDS } from '../kinds.ts';
import type { Column } from './column.ts';
import { columnName } from './readExchange.ts';

const page = readFileSync(new URL('../../../../docs/exchange.md', import.meta.url), 'utf8');

test.each(KIND_NAMES)('docs/exchange.md tells of %s.csv as it is', (kind) => {
  const section = page.split(`\n### ${kind}.csv\n`)[1]?.split('\n### ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const columns = Object.entries<Column>(KINDS[kind].columns);
  expect(rows.map((row) => row.slice(2).split(' |')[0]?.trimEnd())).toEqual(
    columns.map(([field, column]) => {
      const aliases = column.aliases.length > 0 ? ` [${column.aliases.join(', ')}]` : '';
      return `\`${columnName(field, column)}\`${column.required ? '*' : ''}${aliases}`;
    }),
  );
  for (const [index, [, column]] of columns.entries())
    for (const word of [...column.codes, ...Object.keys(column.codeAliases)])
      expect(rows[index]).toContain(word);
});
