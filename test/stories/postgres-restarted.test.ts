import { expect, test } from 'vitest';
import { judge } from '../faults/checker.ts';
import { startSenders } from '../faults/senders.ts';
import { eventually } from '../harness/eventually.ts';
import { letTimePass } from '../harness/let-time-pass.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';

test('PostgreSQL is restarted under the running app: senders are told to come back, the app goes on by itself, and nothing accepted is lost', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp());
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const running = app.program();
  const senders = startSenders({ sources: [source], count: 3, pauseMs: () => 40, resolves: () => false });
  let pagedAgainAfterMs = 0;
  try {
    for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
      await letTimePass(700);
      const before = app.postmasterPid()!;
      process.kill(before, signal);
      await eventually(() => app.postmasterPid() !== null && app.postmasterPid() !== before, 30_000);
      await eventually(() => app.isReady(), 30_000);
      const readyAt = performance.now();
      const paged = receiver.pages().length;
      await eventually(() => receiver.pages().length > paged + 3, 20_000);
      pagedAgainAfterMs = Math.max(pagedAgainAfterMs, performance.now() - readyAt);
    }
  } finally {
    await senders.stop();
  }
  expect(running.hasEnded()).toBe(false);
  expect(pagedAgainAfterMs).toBeLessThan(10_000);
  expect([...senders.refusals.keys()].filter((status) => status !== 503)).toEqual([]);
  const verdict = await judge(app, senders.told, () => receiver.pages());
  expect(verdict).toMatchObject({ lost: [], doubled: [], notPaged: [], repeats: 0, faults: [] });
  expect(verdict.accepted).toBeGreaterThan(30);
}, 180_000);
