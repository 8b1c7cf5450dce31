import { projectRoot } from '@medspiller/store';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openApiDocument } from './openApi.ts';

const FILE = join(projectRoot(), 'docs', 'openapi.json');

it('docs/openapi.json is what the contract says (UPDATE_OPENAPI=1 writes it anew)', () => {
  const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
  if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(FILE, text);
  expect(readFileSync(FILE, 'utf8')).toBe(text);
});
