import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { eventually } from '../../../../test/harness/eventually.ts';
import { sendRaw } from '../../../../test/harness/hostile/raw-http.ts';
import { startTestServer, type TestServer } from '../../../../test/harness/server.ts';
import { createSource, getSource, listSourceSignals, readSourceSetup } from '../../../contract/detect/sources.ts';
import { examineInstallation } from '../../../contract/platform/doctor.ts';

type Headers = Record<string, string>;
const json = { 'content-type': 'application/json' };

async function post(url: string, body: string | Buffer, headers: Headers = json, method = 'POST') {
  const answer = await fetch(url, { method, headers, body });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

async function sourceOf(server: TestServer, type: string, slug: string) {
  const source = await server.admin.call(createSource, { body: { slug, name: slug, type } });
  const { key } = await server.admin.call(readSourceSetup, { params: { id: source.id } });
  return { id: source.id, key };
}

const bomb = Buffer.from('['.repeat(520_000) + ']'.repeat(520_000));

test('a key may come in the headers that other products take it from', async () => {
  const server = await startTestServer();
  const { key } = await sourceOf(server, 'generic', 'hooks');
  const prometheus = await sourceOf(server, 'alertmanager-api', 'prometheus');
  const event = await sourceOf(server, 'pagerduty-events-v2', 'events');
  const body = '{"title":"by header"}';
  const basic = Buffer.from(`evenkeel:${key}`).toString('base64');
  for (const authorization of [`Bearer ${key}`, `GenieKey ${key}`, `Token token="${key}"`, `Basic ${basic}`]) {
    expect(await post(`${server.url}/in`, body, { ...json, authorization })).toMatchObject({ status: 202 });
  }
  expect(await post(`${server.url}/in/`, body, { ...json, 'x-evenkeel-key': key })).toMatchObject({ status: 202 });
  const alerts = await post(`${server.url}/in/api/v2/alerts`, '[{"labels":{"alertname":"A"}}]', {
    ...json,
    authorization: `Bearer ${prometheus.key}`,
  });
  expect(alerts.status).toBe(200);
  const trigger = '{"event_action":"trigger","payload":{"summary":"a","source":"b","severity":"critical"}}';
  const byHeader = await post(`${server.url}/v2/enqueue`, trigger, { ...json, 'x-routing-key': event.key });
  expect(byHeader).toMatchObject({ status: 202, text: expect.stringContaining('Event processed') });
  for (const headers of [json, { ...json, authorization: 'Bearer nobody-knows-this' }]) {
    expect((await post(`${server.url}/in`, body, headers)).status).toBe(401);
    expect((await post(`${server.url}/v2/enqueue`, trigger, headers)).status).toBe(400);
  }
});

test('a known sender is answered in few headers, and whoever else asks there with all that protect a browser', async () => {
  const server = await startTestServer();
  const { key } = await sourceOf(server, 'generic', 'hooks');
  const ask = async (path: string, method = 'POST') => {
    const { headers } = await fetch(server.url + path, { method, body: method === 'POST' ? '{"title":"a"}' : null });
    return [headers.get('x-content-type-options'), headers.has('content-security-policy')];
  };
  expect(await ask(`/in/${key}`)).toEqual(['nosniff', false]);
  expect(await ask('/in/nobody-knows-this')).toEqual(['nosniff', true]);
  expect(await ask('/in/nobody-knows-this', 'OPTIONS')).toEqual(['nosniff', true]);
});

test('whoever has no key is answered before the body is unpacked or parsed, and nobody is by another method', async () => {
  const server = await startTestServer();
  const { key } = await sourceOf(server, 'generic', 'hooks');
  // The body never comes: the answer does not wait for it.
  const early = await sendRaw(
    server.url,
    'POST /in/no-such-key HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n{',
  );
  expect(early).toMatch(/^HTTP\/1\.1 401 /);
  expect(early).toMatch(/connection: close/i);

  const paths = ['/v2/enqueue', '/v2/change/enqueue', '/generic/2010-04-15/create_event.json'];
  const encodings = { gzip: gzipSync(bomb), deflate: deflateSync(bomb), br: brotliCompressSync(bomb) };
  for (const path of paths) {
    for (const [encoding, packed] of Object.entries(encodings)) {
      const answer = await post(server.url + path, packed, { ...json, 'content-encoding': encoding });
      expect(answer.status, `${path} ${encoding}`).toBe(413);
    }
    expect(
      (await post(server.url + path, gzipSync(gzipSync(bomb)), { ...json, 'content-encoding': 'gzip, gzip' })).status,
    ).toBe(400);
    const read = await fetch(server.url + path);
    expect(read.status).toBe(405);
    expect(read.headers.get('allow')).toBe('POST, OPTIONS');
  }
  const asked = await fetch(`${server.url}/in/${key}`, { method: 'OPTIONS' });
  expect([asked.status, asked.headers.get('allow')]).toEqual([204, 'POST, PUT, OPTIONS']);
  for (const method of ['GET', 'HEAD', 'DELETE', 'PATCH']) {
    const answer = await fetch(`${server.url}/in/${key}`, { method });
    expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'POST, PUT, OPTIONS']);
  }
  expect((await post(`${server.url}/in/${key}?title=a`, '', {}, 'PUT')).status).toBe(202);
});

test('a network that only guesses is refused, while a sender with a key behind the same address is not', async () => {
  const server = await startTestServer();
  const { key } = await sourceOf(server, 'generic', 'hooks');
  const event = await sourceOf(server, 'pagerduty-events-v2', 'events');
  // All in one piece: they must come faster than they are forgiven, however busy this machine is.
  const guesses = Array.from(
    { length: 400 },
    (_, at) => `POST /in/guess-${at} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`,
  );
  const isRefused = (received: string) => /HTTP\/1\.1 503 [\s\S]*\r\n\r\n/.test(received);
  const answers = await sendRaw(server.url, guesses.join(''), { isEnough: isRefused });
  expect(answers).toMatch(/^HTTP\/1\.1 401 /);
  expect(answers).toMatch(/HTTP\/1\.1 503 [\s\S]*retry-after: \d/);

  expect((await post(`${server.url}/in/${key}`, '{"title":"real"}')).status).toBe(202);
  const trigger = { routing_key: event.key, event_action: 'trigger', payload: { summary: 'a', source: 'b' } };
  expect((await post(`${server.url}/v2/enqueue`, JSON.stringify(trigger))).status).toBe(202);
});

test('neither the log nor the page of received requests holds a key, however it was written', async () => {
  const server = await startTestServer();
  const { id, key } = await sourceOf(server, 'pagerduty-events-v2', 'events');
  const event = (given: string) =>
    `{"routing_key":"${given}","event_action":"trigger","payload":{"summary":"Störung","source":"b","severity":"error"}}`;
  const escaped = [...key].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('');
  const bodies: [Buffer, string][] = [
    [Buffer.from(event(key)), 'application/json'],
    [Buffer.from(event(key), 'latin1'), 'application/json; charset=iso-8859-1'],
    [Buffer.from(event(key), 'utf16le'), 'application/json; charset=utf-16le'],
    [Buffer.from(event(escaped)), 'application/json'],
  ];
  for (const [body, contentType] of bodies) {
    const answer = await post(`${server.url}/v2/enqueue?token=${key}`, body, { 'content-type': contentType });
    expect(answer.status).toBe(202);
  }
  const stored = await server.db.query('select request::text as request, body from signals where source_id = $1', [id]);
  expect(stored.rows).toHaveLength(4);
  for (const { request, body } of stored.rows as { request: string; body: Buffer }[]) {
    expect(request).not.toContain(key);
    for (const encoding of ['latin1', 'utf16le'] as const) expect(body.toString(encoding)).not.toContain(key);
    expect(body.toString('latin1')).not.toContain(escaped);
  }
  const { items } = await server.admin.call(listSourceSignals, { params: { id } });
  expect(items.map(({ understood }) => understood[0]!.title)).toEqual(Array(4).fill('Störung'));
  await eventually(
    async () => (await server.db.query('select from alerts where source_id = $1', [id])).rows.length === 4,
  );
});

test('a group of any size is taken whole: every alert triggers, and its parts are stored as they are read', async () => {
  const server = await startTestServer();
  const { id, key } = await sourceOf(server, 'alertmanager-webhook', 'groups');
  const alerts = Array.from({ length: 1_300 }, (_, at) => ({
    status: 'firing',
    labels: { alertname: 'PodNotReady', pod: `service-${at}`, severity: 'warning' },
    annotations: { summary: 'Pod is not ready.', description: 'd'.repeat(600) },
    startsAt: '2026-11-28T10:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: at.toString(16).padStart(16, '0'),
  }));
  const group = { receiver: 'evenkeel', status: 'firing', alerts, groupLabels: {}, version: '4', groupKey: '{}:{}' };
  const body = JSON.stringify(group);
  expect(body.length).toBeGreaterThan(1024 * 1024);
  expect(await post(`${server.url}/in/${key}`, body)).toMatchObject({ status: 200 });
  expect(await post(`${server.url}/in/${key}`, gzipSync(body), { ...json, 'content-encoding': 'gzip' })).toMatchObject({
    status: 200,
  });
  const counted = await eventually(async () => {
    const sql = 'select count(*)::int as alerts, sum(signal_count)::int as events from alerts where source_id = $1';
    const found = await server.db.query(sql, [id]);
    return found.rows[0].events === 2_600 && found.rows[0];
  }, 60_000);
  expect(counted.alerts).toBe(1_300);
  const stored = await server.db.query(
    'select max(signal_count) as most, count(*)::int as parts from signals where source_id = $1',
    [id],
  );
  expect(stored.rows[0].most).toBeLessThanOrEqual(100);
  expect(stored.rows[0].parts).toBeGreaterThan(10);
}, 60_000);

test('what had to be refused although its key was right is told by the source', async () => {
  const server = await startTestServer();
  const { id, key } = await sourceOf(server, 'generic', 'hooks');
  const tooLarge = JSON.stringify({ title: 'x'.repeat(1_100_000) });
  expect((await post(`${server.url}/in/${key}`, tooLarge)).status).toBe(413);
  expect((await post(`${server.url}/in/${key}`, '{"title":')).status).toBe(400);
  const source = await eventually(async () => {
    const found = await server.admin.call(getSource, { params: { id } });
    return found.refusedCount === 2 ? found : null;
  });
  expect(source.lastRefusal).toBe('The body is not valid JSON.');
  expect(source.lastRefusedAt).not.toBeNull();
  const { items } = await server.admin.call(examineInstallation, {});
  expect(items.filter(({ check }) => check === 'refused requests')).toEqual([
    expect.objectContaining({
      result: 'warning',
      sentence: 'The source hooks had 2 requests refused, the last in the past day: The body is not valid JSON.',
    }),
  ]);
});
