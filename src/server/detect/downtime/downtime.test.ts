import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('nobody is late or resolved because Evenkeel itself was away, and who stays silent afterwards is', async () => {
  const before = await startTestServer();
  const { db, clock } = before;
  const insertHeartbeat = async (seconds: number) => {
    const source = await insertSource(db, 'heartbeat');
    await db.query('insert into heartbeats (source_id, interval_seconds, grace_seconds) values ($1, $2, 0)', [
      source.id,
      seconds,
    ]);
    await post(`${before.url}/in/${source.key}`, {});
    return source;
  };
  const stateOf = async ({ id }: { id: number }) =>
    (await db.query('select state from alerts where source_id = $1 order by id', [id])).rows.map(({ state }) => state);
  const late = await insertHeartbeat(10);
  const kept = await insertHeartbeat(600);
  const prometheus = await insertSource(db, 'alertmanager-api');
  const endsAt = new Date(Date.now() + 240_000).toISOString();
  await post(`${before.url}/in/${prometheus.key}/api/v2/alerts`, [{ labels: { alertname: 'Up' }, endsAt }]);
  await eventually(async () => (await stateOf(prometheus)).length === 1);
  await eventually(async () => (await db.query('select from heartbeats where due_at is not null')).rowCount === 2);
  await clock.advance('11 seconds');
  await eventually(async () => (await stateOf(late)).length === 1);

  await before.server.stop();
  await clock.advance('1 hour');
  const after = await startTestServer({ database: before });
  const due = async () => {
    const { rows } = await db.query(
      'select extract(epoch from due_at - evenkeel.now())::float8 as seconds from heartbeats where source_id = $1',
      [kept.id],
    );
    return rows[0].seconds;
  };
  expect(await due()).toBeGreaterThan(500);
  const another = await insertSource(db, 'generic');
  await post(`${after.url}/in/${another.key}`, { title: 'Heard again' });
  await eventually(async () => (await stateOf(another)).length === 1);
  expect(await Promise.all([late, kept, prometheus].map(stateOf))).toEqual([['triggered'], [], ['triggered']]);

  await clock.advance('11 minutes');
  await eventually(async () => (await stateOf(kept)).length === 1 && (await stateOf(prometheus))[0] === 'resolved');
}, 90_000);

test('a job whose time by its schedule nobody could hear is waited for after that as well', async () => {
  const before = await startTestServer();
  const { db, clock } = before;
  const { id } = await insertSource(db, 'heartbeat');
  await db.query(
    `insert into heartbeats (source_id, interval_seconds, grace_seconds, cron, time_zone, armed_at, expected_at, due_at)
     values ($1, 86400, 60, '0 3 * * *', 'UTC', evenkeel.now(), evenkeel.now() + interval '30 seconds',
       evenkeel.now() + interval '90 seconds')`,
    [id],
  );
  await before.server.stop();
  await clock.advance('10 minutes');
  await startTestServer({ database: before });
  await clock.advance('9 minutes');
  const watched = async () =>
    (await db.query("select max(heartbeat_at) > evenkeel.now() - interval '2 seconds' as is from nodes")).rows[0].is;
  await eventually(watched);
  const heartbeat = async () => (await db.query('select due_at, expected_at, late_since from heartbeats')).rows[0];
  const { due_at, expected_at, late_since } = await heartbeat();
  expect(late_since).toBeNull();
  expect(due_at - expected_at).toBe(60_000);
  await clock.advance('3 minutes');
  await eventually(async () => (await heartbeat()).late_since !== null);
}, 60_000);

test('a nightly job is waited for no longer than it was not listened to', async () => {
  const before = await startTestServer();
  const { db, clock } = before;
  const { id } = await insertSource(db, 'heartbeat');
  await db.query(
    `insert into heartbeats (source_id, interval_seconds, grace_seconds, armed_at, last_ping_at, due_at)
     values ($1, 86400, 60, evenkeel.now(), evenkeel.now(), evenkeel.now() + interval '30 seconds')`,
    [id],
  );
  await before.server.stop();
  await clock.advance('1 minute');
  await startTestServer({ database: before });
  const { rows } = await db.query(
    'select extract(epoch from due_at - evenkeel.now())::float8 as seconds from heartbeats',
  );
  expect(rows[0].seconds).toBeGreaterThan(60);
  expect(rows[0].seconds).toBeLessThan(60 + 120);
}, 60_000);
