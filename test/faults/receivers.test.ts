import { expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer } from '../harness/server.ts';
import { startSmtpSink } from '../harness/smtp-sink.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

test('while one receiver hangs and the mail server refuses everybody, a hundred messages to another receiver arrive as fast as ever', async () => {
  const hanging = stopAfterTest(await startReceiver());
  const healthy = stopAfterTest(await startReceiver());
  const smtp = stopAfterTest(await startSmtpSink());
  const server = await startTestServer({ environment: { EVENKEEL_SMTP_URL: smtp.url } });
  const world = worldThrough(server);
  const toHanging = await world.paging([askPerson(await world.personByWebhook('Hana', hanging))], 86_400);
  const toMail = await world.paging([askPerson(await world.personByMail('Mia'))], 86_400);
  const toHealthy = await world.paging([askPerson(await world.personByWebhook('Ada', healthy))], 86_400);
  hanging.setMode('hang');
  smtp.setRefusing(true);

  for (let index = 0; index < 60; index += 1) {
    await Promise.all([
      sendEvent(toHanging, { key: `hangs ${index}` }),
      sendEvent(toMail, { key: `refused ${index}` }),
    ]);
  }
  await eventually(() => hanging.pages().length >= 8);

  const sentAt = new Map<string, number>();
  for (let index = 0; index < 100; index += 1) {
    const key = `healthy ${index}`;
    sentAt.set(key, performance.now());
    await sendEvent(toHealthy, { key });
  }
  await eventually(() => healthy.pages().length === 100, 20_000);
  const slowest = Math.max(...healthy.pages().map(({ title, atMs }) => atMs - sentAt.get(title)!));
  expect(slowest).toBeLessThan(3_000);
  expect(smtp.mails).toEqual([]);
}, 90_000);
