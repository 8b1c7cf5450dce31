import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EngineRefusal } from './refusal.ts';

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * When a process began, where the system tells. A process number alone is not enough: after a crash
 * or in a new container the number in a lock may belong to somebody else.
 */
const beganAt = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted after the parenthesised name, which may itself hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

interface Holder {
  pid: number;
  began: string;
  token: string;
}

const readHolder = async (file: string): Promise<Holder | undefined> => {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

const isHeld = ({ pid, began }: Holder): boolean => isAlive(pid) && beganAt(pid) === began;

/** Only one process at a time may clear a dead lock, or the second would clear the first one's new lock. */
const clearDeadLock = async (file: string): Promise<void> => {
  const turn = `${file}.clearing`;
  try {
    await mkdir(turn);
  } catch {
    const age = await stat(turn).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > 10_000) await rmdir(turn).catch(() => undefined);
    return;
  }
  try {
    const holder = await readHolder(file);
    if (holder !== undefined && !isHeld(holder)) await rm(file, { force: true });
  } finally {
    await rmdir(turn);
  }
};

export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock file, waiting at most `waitMs` for a living holder. A holder that died (kill -9,
 * power cut) holds nothing.
 */
export const lockFolder = async (
  file: string,
  waitMs: number,
  refusal: (pid: number) => string,
): Promise<FolderLock> => {
  const mine: Holder = { pid: process.pid, began: beganAt(process.pid), token: randomUUID() };
  const deadline = Date.now() + waitMs;
  let unreadableSince: number | undefined;
  for (;;) {
    try {
      await writeFile(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readHolder(file);
    if (holder === undefined) {
      // Being written at this moment, or cut off by a crash in the middle of it.
      unreadableSince ??= Date.now();
      if (Date.now() - unreadableSince > 2_000) await rm(file, { force: true });
    } else {
      unreadableSince = undefined;
      if (!isHeld(holder)) await clearDeadLock(file);
      else if (Date.now() >= deadline) throw new EngineRefusal(refusal(holder.pid));
    }
    await sleep(50);
  }
  return {
    // At once: what follows may be the end of the process.
    release: () => {
      if (existsSync(file) && readFileSync(file, 'utf8').includes(mine.token)) rmSync(file);
    },
  };
};
