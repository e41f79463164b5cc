import { defineConfig } from 'vitest/config';

const common = {
  globalSetup: ['test/harness/cluster.ts'],
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  // Real browsers and killed processes on a shared machine: one more try, which the report shows as such.
  retry: 1,
  // A condition that is waited for may take its time on a busy machine; only its truth is tested.
  expect: { poll: { timeout: 15_000, interval: 20 } },
};

/** Whole products as processes, real programs and measured times: one file at a time, with the machine to themselves. */
const alone = ['test/stories/**/*.test.ts', 'test/faults/**/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...common,
          name: 'code',
          // Loading the whole product anew for each file takes longer than most files; no test changes a module.
          isolate: false,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: alone,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...common,
          name: 'stories',
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
