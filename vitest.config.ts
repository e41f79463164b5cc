import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/harness/longest-first.ts';

/** Most tests wait for PostgreSQL or for a time half of theirs: more of them than there are cores keep the cores busy. */
const workers = 4;

const common = {
  pool: 'forks' as const,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  retry: 0,
  // What a failed test found is worth more than a short line.
  chaiConfig: { truncateThreshold: 0 },
  // A condition that is waited for may take its time on a busy machine; only its truth is tested.
  expect: { poll: { timeout: 15_000, interval: 20 } },
};

/** Loading the whole product anew for each file takes longer than most files; no test changes a module. */
const shared = { ...common, isolate: false };

/** Real browsers and killed processes on a shared machine get one more try, which the report shows as such. */
const retried = { retry: 1 };

const browser = ['test/e2e/**/*.test.ts'];

/** Whole products as processes and real programs. They mostly wait. */
const stories = ['test/stories/**/*.test.ts', 'test/faults/**/*.test.ts'];

/** Where seconds decide, but little is computed: two at once leave each other the machine. */
const timed = [
  'test/stories/node-killed.test.ts',
  'test/stories/prometheus-directly.test.ts',
  'test/stories/prometheus-through-alertmanager.test.ts',
  'test/stories/unfinished-requests.test.ts',
  'test/faults/failover.test.ts',
  'test/faults/paused-node.test.ts',
  'test/faults/processes.test.ts',
  'test/faults/receivers.test.ts',
  'test/faults/standstill.test.ts',
  'test/faults/stopped-under-load.test.ts',
];

/** What measures how fast the product is has the machine for itself: one file at a time. */
const measured = [
  'test/stories/demo.test.ts',
  'test/faults/hostile-senders.test.ts',
  'test/faults/status-page-under-load.test.ts',
];

/** No database and no server: these run in seconds, as `npm run test:unit`. */
const needsMachinery = /test\/harness\/(?!hostile\/(?:processor-time|longest-turn|evil-texts))/;
const unit = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter((name) => !needsMachinery.test(readFileSync(name, 'utf8')));

export default defineConfig({
  test: {
    maxWorkers: workers,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/harness/cluster.ts'],
    // The projects read mostly the same files.
    experimental: { fsModuleCache: true },
    // One project after another: a worker that is kept serves the files of one project only.
    projects: [
      { test: { ...shared, name: 'unit', include: unit, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...shared,
          name: 'server',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...unit, ...browser, ...stories],
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...shared, ...retried, name: 'browser', include: browser, sequence: { groupOrder: 2 } } },
      {
        test: {
          ...shared,
          ...retried,
          name: 'stories',
          include: stories,
          exclude: [...timed, ...measured],
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...shared,
          ...retried,
          name: 'timed',
          include: timed,
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...common,
          ...retried,
          name: 'measured',
          include: measured,
          fileParallelism: false,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
