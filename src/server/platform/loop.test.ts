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

test('Loops that no page waits for begin at different moments, one that carries pages at once', async () => {
  const startedAt = performance.now();
  const begunAfterMs: number[] = [];
  const started = (carriesPages: boolean, pauseMs: number) =>
    startLoop({
      name: 'spread',
      pauseMs,
      carriesPages,
      log,
      work: async () => {
        begunAfterMs.push(performance.now() - startedAt);
        return false;
      },
    });
  const carrying = started(true, 3_600_000);
  expect(begunAfterMs).toHaveLength(1);
  const others = Array.from({ length: 40 }, () => started(false, 200));
  onTestFinished(async () => void (await Promise.all([carrying, ...others].map((loop) => loop.stop()))));
  expect(begunAfterMs).toHaveLength(1);
  await eventually(() => begunAfterMs.length >= 41);
  const [first, last] = [begunAfterMs[1]!, begunAfterMs[40]!];
  expect(last - first).toBeGreaterThan(50);
});

test('A loop that waits for its first run begins when it is woken', async () => {
  let runs = 0;
  const loop = startLoop({ name: 'woken', pauseMs: 3_600_000, log, work: async () => ++runs === 0 });
  onTestFinished(() => loop.stop());
  expect(runs).toBe(0);
  loop.wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(runs).toBe(1);
});
