import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import {
  acknowledgePage,
  reassignPage,
  resolvePage,
  snoozePage,
  unsnoozePage,
} from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, notificationsOf, triggerAlert, worldOf } from './world-for-tests.ts';

const ok = () => receiver((_request, response) => response.end());

async function onePage(node: TestServer) {
  const world = worldOf(node);
  const [first, second] = [await ok(), await ok()];
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  await world.webhook(ada, first.url);
  await world.webhook(grace, second.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada), askPerson(ada)])));
  const alertId = await triggerAlert(node.db, { sourceId: await world.source(), serviceId });
  await eventually(() => first.seen.length === 1);
  const page = await eventually(async () => (await node.admin.call(listPages, {})).items[0]);
  const alertState = async () =>
    (await node.db.query<{ state: string }>('select state from alerts where id = $1', [alertId])).rows[0]!.state;
  return { world, first, second, ada, grace, params: { id: page.id }, alertState };
}

const fromNow = async (node: TestServer, seconds: number) => {
  const found = await node.db.query<{ at: Date }>('select evenkeel.now() + make_interval(secs => $1) as at', [seconds]);
  return found.rows[0]!.at.toISOString();
};

test('a snoozed page is acknowledged until its time, and then pages from its first step', async () => {
  const node = await startTestServer();
  const { first, params, alertState } = await onePage(node);
  const until = await fromNow(node, 1800);
  const snoozed = await node.admin.call(snoozePage, { params, body: { until } });
  expect([snoozed.state, snoozed.snoozedUntil]).toEqual(['acknowledged', until]);
  expect(await alertState()).toBe('acknowledged');
  await node.clock.advance('29 minutes');
  expect((await node.admin.call(getPage, { params })).state).toBe('acknowledged');
  await node.clock.advance('2 minutes');
  await eventually(() => first.seen.length === 2);
  const again = await node.admin.call(getPage, { params });
  expect([again.state, again.snoozedUntil, await alertState()]).toEqual(['open', null, 'triggered']);
});

test('a snooze that was resolved, or made longer, does not end at its first time', async () => {
  const node = await startTestServer();
  const { first, params } = await onePage(node);
  await node.admin.call(snoozePage, { params, body: { until: await fromNow(node, 120) } });
  await node.admin.call(snoozePage, { params, body: { until: await fromNow(node, 600) } });
  await node.clock.advance('5 minutes');
  expect((await node.admin.call(getPage, { params })).state).toBe('acknowledged');
  await node.admin.call(resolvePage, { params });
  await node.clock.advance('1 hour');
  await expect(
    node.admin.call(snoozePage, { params, body: { until: await fromNow(node, 600) } }),
  ).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect(first.seen).toHaveLength(1);
});

test('a cancelled snooze stays acknowledged', async () => {
  const node = await startTestServer();
  const { first, params } = await onePage(node);
  await node.admin.call(snoozePage, { params, body: { until: await fromNow(node, 600) } });
  const page = await node.admin.call(unsnoozePage, { params });
  expect([page.state, page.snoozedUntil]).toEqual(['acknowledged', null]);
  await node.clock.advance('1 hour');
  expect((await node.admin.call(getPage, { params })).state).toBe('acknowledged');
  expect(first.seen).toHaveLength(1);
});

test('a page that is acknowledged and not resolved within the timeout of its policy pages again', async () => {
  const node = await startTestServer();
  await node.db.query('alter table escalation_policies alter acknowledgement_timeout_seconds set default 600');
  const { first, params, alertState } = await onePage(node);
  const taken = await node.admin.call(acknowledgePage, { params });
  expect(Date.parse(taken.snoozedUntil!) - Date.parse(taken.acknowledgedAt!)).toBe(600_000);
  await node.clock.advance('9 minutes');
  expect(await alertState()).toBe('acknowledged');
  await node.clock.advance('2 minutes');
  await eventually(() => first.seen.length === 2);
  expect(await alertState()).toBe('triggered');
});

test('only a time between a minute and a week is taken', async () => {
  const node = await startTestServer();
  const { params } = await onePage(node);
  for (const seconds of [-60, 10, 8 * 24 * 3600])
    await expect(
      node.admin.call(snoozePage, { params, body: { until: await fromNow(node, seconds) } }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('a reassigned page asks the other person at once and nobody of before', async () => {
  const node = await startTestServer();
  const { first, second, grace, params } = await onePage(node);
  await node.admin.call(reassignPage, { params, body: { target: { kind: 'person', id: grace } } });
  await eventually(() => second.seen.length === 1);
  await node.clock.advance('6 minutes');
  await eventually(() => second.seen.length === 2);
  expect(first.seen).toHaveLength(1);
  await expect(
    node.admin.call(reassignPage, { params, body: { target: { kind: 'person', id: 999_999 } } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
});

test('reassigning what somebody has taken opens it again for the other person', async () => {
  const node = await startTestServer();
  const { second, grace, params, alertState } = await onePage(node);
  await node.admin.call(snoozePage, { params, body: { until: await fromNow(node, 600) } });
  const page = await node.admin.call(reassignPage, { params, body: { target: { kind: 'person', id: grace } } });
  expect([page.state, page.snoozedUntil, await alertState()]).toEqual(['open', null, 'triggered']);
  await eventually(() => second.seen.length === 1);
  const states = (await notificationsOf(node.db)).map(({ state }) => state);
  expect(states.filter((state) => state === 'pending')).toEqual([]);
});
