import { expect, test } from 'vitest';
import { letTimePass } from '../harness/let-time-pass.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { judge } from './checker.ts';
import { startSenders } from './senders.ts';

test('an app that is asked to stop under load refuses nothing but new connections, loses nothing and repeats nothing', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp());
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  receiver.setDelay(() => 10);
  const senders = startSenders({ sources: [source], count: 8, pauseMs: () => 40, resolves: () => false });
  try {
    for (let restart = 0; restart < 3; restart += 1) {
      await letTimePass(1_000);
      const stopping = app.program();
      const askedAt = performance.now();
      stopping.kill('SIGTERM');
      expect(await stopping.ended).toBe(0);
      expect(performance.now() - askedAt).toBeLessThan(10_000);
      await app.start();
    }
  } finally {
    await senders.stop();
  }
  expect([...senders.refusals]).toEqual([]);
  const verdict = await judge(app, senders.told, () => receiver.pages());
  expect(verdict).toMatchObject({ lost: [], doubled: [], notPaged: [], repeats: 0, inFlightAtCrash: 0, faults: [] });
}, 180_000);
