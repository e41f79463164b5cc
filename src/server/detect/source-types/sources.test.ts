import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { getAlert, listAlerts } from '../../../contract/detect/alerts.ts';
import * as contract from '../../../contract/detect/sources.ts';

const post = (url: string, body: string | object, contentType = 'application/json') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

async function createGeneric({ admin }: TestServer, more: object = {}) {
  const body = { slug: 'checks', name: 'Checks', type: 'generic', ...more };
  const source = await admin.call(contract.createSource, { body });
  const setup = await admin.call(contract.readSourceSetup, { params: { id: source.id } });
  return { source, params: { id: source.id }, ...setup };
}

/** The open alerts of a source, newest first; Evenkeel's own source may speak up meanwhile. */
async function alertsOf({ admin }: TestServer, sourceId: number) {
  return (await admin.call(listAlerts, { query: { sourceId } })).items;
}

test('a new source shows its set-up with the key filled in, and what is sent there is counted and shown', async () => {
  const server = await startTestServer({ environment: { EVENKEEL_PUBLIC_URL: 'https://alerts.example.org' } });
  const { admin } = server;
  const { source, key, endpoints, steps, params } = await createGeneric(server);
  expect(source).toMatchObject({ type: 'generic', version: 1, signalCount: 0, lastSignalAt: null, isBuiltIn: false });
  expect(key).toMatch(/^[a-z0-9]{32}$/);
  expect(endpoints[0]!.url).toBe(`https://alerts.example.org/in/${key}`);
  expect(steps.some((step) => step.code?.includes(`https://alerts.example.org/in/${key}`))).toBe(true);

  const body = `{"title": "Disk full <b>", "severity": "critical", "dedup_key": "db/disk", "note": "sent with ${key}"}`;
  expect((await post(`${server.url}/in/${key}?team=a`, body)).status).toBe(202);
  const seen = await eventually(async () => {
    const now = await admin.call(contract.getSource, { params });
    return now.signalCount === 1 ? now : null;
  });
  expect(seen.lastSignalAt).toBe(seen.firstSignalAt);
  const { items } = await admin.call(contract.listSourceSignals, { params });
  expect(items).toMatchObject([
    {
      method: 'POST',
      path: '',
      query: { team: 'a' },
      contentType: 'application/json',
      body: body.replace(key, '*'.repeat(key.length)),
      bodyBytes: body.length,
      isBase64: false,
      isCut: false,
      odd: [],
      signalCount: 1,
      understood: [{ action: 'trigger', title: 'Disk full <b>', severity: 1, dedupKey: 'db/disk' }],
    },
  ]);
});

test('requests are paged newest first, odd ones can be picked out, and bytes that are no text come as base64', async () => {
  const server = await startTestServer();
  const { params, key } = await createGeneric(server);
  const bodies = ['{"title": "first"}', 'not json at all', '{"title": "third", "state": "sideways"}'];
  for (const body of bodies) expect((await post(`${server.url}/in/${key}`, body, 'text/plain')).status).toBe(202);
  const bytes = Buffer.from([0xff, 0x00, 0x80, 0x7b]);
  await fetch(`${server.url}/in/${key}`, { method: 'POST', body: bytes });
  await post(`${server.url}/in/${key}`, `{"title": "${'x'.repeat(100_000)}"}`);

  const { admin } = server;
  const seen = [];
  let cursor: string | undefined;
  for (let page = 0; page < 3; page += 1) {
    const query = cursor === undefined ? { limit: 2 } : { limit: 2, cursor };
    const found = await admin.call(contract.listSourceSignals, { params, query });
    seen.push(...found.items);
    cursor = found.nextCursor ?? undefined;
  }
  expect(cursor).toBeUndefined();
  expect(seen).toHaveLength(5);
  expect(seen[0]).toMatchObject({ isCut: true, bodyBytes: 100_013 });
  expect(seen[0]!.body).toHaveLength(64 * 1024);
  expect(seen[1]).toMatchObject({ isBase64: true, body: bytes.toString('base64') });
  expect(seen.slice(2).map(({ body }) => body)).toEqual(bodies.toReversed());

  const odd = await admin.call(contract.listSourceSignals, { params, query: { odd: 'true' } });
  expect(odd.items.map(({ body }) => body)).toContain('{"title": "third", "state": "sideways"}');
  expect(odd.items.every((item) => item.odd.length > 0)).toBe(true);
  expect(odd.items.map(({ body }) => body)).not.toContain('{"title": "first"}');

  const { position } = seen[3]!;
  const one = await admin.call(contract.listSourceSignals, { params, query: { position } });
  expect(one).toEqual({ items: [seen[3]], nextCursor: null });
});

test('settings are checked by the source type, and every fault names its place', async () => {
  const { admin } = await startTestServer();
  const create = (body: object) => admin.call(contract.createSource, { body: body as never });
  await expect(
    create({ slug: 'a', name: 'A', type: 'generic', settings: { defaultSeverity: 9, titel: 'x' } }),
  ).rejects.toMatchObject({ status: 400, errors: [{ path: 'body.settings.defaultSeverity' }] });
  await expect(create({ slug: 'a', name: 'A', type: 'generic', settings: { titel: 'x' } })).rejects.toMatchObject({
    errors: [{ path: 'body.settings.titel' }],
  });
  await expect(create({ slug: 'a', name: 'A', type: 'carrier-pigeon' })).rejects.toMatchObject({
    errors: [{ path: 'body.type' }],
  });
  await expect(create({ slug: 'a', name: 'A', type: 'heartbeat' })).rejects.toMatchObject({
    errors: [{ path: 'body.heartbeat' }],
  });
  await expect(create({ slug: 'a', name: 'A', type: 'generic', key: 'short' })).rejects.toMatchObject({
    errors: [{ path: 'body.key' }],
  });
  const types = await admin.call(contract.listSourceTypes, {});
  expect(types.items.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['generic', 'heartbeat', 'alertmanager-api']),
  );
});

test('a key that senders have already is taken over, and no event row or answer tells it', async () => {
  const server = await startTestServer();
  const key = 'R03EPC9I2KZ7Q1X5V8WB4TDM6GHNYSAJ';
  const { source, key: shown } = await createGeneric(server, { key, type: 'pagerduty-events-v2' });
  expect(shown).toBe(key);
  const answer = await post(`${server.url}/v2/enqueue`, {
    routing_key: key,
    event_action: 'trigger',
    payload: { summary: 'x', source: 'y', severity: 'error' },
  });
  expect(answer.status).toBe(202);
  const { items } = await server.admin.call(contract.listSourceSignals, { params: { id: source.id } });
  expect(items[0]!.body).toContain('"routing_key":"****');
  const told = await server.db.query(`select 1 from events where data::text like '%' || $1 || '%'`, [key]);
  expect(told.rowCount).toBe(0);
  await expect(createGeneric(server, { slug: 'other', key })).rejects.toMatchObject({ status: 409 });
});

test('a replaced key stops at once, also on a node that knew it, and the new one works', async () => {
  const first = await startTestServer();
  const second = await startTestServer({ database: first });
  const { params, key } = await createGeneric(first);
  for (const { url } of [first, second]) expect((await post(`${url}/in/${key}`, { title: 'x' })).status).toBe(202);
  const { key: next } = await first.admin.call(contract.replaceSourceKey, { params });
  expect((await post(`${first.url}/in/${key}`, { title: 'x' })).status).toBe(401);
  await eventually(async () => (await post(`${second.url}/in/${key}`, { title: 'x' })).status === 401);
  expect((await post(`${second.url}/in/${next}`, { title: 'x' })).status).toBe(202);
});

test('a source is replaced by its version; its type stays', async () => {
  const server = await startTestServer();
  const { params, key } = await createGeneric(server);
  const body = { slug: 'checks', name: 'All checks', type: 'generic', settings: { defaultSeverity: 2 } };
  const changed = await server.admin.call(contract.updateSource, { params, body }, { ifMatch: 1 });
  expect(changed).toMatchObject({ name: 'All checks', version: 2, settings: { defaultSeverity: 2 } });
  await expect(server.admin.call(contract.updateSource, { params, body }, { ifMatch: 1 })).rejects.toMatchObject({
    status: 412,
  });
  await expect(
    server.admin.call(contract.updateSource, { params, body: { ...body, type: 'grafana', settings: {} } }),
  ).rejects.toMatchObject({ errors: [{ path: 'body.type' }] });
  const setup = await server.admin.call(contract.readSourceSetup, { params });
  expect(setup.key).toBe(key);
});

test('a source without alerts is deleted; one with alerts, and the built-in one, stay', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const unused = await createGeneric(server, { slug: 'unused' });
  expect((await post(`${server.url}/in/${unused.key}`, '')).status).toBeLessThan(500);
  await eventually(() => admin.call(contract.deleteSource, { params: unused.params }).then(() => true), 5_000);
  expect((await post(`${server.url}/in/${unused.key}`, { title: 'late' })).status).toBe(401);

  const used = await createGeneric(server);
  await post(`${server.url}/in/${used.key}`, { title: 'x' });
  await eventually(async () => (await alertsOf(server, used.source.id)).length > 0);
  await expect(admin.call(contract.deleteSource, { params: used.params })).rejects.toMatchObject({ code: 'conflict' });

  const own = (await admin.call(contract.listSources, { query: { slug: 'evenkeel' } })).items[0]!;
  expect(own.isBuiltIn).toBe(true);
  for (const endpoint of [contract.deleteSource, contract.replaceSourceKey, contract.pauseSource]) {
    await expect(admin.call(endpoint, { params: { id: own.id } })).rejects.toMatchObject({ code: 'state_conflict' });
  }
});

test('signals that were accepted for a source deleted since neither become alerts nor hold up the others', async () => {
  const server = await startTestServer();
  const gone = await createGeneric(server, { slug: 'gone' });
  const { key, source } = await createGeneric(server);
  const node = await server.db.query(
    "insert into nodes (name, version, stopped_at) values ('dead', 'x', now()) returning id",
  );
  const log = await server.db.query('insert into signal_logs (node_id) values ($1) returning id', [node.rows[0].id]);
  const request = {
    method: 'POST',
    path: '',
    query: {},
    contentType: '',
    assignedKey: 'a',
    headers: {},
    isPing: false,
  };
  await server.db.query('update signal_logs set drained_at = now() where id = $1', [log.rows[0].id]);
  await server.db.query(
    `insert into signals (log_id, seq, source_id, request, body, signal_count) values ($1, 1, $2, $3, '{"title":"x"}', 1)`,
    [log.rows[0].id, gone.source.id, JSON.stringify(request)],
  );
  await server.admin.call(contract.deleteSource, { params: gone.params });
  await server.db.query('insert into signal_cursors (log_id) values ($1)', [log.rows[0].id]);
  await server.db.query('update signal_logs set drained_at = null where id = $1', [log.rows[0].id]);
  await eventually(async () => {
    const found = await server.db.query('select 1 from signal_logs where id = $1 and drained_at is not null', [
      log.rows[0].id,
    ]);
    return found.rowCount === 1;
  });
  await post(`${server.url}/in/${key}`, { title: 'still here' });
  await eventually(async () => (await alertsOf(server, source.id)).length === 1);
  expect((await server.db.query('select 1 from alerts where source_id = $1', [gone.source.id])).rowCount).toBe(0);
});

test('while a source is paused its alerts are kept and page nobody', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { source, params, key } = await createGeneric(server);
  expect((await admin.call(contract.pauseSource, { params })).pausedAt).not.toBeNull();
  await post(`${server.url}/in/${key}`, { title: 'quiet' });
  const quiet = await eventually(async () => (await alertsOf(server, source.id))[0]);
  expect(quiet.suppressedReason).toBe('The source is paused.');
  expect((await admin.call(contract.resumeSource, { params })).pausedAt).toBeNull();
  await post(`${server.url}/in/${key}`, { title: 'loud' });
  const loud = await eventually(async () => (await alertsOf(server, source.id)).find(({ title }) => title === 'loud'));
  expect(loud.suppressedReason).toBeNull();
});

test('what still fires when its paused source is resumed pages then', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { source, params, key } = await createGeneric(server);
  await admin.call(contract.pauseSource, { params });
  await post(`${server.url}/in/${key}`, { title: 'quiet' });
  await eventually(async () => (await alertsOf(server, source.id)).length === 1);
  await admin.call(contract.resumeSource, { params });
  await eventually(async () => (await alertsOf(server, source.id))[0]!.suppressedReason === null);
  const asked = await server.db.query('select paging from alerts where source_id = $1', [source.id]);
  expect(asked.rows).toEqual([{ paging: expect.stringMatching(/wanted|paged/) }]);
});

test('the test alert goes through the log, is marked as a test, and resolves on demand or by itself', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const { source, params } = await createGeneric(server, { type: 'alertmanager-webhook' });
  await admin.call(contract.sendTestSignal, { params, body: { action: 'trigger' } });
  const alert = await eventually(async () => (await alertsOf(server, source.id))[0]);
  expect(alert).toMatchObject({ title: 'Test alert from Evenkeel', labels: { evenkeel_test: 'true' } });
  const { items } = await admin.call(contract.listSourceSignals, { params });
  expect(items).toMatchObject([{ isTest: true, understood: [{ title: 'Test alert from Evenkeel' }], refusal: null }]);
  await admin.call(contract.sendTestSignal, { params, body: { action: 'resolve' } });
  const isResolved = async (id: number) => (await admin.call(getAlert, { params: { id } })).state === 'resolved';
  await eventually(() => isResolved(alert.id));

  await admin.call(contract.sendTestSignal, { params, body: {} });
  const again = await eventually(async () => (await alertsOf(server, source.id))[0]);
  await server.clock.advance('16 minutes');
  await eventually(() => isResolved(again.id));
});

test('a heartbeat is armed by hand, paused, resumed with a whole interval, and judged by its interval', async () => {
  const server = await startTestServer();
  const { admin } = server;
  const source = await admin.call(contract.createSource, {
    body: { slug: 'backup', name: 'Backup', type: 'heartbeat', heartbeat: { intervalSeconds: 3600, graceSeconds: 60 } },
  });
  const params = { id: source.id };
  expect(source.heartbeat).toMatchObject({ intervalSeconds: 3600, armedAt: null, dueAt: null });
  const armed = await admin.call(contract.armHeartbeat, { params });
  const wait = Date.parse(armed.heartbeat!.dueAt!) - Date.parse(armed.heartbeat!.armedAt!);
  expect(wait).toBe(3_660_000);

  await admin.call(contract.pauseSource, { params });
  await server.clock.advance('3 hours');
  const resumed = await admin.call(contract.resumeSource, { params });
  expect(resumed.heartbeat).toMatchObject({ pausedAt: null, lateSince: null });
  expect(Date.parse(resumed.heartbeat!.dueAt!)).toBeGreaterThan(Date.parse(armed.heartbeat!.dueAt!));
  expect(await alertsOf(server, source.id)).toEqual([]);

  const body = {
    slug: 'backup',
    name: 'Backup',
    type: 'heartbeat',
    heartbeat: { intervalSeconds: 600, graceSeconds: 0 },
  };
  await admin.call(contract.updateSource, { params, body });
  await server.clock.advance('11 minutes');
  const alert = await eventually(async () => (await alertsOf(server, source.id))[0]);
  expect(alert.title).toBe('Backup did not report in time');
  expect((await admin.call(contract.getSource, { params })).heartbeat!.lateSince).not.toBeNull();
  const { params: other } = await createGeneric(server);
  await expect(admin.call(contract.armHeartbeat, { params: other })).rejects.toMatchObject({ code: 'state_conflict' });
});

test('the key of a webhook opens and closes alerts in the form of Opsgenie, by their alias', async () => {
  const server = await startTestServer();
  const { source, key } = await createGeneric(server);
  const call = (path: string, body: object) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `GenieKey ${key}` },
      body: JSON.stringify(body),
    });
  expect((await call('/v2/alerts', { message: 'Disk full on web-1', alias: 'disk-1', priority: 'P1' })).status).toBe(
    202,
  );
  await eventually(async () => (await alertsOf(server, source.id))[0]?.state === 'triggered');
  const close = await call('/v2/alerts/disk-1/close?identifierType=alias', { source: 'http://prometheus.example.org' });
  expect(close.status).toBe(202);
  await eventually(async () => (await alertsOf(server, source.id)).length === 0);
});
