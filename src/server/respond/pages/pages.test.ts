import pg from 'pg';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { acknowledgeAlert, resolveAlert, unacknowledgeAlert } from '../../../contract/respond/alert-response.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import {
  acknowledgePage,
  createPage,
  escalatePage,
  resolvePage,
  unacknowledgePage,
} from '../../../contract/respond/pages/responses.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import {
  type AlertRequest,
  askPerson,
  dueStepsHaveRun,
  ladder,
  notificationsOf,
  resolveBySender,
  triggerAlert,
  worldOf,
} from './world-for-tests.ts';

const ok = () => receiver((_request, response) => response.end());

/** Two people on a ladder of two steps, each with a webhook of their own. */
async function twoSteps(node: TestServer) {
  const world = worldOf(node);
  const [first, second] = [await ok(), await ok()];
  const [ada, grace] = [await world.person('Ada'), await world.person('Grace')];
  await world.webhook(ada, first.url);
  await world.webhook(grace, second.url);
  const policyId = await world.policy(ladder([askPerson(ada), askPerson(grace)]));
  const serviceId = await world.service(policyId);
  const sourceId = await world.source();
  const trigger = (request: Partial<AlertRequest> = {}) => triggerAlert(node.db, { sourceId, serviceId, ...request });
  return { world, first, second, ada, grace, policyId, serviceId, sourceId, trigger };
}

const openPages = (node: TestServer) => node.admin.call(listPages, { query: { state: 'open' } });
const onlyPage = (node: TestServer) =>
  eventually(async () =>
    (await node.admin.call(listPages, {})).items.find((page) => page.nextStepAt || page.exhaustedAt),
  );

test('an alert pages the first step at once and the second at its time', async () => {
  const node = await startTestServer();
  const { first, second, trigger } = await twoSteps(node);
  await trigger({ title: 'Payments <down> & out' });
  await eventually(() => first.seen.length === 1);
  const message = JSON.parse(first.seen[0]!.body);
  expect(message).toMatchObject({
    type: 'page.notification',
    data: {
      recipientName: 'Ada',
      page: {
        title: 'Payments <down> & out',
        serviceName: 'Checkout',
        alertCount: 1,
        step: 'Step 1 of 2, Night watch',
        mayRepeat: false,
      },
    },
  });
  const { id } = await onlyPage(node);
  await node.clock.advance('240 seconds');
  await dueStepsHaveRun(node);
  expect(await notificationsOf(node.db, id)).toHaveLength(1);
  await node.clock.advance('60 seconds');
  await eventually(() => second.seen.length === 1);
  expect(first.seen).toHaveLength(1);
  await node.clock.advance('301 seconds');
  const page = await eventually(async () => {
    const found = await node.admin.call(getPage, { params: { id } });
    return found.exhaustedAt ? found : null;
  });
  expect(page).toMatchObject({ state: 'open', problems: [{ code: 'policy_exhausted' }] });
});

test('acknowledging stops every later step and takes the alerts; giving it up starts the ladder anew', async () => {
  const node = await startTestServer();
  const { first, second, trigger } = await twoSteps(node);
  const alertId = await trigger();
  await eventually(() => first.seen.length === 1);
  const page = await onlyPage(node);
  const taken = await node.admin.call(acknowledgePage, { params: { id: page.id } });
  expect(taken).toMatchObject({
    state: 'acknowledged',
    generation: 2,
    nextStepAt: null,
    acknowledgedBy: { kind: 'bootstrap' },
  });
  expect(await node.admin.call(acknowledgePage, { params: { id: page.id } })).toMatchObject({ generation: 2 });
  await node.clock.advance('1 hour');
  await dueStepsHaveRun(node);
  expect(second.seen).toHaveLength(0);
  const detail = await node.admin.call(getPage, { params: { id: page.id } });
  expect(detail.alerts).toMatchObject([{ id: alertId, state: 'acknowledged' }]);
  expect(detail.notifications).toMatchObject([
    { state: 'sent', person: { name: 'Ada' }, attempts: [{ attempt: 1, outcome: 'sent' }] },
  ]);
  expect(detail.ladder).toMatchObject({
    steps: [{ targets: [{ kind: 'person', name: 'Ada' }] }, { targets: [{ kind: 'person', name: 'Grace' }] }],
    catchAll: null,
  });

  await node.admin.call(unacknowledgePage, { params: { id: page.id } });
  await eventually(() => first.seen.length === 2);
  expect(JSON.parse(first.seen[1]!.body).data.idempotencyKey).not.toBe(
    JSON.parse(first.seen[0]!.body).data.idempotencyKey,
  );
  expect((await node.db.query('select state from alerts where id = $1', [alertId])).rows).toEqual([
    { state: 'triggered' },
  ]);
});

test('what a node that stands still has locked is free in time: the page goes on, and can be acknowledged', async () => {
  const node = await startTestServer();
  const { first, second, trigger } = await twoSteps(node);
  await trigger();
  await eventually(() => first.seen.length === 1);
  const { id } = await onlyPage(node);
  const lockAndStandStill = async () => {
    const client = await node.server.platform.engineDb.connect();
    await client.query('begin');
    await client.query('select from pages where id = $1 for update', [id]);
    return client;
  };
  const stuck = await lockAndStandStill();
  await node.clock.advance('301 seconds');
  await eventually(() => second.seen.length === 1, 8_000);
  stuck.release(true);
  const again = await lockAndStandStill();
  expect(await node.admin.call(acknowledgePage, { params: { id } })).toMatchObject({ state: 'acknowledged' });
  again.release(true);
});

test('whoever waits too long for what somebody else has locked is told to come back', async () => {
  const node = await startTestServer();
  const { trigger } = await twoSteps(node);
  await trigger();
  const { id } = await onlyPage(node);
  const other = new pg.Client({ connectionString: node.databaseUrl });
  await other.connect();
  await other.query('begin');
  await other.query('select from evenkeel.pages where id = $1 for update', [id]);
  const acknowledging = node.admin.call(acknowledgePage, { params: { id } });
  await expect(acknowledging).rejects.toMatchObject({ status: 503, code: 'unavailable' });
  await other.end();
});

test('an alert that joins a page without a policy brings the policy that its service has by now', async () => {
  const node = await startTestServer();
  const { world, first, policyId, trigger } = await twoSteps(node);
  const serviceId = await world.service(null);
  await trigger({ serviceId, groupKey: 'disk' });
  await eventually(async () => (await openPages(node)).items[0]?.exhaustedAt);
  await node.db.query('update services set escalation_policy_id = $2 where id = $1', [serviceId, policyId]);
  await trigger({ serviceId, groupKey: 'disk' });
  await eventually(() => first.seen.length === 1);
});

test('a page without a policy that is escalated by hand asks whom its service names by now', async () => {
  const node = await startTestServer();
  const { world, first, policyId, trigger } = await twoSteps(node);
  const serviceId = await world.service(null);
  await trigger({ serviceId });
  const { id } = await eventually(async () => (await openPages(node)).items.find(({ exhaustedAt }) => exhaustedAt));
  await node.db.query('update services set escalation_policy_id = $2 where id = $1', [serviceId, policyId]);
  await node.admin.call(escalatePage, { params: { id } });
  await eventually(() => first.seen.length === 1);
});

test('giving up an alert that was taken before it was paged pages it', async () => {
  const node = await startTestServer();
  const { first, trigger } = await twoSteps(node);
  const id = await trigger({ severity: 5 });
  const paging = async () => (await node.db.query('select paging from alerts where id = $1', [id])).rows[0].paging;
  await eventually(async () => (await paging()) === 'none');
  await node.db.query("update alerts set severity = 1, state = 'acknowledged', paging = 'wanted' where id = $1", [id]);
  await eventually(async () => (await paging()) === 'settled');
  expect(await openPages(node)).toMatchObject({ items: [] });
  await node.admin.call(unacknowledgeAlert, { params: { id } });
  await eventually(() => first.seen.length === 1);
});

test('alerts of a group join the open page; after the acknowledgement a new alert opens a new page', async () => {
  const node = await startTestServer();
  const { first, trigger } = await twoSteps(node);
  await trigger({ groupKey: 'checkout', severity: 2 });
  await eventually(() => first.seen.length === 1);
  await trigger({ groupKey: 'checkout', severity: 1 });
  const joined = await eventually(async () => (await openPages(node)).items.find((page) => page.alertCount === 2));
  expect(joined).toMatchObject({ severity: 1, generation: 1 });
  expect(first.seen).toHaveLength(1);

  await node.admin.call(acknowledgePage, { params: { id: joined.id } });
  await trigger({ groupKey: 'checkout' });
  await eventually(() => first.seen.length === 2);
  expect((await openPages(node)).items).toMatchObject([{ alertCount: 1 }]);
  await node.admin.call(unacknowledgePage, { params: { id: joined.id } });
  await eventually(() => first.seen.length === 3);
  expect((await openPages(node)).items).toHaveLength(2);
});

test('a page that only test alerts ask for is a test, until a real one joins it', async () => {
  const node = await startTestServer();
  const { first, trigger } = await twoSteps(node);
  await trigger({ groupKey: 'checkout', labels: { evenkeel_test: 'true' } });
  await eventually(() => first.seen.length === 1);
  const { id } = await onlyPage(node);
  const page = async () => {
    const { kind, alertCount } = await node.admin.call(getPage, { params: { id } });
    return [kind, alertCount];
  };
  expect(await page()).toEqual(['test', 1]);
  await trigger({ groupKey: 'checkout' });
  await expect.poll(page).toEqual(['real', 2]);
  await trigger({ groupKey: 'checkout', labels: { evenkeel_test: 'true' } });
  await expect.poll(page).toEqual(['real', 3]);
});

test('a group that turns from low to high urgency pages again from the first step', async () => {
  const node = await startTestServer();
  const { first, trigger } = await twoSteps(node);
  await trigger({ groupKey: 'disk', severity: 4 });
  await eventually(() => first.seen.length === 1);
  expect(JSON.parse(first.seen[0]!.body).data.page.urgency).toBe('low');
  await trigger({ groupKey: 'disk', severity: 2 });
  await eventually(() => first.seen.length === 2);
  expect((await openPages(node)).items).toMatchObject([{ urgency: 'high', generation: 2, stepIndex: 1 }]);
});

test('an alert of severity 5 and one that is over already page nobody', async () => {
  const node = await startTestServer();
  const { first, trigger, world } = await twoSteps(node);
  const quiet = await trigger({ severity: 5 });
  const over = await world.insert(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, paging, triggered_at, resolved_at, last_signal_at)
     select source_id, 'over', sha256('over'), 'resolved', 1, 'Over', 'wanted', triggered_at, triggered_at, last_signal_at
     from alerts where id = $1`,
    [quiet],
  );
  await eventually(async () => {
    const found = await node.db.query('select paging from alerts where id = any ($1) order by id', [[quiet, over]]);
    return found.rows[0].paging === 'none' && found.rows[1].paging === 'settled';
  });
  expect(first.seen).toHaveLength(0);
});

test('what the sender resolves ends its page and every timer', async () => {
  const node = await startTestServer();
  const { first, second, trigger } = await twoSteps(node);
  const alertIds = [await trigger({ groupKey: 'g' }), await trigger({ groupKey: 'g' })];
  await eventually(() => first.seen.length >= 1);
  const page = await eventually(async () => (await openPages(node)).items.find((each) => each.alertCount === 2));
  await resolveBySender(node.db, alertIds[0]!);
  await eventually(async () => (await node.db.query("select from alerts where paging = 'settled'")).rowCount === 1);
  expect((await openPages(node)).items).toHaveLength(1);
  await resolveBySender(node.db, alertIds[1]!);
  await eventually(async () => (await openPages(node)).items.length === 0);
  const ended = await node.admin.call(getPage, { params: { id: page.id } });
  expect(ended).toMatchObject({ state: 'resolved', nextStepAt: null });
  await node.clock.advance('1 hour');
  await dueStepsHaveRun(node);
  expect(await notificationsOf(node.db, page.id)).toHaveLength(1);
  expect(second.seen).toHaveLength(0);
});

test('acknowledging or resolving the alerts of a page one by one ends the page with the last of them', async () => {
  const node = await startTestServer();
  const { first, trigger } = await twoSteps(node);
  const [a, b] = [await trigger({ groupKey: 'g' }), await trigger({ groupKey: 'g' })];
  await eventually(() => first.seen.length >= 1);
  const page = await eventually(async () => (await openPages(node)).items.find((each) => each.alertCount === 2));
  const stateOf = async () => (await node.admin.call(getPage, { params: { id: page.id } })).state;

  expect(await node.admin.call(acknowledgeAlert, { params: { id: a } })).toMatchObject({ state: 'acknowledged' });
  expect(await stateOf()).toBe('open');
  await node.admin.call(acknowledgeAlert, { params: { id: b } });
  expect(await stateOf()).toBe('acknowledged');
  await node.admin.call(unacknowledgeAlert, { params: { id: b } });
  expect(await stateOf()).toBe('open');
  await node.admin.call(resolveAlert, { params: { id: b } });
  expect(await stateOf()).toBe('acknowledged');
  await node.admin.call(resolveAlert, { params: { id: a } });
  expect(await stateOf()).toBe('resolved');
  await expect(node.admin.call(acknowledgeAlert, { params: { id: a } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('editing the policy while a page runs changes nothing about the page', async () => {
  const node = await startTestServer();
  const { first, second, trigger, policyId, world } = await twoSteps(node);
  await trigger();
  await eventually(() => first.seen.length === 1);
  const stranger = await world.person('Stranger');
  await node.db.query('update escalation_policies set definition = $2 where id = $1', [
    policyId,
    ladder([askPerson(stranger)]),
  ]);
  await node.clock.advance('301 seconds');
  await eventually(() => second.seen.length === 1);
});

test('a step that stands for nobody is passed over at once', async () => {
  const node = await startTestServer();
  const { second, grace, ada, sourceId, world } = await twoSteps(node);
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [ada]);
  const serviceId = await world.service(
    await world.policy(ladder([askPerson(ada), { kind: 'team', id: 999 }, askPerson(grace)])),
  );
  await triggerAlert(node.db, { sourceId, serviceId });
  await eventually(() => second.seen.length === 1);
  expect((await openPages(node)).items).toMatchObject([{ problems: [{ code: 'step_empty' }, { code: 'step_empty' }] }]);
});

test('without any policy the page is open, exhausted and says so, until a default escalation policy is set', async () => {
  const node = await startTestServer();
  const { first, sourceId, policyId } = await twoSteps(node);
  await triggerAlert(node.db, { sourceId, serviceId: null });
  const page = await onlyPage(node);
  expect(page).toMatchObject({ state: 'open', stepCount: 0, problems: [{ code: 'no_policy' }, {}, {}] });
  await node.db.query("insert into settings (name, value) values ('catch_all_policy', to_jsonb($1::bigint))", [
    policyId,
  ]);
  await triggerAlert(node.db, { sourceId, serviceId: null });
  // The alarm about the first page may come to the same people.
  await eventually(() => first.seen.length >= 1);
});

test('a person is paged by hand, the next step can be asked for now, and the page can be ended', async () => {
  const node = await startTestServer();
  const { first, second, ada, policyId } = await twoSteps(node);
  const made = await node.admin.call(createPage, {
    body: { target: { kind: 'person', id: ada }, title: 'Call me', message: 'Now' },
  });
  await eventually(() => first.seen.length === 1);
  expect(JSON.parse(first.seen[0]!.body).data.page).toMatchObject({ title: 'Call me', summary: ['Now'] });
  expect(await node.admin.call(resolvePage, { params: { id: made.id } })).toMatchObject({ state: 'resolved' });

  const run = await node.admin.call(createPage, {
    body: { target: { kind: 'policy', id: policyId }, title: 'All hands' },
  });
  await eventually(() => first.seen.length === 2);
  await node.admin.call(escalatePage, { params: { id: run.id } });
  await eventually(() => second.seen.length === 1);
  await expect(
    node.admin.call(createPage, { body: { target: { kind: 'person', id: 999_999 }, title: 'Nobody' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(node.admin.call(escalatePage, { params: { id: made.id } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('a service whose policy cannot be read and a schedule that is broken do not stop the pages of others', async () => {
  const node = await startTestServer();
  const { first, sourceId, trigger, world } = await twoSteps(node);
  const broken = await world.insert(
    "insert into schedules (slug, name, time_zone, definition) values ('broken', 'Broken', 'UTC', '{}')",
  );
  const onBroken = await world.policy(ladder([{ kind: 'schedule', id: broken }]));
  const unreadable = await world.policy({ steps: 'none' } as never);
  for (const policyId of [onBroken, unreadable]) {
    await triggerAlert(node.db, { sourceId, serviceId: await world.service(policyId) });
  }
  await trigger();
  await eventually(() => first.seen.length === 1);
  const page = await eventually(async () =>
    (await openPages(node)).items.find((each) => each.problems.some(({ code }) => code === 'policy_unreadable')),
  );
  expect(page.exhaustedAt).not.toBeNull();
});

test('a policy, and a page, of which a newer version says more than this one knows are run by their plain ladders', async () => {
  const node = await startTestServer();
  const { first, second, policyId, trigger } = await twoSteps(node);
  const withNews = (column: string) => `jsonb_set(coalesce(full_${column}, ${column}), '{newRule}', 'true')`;
  await node.db.query(`update escalation_policies set full_definition = ${withNews('definition')} where id = $1`, [
    policyId,
  ]);
  await trigger();
  await eventually(() => first.seen.length === 1);
  await node.db.query(`update pages set full_policy = ${withNews('policy')}`);
  await node.clock.advance('301 seconds');
  await eventually(() => second.seen.length === 1);
  expect((await openPages(node)).items[0]!.problems).toEqual([]);
});

test('two nodes on one database make one page and one message of each alert', async () => {
  const node = await startTestServer();
  const { first, trigger } = await twoSteps(node);
  await startTestServer({ database: node });
  for (let round = 0; round < 20; round += 1) await trigger({ groupKey: `group ${round % 5}` });
  await eventually(async () => (await node.db.query("select from alerts where paging = 'wanted'")).rowCount === 0);
  await eventually(async () => (await notificationsOf(node.db)).every((each) => each.state === 'sent'));
  expect((await openPages(node)).items).toHaveLength(5);
  expect(first.seen).toHaveLength(5);
  await node.clock.advance('301 seconds');
  await eventually(async () => {
    const states = (await notificationsOf(node.db)).map((each) => each.state);
    return states.length === 10 && states.every((state) => state === 'sent');
  });
});
