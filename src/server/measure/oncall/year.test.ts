import { expect, test } from 'vitest';
import { startTestServer } from '../../../../test/harness/server.ts';
import { readOncallLoad } from '../../../contract/measure/oncall.ts';
import { insertYearOfPages } from './year-of-pages-for-tests.ts';

test('a year of on-call load with 58,000 notifications is measured in time', async () => {
  const { admin, db } = await startTestServer();
  await insertYearOfPages(db, admin);
  const query = { from: new Date(Date.now() - 365 * 86_400_000).toISOString(), to: new Date().toISOString() };
  const times = [];
  for (let round = 0; round < 8; round += 1) {
    const start = performance.now();
    const load = await admin.call(readOncallLoad, { query: { ...query, by: 'week' } });
    times.push(Math.round(performance.now() - start));
    expect(load.n).toBeGreaterThan(2_000);
    expect(load.feedback.pages).toBeGreaterThan(28_000);
  }
  // The promise is 200 ms on a machine that does nothing else; the one that runs all tests at once gets more.
  expect(Math.min(...times)).toBeLessThan(2_000);
}, 120_000);
