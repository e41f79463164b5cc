import { expect, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

test('after half an hour in which nobody could be reached what is still open is asked for once, and what is over is not', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const server = await startTestServer();
  const { db, clock } = server;
  const world = worldThrough(server);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))], 300);
  receiver.setMode('refuse');
  await sendEvent(source, { key: 'stays' });
  await sendEvent(source, { key: 'ends' });
  await eventually(() => ['stays', 'ends'].every((key) => receiver.pages().some(({ title }) => title === key)));
  const settled = () =>
    eventually(async () => {
      const { rows } = await db.query(
        `select (select count(*) from notifications where state = 'sending' or state = 'pending' and due_at <= evenkeel.now())
           + (select count(*) from pages where state = 'open' and due_at <= evenkeel.now()) as count`,
      );
      return Number(rows[0].count) === 0;
    }, 20_000);
  for (let minutes = 0; minutes < 30; minutes += 3) {
    await settled();
    await clock.advance('3 minutes');
  }
  await settled();
  await sendEvent(source, { key: 'ends', action: 'resolve' });
  await eventually(async () => {
    const { rows } = await db.query("select count(*) from pages where title = 'ends' and state = 'open'");
    return Number(rows[0].count) === 0;
  });

  receiver.setMode('take');
  const before = receiver.pages().length;
  const since = () => receiver.pages().slice(before);
  // The watchdog finds whom nothing reached, and it looks every thirty seconds by the clock of the machine.
  await clock.advance('1 hour');
  await eventually(() => since().length > 0, 60_000);
  await settled();
  expect(since().map(({ title }) => title)).toEqual(['stays']);
  expect(new Set(receiver.pages().map(({ id }) => id)).size).toBeLessThan(receiver.pages().length);
}, 120_000);
