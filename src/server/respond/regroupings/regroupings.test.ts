import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sharedServer, startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { ApiProblem } from '../../../client/client.ts';
import { acknowledgeAlert, resolveAlert, unacknowledgeAlert } from '../../../contract/respond/alert-response.ts';
import { getPage, listPages } from '../../../contract/respond/pages/page.ts';
import { acknowledgePage, createPage, snoozePage } from '../../../contract/respond/pages/responses.ts';
import { mergeAlerts, splitAlert, undoRegrouping } from '../../../contract/respond/regroupings.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, dueStepsHaveRun, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';
import { auditPaging } from '../watchdog/audit.ts';

const shared = sharedServer();

/** Two services with a person on call each. */
async function twoServices(node: TestServer) {
  const world = worldOf(node);
  const hooks = { ada: await ok(), grace: await ok() };
  const ada = await world.person('Ada');
  const grace = await world.person('Grace');
  await world.webhook(ada, hooks.ada.url);
  await world.webhook(grace, hooks.grace.url);
  const sourceId = await world.source();
  const checkout = await world.service(await world.policy(ladder([askPerson(ada), askPerson(ada)])));
  const search = await world.service(await world.policy(ladder([askPerson(grace), askPerson(grace)])), 'Search');
  const trigger = (serviceId: number, more: { groupKey?: string; severity?: number } = {}) =>
    triggerAlert(node.db, { sourceId, serviceId, ...more });
  return { world, hooks, ada, grace, sourceId, checkout, search, trigger };
}

const ok = () => receiver((_request, response) => response.end());

const pagesOf = async (node: TestServer, alertId: number) =>
  (await node.admin.call(listPages, { query: { alertId } })).items.filter(({ state }) => state !== 'resolved');
const pageOf = (node: TestServer, alertId: number) =>
  eventually(async () => {
    const [page, ...more] = await pagesOf(node, alertId);
    expect(more).toEqual([]);
    return page;
  });
const stateOf = async (node: TestServer, alertId: number) =>
  (await node.db.query<{ state: string }>('select state from alerts where id = $1', [alertId])).rows[0]!.state;

const merge = (node: TestServer, ...alertIds: number[]) => node.admin.call(mergeAlerts, { body: { alertIds } });
const split = (node: TestServer, id: number) => node.admin.call(splitAlert, { params: { id } });
const undo = (node: TestServer, id: number) => node.admin.call(undoRegrouping, { params: { id } });
const conflict = (detail?: string) => ({
  code: 'state_conflict',
  ...(detail === undefined ? {} : { message: expect.stringContaining(detail) }),
});

test('merged alerts have one page: the other one ends in it and pages nobody any more, and acknowledging it takes them all', async () => {
  const node = await startTestServer();
  const { hooks, checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout);
  const leading = await pageOf(node, first);
  const second = await trigger(search);
  const ended = await pageOf(node, second);
  await eventually(() => hooks.ada.seen.length === 1 && hooks.grace.seen.length === 1);
  const merged = await merge(node, second, first);
  expect(merged).toMatchObject({ kind: 'merge', pageId: leading.id, alertIds: [second], endedPageIds: [ended.id] });
  expect(await node.admin.call(getPage, { params: { id: ended.id } })).toMatchObject({
    state: 'resolved',
    mergedInto: leading.id,
    alertCount: 0,
  });
  await node.clock.advance('6 minutes');
  await eventually(() => hooks.ada.seen.length === 2);
  expect(hooks.grace.seen).toHaveLength(1);
  expect(await pageOf(node, second)).toMatchObject({ id: leading.id, alertCount: 2, state: 'open' });
  await node.admin.call(acknowledgePage, { params: { id: leading.id } });
  expect([await stateOf(node, first), await stateOf(node, second)]).toEqual(['acknowledged', 'acknowledged']);
});

test('who acknowledges a page that was merged acknowledges the one that goes on', async () => {
  const node = await shared();
  const { checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout);
  const lead = await pageOf(node, first);
  const second = await trigger(search);
  const ended = await pageOf(node, second);
  await merge(node, first, second);
  const answered = await node.admin.call(acknowledgePage, { params: { id: ended.id } });
  expect([answered.id, answered.state, await stateOf(node, first)]).toEqual([lead.id, 'acknowledged', 'acknowledged']);
});

test('the link in a message about a merged page acknowledges the page that goes on', async () => {
  const node = await shared();
  const { hooks, checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout);
  await pageOf(node, first);
  const second = await trigger(search);
  await eventually(() => hooks.grace.seen.length === 1);
  await merge(node, first, second);
  const sent = JSON.parse(hooks.grace.seen[0]!.body) as { data?: { links: { acknowledge: string } } };
  const link = /https?:\/\/[^"]+\/a\/[\w.-]+/.exec(JSON.stringify(sent))![0];
  const answer = await fetch(`${node.url}${new URL(link).pathname}/acknowledgement`, { method: 'POST' });
  expect(answer.status).toBeLessThan(400);
  expect([await stateOf(node, first), await stateOf(node, second)]).toEqual(['acknowledged', 'acknowledged']);
});

test('what arrives later for a merged group or a merged condition joins its page, until that is resolved', async () => {
  const node = await shared();
  const { checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout, { groupKey: 'db' });
  const lead = await pageOf(node, first);
  const second = await trigger(search, { groupKey: 'cache' });
  const alone = await trigger(search);
  await Promise.all([pageOf(node, second), pageOf(node, alone)]);
  await merge(node, first, second, alone);
  const ofGroup = await trigger(search, { groupKey: 'cache' });
  expect((await pageOf(node, ofGroup)).id).toBe(lead.id);
  // The condition of the one that stood alone ends and comes back: another alert with the same key.
  await node.admin.call(resolveAlert, { params: { id: alone } });
  const again = await node.db.query<{ id: number }>(
    `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, service_id, paging, labels,
       triggered_at, last_signal_at)
     select source_id, dedup_key, dedup_hash, 'triggered', severity, title, service_id, 'wanted', '{}', evenkeel.now(),
       evenkeel.now() from alerts where id = $1 returning id`,
    [alone],
  );
  expect((await pageOf(node, again.rows[0]!.id)).id).toBe(lead.id);
  for (const id of [first, second, ofGroup, again.rows[0]!.id]) await node.admin.call(resolveAlert, { params: { id } });
  const later = await trigger(search, { groupKey: 'cache' });
  const page = await pageOf(node, later);
  expect([page.id === lead.id, page.alertCount]).toEqual([false, 1]);
});

test('once the merged page is acknowledged, what arrives for any of its groups pages together', async () => {
  const node = await shared();
  const { checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout, { groupKey: 'db' });
  const lead = await pageOf(node, first);
  const second = await trigger(search, { groupKey: 'cache' });
  await pageOf(node, second);
  await merge(node, first, second);
  await node.admin.call(acknowledgePage, { params: { id: lead.id } });
  const third = await trigger(search, { groupKey: 'cache' });
  const page = await pageOf(node, third);
  expect([page.state, page.id === lead.id]).toEqual(['open', false]);
  const fourth = await trigger(checkout, { groupKey: 'db' });
  expect((await pageOf(node, fourth)).id).toBe(page.id);
});

test('an undone merge gives both pages back: nobody who was notified is notified again, and the next step runs at its time', async () => {
  const node = await startTestServer();
  const { hooks, checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout, { severity: 3 });
  const second = await trigger(search, { severity: 2 });
  const [one, two] = [await pageOf(node, first), await pageOf(node, second)];
  await eventually(() => hooks.ada.seen.length === 1 && hooks.grace.seen.length === 1);
  const merged = await merge(node, first, second);
  expect(merged.pageId).toBe(two.id);
  const undone = await undo(node, merged.id);
  expect(undone.undoneAt).not.toBeNull();
  expect(await pageOf(node, first)).toMatchObject({ id: one.id, state: 'open', alertCount: 1, severity: 3 });
  expect(await pageOf(node, second)).toMatchObject({ id: two.id, state: 'open', alertCount: 1, severity: 2 });
  await expect(undo(node, merged.id)).rejects.toMatchObject(conflict('already'));
  await node.clock.advance('4 minutes');
  await dueStepsHaveRun(node);
  expect([hooks.ada.seen.length, hooks.grace.seen.length]).toEqual([1, 1]);
  await node.clock.advance('1 minute');
  await eventually(() => hooks.ada.seen.length === 2 && hooks.grace.seen.length === 2);
});

test('after an undone merge, what a page had still to send is sent, and a step whose time has passed runs at once', async () => {
  const node = await startTestServer();
  const { world, hooks, checkout, search, ada, trigger } = await twoServices(node);
  const later = await ok();
  const [first] = (await node.db.query<{ id: number }>('select id from contact_methods where person_id = $1', [ada]))
    .rows;
  await world.rule(ada, first!.id, 0);
  await world.rule(ada, await world.webhook(ada, later.url), 120);
  const one = await trigger(checkout, { severity: 3 });
  const two = await trigger(search, { severity: 2 });
  await eventually(() => hooks.ada.seen.length === 1 && hooks.grace.seen.length === 1);
  const merged = await merge(node, one, two);
  await node.clock.advance('3 minutes');
  await dueStepsHaveRun(node);
  expect(later.seen).toHaveLength(0);
  await undo(node, merged.id);
  await eventually(() => later.seen.length === 1);
  expect(hooks.ada.seen).toHaveLength(1);
  const again = await merge(node, one, two);
  await node.clock.advance('3 minutes');
  await undo(node, again.id);
  await eventually(() => hooks.ada.seen.length === 2);
});

test('after an undone merge, a page that had reached its end asks nobody anew, and a message that failed meanwhile is sent', async () => {
  const node = await startTestServer();
  const { hooks, checkout, search, trigger } = await twoServices(node);
  const one = await trigger(checkout, { severity: 3 });
  const page = await pageOf(node, one);
  await eventually(() => hooks.ada.seen.length === 1);
  await node.clock.advance('5 minutes');
  await eventually(() => hooks.ada.seen.length === 2);
  await node.clock.advance('5 minutes');
  const ended = async () => (await node.admin.call(getPage, { params: { id: page.id } })).exhaustedAt;
  await eventually(ended);
  const two = await trigger(search, { severity: 2 });
  await eventually(() => hooks.grace.seen.length === 1);
  const merged = await merge(node, one, two);
  await undo(node, merged.id);
  await dueStepsHaveRun(node);
  expect([await pageOf(node, one), hooks.ada.seen.length]).toMatchObject([{ id: page.id, state: 'open' }, 2]);
  expect(await ended()).not.toBeNull();
  const again = await merge(node, one, two);
  await node.db.query(
    `update notifications set state = 'failed', outcome = 'away', finished_at = evenkeel.now()
     where page_id = $1 and step_index = 1`,
    [page.id],
  );
  await undo(node, again.id);
  await eventually(() => hooks.ada.seen.length === 3);
});

test('a merge is not undone once its page was acknowledged or joined', async () => {
  const node = await shared();
  const { checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout, { groupKey: 'db' });
  const lead = await pageOf(node, first);
  const second = await trigger(search);
  await pageOf(node, second);
  const merged = await merge(node, first, second);
  const joining = await trigger(checkout, { groupKey: 'db' });
  await pageOf(node, joining);
  await expect(undo(node, merged.id)).rejects.toMatchObject(conflict('are others by now'));
  await node.admin.call(acknowledgePage, { params: { id: lead.id } });
  await expect(undo(node, merged.id)).rejects.toMatchObject(conflict('acknowledged by now'));
});

test('a triggered alert that is split pages by its own policy, and its group goes on without it', async () => {
  const node = await shared();
  const { hooks, checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout);
  const lead = await pageOf(node, first);
  const second = await trigger(search);
  await eventually(() => hooks.grace.seen.length === 1);
  await merge(node, first, second);
  const done = await split(node, second);
  expect(done).toMatchObject({ kind: 'split', pageId: lead.id, alertIds: [second] });
  const own = await pageOf(node, second);
  expect(own).toMatchObject({ state: 'open', alertCount: 1, service: { name: 'Search' } });
  await eventually(() => hooks.grace.seen.length === 2);
  expect(await pageOf(node, first)).toMatchObject({ id: lead.id, state: 'open', alertCount: 1 });
});

test('an alert that was acknowledged with its group stays acknowledged when it is split, and pages again when the snooze ends', async () => {
  const node = await startTestServer();
  const { hooks, checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout);
  const lead = await pageOf(node, first);
  const second = await trigger(search);
  await pageOf(node, second);
  await eventually(() => hooks.grace.seen.length === 1);
  await merge(node, first, second);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await node.admin.call(snoozePage, { params: { id: lead.id }, body: { until } });
  await split(node, second);
  const own = await pageOf(node, second);
  expect(own).toMatchObject({ state: 'acknowledged', snoozedUntil: until, alertCount: 1 });
  expect(await stateOf(node, second)).toBe('acknowledged');
  await node.clock.advance('61 minutes');
  await eventually(() => hooks.grace.seen.length === 2);
});

test('an undone split puts the alert back onto the page that it left', async () => {
  const node = await shared();
  const { checkout, trigger } = await twoServices(node);
  const first = await trigger(checkout, { groupKey: 'db' });
  const lead = await pageOf(node, first);
  const second = await trigger(checkout, { groupKey: 'db' });
  await pageOf(node, second);
  const done = await split(node, second);
  const own = await pageOf(node, second);
  expect(own.id).not.toBe(lead.id);
  await undo(node, done.id);
  expect(await pageOf(node, second)).toMatchObject({ id: lead.id, alertCount: 2 });
  expect(await node.admin.call(getPage, { params: { id: own.id } })).toMatchObject({ mergedInto: lead.id });
  const third = await trigger(checkout, { groupKey: 'db' });
  expect((await pageOf(node, third)).id).toBe(lead.id);
});

test('a page that somebody sent by hand about an alert goes on beside the merged one', async () => {
  const node = await shared();
  const { world, checkout, search, trigger } = await twoServices(node);
  const first = await trigger(checkout);
  const second = await trigger(search);
  await Promise.all([pageOf(node, first), pageOf(node, second)]);
  const kay = await world.person('Kay');
  const byHand = await node.admin.call(createPage, {
    body: { title: 'Can you look?', target: { kind: 'person', id: kay }, alertId: second },
  });
  await merge(node, first, second);
  expect((await node.admin.call(getPage, { params: { id: byHand.id } })).state).toBe('open');
});

/** Which alerts stand together, on which page. */
async function grouping(node: TestServer, ids: number[]) {
  const found = await node.db.query<{ page_id: number; members: number[] }>(
    `select page_id, array_agg(alert_id order by alert_id) as members from page_alerts
     where alert_id = any ($1::bigint[]) group by page_id order by page_id`,
    [ids],
  );
  return found.rows.map(({ page_id, members }) => `${page_id}: ${members.join(' ')}`);
}

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('merge' as const), of: fc.uniqueArray(fc.nat(4), { minLength: 2, maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('split' as const, 'undo' as const), of: fc.tuple(fc.nat(4)) }),
    fc.record({
      kind: fc.constantFrom('acknowledge' as const, 'unacknowledge' as const, 'resolve' as const),
      of: fc.tuple(fc.nat(4)),
    }),
  ),
  { minLength: 3, maxLength: 9 },
);

test('whatever is merged, split, undone, acknowledged and resolved, each open alert is on exactly one page, which asks while one of its alerts is triggered', async () => {
  const node = await startTestServer();
  const { db } = node;
  const { checkout, search, trigger } = await twoServices(node);
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(steps, fc.integer(), async (sequence, salt) => {
      const group = { groupKey: `group ${salt} ${Math.random()}` };
      const ids = [await trigger(checkout, group), await trigger(checkout, group), await trigger(search)];
      ids.push(await trigger(search), await trigger(checkout));
      const settle = () =>
        eventually(async () => {
          const waiting = await db.query("select from alerts where paging in ('wanted', 'settle')");
          return waiting.rowCount === 0;
        });
      await settle();
      const done: { id: number; before: string[] }[] = [];
      for (const { kind, of } of sequence) {
        const chosen = of.map((place) => ids[place]!);
        const before = await grouping(node, ids);
        const params = { id: chosen[0]! };
        try {
          if (kind === 'merge') done.push({ id: (await merge(node, ...chosen)).id, before });
          if (kind === 'split') done.push({ id: (await split(node, params.id)).id, before });
          if (kind === 'acknowledge') await node.admin.call(acknowledgeAlert, { params });
          if (kind === 'unacknowledge') await node.admin.call(unacknowledgeAlert, { params });
          if (kind === 'resolve') await node.admin.call(resolveAlert, { params });
          const last = kind === 'undo' ? done.pop() : undefined;
          if (last) {
            await undo(node, last.id);
            expect(await grouping(node, ids)).toEqual(last.before);
            undone++;
          }
        } catch (error) {
          if (!(error instanceof ApiProblem) || error.code !== 'state_conflict') throw error;
        }
        await settle();
        const found = await db.query<{ id: number; state: string; pages: string[] }>(
          `select a.id, a.state, coalesce(array_agg(p.state) filter (where p.state <> 'resolved'), '{}') as pages
           from alerts a left join page_alerts pa on pa.alert_id = a.id left join pages p on p.id = pa.page_id
           where a.id = any ($1::bigint[]) group by a.id`,
          [ids],
        );
        for (const { state, pages } of found.rows) {
          if (state === 'triggered') expect(pages).toEqual(['open']);
          if (state === 'acknowledged') expect(pages).toHaveLength(1);
        }
        const counts = await db.query(
          `select from pages p where alert_count <> (select count(*) from page_alerts pa where pa.page_id = p.id)`,
        );
        expect(counts.rowCount).toBe(0);
      }
    }),
    { numRuns: 15 },
  );
  expect(undone).toBeGreaterThan(0);
  const { findings } = await auditPaging(db);
  expect(findings.filter(({ weight }) => weight === 'fault')).toEqual([]);
});
