import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadProgrammes } from './load.ts';

const folder = new URL('../../../../programmes/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));

test('the programme files are sound', () => {
  const { catalogue, programmes, problems } = loadProgrammes(files);
  expect(problems).toEqual([]);
  expect(catalogue.size).toBe(27);
  expect([...programmes.keys()].toSorted()).toEqual(['flere-skal-med-2', 'haandholdt']);
});
