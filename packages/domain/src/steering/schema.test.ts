import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOGUE_SCHEMA, PROGRAMME_SCHEMA } from './schema.ts';

const published = new URL('../../../../programmes/schema/', import.meta.url);

/** `WRITE_SCHEMAS=1 npx vitest run packages/domain/src/steering/schema.test.ts` writes them anew; then `npx oxfmt programmes`. */
test.each([
  ['programme.schema.json', PROGRAMME_SCHEMA],
  ['indicators.schema.json', CATALOGUE_SCHEMA],
])('%s is what the loader checks by', (name, schema) => {
  const file = new URL(name, published);
  if (process.env['WRITE_SCHEMAS'] === '1')
    writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
});
