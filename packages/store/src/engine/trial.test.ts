import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTrial, TRIAL_BANNER } from './trial.ts';

it('trial mode keeps its data, says what it is, and lets one process in at a time', async () => {
  const dataFolder = join(await mkdtemp(join(tmpdir(), 'medspiller-trial-')), 'data');
  await mkdir(dataFolder);
  const said: string[] = [];
  const log = (line: string): void => void said.push(line);
  try {
    const first = await openTrial(dataFolder, log);
    expect(said).toEqual([TRIAL_BANNER]);
    expect(first.kind).toBe('trial');
    await first.pool.query('create table kept as select 1 as one');
    await expect(openTrial(dataFolder, log)).rejects.toThrow(
      new RegExp(`process ${process.pid} does`),
    );
    await first.close();

    const second = await openTrial(dataFolder, log);
    expect((await second.pool.query('select one from kept')).rows).toEqual([{ one: 1 }]);
    await second.close();
  } finally {
    await rm(join(dataFolder, '..'), { recursive: true, force: true });
  }
});
