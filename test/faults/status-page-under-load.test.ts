import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { declare, openStatusPage, publish } from '../../src/server/communicate/world-for-tests.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

const readers = 50;

test('while a crowd reads the public page, everybody is answered, what is published is on it at once, and pages go out', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp());
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const components = await openStatusPage(app.admin);
  const incident = await declare(app.admin);
  const crowd = startCrowd(`${app.url}/status`);
  try {
    await eventually(() => crowd.read() > 500);
    await publish(app.admin, incident, {
      values: { title: 'Orders fail', effect: 'orders that fail' },
      components: [{ componentId: components[0], state: 'partial' }],
    });
    expect(await (await fetch(`${app.url}/status`)).text()).toContain('orders that fail');

    const sentAt = performance.now();
    expect(await sendEvent(source, { key: 'disk full' })).toBe(202);
    await eventually(() => receiver.pages().length === 1);
    expect(receiver.pages()[0]!.atMs - sentAt).toBeLessThan(5_000);
    const soFar = crowd.read();
    await eventually(() => crowd.read() > soFar + 2_000, 30_000);
  } finally {
    await crowd.stop();
  }
  expect(crowd.failures()).toEqual([]);
}, 120_000);

/** Reads the page over and over through kept connections, as browsers that reload do. */
function startCrowd(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const failures: string[] = [];
  let count = 0;
  let stopped = false;

  const readOnce = () =>
    new Promise<void>((resolve) => {
      const asked = request(url, { agent }, (response) => {
        response.resume();
        response.on('end', () => {
          count += 1;
          if (response.statusCode !== 200) failures.push(`status ${response.statusCode}`);
          resolve();
        });
      });
      asked.on('error', (error) => {
        failures.push(error.message);
        resolve();
      });
      asked.end();
    });

  const running = Promise.all(
    Array.from({ length: readers }, async () => {
      while (!stopped) await readOnce();
    }),
  );
  return {
    read: () => count,
    failures: () => failures,
    async stop() {
      stopped = true;
      await running;
      agent.destroy();
    },
  };
}
