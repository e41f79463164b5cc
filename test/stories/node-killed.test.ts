import { expect, test } from 'vitest';
import { listPages } from '../../src/contract/respond/pages/page.ts';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

const takeoverMs = 10_000;

test('of two nodes on one PostgreSQL one is killed in the middle of sending: the other one takes over within ten seconds, and what may be a repeat says so', async () => {
  const { databaseUrl, db } = await createTestDatabase();
  const receiver = stopAfterTest(await startReceiver());
  const first = stopAfterTest(await startApp({ databaseUrl, environment: { EVENKEEL_NODE_NAME: 'first' } }));
  const world = worldThrough(first);
  const ada = await world.personByWebhook('Ada', receiver);
  const ben = await world.personByWebhook('Ben', receiver);
  const source = await world.paging([askPerson(ada), askPerson(ben)], 8);

  // The only node there is takes the message and never gets an answer.
  receiver.setMode('hang');
  await sendEvent(source, { key: 'in flight' });
  await eventually(() => receiver.pages().length === 1);
  const second = stopAfterTest(await startApp({ databaseUrl, environment: { EVENKEEL_NODE_NAME: 'second' } }));
  receiver.setMode('take');

  const killedAt = performance.now();
  first.program().kill('SIGKILL');
  await first.program().ended;
  const onSecond = { ...source, url: source.url.replace(first.url, second.url) };
  expect(await sendEvent(onSecond, { key: 'after the kill' })).toBe(202);

  const ofAda = () => receiver.pages().filter(({ path }) => path === ada.path);
  await eventually(() => ofAda().length === 3, 2 * takeoverMs);
  const [lost, fresh, repeat] = ofAda();
  expect(fresh).toMatchObject({ title: 'after the kill', mayRepeat: false });
  expect(fresh!.atMs - killedAt).toBeLessThan(2_000);
  expect(repeat).toMatchObject({ id: lost!.id, title: 'in flight', mayRepeat: true });
  expect(repeat!.atMs - killedAt).toBeLessThan(takeoverMs);

  // The timer that the dead node would have run is run by the other one.
  const next = await eventually(
    () => receiver.pages().find(({ path, title }) => path === ben.path && title === 'in flight'),
    15_000,
  );
  expect(next.atMs - lost!.atMs).toBeGreaterThan(7_000);
  const pages = (await second.admin.call(listPages, { query: { limit: 10 } })).items;
  expect(pages.filter(({ title }) => title === 'in flight' || title === 'after the kill')).toHaveLength(2);
  const unfinished = await db.query('select from signal_logs where drained_at is null and sealed_at is not null');
  expect(unfinished.rowCount).toBe(0);
}, 120_000);
