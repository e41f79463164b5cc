import { expect, test } from 'vitest';
import { startTestServer } from '../../../test/harness/server.ts';
import { dimensions, readMeasureBreakdown, readMeasures } from '../../contract/measure/measures.ts';
import { insertFiveYears } from './five-years-for-tests.ts';

const query = { from: new Date(Date.now() - 1_826 * 86_400_000).toISOString(), to: new Date().toISOString() };

test('five years of 50,000 incidents are measured in time', async () => {
  const { admin, db } = await startTestServer();
  await insertFiveYears(db, 50_000);
  const times = [];
  for (let round = 0; round < 8; round += 1) {
    const start = performance.now();
    const { restore } = await admin.call(readMeasures, { query });
    times.push(Math.round(performance.now() - start));
    expect(restore.all.n).toBeGreaterThan(45_000);
  }
  // The promise is 200 ms on a machine that does nothing else; the one that runs all tests at once gets more.
  expect(Math.min(...times)).toBeLessThan(2_000);
  for (const by of dimensions) {
    const own = [];
    for (let round = 0; round < 4; round += 1) {
      const start = performance.now();
      const { all } = await admin.call(readMeasureBreakdown, { query: { ...query, by } });
      own.push(Math.round(performance.now() - start));
      expect(all.restore.n).toBeGreaterThan(45_000);
    }
    expect(Math.min(...own), by).toBeLessThan(2_000);
  }
}, 120_000);
