/** Merges that meet other merges, alerts that join and acknowledgements, each held open until the other waits for it. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { acknowledgeAlert, resolveAlert } from '../../../contract/respond/alert-response.ts';
import { acknowledgePage } from '../../../contract/respond/pages/responses.ts';
import { mergeAlerts, splitAlert, undoRegrouping } from '../../../contract/respond/regroupings.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';
import { auditPaging } from '../watchdog/audit.ts';

/** Three services, each with a group, a person on call and one alert that has paged them. */
async function threeGroups() {
  const node = await startTestServer();
  const world = worldOf(node);
  const sourceId = await world.source();
  const groups = [];
  for (const name of ['Ada', 'Ben', 'Cleo']) {
    const hook = await receiver((_request, response) => response.end());
    const person = await world.person(name);
    await world.webhook(person, hook.url);
    const serviceId = await world.service(await world.policy(ladder([askPerson(person), askPerson(person)])), name);
    const trigger = () => triggerAlert(node.db, { sourceId, serviceId, groupKey: name });
    const alertId = await trigger();
    await eventually(() => hook.seen.length === 1);
    const [pageId] = await pagesOf(node, alertId);
    groups.push({ hook, trigger, alertId, pageId: pageId! });
  }
  const [a, b, c] = groups as [(typeof groups)[0], (typeof groups)[0], (typeof groups)[0]];
  return { node, a, b, c };
}

/** Pages of an alert that are not resolved. */
async function pagesOf({ db }: TestServer, alertId: number): Promise<number[]> {
  const found = await db.query<{ id: number }>(
    `select p.id from pages p join page_alerts pa on pa.page_id = p.id
     where pa.alert_id = $1 and p.state <> 'resolved' order by p.id`,
    [alertId],
  );
  return found.rows.map(({ id }) => id);
}

/** Another transaction has this page in hand until it lets go. */
async function holding({ db }: TestServer, pageId: number) {
  const client = await db.connect();
  let isHeld = true;
  const letGo = async () => {
    if (!isHeld) return;
    isHeld = false;
    await client.query('rollback');
    client.release();
  };
  onTestFinished(letGo);
  await client.query('begin');
  await client.query('select from pages where id = $1 for update', [pageId]);
  return letGo;
}

/** So many transactions wait for a lock that somebody else has. */
const waiting = ({ db }: TestServer, count: number) =>
  eventually(async () => {
    const found = await db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return found.rowCount! >= count;
  });

const merge = ({ admin }: TestServer, ...alertIds: number[]) => admin.call(mergeAlerts, { body: { alertIds } });

/** Nothing is lost, doubled or left without a due time; nobody has to repair anything. */
async function expectSound(node: TestServer, alertIds: number[]) {
  const { db } = node;
  await eventually(async () => {
    const unsettled = await db.query("select from alerts where paging in ('wanted', 'settle')");
    return unsettled.rowCount === 0;
  });
  const found = await db.query<{ id: number; state: string; because: string | null; pages: string[] }>(
    `select a.id, a.state, a.not_paged_because as because, coalesce(array_agg(p.state) filter (where p.state <> 'resolved'), '{}') as pages
     from alerts a left join page_alerts pa on pa.alert_id = a.id left join pages p on p.id = pa.page_id
     where a.id = any ($1::bigint[]) group by a.id order by a.id`,
    [alertIds],
  );
  expect(found.rows.map(({ id }) => id)).toEqual([...alertIds].sort((one, other) => one - other));
  for (const { id, state, because, pages } of found.rows) {
    if (state === 'triggered') expect(pages, `alert ${id}`).toEqual(['open']);
    // What was split off and acknowledged before its own page opened needs none, and says so.
    const isTakenUnpaged = because === 'acknowledged';
    if (state === 'acknowledged') expect(pages, `alert ${id}`).toHaveLength(isTakenUnpaged ? 0 : 1);
  }
  const broken = await db.query<{ id: number }>(
    `select id from pages p where alert_count <> (select count(*) from page_alerts pa where pa.page_id = p.id)
       or (state = 'open' and due_at is null and exhausted_at is null) or (state <> 'open' and due_at is not null)
       or (state = 'open' and alert_count = 0)`,
  );
  expect(broken.rows).toEqual([]);
  const stale = await db.query(
    `select from notifications n join pages p on p.id = n.page_id where n.state = 'pending' and p.state <> 'open'`,
  );
  expect(stale.rowCount).toBe(0);
  const { findings } = await auditPaging(db);
  expect(findings.filter(({ weight }) => weight === 'fault')).toEqual([]);
}

test('of two merges of the same alerts at once one is done, and the other is told that they are in one group', async () => {
  const { node, a, b } = await threeGroups();
  const letGo = await holding(node, a.pageId);
  const both = [merge(node, a.alertId, b.alertId), merge(node, b.alertId, a.alertId)];
  await waiting(node, 2);
  await letGo();
  const outcomes = await Promise.allSettled(both);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'state_conflict', message: 'These alerts are in one group already.' },
  });
  await expectSound(node, [a.alertId, b.alertId]);
});

test('two merges at once that share a group end in one page with all alerts', async () => {
  const { node, a, b, c } = await threeGroups();
  const letGo = await holding(node, b.pageId);
  const both = [merge(node, a.alertId, b.alertId), merge(node, b.alertId, c.alertId)];
  await waiting(node, 2);
  await letGo();
  await Promise.all(both);
  for (const { alertId } of [a, b, c]) expect(await pagesOf(node, alertId)).toEqual([a.pageId]);
  await expectSound(node, [a.alertId, b.alertId, c.alertId]);
});

test('an alert that was joining a page when that was merged goes along with it', async () => {
  const { node, a, b } = await threeGroups();
  const letGo = await holding(node, b.pageId);
  const joining = await b.trigger();
  await waiting(node, 1);
  const merging = merge(node, a.alertId, b.alertId);
  await waiting(node, 2);
  await letGo();
  await merging;
  expect(await pagesOf(node, joining)).toEqual([a.pageId]);
  await expectSound(node, [a.alertId, b.alertId, joining]);
});

test('an alert that comes to a page while that is being merged has a page of its own, which notifies at once', async () => {
  const { node, a, b } = await threeGroups();
  const letGo = await holding(node, b.pageId);
  const merging = merge(node, a.alertId, b.alertId);
  await waiting(node, 1);
  const joining = await b.trigger();
  await waiting(node, 2);
  await letGo();
  await merging;
  await eventually(() => b.hook.seen.length === 2);
  const [own, ...more] = await pagesOf(node, joining);
  expect([own === a.pageId, own === b.pageId, more]).toEqual([false, false, []]);
  await expectSound(node, [a.alertId, b.alertId, joining]);
});

test('an alert that becomes more severe while its page is merged is joined again after the deadlock, and nobody misses it', async () => {
  const { node, a, b } = await threeGroups();
  const { db } = node;
  const deadlocks = async () => {
    await db.query('select pg_stat_force_next_flush()');
    const found = await db.query<{ deadlocks: number }>(
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    );
    return found.rows[0]!.deadlocks;
  };
  await db.query('update pages set severity = 3, urgency = $2 where id = $1', [b.pageId, 'low']);
  const letGo = await holding(node, b.pageId);
  const merging = merge(node, a.alertId, b.alertId);
  await waiting(node, 1);
  // Its alert is in the hands of whoever opens pages, who waits for the page; the merge has that next, and wants the alert.
  await db.query("update alerts set severity = 1, paging = 'wanted' where id = $1", [b.alertId]);
  await waiting(node, 2);
  await letGo();
  await merging;
  await expectSound(node, [a.alertId, b.alertId]);
  expect(await pagesOf(node, b.alertId)).toEqual([a.pageId]);
  await eventually(async () => (await deadlocks()) > 0);
});

test('an acknowledgement that is faster than a merge leaves the page that asks on to go on', async () => {
  const { node, a, b } = await threeGroups();
  const letGo = await holding(node, a.pageId);
  const merging = merge(node, a.alertId, b.alertId);
  await waiting(node, 1);
  // The merge has not got to this page yet.
  await node.admin.call(acknowledgePage, { params: { id: b.pageId } });
  await letGo();
  await merging;
  await expectSound(node, [a.alertId, b.alertId]);
  const stateOf = async (id: number) =>
    (await node.db.query<{ state: string }>('select state from pages where id = $1', [id])).rows[0]!.state;
  expect([await stateOf(a.pageId), await stateOf(b.pageId)]).toEqual(['open', 'resolved']);
  await node.admin.call(acknowledgePage, { params: { id: b.pageId } });
  expect(await stateOf(a.pageId)).toBe('acknowledged');
});

test('an acknowledgement that waits behind a merge is of the page that goes on, by its page and by its alert', async () => {
  const { node, a, b, c } = await threeGroups();
  const letGo = await holding(node, c.pageId);
  // Both pages of the first merge are locked by it while it waits for the third.
  const merging = merge(node, a.alertId, b.alertId, c.alertId);
  await waiting(node, 1);
  const acknowledging = [
    node.admin.call(acknowledgePage, { params: { id: b.pageId } }),
    node.admin.call(acknowledgeAlert, { params: { id: b.alertId } }),
  ];
  await waiting(node, 3);
  await letGo();
  await Promise.all([merging, ...acknowledging]);
  await expectSound(node, [a.alertId, b.alertId, c.alertId]);
  const found = await node.db.query<{ state: string }>('select state from pages where id = $1', [a.pageId]);
  expect(found.rows[0]!.state).toBe('acknowledged');
  await node.clock.advance('30 minutes');
  expect([a, b, c].map(({ hook }) => hook.seen.length)).toEqual([1, 1, 1]);
});

const deed = fc.oneof(
  fc.record({ kind: fc.constant('merge' as const), of: fc.uniqueArray(fc.nat(2), { minLength: 2, maxLength: 3 }) }),
  fc.record({
    kind: fc.constantFrom(
      'split' as const,
      'undo' as const,
      'acknowledge' as const,
      'resolve' as const,
      'join' as const,
    ),
    of: fc.tuple(fc.nat(2)),
  }),
);

test('whatever is merged, split, undone, joined, acknowledged and resolved at the same moment, nothing is lost, doubled or left without a due time', async () => {
  const { node, a, b, c } = await threeGroups();
  const groups = [a, b, c];
  const ids = groups.map(({ alertId }) => alertId);
  let merges: number[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 3, maxLength: 6 }), async (deeds) => {
      for (const { trigger } of groups) ids.push(await trigger());
      await expectSound(node, ids);
      const newest = ids.slice(-3);
      const undoable = merges;
      merges = [];
      const outcomes = await Promise.allSettled(
        deeds.map(async ({ kind, of }) => {
          const chosen = of.map((place) => newest[place]!);
          const params = { id: chosen[0]! };
          if (kind === 'merge') merges.push((await merge(node, ...chosen)).id);
          if (kind === 'split') await node.admin.call(splitAlert, { params });
          if (kind === 'acknowledge') await node.admin.call(acknowledgeAlert, { params });
          if (kind === 'resolve') await node.admin.call(resolveAlert, { params });
          if (kind === 'join') ids.push(await groups[of[0]!]!.trigger());
          const last = kind === 'undo' ? undoable.pop() : undefined;
          if (last !== undefined) await node.admin.call(undoRegrouping, { params: { id: last } });
        }),
      );
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'state_conflict' });
      await expectSound(node, ids);
    }),
    { numRuns: 15 },
  );
});
