import { expect, test } from 'vitest';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { startTcpProxy } from '../harness/tcp-proxy.ts';
import { askPerson, worldThrough } from '../harness/world.ts';
import { startSenders } from './senders.ts';

test('when the network forgets every connection to the database, the app finds new ones within thirty seconds and loses nothing', async () => {
  const { databaseUrl } = await createTestDatabase();
  const proxy = stopAfterTest(await startTcpProxy(Number(new URL(databaseUrl).port)));
  const through = new URL(databaseUrl);
  through.port = String(proxy.port);
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp({ databaseUrl: through.href }));
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const senders = startSenders({ sources: [source], count: 3, pauseMs: () => 50, resolves: () => false });
  const accepted = () => senders.told.filter((one) => one.accepted).map(({ key }) => key);
  const asked = () => new Set(receiver.pages().map(({ title }) => title));
  await eventually(() => asked().size > 10);

  proxy.freeze();
  const frozenAt = performance.now();
  const before = accepted().length;
  await eventually(() => accepted().length > before + 20, 45_000);
  const acceptedAgainMs = performance.now() - frozenAt;
  await senders.stop();
  await eventually(() => accepted().every((key) => asked().has(key)), 45_000);
  await eventually(() => app.isReady(), 20_000);
  const readyAgainMs = performance.now() - frozenAt;

  console.info(`accepted again after ${Math.round(acceptedAgainMs)} ms, ready after ${Math.round(readyAgainMs)} ms`);
  expect(acceptedAgainMs).toBeLessThan(30_000);
  expect(readyAgainMs).toBeLessThan(40_000);
}, 120_000);
