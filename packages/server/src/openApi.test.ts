import { projectRoot } from '@medspiller/store';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openApiDocument } from './openApi.ts';

const FILE = join(projectRoot(), 'docs', 'openapi.json');

it('docs/openapi.json is what the contract says (UPDATE_OPENAPI=1 writes it anew)', () => {
  const document = openApiDocument();
  if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(FILE, JSON.stringify(document));
  // How the file is laid out is the formatter's business.
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(document)));
});
