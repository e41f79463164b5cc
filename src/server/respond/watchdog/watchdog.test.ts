import { expect, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { listPages } from '../../../contract/respond/pages/page.ts';
import { readPagingAudit } from '../../../contract/respond/watchdog.ts';
import { receiver } from '../channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../pages/world-for-tests.ts';
import { auditPaging, repair } from './audit.ts';

const policy = (personId: number) => ladder([askPerson(personId)]);
const codes = (findings: { code: string }[]) => findings.map(({ code }) => code);

test('a healthy installation has nothing to find', async () => {
  const node = await startTestServer();
  const audit = await node.admin.call(readPagingAudit, {});
  expect(audit).toMatchObject({ isClean: true, findings: [] });
});

test('every broken promise is found, and what can be repaired is repaired', async () => {
  // No server: nothing runs that would put things right before they are found.
  const { db } = await createTestDatabase();
  const insert = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await db.query(`${sql} returning id`, values)).rows[0].id;
  const person = await insert("insert into people (email, name) values ('ada@example.org', 'Ada')");
  const page = (key: string, dueAt: string) =>
    insert(
      `insert into pages (policy, title, severity, urgency, group_hash, due_at, opened_at)
       values ($1, $2, 1, 'high', sha256(convert_to($2, 'UTF8')), ${dueAt}, evenkeel.now())`,
      [policy(person), key],
    );
  const stuck = await page('stuck', 'null');
  const late = await page('late', "evenkeel.now() - interval '2 minutes'");
  const notification = (key: string, state: string) =>
    insert(
      `insert into notifications (page_key, page_id, generation, round, step_index, person_id, severity, state, due_at, lease_until)
       values ($1, $2, 1, 0, 0, $3, 1, $4, evenkeel.now() - interval '2 minutes', evenkeel.now() - interval '2 minutes')`,
      [key, late, person, state],
    );
  await notification('overdue', 'pending');
  await notification('abandoned', 'sending');
  const source = await insert(
    "insert into sources (slug, name, type, key_hash, key_sealed) values ('s', 'S', 'generic', '', '')",
  );
  const alert = (key: string, state: string, paging: string) =>
    insert(
      `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, paging, triggered_at, resolved_at, last_signal_at)
       values ($1, $2, sha256(convert_to($2, 'UTF8')), $3, 1, 'T', $4, evenkeel.now() - interval '1 hour',
         case when $3 = 'resolved' then evenkeel.now() - interval '1 minute' end, evenkeel.now())`,
      [source, key, state, paging],
    );
  await alert('forgotten', 'triggered', 'wanted');
  const outlived = await page('outlived', "evenkeel.now() + interval '5 minutes'");
  const over = await alert('over', 'resolved', 'none');
  await db.query('insert into page_alerts values ($1, $2)', [outlived, over]);
  await db.query('update pages set alert_count = 1 where id = $1', [outlived]);
  const unpaged = await alert('unpaged', 'triggered', 'paged');
  const held = await alert('held', 'triggered', 'none');
  await db.query(
    `update alerts set suppressed_reason = 'Maintenance window.', suppressed_until = evenkeel.now() + interval '1 day'
     where id = $1`,
    [held],
  );
  await db.query(
    `insert into heartbeats (source_id, interval_seconds, grace_seconds, due_at)
     values ($1, 60, 0, evenkeel.now() - interval '2 minutes')`,
    [source],
  );
  const nodeId = await insert("insert into nodes (name, version) values ('lives and absorbs nothing', '1')");
  const log = await insert('insert into signal_logs (node_id) values ($1)', [nodeId]);
  await db.query(
    `insert into signals (log_id, seq, source_id, received_at, request, body, signal_count)
     values ($1, 1, $2, evenkeel.now() - interval '1 minute', '{}', '', 1)`,
    [log, source],
  );

  const audit = await auditPaging(db);
  expect(audit.isClean).toBe(false);
  expect(codes(audit.findings)).toEqual([
    'page_without_timer',
    'page_step_overdue',
    'page_outlives_alerts',
    'alert_not_paged',
    'notification_overdue',
    'lease_expired',
    'alert_without_page',
    'alert_held_too_long',
    'heartbeat_not_raised',
    'signals_not_absorbed',
  ]);
  expect(audit.findings[0]).toMatchObject({ count: 1, examples: [stuck], weight: 'fault' });
  expect(await repair(db, audit)).toBe(true);
  const repaired = await db.query('select due_at is not null as has_timer from pages where id = $1', [stuck]);
  expect(repaired.rows).toEqual([{ has_timer: true }]);
  const pagingOf = async (id: number) =>
    (await db.query('select paging, suppressed_until <= evenkeel.now() as is_free from alerts where id = $1', [id]))
      .rows[0];
  expect(await pagingOf(over)).toMatchObject({ paging: 'settle' });
  expect(await pagingOf(unpaged)).toMatchObject({ paging: 'wanted' });
  expect(await pagingOf(held)).toMatchObject({ is_free: true });
});

test('what flaps is held back by no window, and the watchdog leaves it so until its time is over', async () => {
  const { db } = await createTestDatabase();
  const { id: source } = (
    await db.query(
      "insert into sources (slug, name, type, key_hash, key_sealed) values ('s', 'S', 'generic', '', '') returning id",
    )
  ).rows[0];
  const held = (until: string) =>
    db.query(
      `insert into alerts (source_id, dedup_key, dedup_hash, state, severity, title, paging, triggered_at, last_signal_at,
         not_paged_because, suppressed_reason, suppressed_until)
       values ($1, $2, sha256(convert_to($2, 'UTF8')), 'triggered', 2, 'T', 'none', evenkeel.now(), evenkeel.now(),
         'flapping', 'Flapping.', evenkeel.now() + $2::interval)`,
      [source, until],
    );
  await held('10 minutes');
  expect((await auditPaging(db)).findings).toEqual([]);
  await held('-2 minutes');
  expect(codes((await auditPaging(db)).findings)).toEqual(['alert_held_too_long']);
});

test('a page without a timer pages again once the watchdog has found it', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  await node.db.query(
    `insert into pages (policy, title, severity, urgency, group_hash, due_at, opened_at)
     values ($1, 'Stuck', 1, 'high', sha256('stuck'), null, evenkeel.now())`,
    [policy(ada)],
  );
  await repair(node.db, await auditPaging(node.db));
  await eventually(() => hook.seen.length === 1);
});

test('when the clock goes back, the next step of a page and a waiting notification do not wait until it has caught up', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const [ada, bo] = [await world.person('Ada'), await world.person('Bo')];
  await world.rule(ada, await world.webhook(ada, hook.url), 0);
  await world.rule(ada, await world.webhook(ada, `${hook.url}/later`), 240);
  await world.webhook(bo, `${hook.url}/next`);
  await node.clock.advance('1 hour');
  const policyId = await world.policy(ladder([askPerson(ada), askPerson(bo)]));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId: await world.service(policyId) });
  await eventually(() => hook.seen.length === 1);
  await node.clock.advance('-1 hour');
  const audit = await auditPaging(node.db);
  expect(codes(audit.findings)).toEqual(['page_step_of_old_clock', 'notification_of_old_clock']);
  await repair(node.db, audit);
  await eventually(() => hook.seen.length === 2);
  await node.clock.advance('4 minutes');
  await eventually(() => hook.seen.length === 3);
  expect((await auditPaging(node.db)).findings).toEqual([]);
});

test('a page that reaches nobody raises one alarm of the installation, which ends with its reason', async () => {
  const alive = await receiver((_request, response) => response.end());
  const node = await startTestServer({ environment: { EVENKEEL_DEAD_MAN_URL: alive.url } });
  await eventually(() => alive.seen.length === 1);
  const world = worldOf(node);
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId: null });
  const alarms = async () =>
    (await node.db.query("select state, title from alerts where dedup_key = 'paging page_nobody_reached'")).rows;
  await eventually(async () => (await alarms()).length === 1);
  expect(await alarms()).toMatchObject([{ state: 'triggered', title: expect.stringContaining('reached nobody') }]);
  const audit = await node.admin.call(readPagingAudit, {});
  expect(audit).toMatchObject({ isClean: true, findings: [{ code: 'page_nobody_reached', weight: 'warning' }] });
  // The page of the alarm reaches nobody either, and is no reason for another alarm.
  await eventually(async () => (await node.admin.call(listPages, { query: { state: 'open' } })).items.length === 2);
  expect((await node.admin.call(readPagingAudit, {})).findings[0]!.count).toBe(1);
});

test('somebody on the ladder without a contact method and a schedule without anybody are told', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const [ada, mute] = [await world.person('Ada'), await world.person('Mute')];
  await world.webhook(ada, hook.url);
  const schedule = await world.insert(
    "insert into schedules (slug, name, time_zone, definition) values ('empty', 'Empty', 'UTC', '{\"layers\":[]}')",
  );
  const definition = ladder([askPerson(ada)]);
  definition.steps[0]!.targets.push(askPerson(mute), { kind: 'schedule', id: schedule });
  const serviceId = await world.service(await world.policy(definition));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId });
  await eventually(() => hook.seen.length === 1);
  const { findings } = await node.admin.call(readPagingAudit, {});
  expect(codes(findings)).toEqual(['person_not_reached', 'nobody_on_call']);
});

test('a page whose every message failed is run again when the receiver is back', async () => {
  const node = await startTestServer();
  const world = worldOf(node);
  let status = 400;
  const hook = await receiver((_request, response) => response.writeHead(status).end());
  const ada = await world.person('Ada');
  await world.webhook(ada, hook.url);
  const serviceId = await world.service(await world.policy(policy(ada)));
  await triggerAlert(node.db, { sourceId: await world.source(), serviceId });
  await eventually(async () => (await node.db.query('select from pages where exhausted_at is not null')).rowCount);
  await repair(node.db, await auditPaging(node.db));
  expect(hook.seen).toHaveLength(1);
  status = 200;
  await node.clock.advance('6 minutes');
  await eventually(async () => {
    // A page that somebody else holds at this moment is left for the next look.
    await repair(node.db, await auditPaging(node.db));
    return hook.seen.length === 2;
  });
});
