import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { insertSource } from '../../../../test/harness/sources.ts';
import { forgetOld } from './retain.ts';

async function send({ url, db }: TestServer, key: string, title: string) {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/in/${key}`, { method: 'POST', headers, body: JSON.stringify({ title }) });
  await eventually(async () => (await db.query('select 1 from alerts where title = $1', [title])).rowCount === 1);
}

async function forgetAll({ db }: TestServer) {
  while (await forgetOld(db, 30)) {
    // until nothing is left to forget
  }
}

test('raw signals go when their time has passed; alerts and younger signals stay', async () => {
  const server = await startTestServer();
  const { id, key } = await insertSource(server.db, 'generic');
  await send(server, key, 'old');
  await server.clock.advance('20 days');
  await send(server, key, 'young');
  await server.clock.advance('11 days');
  await forgetAll(server);
  const bodies = await server.db.query('select convert_from(body, $2) as body from signals where source_id = $1', [
    id,
    'UTF8',
  ]);
  expect(bodies.rows).toEqual([{ body: '{"title":"young"}' }]);
  const alerts = await server.db.query('select title from alerts where source_id = $1 order by id', [id]);
  expect(alerts.rows).toEqual([{ title: 'old' }, { title: 'young' }]);
  const before = await server.db.query('select count(*)::int as count from signals');
  await send(server, key, 'after');
  const after = await server.db.query('select count(*)::int as count from signals');
  expect(after.rows[0].count).toBeGreaterThan(before.rows[0].count);
});

test('a signal that nobody has absorbed is never forgotten, however old', async () => {
  const server = await startTestServer();
  const { id } = await insertSource(server.db, 'generic');
  const node = await server.db.query("insert into nodes (name, version) values ('here', 'x') returning id");
  const log = await server.db.query('insert into signal_logs (node_id) values ($1) returning id', [node.rows[0].id]);
  const logId = log.rows[0].id;
  await server.db.query('update nodes set heartbeat_at = evenkeel.now() + interval $$1 year$$ where id = $1', [
    node.rows[0].id,
  ]);
  await server.db.query('insert into signal_cursors (log_id, absorbed_seq) values ($1, 2)', [logId]);
  await server.db.query(
    `insert into signals (log_id, seq, source_id, received_at, request, body, signal_count)
     select $1, n, $2, evenkeel.now() - interval '90 days', '{}', 'x', 1 from generate_series(1, 3) n`,
    [logId, id],
  );
  await forgetAll(server);
  const left = await server.db.query('select seq::int from signals where log_id = $1', [logId]);
  expect(left.rows).toEqual([{ seq: 3 }]);
});

test('a resolve whose trigger never came is forgotten after an hour', async () => {
  const server = await startTestServer();
  const { id } = await insertSource(server.db, 'generic');
  await server.db.query(
    `insert into early_signals (source_id, dedup_hash, action, received_at)
     select $1, convert_to(age, 'UTF8'), 'resolve', evenkeel.now() - age::interval from unnest($2::text[]) as age`,
    [id, ['61 minutes', '59 minutes']],
  );
  await forgetAll(server);
  const left = await server.db.query("select convert_from(dedup_hash, 'UTF8') as age from early_signals");
  expect(left.rows).toEqual([{ age: '59 minutes' }]);
});

test('drained logs that hold nothing and remembered answers of yesterday go, logs in use stay', async () => {
  const server = await startTestServer();
  const node = await server.db.query("insert into nodes (name, version) values ('gone', 'x') returning id");
  const log = await server.db.query(
    "insert into signal_logs (node_id, sealed_at, drained_at) values ($1, now(), now() - interval '31 days') returning id",
    [node.rows[0].id],
  );
  await server.db.query('insert into signal_cursors (log_id) values ($1)', [log.rows[0].id]);
  await server.db.query(
    `insert into idempotency_keys (actor, key, fingerprint, created_at)
     values ('a', 'old', 'f', evenkeel.now() - interval '25 hours'), ('a', 'new', 'f', evenkeel.now() - interval '23 hours')`,
  );
  await forgetAll(server);
  expect((await server.db.query('select 1 from signal_logs where id = $1', [log.rows[0].id])).rowCount).toBe(0);
  expect((await server.db.query('select 1 from signal_logs where drained_at is null')).rowCount).toBeGreaterThan(0);
  expect((await server.db.query('select key from idempotency_keys')).rows).toEqual([{ key: 'new' }]);
});
