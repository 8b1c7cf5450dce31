import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { type Binaries, doTheyRun, findBinaries, makeMissingLinks } from './binaries.ts';

it('the programs run also where install scripts were forbidden', async () => {
  const found = findBinaries() as Binaries;
  const copy = await mkdtemp(join(tmpdir(), 'medspiller-binaries-'));
  try {
    await cp(dirname(found.folder), copy, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(copy, 'native/pg-symlinks.json'), 'utf8')) as {
      target: string;
    }[];
    for (const { target } of links) await rm(join(copy, target), { force: true });
    const binaries = { folder: join(copy, 'native') };
    expect(doTheyRun(binaries)).toBe(false);
    makeMissingLinks(copy);
    expect(doTheyRun(binaries)).toBe(true);
  } finally {
    await rm(copy, { recursive: true });
  }
});
