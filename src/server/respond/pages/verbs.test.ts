import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { reopenAlert, resolveAlert } from '../../../contract/respond/alert-response.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import {
  acknowledgePage,
  addResponders,
  reopenPage,
  resolvePage,
  respondToPages,
  setPageFeedback,
} from '../../../contract/respond/pages/responses.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { declinePage } from './actions.ts';
import { askPerson, ladder, notificationsOf, resolveBySender, triggerAlert, worldOf } from './world-for-tests.ts';

const shared = sharedServer();

const ok = () => receiver((_request, response) => response.end());

/** Ada is asked first, then Grace; Kay is not in the policy. */
async function onePage(node: TestServer) {
  const world = worldOf(node);
  const hooks = { ada: await ok(), grace: await ok(), kay: await ok() };
  const people = { ada: await world.person('Ada'), grace: await world.person('Grace'), kay: await world.person('Kay') };
  for (const name of ['ada', 'grace', 'kay'] as const) await world.webhook(people[name], hooks[name].url);
  const policyId = await world.policy(ladder([askPerson(people.ada), askPerson(people.grace)]));
  const serviceId = await world.service(policyId);
  const alertId = await triggerAlert(node.db, { sourceId: await world.source(), serviceId });
  await eventually(() => hooks.ada.seen.length === 1);
  const page = await eventually(async () => (await node.admin.call(listPages, { query: { alertId } })).items[0]);
  const alertState = async () =>
    (await node.db.query<{ state: string }>('select state from alerts where id = $1', [alertId])).rows[0]!.state;
  return { world, hooks, people, params: { id: page.id }, alertId, alertState };
}

const as = (personId: number): Actor => ({ kind: 'person', personId, name: 'Ada', role: 'responder' });
const reason = 'The error rate is back';

test('a resolved page that is reopened is open with its alert, keeps the reason and pages from its first step', async () => {
  const node = await startTestServer();
  const { hooks, params, alertState } = await onePage(node);
  await node.admin.call(resolvePage, { params });
  expect(await alertState()).toBe('resolved');
  const page = await node.admin.call(reopenPage, { params, body: { reason } });
  expect([page.state, page.resolvedAt, await alertState()]).toEqual(['open', null, 'triggered']);
  await eventually(() => hooks.ada.seen.length === 2);
  await node.clock.advance('6 minutes');
  await eventually(() => hooks.grace.seen.length === 1);
  const events = await node.db.query("select data from events where kind in ('page.reopened', 'alert.reopened')");
  expect(events.rows).toEqual([{ data: { reason } }, { data: { reason } }]);
});

test('what was resolved more than 24 hours ago stays resolved', async () => {
  const node = await startTestServer();
  const { params, alertId } = await onePage(node);
  await node.admin.call(resolvePage, { params });
  await node.clock.advance('25 hours');
  const refused = { code: 'state_conflict' };
  await expect(node.admin.call(reopenPage, { params, body: { reason } })).rejects.toMatchObject(refused);
  await expect(node.admin.call(reopenAlert, { params: { id: alertId }, body: { reason } })).rejects.toMatchObject(
    refused,
  );
});

test('a page whose condition has a newer open alert is not reopened beside it', async () => {
  const node = await shared();
  const { params, alertId, alertState } = await onePage(node);
  await node.admin.call(resolvePage, { params });
  await node.db.query(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, paging, labels, triggered_at, last_signal_at)
     select source_id, dedup_key, dedup_hash, 'triggered', severity, title, 'none', '{}', evenkeel.now(), evenkeel.now()
     from alerts where id = $1`,
    [alertId],
  );
  await expect(node.admin.call(reopenPage, { params, body: { reason } })).rejects.toMatchObject({
    code: 'state_conflict',
  });
  expect([(await node.admin.call(getPage, { params })).state, await alertState()]).toEqual(['resolved', 'resolved']);
});

test('an alert that is reopened pages again by its page', async () => {
  const node = await shared();
  const { hooks, params, alertId } = await onePage(node);
  await node.admin.call(resolveAlert, { params: { id: alertId } });
  await eventually(async () => (await node.admin.call(getPage, { params })).state === 'resolved');
  const alert = await node.admin.call(reopenAlert, { params: { id: alertId }, body: { reason } });
  expect(alert.state).toBe('triggered');
  await eventually(() => hooks.ada.seen.length === 2);
});

test('a reopened alert that never had a page is decided on anew and pages', async () => {
  const node = await shared();
  const { hooks, alertId } = await onePage(node);
  const old = await triggerAlert(node.db, {
    sourceId: (await node.db.query('select source_id from alerts where id = $1', [alertId])).rows[0].source_id,
    serviceId: (await node.db.query('select service_id from alerts where id = $1', [alertId])).rows[0].service_id,
    title: 'Quiet until now',
  });
  await eventually(() => hooks.ada.seen.length === 2);
  await node.db.query('delete from page_alerts where alert_id = $1', [old]);
  await node.db.query(
    "update alerts set state = 'resolved', paging = 'none', not_paged_because = 'paused', resolved_at = evenkeel.now() where id = $1",
    [old],
  );
  await node.admin.call(reopenAlert, { params: { id: old }, body: { reason } });
  await eventually(
    async () => (await node.db.query('select from page_alerts where alert_id = $1', [old])).rowCount === 1,
  );
});

test('whoever declines is not asked again, and the next step is asked at once', async () => {
  const node = await shared();
  const { hooks, people, params } = await onePage(node);
  await declinePage({ db: node.db, actor: as(people.ada) }, params.id);
  await eventually(() => hooks.grace.seen.length === 1);
  const page = await node.admin.call(getPage, { params });
  expect([page.state, page.declinedBy.map(({ name }) => name)]).toEqual(['open', ['Ada']]);
  await expect(declinePage({ db: node.db, actor: as(people.kay) }, params.id)).rejects.toMatchObject({
    code: 'state_conflict',
  });
});

test('when the last one declines after the end of the escalation, it starts anew without them', async () => {
  const node = await startTestServer();
  const { hooks, people, params } = await onePage(node);
  await node.clock.advance('6 minutes');
  await eventually(() => hooks.grace.seen.length === 1);
  await node.clock.advance('6 minutes');
  await eventually(async () => (await node.admin.call(getPage, { params })).exhaustedAt !== null);
  await declinePage({ db: node.db, actor: as(people.ada) }, params.id);
  await eventually(() => hooks.grace.seen.length === 2);
  expect(hooks.ada.seen).toHaveLength(1);
});

test('an added responder is paged at once, and an acknowledgement of one leaves the other open', async () => {
  const node = await shared();
  const { hooks, people, params } = await onePage(node);
  const added = await node.admin.call(addResponders, {
    params,
    body: {
      targets: [{ kind: 'person', id: people.kay }],
      message: 'Please look at the database',
      acknowledgesTogether: false,
    },
  });
  await eventually(() => hooks.kay.seen.length === 1);
  const [kay] = added.items;
  expect(kay).toMatchObject({ name: 'Kay', kind: 'person', state: 'open', addedBy: { name: expect.any(String) } });
  await node.admin.call(acknowledgePage, { params });
  expect((await node.admin.call(getPage, { params: { id: kay!.pageId } })).state).toBe('open');
  expect((await node.admin.call(getPage, { params })).responders[0]).toMatchObject({ people: [{ name: 'Kay' }] });
});

test('somebody who is deactivated cannot be added, and the answer says so', async () => {
  const node = await shared();
  const { people, params } = await onePage(node);
  await node.db.query('update people set disabled_at = evenkeel.now() where id = $1', [people.kay]);
  const targets = [{ kind: 'person' as const, id: people.kay }];
  const adding = node.admin.call(addResponders, {
    params,
    body: { targets, message: '', acknowledgesTogether: false },
  });
  await expect(adding).rejects.toMatchObject({ status: 400, detail: 'This person is deactivated.' });
});

test('acknowledged together, whoever answers first answers for the page and for all who were added', async () => {
  const node = await shared();
  const { people, params, alertState } = await onePage(node);
  const targets = [people.kay, people.grace].map((id) => ({ kind: 'person' as const, id }));
  const { items } = await node.admin.call(addResponders, {
    params,
    body: { targets, message: '', acknowledgesTogether: true },
  });
  await node.admin.call(acknowledgePage, { params: { id: items[0]!.pageId } });
  const states = (await node.admin.call(getPage, { params })).responders.map(({ state }) => state);
  expect([...states, (await node.admin.call(getPage, { params })).state, await alertState()]).toEqual([
    ...['acknowledged', 'acknowledged'],
    ...['acknowledged', 'acknowledged'],
  ]);
});

test('the pages of added responders end when the sender resolves the alert', async () => {
  const node = await startTestServer();
  const { hooks, people, params, alertId } = await onePage(node);
  const { items } = await node.admin.call(addResponders, {
    params,
    body: { targets: [{ kind: 'person', id: people.kay }], message: '', acknowledgesTogether: false },
  });
  await eventually(() => hooks.kay.seen.length === 1);
  await resolveBySender(node.db, alertId);
  await eventually(
    async () => (await node.admin.call(getPage, { params: { id: items[0]!.pageId } })).state === 'resolved',
  );
  const states = (await notificationsOf(node.db)).map(({ state }) => state);
  expect(states.filter((state) => state === 'pending')).toEqual([]);
});

test('many pages are snoozed by one request, and those that were acknowledged stay so when it is cancelled', async () => {
  const node = await shared();
  const [one, other] = [await onePage(node), await onePage(node)];
  const ids = [one.params.id, other.params.id];
  await node.admin.call(acknowledgePage, { params: other.params });
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const snoozed = await node.admin.call(respondToPages, { body: { ids, action: 'snooze', until } });
  expect(snoozed.items.map(({ state }) => state)).toEqual(['acknowledged', 'acknowledged']);
  expect((await node.admin.call(getPage, { params: one.params })).snoozedUntil).toBe(until);
  await node.admin.call(respondToPages, { body: { ids, action: 'unsnooze' } });
  expect(await node.admin.call(getPage, { params: other.params })).toMatchObject({
    state: 'acknowledged',
    snoozedUntil: null,
  });
});

test('many pages are reassigned by one request, and the person who gets them is notified of each', async () => {
  const node = await shared();
  const [one, other] = [await onePage(node), await onePage(node)];
  const ids = [one.params.id, other.params.id];
  await expect(node.admin.call(respondToPages, { body: { ids, action: 'reassign' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await node.admin.call(resolvePage, { params: other.params });
  const target = { kind: 'person' as const, id: one.people.kay };
  const { items } = await node.admin.call(respondToPages, { body: { ids, action: 'reassign', target } });
  expect(items).toEqual([
    { id: one.params.id, state: 'open', refusal: null },
    { id: other.params.id, state: null, refusal: 'This page is resolved.' },
  ]);
  await eventually(() => one.hooks.kay.seen.length === 1);
});

test('one response to many pages does what it can and says why it did not do the rest', async () => {
  const node = await shared();
  const { params } = await onePage(node);
  const body = { ids: [params.id, 999_999], action: 'resolve' as const, reason: 'Undone' };
  const { items } = await node.admin.call(respondToPages, { body });
  expect(items).toEqual([
    { id: params.id, state: 'resolved', refusal: null },
    { id: 999_999, state: null, refusal: 'No page has the id 999999.' },
  ]);
  const undone = await node.admin.call(respondToPages, { body: { ...body, ids: [params.id], action: 'reopen' } });
  expect(undone.items).toEqual([{ id: params.id, state: 'open', refusal: null }]);
});

test('whether a page needed somebody can be said once it is acknowledged, changed and taken back, and holds nothing up', async () => {
  const node = await shared();
  const { params } = await onePage(node);
  const say = (answer: 'acted' | 'duplicate' | null) => node.admin.call(setPageFeedback, { params, body: { answer } });
  await expect(say('acted')).rejects.toMatchObject({ code: 'state_conflict' });
  await node.admin.call(acknowledgePage, { params });
  expect((await say('acted')).feedback).toMatchObject({ answer: 'acted', by: { name: 'Admin token' } });
  await say('acted');
  await node.admin.call(resolvePage, { params });
  expect(await say('duplicate')).toMatchObject({ state: 'resolved', feedback: { answer: 'duplicate' } });
  expect((await say(null)).feedback).toBeNull();
  const events = await node.db.query(
    "select data from events where kind = 'page.feedbackGiven' and subject_id = $1 order by id",
    [params.id],
  );
  expect(events.rows.map(({ data }) => data)).toEqual([
    { before: null, after: 'acted' },
    { before: 'acted', after: 'duplicate' },
    { before: 'duplicate', after: null },
  ]);
});
