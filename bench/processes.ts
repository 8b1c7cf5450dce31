/**
 * The servers and the load each run in a process of their own, so that none works on another's time or memory. They are
 * this very program, started with a role.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startServer } from '@medspiller/server';
import { startBareServer, type BareServerOptions } from './bareServer.ts';
import { load, type LoadPlan, type LoadSeen } from './load.ts';

/** Answers to one message each, except that a server answers `memory` as often as it is asked. */
interface Roles {
  readonly server: (environment: NodeJS.ProcessEnv) => Promise<null>;
  readonly bare: (options: BareServerOptions) => Promise<null>;
  readonly load: (plan: LoadPlan) => Promise<LoadSeen>;
}
type Role = keyof Roles;

const ROLES: Roles = {
  server: async (environment) => {
    await startServer({ environment, demo: null, say: () => {} });
    return null;
  },
  bare: async (options) => {
    await startBareServer(options);
    return null;
  },
  load,
};

const MEMORY = 'memory';

/** In the started process: does what its role says, and ends with the process that started it. */
export const playRole = (role: string): void => {
  const work = ROLES[role as Role] as (given: unknown) => Promise<unknown>;
  process.on('disconnect', () => process.exit());
  process.on('message', (message) => {
    if (message === MEMORY) process.send?.({ answer: process.memoryUsage.rss() });
    else
      work(message).then(
        (answer) => process.send?.({ answer }),
        (error: unknown) => process.send?.({ error: String(error) }),
      );
  });
};

const answerOf = async <T>(child: ChildProcess, message: object | string): Promise<T> => {
  child.send(message);
  const ended = once(child, 'exit').then(() => [{ error: 'The process ended.' }]);
  const [reply] = (await Promise.race([once(child, 'message'), ended])) as [
    { answer: T } | { error: string },
  ];
  if ('error' in reply) throw new Error(reply.error);
  return reply.answer;
};

const start = (role: Role): ChildProcess => fork(fileURLToPath(import.meta.url), [role]);

export interface Served {
  /** Bytes that the process holds now. */
  readonly memory: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export const serve = async <R extends 'server' | 'bare'>(
  role: R,
  given: Parameters<Roles[R]>[0],
): Promise<Served> => {
  const child = start(role);
  await answerOf(child, given);
  return {
    memory: () => answerOf<number>(child, MEMORY),
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
};

export const loadFromOutside = async (plan: LoadPlan): Promise<LoadSeen> => {
  const child = start('load');
  try {
    return await answerOf<LoadSeen>(child, plan);
  } finally {
    child.disconnect();
  }
};
