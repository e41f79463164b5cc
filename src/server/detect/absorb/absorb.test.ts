import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { sendEvent, worldThrough } from '../../../../test/harness/world.ts';
import { getAlert } from '../../../contract/detect/alerts.ts';
import { acknowledgeAlert } from '../../../contract/respond/alert-response.ts';

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const event = (key: string, action: string, dedupKey: string, summary = 'Disk full', severity = 'critical') => ({
  routing_key: key,
  event_action: action,
  dedup_key: dedupKey,
  payload: { summary, source: 'db-1', severity },
});

/** Leaves out the alarms that the installation raises about itself, such as a page that no policy covers. */
const notOwn = "source_id not in (select id from sources where slug = 'evenkeel')";

async function alerts({ db }: TestServer) {
  const found = await db.query(
    `select id, dedup_key, state, severity, title, signal_count, paging, suppressed_reason from alerts
     where ${notOwn} order by id`,
  );
  return found.rows;
}

/** Waits until every log is absorbed to its end. */
async function absorbed({ db }: TestServer) {
  await eventually(async () => {
    const behind = await db.query(
      'select 1 from signals s join signal_cursors c on c.log_id = s.log_id where s.seq > c.absorbed_seq limit 1',
    );
    return behind.rowCount === 0;
  });
}

test('an accepted event is answered in the words of its protocol and becomes one alert that wants a page', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'pagerduty-events-v2');
  const answer = await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'disk/1', 'Disk <full> & hot'));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'disk/1' });
  await absorbed(server);
  expect(await alerts(server)).toMatchObject([
    { dedup_key: 'disk/1', state: 'triggered', severity: 1, title: 'Disk <full> & hot', signal_count: 1 },
  ]);
});

test('a key fires, resolves and fires again: two alerts; a resolve that comes first makes none', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'pagerduty-events-v2');
  for (const action of ['resolve', 'trigger', 'trigger', 'resolve', 'trigger']) {
    await post(`${server.url}/v2/enqueue`, event(key, action, 'k'));
    await absorbed(server);
  }
  expect(await alerts(server)).toMatchObject([
    { state: 'resolved', signal_count: 2 },
    { state: 'triggered', signal_count: 1 },
  ]);
});

test('a thousand repeats from a hundred senders at once are one alert that counts a thousand', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'pagerduty-events-v2');
  const statuses = new Set<number>();
  const tenTimes = async () => {
    for (let time = 0; time < 10; time += 1) {
      const answer = await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'storm'));
      await answer.text();
      statuses.add(answer.status);
    }
  };
  await Promise.all(Array.from({ length: 100 }, tenTimes));
  expect(statuses).toEqual(new Set([202]));
  await absorbed(server);
  expect(await alerts(server)).toMatchObject([{ state: 'triggered', signal_count: 1000 }]);
  const log = await server.db.query(
    `select min(seq)::int as first, max(seq) - count(*) as gaps, (count(*) filter (where ${notOwn}))::int as count
     from signals`,
  );
  expect(log.rows[0]).toEqual({ first: 1, gaps: 0, count: 1000 });
});

test('two nodes that hold signals of the same keys make one alert per key', async () => {
  const first = await startTestServer();
  const second = await startTestServer({ database: first });
  const { key } = await insertSource(first.db, 'pagerduty-events-v2');
  const sends = Array.from({ length: 400 }, (_, number) =>
    post(`${number % 2 === 0 ? first.url : second.url}/v2/enqueue`, event(key, 'trigger', `key-${number % 20}`)),
  );
  expect((await Promise.all(sends)).every((answer) => answer.status === 202)).toBe(true);
  await absorbed(first);
  const found = await alerts(first);
  expect(found).toHaveLength(20);
  expect(found.reduce((sum, alert) => sum + alert.signal_count, 0)).toBe(400);
});

/** A log of another node that holds these events and that nobody has absorbed; `dies` lets another node adopt it. */
async function logOfOtherNode({ db }: TestServer, sourceId: number, events: unknown[], isPing = false) {
  const { rows } = await db.query(
    "insert into nodes (name, version, heartbeat_at) values ('other', 'test', evenkeel.now() + interval '1 hour') returning id",
  );
  const nodeId = rows[0].id;
  const log = await db.query('insert into signal_logs (node_id) values ($1) returning id', [nodeId]);
  const logId = log.rows[0].id;
  await db.query('insert into signal_cursors (log_id) values ($1)', [logId]);
  const request = {
    method: 'POST',
    path: '/v2/enqueue',
    query: {},
    contentType: 'application/json',
    assignedKey: 'a',
    headers: {},
    isPing,
  };
  await db.query(
    `insert into signals (log_id, seq, source_id, request, body, signal_count)
     select $1, place, $2, $3, convert_to(said, 'UTF8'), 1 from unnest($4::text[]) with ordinality as e (said, place)`,
    [logId, sourceId, JSON.stringify(request), events.map((said) => JSON.stringify(said))],
  );
  const dies = () =>
    db.query("update nodes set heartbeat_at = evenkeel.now() - interval '1 minute' where id = $1", [nodeId]);
  return { logId, dies };
}

test('the log of a node that died before absorbing is adopted by another node', async () => {
  const server = await startTestServer();
  const { id } = await insertSource(server.db, 'pagerduty-events-v2');
  const events = [1, 2, 3].map((number) => event('k', 'trigger', `orphan-${number}`));
  const { logId, dies } = await logOfOtherNode(server, id, events);
  await dies();
  await eventually(async () => (await alerts(server)).length === 3);
  const drained = await eventually(async () => {
    const found = await server.db.query('select drained_at, sealed_at from signal_logs where id = $1', [logId]);
    return found.rows[0].drained_at && found.rows[0];
  });
  expect(drained.sealed_at).not.toBeNull();
});

test('while a long log of a dead node is adopted, the node that does it gives signs of life between its pieces', async () => {
  const server = await startTestServer();
  const { id } = await insertSource(server.db, 'pagerduty-events-v2');
  const events = Array.from({ length: 2_000 }, (_, place) => event('k', 'trigger', `part-${Math.floor(place / 500)}`));
  const { logId, dies } = await logOfOtherNode(server, id, events);
  await server.db.query(`create function slow() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.5); return null; end $$;
    create trigger slow after insert on alerts for each statement execute function slow()`);
  await dies();
  let quiet = 0;
  let signsOfLife = 0;
  await eventually(async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const found = await server.db.query('select drained_at from signal_logs where id = $1', [logId]);
    const before = quiet;
    quiet = Number(/loop_quiet_seconds\{loop="adopt"\} (\S+)/.exec(metrics)![1]);
    if (quiet < before && (await alerts(server)).length > 0) signsOfLife += 1;
    return found.rows[0].drained_at;
  });
  expect(await alerts(server)).toHaveLength(4);
  expect(signsOfLife).toBeGreaterThanOrEqual(2);
});

test('a resolve or acknowledge that overtakes its trigger, which a dead node had accepted, still counts', async () => {
  const server = await startTestServer();
  const { id, key } = await insertSource(server.db, 'pagerduty-events-v2');
  const { dies } = await logOfOtherNode(
    server,
    id,
    ['ended', 'seen', 'again', 'open'].map((name) => event(key, 'trigger', name)),
  );
  for (const [action, name] of [
    ['resolve', 'ended'],
    ['acknowledge', 'seen'],
    ['resolve', 'again'],
  ] as const) {
    expect((await post(`${server.url}/v2/enqueue`, event(key, action, name))).status).toBe(202);
  }
  await eventually(async () => (await server.db.query('select 1 from early_signals')).rowCount === 3);
  expect(await alerts(server)).toEqual([]);
  expect((await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'again', 'Back'))).status).toBe(202);
  await eventually(async () => (await alerts(server)).length === 1);
  await dies();
  await eventually(async () => (await alerts(server)).length === 4);
  const states = (await alerts(server)).map((alert) => [alert.dedup_key, alert.state, alert.paging, alert.title]);
  expect(states.sort()).toEqual([
    ['again', 'triggered', expect.anything(), 'Back'],
    ['ended', 'resolved', 'none', 'Disk full'],
    ['open', 'triggered', expect.anything(), 'Disk full'],
    ['seen', 'acknowledged', 'settled', 'Disk full'],
  ]);
  expect((await server.db.query('select 1 from early_signals')).rowCount).toBe(0);
});

test('a resolve that waits beside the open alert it should have ended ends it; one older than its trigger does not', async () => {
  const server = await startTestServer();
  const { id, key } = await insertSource(server.db, 'pagerduty-events-v2');
  for (const name of ['ended', 'newer']) await post(`${server.url}/v2/enqueue`, event(key, 'trigger', name));
  await eventually(async () => (await alerts(server)).length === 2);
  await server.db.query(
    `insert into early_signals (source_id, dedup_hash, action, received_at)
     select source_id, dedup_hash, 'resolve',
       case dedup_key when 'ended' then evenkeel.now() else evenkeel.now() - interval '1 minute' end
     from alerts where source_id = $1`,
    [id],
  );
  await eventually(async () => (await server.db.query('select 1 from early_signals')).rowCount === 0);
  const states = (await alerts(server)).map((alert) => [alert.dedup_key, alert.state]);
  expect(states.sort()).toEqual([
    ['ended', 'resolved'],
    ['newer', 'triggered'],
  ]);
});

test('a log sealed by another node while its owner still writes loses nothing: the owner goes on in a new log', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'pagerduty-events-v2');
  await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'before'));
  await server.db.query('update signal_logs set sealed_at = evenkeel.now() where drained_at is null');
  const answer = await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'after'));
  expect(answer.status).toBe(202);
  await eventually(async () => (await alerts(server)).length === 2);
  expect((await server.db.query('select count(*)::int as count from signal_logs')).rows[0].count).toBe(2);
});

test('an alert whose sender promised to repeat ends when the promise is broken', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'alertmanager-api');
  const endsAt = new Date(Date.now() + 60_000).toISOString();
  const answer = await post(`${server.url}/in/${key}/api/v2/alerts`, [
    { labels: { alertname: 'Up', severity: 'page' }, endsAt },
  ]);
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  await absorbed(server);
  expect(await alerts(server)).toMatchObject([{ state: 'triggered', severity: 1 }]);
  await server.clock.advance('61 seconds');
  await eventually(async () => (await alerts(server))[0].state === 'resolved');
  const ended = await server.db.query(`select resolved_at from alerts where ${notOwn}`);
  expect(ended.rows).toEqual([{ resolved_at: new Date(endsAt) }]);
});

test('a heartbeat that stays silent raises an alert, and its next ping ends it', async () => {
  const server = await startTestServer();
  const { id, key } = await insertSource(server.db, 'heartbeat', { slug: 'backup' });
  await server.db.query('insert into heartbeats (source_id, interval_seconds, grace_seconds) values ($1, 60, 10)', [
    id,
  ]);
  await server.clock.advance('1 hour');
  expect((await post(`${server.url}/in/${key}`, {})).status).toBe(202);
  await absorbed(server);
  expect(await alerts(server)).toEqual([]);
  await server.clock.advance('71 seconds');
  const late = await eventually(async () => (await alerts(server))[0]);
  expect(late).toMatchObject({
    state: 'triggered',
    title: 'backup did not report in time',
    paging: expect.stringMatching(/wanted|paged/),
  });
  await post(`${server.url}/in/${key}`, {});
  await eventually(async () => (await alerts(server))[0].state === 'resolved');
});

test('a ping that came in time and is read late ends the alert that its silence seemed to mean', async () => {
  const server = await startTestServer();
  const { id, key } = await insertSource(server.db, 'heartbeat');
  await server.db.query('insert into heartbeats (source_id, interval_seconds, grace_seconds) values ($1, 60, 0)', [id]);
  await post(`${server.url}/in/${key}`, {});
  await absorbed(server);
  await server.clock.advance('50 seconds');
  const { dies } = await logOfOtherNode(server, id, [{}], true);
  await server.clock.advance('11 seconds');
  await eventually(async () => (await alerts(server))[0]?.state === 'triggered');
  await dies();
  await eventually(async () => (await alerts(server))[0].state === 'resolved');
});

test('when the clock goes back, the next ping counts, and its silence is noticed in time', async () => {
  const server = await startTestServer();
  const { id, key } = await insertSource(server.db, 'heartbeat');
  await server.db.query('insert into heartbeats (source_id, interval_seconds, grace_seconds) values ($1, 60, 0)', [id]);
  await server.clock.advance('1 hour');
  await post(`${server.url}/in/${key}`, {});
  await absorbed(server);
  await server.clock.advance('-1 hour');
  await post(`${server.url}/in/${key}`, {});
  await absorbed(server);
  await server.clock.advance('61 seconds');
  await eventually(async () => (await alerts(server))[0]?.state === 'triggered');
  await post(`${server.url}/in/${key}`, {});
  await eventually(async () => (await alerts(server))[0].state === 'resolved');
});

test('a request that cannot be made into an alert keeps no other from it, and its source says so', async () => {
  const server = await startTestServer();
  await server.db.query("alter table alerts add constraint refused check (title <> 'refused')");
  const { id, key } = await insertSource(server.db, 'pagerduty-events-v2');
  const titles = ['first', 'refused', 'second'];
  await Promise.all(titles.map((title) => post(`${server.url}/v2/enqueue`, event(key, 'trigger', title, title))));
  const { dies } = await logOfOtherNode(server, id, [
    event(key, 'trigger', 'other', 'refused'),
    event(key, 'trigger', 'third', 'third'),
  ]);
  await dies();
  const unreadable = 'A request to this source could not be turned into an alert';
  await eventually(async () => (await alerts(server)).length === 4);
  expect((await alerts(server)).map(({ title }) => title).sort()).toEqual([unreadable, 'first', 'second', 'third']);
  await eventually(async () => (await alerts(server)).find(({ title }) => title === unreadable)!.signal_count === 2);
});

test('alerts of a service under maintenance page nobody until the window ends', async () => {
  const server = await startTestServer();
  const service = await server.db.query("insert into services (slug, name) values ('shop', 'Shop') returning id");
  const serviceId = service.rows[0].id;
  const { key } = await insertSource(server.db, 'pagerduty-events-v2', { serviceId });
  await server.db.query(
    `insert into maintenance_windows (title, starts_at, ends_at, service_ids, created_by)
     values ('Move', evenkeel.now() - interval '1 minute', evenkeel.now() + interval '1 hour', array[$1::bigint], '{}')`,
    [serviceId],
  );
  await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'quiet'));
  await absorbed(server);
  expect(await alerts(server)).toMatchObject([{ paging: 'none', suppressed_reason: 'Maintenance window.' }]);
  await server.clock.advance('61 minutes');
  await eventually(async () => (await alerts(server))[0].suppressed_reason === null);
  expect((await alerts(server))[0].paging).toMatch(/wanted|paged/);
});

test('wrong keys, unreadable bodies and too large ones get a clear refusal and leave no row', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'generic');
  expect((await post(`${server.url}/in/nosuchkey`, {})).status).toBe(401);
  expect((await post(`${server.url}/v2/enqueue`, { routing_key: 'no', event_action: 'trigger' })).status).toBe(400);
  expect((await fetch(`${server.url}/in/${key}`, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(
    413,
  );
  const encoded = await fetch(`${server.url}/in/${key}`, {
    method: 'POST',
    body: 'no gzip',
    headers: { 'content-encoding': 'gzip' },
  });
  expect(encoded.status).toBe(400);
  expect((await server.db.query('select 1 from signals')).rowCount).toBe(0);
});

test('the severity that a route gives survives the repeats of the signal, which only count', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'pagerduty-events-v2');
  await server.db.query(
    `insert into routes (slug, name, position, condition, outcome)
     values ('calm', 'Calm', 1, '{"all":[]}', '{"serviceId":null,"severity":4,"groupBy":[],"suppressReason":null,"paging":true}')`,
  );
  for (let sent = 1; sent <= 5; sent += 1) {
    await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'r', 'Hot', 'critical'));
    await absorbed(server);
  }
  const found = await server.db.query(
    `select severity, signal_severity, signal_count, content_version from alerts where ${notOwn}`,
  );
  expect(found.rows).toEqual([{ severity: 4, signal_severity: 1, signal_count: 5, content_version: 1 }]);
});

test('an alert that was taken while it could wait pages anew when it becomes urgent', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'generic');
  const send = async (severity: string) => {
    await post(`${server.url}/in/${key}`, { dedup_key: 'disk', title: 'Disk fills', severity });
    await absorbed(server);
  };
  await send('low');
  const { id, severity } = await eventually(async () => (await alerts(server))[0]);
  expect(severity).toBe(4);
  await server.admin.call(acknowledgeAlert, { params: { id } });
  await send('low');
  expect(await alerts(server)).toMatchObject([{ state: 'acknowledged' }]);
  await send('critical');
  expect(await alerts(server)).toMatchObject([
    { state: 'triggered', severity: 1, paging: expect.stringMatching(/wanted|paged/) },
  ]);
  const open = async () => server.db.query("select urgency from pages where state = 'open' and severity = 1");
  await expect.poll(async () => (await open()).rows).toContainEqual({ urgency: 'high' });
  const { events } = await server.admin.call(getAlert, { params: { id } });
  expect(events.map(({ kind }) => kind)).toContain('alert.unacknowledged');
});

test('when the clock goes back, a trigger after a resolve is still a new alert, and a resolve still ends one', async () => {
  const server = await startTestServer();
  const source = await worldThrough(server).source('pagerduty-events-v2', null);
  const states = async () => (await alerts(server)).map(({ dedup_key, state }) => `${dedup_key} ${state}`);
  await server.clock.advance('1 hour');
  await sendEvent(source, { key: 'again' });
  await sendEvent(source, { key: 'open' });
  await sendEvent(source, { key: 'again', action: 'resolve' });
  await eventually(async () => (await states()).join() === 'again resolved,open triggered');
  await server.clock.advance('-1 hour');
  await sendEvent(source, { key: 'again' });
  await sendEvent(source, { key: 'open', action: 'resolve' });
  await expect.poll(states).toEqual(['again resolved', 'open resolved', 'again triggered']);
  await sendEvent(source, { key: 'again', action: 'resolve' });
  await expect.poll(states).toEqual(['again resolved', 'open resolved', 'again resolved']);
});

test('a repeat after somebody resolved the alert by hand opens a new one', async () => {
  const server = await startTestServer();
  const { key } = await insertSource(server.db, 'pagerduty-events-v2');
  const send = async () => {
    await post(`${server.url}/v2/enqueue`, event(key, 'trigger', 'again'));
    await absorbed(server);
  };
  await send();
  await send();
  await server.db.query("update alerts set state = 'resolved', resolved_at = evenkeel.now()");
  await send();
  expect(await alerts(server)).toMatchObject([
    { state: 'resolved', signal_count: 2 },
    { state: 'triggered', signal_count: 1 },
  ]);
});
