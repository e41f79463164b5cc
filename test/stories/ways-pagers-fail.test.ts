/**
 * Twelve ways in which pagers are known to lose pages, each shown not to happen here. Some are shown elsewhere:
 *
 * 1. killed between the commit and the first page: here; at random moments in `test/faults/kills.test.ts`
 * 2. killed while a provider hangs: `test/stories/node-killed.test.ts`
 * 3. the same alert fires, resolves and fires again; a resolve that comes first: here
 * 4. an acknowledgement during a send: `src/server/respond/deliver/deliver.test.ts`
 * 5. a resolve stops every timer: here, and step by step in `src/server/respond/pages/pages.test.ts`
 * 6. two nodes make one page: here, and in `src/server/respond/pages/pages.test.ts`
 * 7. nobody can be reached: here
 * 8. a weekly handoff at nine over both clock changes: here; as a law in `src/domain/respond/schedules/timeline.laws.test.ts`
 * 9. a deactivated person does not shift the rotation: here
 * 10. `backup_failed` resolves nothing though it contains "up": here
 * 11. ten thousand alerts within a minute are taken and page: here
 * 12. `&` and `<` survive the way from a rule to mail and webhook: `test/stories/prometheus-through-alertmanager.test.ts`
 */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRoute } from '../../src/contract/detect/routes.ts';
import { createPerson, disablePerson } from '../../src/contract/directory/people.ts';
import { getPage, listPages } from '../../src/contract/respond/pages/page.ts';
import { listOnCall } from '../../src/contract/respond/schedules/oncall.ts';
import { readPagingAudit } from '../../src/contract/respond/watchdog.ts';
import { createTestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { startApp } from '../harness/programs/app-process.ts';
import { startReceiver } from '../harness/receiver.ts';
import { startTestServer, type TestServer } from '../harness/server.ts';
import { stopAfterTest } from '../harness/stop-after-test.ts';
import { askPerson, sendEvent, worldThrough } from '../harness/world.ts';

const pagesOf = async ({ admin }: Pick<TestServer, 'admin'>) =>
  (await admin.call(listPages, { query: { limit: 100 } })).items;

test('a node that is killed after it accepted an alert and before anything came of it: the next start asks for it', async () => {
  const { databaseUrl, db } = await createTestDatabase();
  const receiver = stopAfterTest(await startReceiver());
  const app = stopAfterTest(await startApp({ databaseUrl }));
  const world = worldThrough(app);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))]);

  // Nothing can be made of signals while somebody else holds the alerts.
  const holder = await db.connect();
  await holder.query('begin');
  await holder.query('lock table alerts in access exclusive mode');
  expect(await sendEvent(source, { key: 'accepted' })).toBe(202);
  app.program().kill('SIGKILL');
  await app.program().ended;
  await holder.query('rollback');
  holder.release();
  expect((await db.query('select from alerts')).rowCount).toBe(0);

  await app.start();
  await eventually(() => receiver.pages().length === 1, 20_000);
  expect(receiver.pages()[0]).toMatchObject({ title: 'accepted', mayRepeat: false });
});

test('an alert that fires, resolves and fires again pages twice; a resolve that comes first pages nobody', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const server = await startTestServer();
  const world = worldThrough(server);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))]);
  await sendEvent(source, { key: 'early', action: 'resolve' });
  await sendEvent(source, { key: 'disk' });
  await eventually(() => receiver.pages().length === 1);
  await sendEvent(source, { key: 'disk', action: 'resolve' });
  await eventually(async () => (await pagesOf(server))[0]?.state === 'resolved');
  await sendEvent(source, { key: 'disk' });
  await eventually(() => receiver.pages().length === 2);
  expect(receiver.pages().map(({ title }) => title)).toEqual(['disk', 'disk']);
  expect((await pagesOf(server)).map(({ state }) => state)).toEqual(['open', 'resolved']);
});

test('what its sender resolves asks nobody any more, however many steps and repeats were still to come', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const server = await startTestServer();
  const world = worldThrough(server);
  const people = [await world.personByWebhook('Ada', receiver), await world.personByWebhook('Ben', receiver)];
  const policy = await world.policy(people.map(askPerson), 300, { repeat: 3, catchAll: askPerson(people[0]!) });
  const source = await world.source('pagerduty-events-v2', (await world.service(policy.id)).id);
  await sendEvent(source, { key: 'disk' });
  await eventually(() => receiver.pages().length === 1);
  await sendEvent(source, { key: 'disk', action: 'resolve' });
  await eventually(async () => (await pagesOf(server))[0]?.state === 'resolved');
  await server.clock.advance('2 days');
  // A later alert goes the whole way, so the engine has looked at everything that is due by now.
  await sendEvent(source, { key: 'later' });
  await eventually(() => receiver.pages().some(({ title }) => title === 'later'));
  expect(receiver.pages().filter(({ title }) => title === 'disk')).toHaveLength(1);
});

test('an alert that reaches two nodes at the same time is one alert, one page and one message', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const first = await startTestServer();
  const second = await startTestServer({ database: first });
  const world = worldThrough(first);
  const source = await world.paging([askPerson(await world.personByWebhook('Ada', receiver))]);
  const onSecond = { ...source, url: source.url.replace(first.url, second.url) };
  for (let round = 0; round < 20; round += 1) {
    const event = { key: `both ${round}` };
    expect(await Promise.all([sendEvent(source, event), sendEvent(onSecond, event)])).toEqual([202, 202]);
  }
  await eventually(() => receiver.pages().length >= 20);
  await eventually(async () => {
    const behind = await first.db.query(
      'select from signals s join signal_cursors c on c.log_id = s.log_id where s.seq > c.absorbed_seq',
    );
    return behind.rowCount === 0;
  });
  expect((await first.db.query('select from signals')).rowCount).toBe(40);
  expect((await first.db.query('select from alerts')).rowCount).toBe(20);
  expect(new Set(receiver.pages().map(({ title }) => title)).size).toBe(20);
  expect(receiver.pages()).toHaveLength(20);
  expect(await pagesOf(first)).toHaveLength(20);
});

test('a page whose people have no way to be reached is never called notified: the page and the audit say so loudly', async () => {
  const server = await startTestServer();
  const world = worldThrough(server);
  const unreachable = await server.admin.call(createPerson, {
    body: { email: `${randomUUID()}@example.org`, name: 'Nobody', role: 'responder', timeZone: 'UTC' },
  });
  const source = await world.paging([askPerson(unreachable)]);
  await sendEvent(source, { key: 'disk' });
  const page = await eventually(async () => (await pagesOf(server)).find(({ title }) => title === 'disk'));
  const detail = await server.admin.call(getPage, { params: { id: page.id } });
  expect(detail.notifications.filter(({ state }) => state === 'sent')).toEqual([]);
  expect(detail.problems.map(({ code }) => code)).toContain('nobody_reachable');
  expect(detail.exhaustedAt).not.toBeNull();
  const { findings } = await server.admin.call(readPagingAudit, {});
  expect(findings.map(({ code }) => code)).toContain('page_nobody_reached');
});

const clockChanges = [
  { season: 'spring', before: '2027-03-22T07:59:00Z', after: '2027-03-29T06:59:00Z' },
  { season: 'autumn', before: '2027-10-25T06:59:00Z', after: '2027-11-01T07:59:00Z' },
];

test.each(
  clockChanges,
)('a weekly handoff on Monday at nine in Berlin stays at nine over the clock change in $season, and the page goes to whoever has it', async ({
  before,
  after,
}) => {
  const receiver = stopAfterTest(await startReceiver());
  const server = await startTestServer();
  const world = worldThrough(server);
  const people = [await world.personByWebhook('Ada', receiver), await world.personByWebhook('Ben', receiver)];
  await server.clock.set(new Date(Date.parse(before) - 60_000).toISOString());
  const schedule = await world.schedule('Europe/Berlin', [
    {
      name: 'Weeks',
      rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
      startsOn: before.slice(0, 10),
      participants: people.map(({ id }) => id),
    },
  ]);
  const source = await world.paging([{ kind: 'schedule', id: schedule.id }], 86_400);
  const askedAt = async (instant: string, key: string) => {
    await server.clock.set(instant);
    await sendEvent(source, { key });
    const message = await eventually(() => receiver.pages().find(({ title }) => title === key));
    return people.findIndex(({ path }) => path === message.path);
  };
  const minutesAfter = (instant: string, minutes: number) =>
    new Date(Date.parse(instant) + minutes * 60_000).toISOString();
  expect(await askedAt(minutesAfter(before, 2), 'the first week')).toBe(0);
  expect(await askedAt(minutesAfter(after, 0), 'a minute to nine')).toBe(0);
  expect(await askedAt(minutesAfter(after, 2), 'a minute past nine')).toBe(1);
});

test('deactivating a person shifts nobody’s turn: the others keep theirs', async () => {
  const server = await startTestServer();
  await server.clock.set('2027-01-04T12:00:00Z');
  const world = worldThrough(server);
  const people = [await world.personByMail('Ada'), await world.personByMail('Ben'), await world.personByMail('Cleo')];
  const schedule = await world.schedule('UTC', [
    {
      name: 'Days',
      rotation: { unit: 'day', every: 1, handoffTime: '00:00' },
      startsOn: '2027-01-04',
      participants: people.map(({ id }) => id),
    },
  ]);
  const onCallOn = async (instant: string) => {
    await server.clock.set(instant);
    const { items } = await server.admin.call(listOnCall, { query: {} });
    return items.find(({ scheduleId }) => scheduleId === schedule.id)?.now.personId ?? null;
  };
  await server.admin.call(disablePerson, { params: { id: people[1]!.id } });
  expect(await onCallOn('2027-01-04T13:00:00Z')).toBe(people[0]!.id);
  expect(await onCallOn('2027-01-05T13:00:00Z')).toBeNull();
  expect(await onCallOn('2027-01-06T13:00:00Z')).toBe(people[2]!.id);
  expect(await onCallOn('2027-01-07T13:00:00Z')).toBe(people[0]!.id);
});

test('a status of "backup_failed" keeps an alert firing, though it contains the word "up"', async () => {
  const server = await startTestServer();
  const source = await worldThrough(server).source('generic', null);
  const say = (status: string) =>
    fetch(source.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Nightly backup', status, dedup_key: 'backup' }),
    });
  // Nobody can be paged for it, which Evenkeel raises an alert of its own about.
  const sql = 'select state, signal_count from alerts where source_id = $1';
  const alerts = async () => (await server.db.query<{ state: string; signal_count: number }>(sql, [source.id])).rows;
  await say('firing');
  expect((await say('backup_failed')).ok).toBe(true);
  await eventually(async () => (await alerts())[0]?.signal_count === 2);
  expect(await alerts()).toMatchObject([{ state: 'triggered' }]);
  await say('up');
  await eventually(async () => (await alerts())[0]?.state === 'resolved');
});

test('ten thousand alerts within a minute are all taken, and one page asks for the group they are', async () => {
  const receiver = stopAfterTest(await startReceiver());
  const server = await startTestServer();
  const world = worldThrough(server);
  const policy = await world.policy([askPerson(await world.personByWebhook('Ada', receiver))], 86_400);
  const source = await world.source('alertmanager-api', (await world.service(policy.id)).id);
  await server.admin.call(createRoute, {
    body: { slug: 'by-name', name: 'By name', condition: { all: [] }, outcome: { groupBy: ['alertname'] } } as never,
  });
  const statuses = new Map<number, number>();
  const startedAt = performance.now();
  const sendOne = async (batch: number) => {
    const alerts = Array.from({ length: 10 }, (_, index) => ({
      labels: { alertname: 'PowerLost', severity: 'critical', instance: `rack-${batch * 10 + index}` },
    }));
    const { status } = await fetch(`${source.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  for (let batch = 0; batch < 1_000; batch += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => sendOne(batch + index)));
  }
  expect(performance.now() - startedAt).toBeLessThan(60_000);
  expect([...statuses]).toEqual([[200, 1_000]]);
  await eventually(async () => (await pagesOf(server))[0]?.alertCount === 10_000, 60_000);
  expect(await pagesOf(server)).toHaveLength(1);
  expect(receiver.pages()).toHaveLength(1);
}, 150_000);
