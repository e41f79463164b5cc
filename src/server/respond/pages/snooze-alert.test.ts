import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { sendEvent, worldThrough } from '../../../../test/harness/world.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import {
  acknowledgeAlert,
  respondToAlerts,
  snoozeAlert,
  unsnoozeAlert,
} from '../../../contract/respond/alert-response.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { lookAgainAtSource } from '../../detect/absorb/held-store.ts';
import { transaction } from '../../platform/db/database.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { auditPaging } from '../watchdog/audit.ts';
import { askPerson, ladder, triggerAlert, worldOf } from './world-for-tests.ts';

const shared = sharedServer();

/** An alert without a page, held back for a reason until a number of minutes from now. */
async function heldAlert(node: TestServer, severity: number, because: string, minutes: number | null = null) {
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const serviceId = await world.service(await world.policy(ladder([askPerson(ada)])));
  const sourceId = await world.source();
  const alertId = await transaction(node.db, async (tx) => {
    const id = await triggerAlert(tx as unknown as typeof node.db, { sourceId, serviceId, severity });
    await tx.query(
      `update alerts set paging = 'none', not_paged_because = $2,
         suppressed_reason = case when $3::int is not null then 'Held.' end,
         suppressed_until = evenkeel.now() + make_interval(mins => $3) where id = $1`,
      [id, because, minutes],
    );
    return id;
  });
  const params = { id: alertId };
  const alert = () => node.admin.call(getAlert, { params });
  const until = async (inMinutes: number) =>
    (
      await node.db.query<{ at: Date }>('select evenkeel.now() + make_interval(mins => $1) as at', [inMinutes])
    ).rows[0]!.at.toISOString();
  return { hook, sourceId, params, alert, until };
}

const kinds = (alert: { events: { kind: string }[] }) => alert.events.map(({ kind }) => kind);

test('a snoozed alert stays triggered and quiet beyond what held it back, and pages from its first step when the snooze ends', async () => {
  const node = await startTestServer();
  const { hook, params, alert, until } = await heldAlert(node, 1, 'maintenance', 5);
  const body = { until: await until(60) };
  await node.admin.call(snoozeAlert, { params, body });
  expect(await alert()).toMatchObject({
    state: 'triggered',
    notPagedBecause: 'snoozed',
    suppressedReason: 'Snoozed by Admin token.',
    suppressedUntil: body.until,
  });
  await node.clock.advance('6 minutes');
  const { findings } = await auditPaging(node.db);
  expect(findings.filter(({ weight }) => weight === 'fault')).toEqual([]);
  expect((await alert()).notPagedBecause).toBe('snoozed');
  expect(hook.seen).toHaveLength(0);
  await node.clock.advance('55 minutes');
  await eventually(() => hook.seen.length === 1);
  expect(kinds(await alert())).toEqual(expect.arrayContaining(['alert.snoozed', 'alert.snoozeEnded']));
});

test('an alert whose severity pages nobody comes back by itself and says so, without a page', async () => {
  const node = await startTestServer();
  const { params, alert, until } = await heldAlert(node, 5, 'severity');
  await node.admin.call(snoozeAlert, { params, body: { until: await until(30) } });
  await node.clock.advance('31 minutes');
  const back = await eventually(async () => {
    const found = await alert();
    return found.suppressedReason === null ? found : null;
  });
  expect(back).toMatchObject({ state: 'triggered', notPagedBecause: 'severity', suppressedUntil: null });
  expect(kinds(back)).toContain('alert.snoozeEnded');
  expect((await node.admin.call(listPages, { query: { alertId: params.id } })).items).toEqual([]);
});

test('a cancelled snooze has the alert decided on at once, and one that flapped is held as before', async () => {
  const node = await shared();
  const plain = await heldAlert(node, 5, 'severity');
  await node.admin.call(snoozeAlert, { params: plain.params, body: { until: await plain.until(30) } });
  await node.admin.call(unsnoozeAlert, { params: plain.params });
  await eventually(async () => (await plain.alert()).notPagedBecause === 'severity');
  expect(kinds(await plain.alert())).toEqual(['alert.snoozed', 'alert.unsnoozed', 'alert.notPaged']);
  const flapping = await heldAlert(node, 2, 'flapping', 20);
  const before = await flapping.alert();
  await node.admin.call(snoozeAlert, { params: flapping.params, body: { until: await flapping.until(30) } });
  await node.admin.call(unsnoozeAlert, { params: flapping.params });
  const { suppressedReason, suppressedUntil, notPagedBecause } = await flapping.alert();
  expect({ suppressedReason, suppressedUntil, notPagedBecause }).toEqual({
    suppressedReason: before.suppressedReason,
    suppressedUntil: before.suppressedUntil,
    notPagedBecause: 'flapping',
  });
});

test('a change of its source does not end a snooze', async () => {
  const node = await shared();
  const { params, sourceId, alert, until } = await heldAlert(node, 1, 'paused', 600);
  const body = { until: await until(30) };
  await node.admin.call(snoozeAlert, { params, body });
  await transaction(node.db, (tx) => lookAgainAtSource(tx, sourceId));
  expect(await alert()).toMatchObject({ notPagedBecause: 'snoozed', suppressedUntil: body.until });
});

test('an alert that becomes more severe ends its snooze and pages', async () => {
  const node = await shared();
  const source = await worldThrough(node).source('pagerduty-events-v2', null);
  await sendEvent(source, { key: 'Disk', severity: 'info' });
  const params = await eventually(async () => {
    const { items } = await node.admin.call(listAlerts, { query: { sourceId: source.id } });
    return items[0] && { id: items[0].id };
  });
  expect((await node.admin.call(getAlert, { params })).notPagedBecause).toBe('severity');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await node.admin.call(snoozeAlert, { params, body: { until } });
  await sendEvent(source, { key: 'Disk', severity: 'critical' });
  await eventually(
    async () => (await node.admin.call(listPages, { query: { alertId: params.id } })).items.length === 1,
  );
});

/** Two alerts on one page. */
async function groupOfTwo(node: TestServer) {
  const world = worldOf(node);
  const [sourceId, serviceId] = [await world.source(), await world.service(null)];
  const trigger = () => triggerAlert(node.db, { sourceId, serviceId, groupKey: 'db' });
  const ids = [await trigger(), await trigger()];
  const page = async () => (await node.admin.call(listPages, { query: { alertId: ids[0]! } })).items[0];
  await eventually(async () => (await page())?.alertCount === 2);
  return { ids, page: async () => (await page())! };
}

test('an alert on a page is snoozed with the whole page, and a cancelled snooze leaves it acknowledged', async () => {
  const node = await shared();
  const { ids, page } = await groupOfTwo(node);
  const body = { until: new Date(Date.now() + 3_600_000).toISOString() };
  await node.admin.call(snoozeAlert, { params: { id: ids[0]! }, body });
  expect(await page()).toMatchObject({ state: 'acknowledged', snoozedUntil: body.until });
  expect((await node.admin.call(getAlert, { params: { id: ids[1]! } })).state).toBe('acknowledged');
  await node.admin.call(unsnoozeAlert, { params: { id: ids[1]! } });
  expect(await page()).toMatchObject({ state: 'acknowledged', snoozedUntil: null });
});

test('many alerts are snoozed by one request, each by its page or by itself, and a page is snoozed once', async () => {
  const node = await shared();
  const { ids, page } = await groupOfTwo(node);
  const alone = await heldAlert(node, 5, 'severity');
  const until = await alone.until(60);
  const body = { ids: [...ids, alone.params.id, 999_999], action: 'snooze' as const, until };
  const { items } = await node.admin.call(respondToAlerts, { body });
  expect(items.map(({ state, refusal }) => refusal ?? state)).toEqual([
    'acknowledged',
    'acknowledged',
    'triggered',
    'No alert has the id 999999.',
  ]);
  const { id, snoozedUntil } = await page();
  expect([snoozedUntil, (await alone.alert()).suppressedUntil]).toEqual([until, until]);
  const told = await node.db.query("select from events where kind = 'page.snoozed' and subject_id = $1", [id]);
  expect(told.rowCount).toBe(1);
  const undone = await node.admin.call(respondToAlerts, { body: { ids: body.ids, action: 'unsnooze' } });
  expect(undone.items.filter(({ refusal }) => refusal === null)).toHaveLength(3);
  expect([(await page()).snoozedUntil, (await alone.alert()).notPagedBecause]).not.toContain('snoozed');
});

test('a snooze of many says until when, and one that is too long is refused for each', async () => {
  const node = await shared();
  const { ids } = await groupOfTwo(node);
  await expect(node.admin.call(respondToAlerts, { body: { ids, action: 'snooze' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const until = new Date(Date.now() + 8 * 86_400_000).toISOString();
  const { items } = await node.admin.call(respondToAlerts, { body: { ids, action: 'snooze', until } });
  expect(items.map(({ refusal }) => refusal)).toEqual(
    ids.map(() => 'Choose a time between a minute and 7 days from now.'),
  );
});

test('an alert that is taken without a page or would be put off for too long is not snoozed', async () => {
  const node = await shared();
  const { params, until } = await heldAlert(node, 5, 'severity');
  const body = { until: await until(30) };
  const tooLong = { until: await until(8 * 24 * 60) };
  await expect(node.admin.call(snoozeAlert, { params, body: tooLong })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await node.admin.call(acknowledgeAlert, { params });
  await expect(node.admin.call(snoozeAlert, { params, body })).rejects.toMatchObject({ code: 'state_conflict' });
});
