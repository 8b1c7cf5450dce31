import { defineConfig } from 'vitest/config';

const DATABASE_SETUP = 'packages/store/src/engine/testServers.ts';

const floor = (name: string, usesDatabase: boolean) => ({
  extends: true as const,
  test: {
    name,
    include: [`packages/${name}/src/**/*.test.{ts,tsx}`],
    ...(usesDatabase && { globalSetup: DATABASE_SETUP, testTimeout: 30_000, hookTimeout: 60_000 }),
  },
});

export default defineConfig({
  test: {
    // The clock of the machine must not decide a figure; where a zone matters it is Copenhagen.
    env: { TZ: 'Europe/Copenhagen' },
    maxWorkers: '100%',
    projects: [
      floor('domain', false),
      floor('contract', false),
      floor('store', true),
      floor('server', true),
      floor('cli', true),
      floor('web', false),
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: DATABASE_SETUP,
          // One browser at a time: two would share the cores with two servers.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
