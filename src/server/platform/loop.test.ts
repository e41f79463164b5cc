import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { startLoop } from './loop.ts';

const log = pino({ level: 'silent' });

test('A loop that rests for an hour is not overdue while it rests', async () => {
  let runs = 0;
  const loop = startLoop({ name: 'hourly', pauseMs: 3_600_000, log, work: async () => ++runs === 0 });
  onTestFinished(() => loop.stop());
  await eventually(() => runs === 1 && loop.quietForMs() > 50);
  expect(loop.overdueMs()).toBe(0);
});

test('A loop whose runs fail becomes overdue although it runs', async () => {
  const loop = startLoop({ name: 'failing', pauseMs: 5, log, work: () => Promise.reject(new Error('no')) });
  onTestFinished(() => loop.stop());
  await eventually(() => loop.overdueMs() > 50);
});

test('A run that failed is tried again within seconds, however long the loop rests', async () => {
  let runs = 0;
  const work = async () => {
    runs += 1;
    if (runs < 3) throw new Error('The database is away.');
    return false;
  };
  const loop = startLoop({ name: 'hourly', pauseMs: 3_600_000, log, work });
  onTestFinished(() => loop.stop());
  await eventually(() => runs === 3 && loop.quietForMs() < 1_000, 10_000);
});
