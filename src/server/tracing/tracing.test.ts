import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type CollectedSpan, type Collector, pathOf, startCollector } from '../../../test/harness/collector.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { adminToken, startTestServer, type TestServer } from '../../../test/harness/server.ts';
import { insertSource } from '../../../test/harness/sources.ts';
import { examineInstallation } from '../../contract/platform/doctor.ts';
import { acknowledgePage } from '../../contract/respond/pages/responses.ts';
import { openLog } from '../platform/log.ts';
import { receiver } from '../respond/channels/receiver-for-tests.ts';
import { askPerson, ladder, triggerAlert, worldOf } from '../respond/pages/world-for-tests.ts';

const tracedTo = (collector: Pick<Collector, 'url'>, more: Record<string, string> = {}) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  ...more,
});

/** A source whose alerts page one person, over a webhook that answers with `status`. */
async function pagedByWebhook(node: TestServer, { status = 200, delaySeconds = 300 } = {}) {
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.writeHead(status).end());
  const person = await world.person('Ada Lovelace');
  await world.webhook(person, `${hook.url}/of-ada`);
  const serviceId = await world.service(await world.policy(ladder([askPerson(person)], delaySeconds)));
  return { hook, source: await insertSource(node.db, 'generic', { serviceId }) };
}

const send = (node: TestServer, key: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${node.url}/in/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const alertOf = async ({ db }: TestServer, dedupKey: string) =>
  (
    await db.query<{ id: number; page_id: number; first_log_id: number; first_seq: number }>(
      `select a.*, (select min(page_id) from page_alerts where alert_id = a.id) as page_id
       from alerts a where dedup_key = $1`,
      [dedupKey],
    )
  ).rows[0]!;

const pathsOf = (spans: CollectedSpan[]) => spans.map((span) => pathOf(span, spans)).sort();

test('one trace leads from the request of a sender to the answer of the channel and the acknowledgement', async () => {
  const collector = await startCollector();
  const node = await startTestServer({
    environment: tracedTo(collector, { OTEL_SERVICE_NAME: 'pager', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }),
  });
  const { hook, source } = await pagedByWebhook(node);
  const beganAt = Date.now();
  const sender = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const secret = 'x9 <b>hostile</b> words';
  await send(
    node,
    source.key,
    { title: secret, dedup_key: 'one', severity: 'critical', labels: { team: secret }, description: secret },
    { traceparent: `00-${sender[0]}-${sender[1]}-01` },
  );
  await eventually(() => hook.seen.length === 1);
  const alert = await alertOf(node, 'one');
  await node.admin.call(acknowledgePage, { params: { id: alert.page_id } });
  const all = collector.spans;
  await eventually(() => all.some(({ name }) => name === 'page.acknowledged'));
  await eventually(() => all.some(({ name }) => name === 'notify'));

  expect(new Set(all.map(({ traceId }) => traceId)).size).toBe(1);
  expect(pathsOf(all)).toEqual([
    'accept',
    'accept > absorb',
    'accept > absorb > open page',
    'accept > absorb > open page > page.acknowledged',
    'accept > absorb > open page > run step',
    'accept > absorb > open page > run step > notify',
    'accept > absorb > open page > run step > notify > send',
    'accept > absorb > open page > run step > notify > send > POST',
    'accept > alert.acknowledged',
  ]);
  const one = (name: string) => all.find((span) => span.name === name)!;
  expect(one('accept')).toMatchObject({
    kind: 2,
    links: [{ traceId: sender[0], spanId: sender[1] }],
    attributes: {
      'evenkeel.alert.id': alert.id,
      'evenkeel.source.id': source.id,
      'evenkeel.source.type': 'generic',
      'evenkeel.signal.seq': alert.first_seq,
      'http.request.method': 'POST',
      'http.response.status_code': 202,
    },
    resource: { 'service.name': 'pager', 'service.version': 'test' },
  });
  expect(one('open page').attributes).toMatchObject({ 'evenkeel.page.id': alert.page_id, 'evenkeel.page.alerts': 1 });
  expect(one('notify').attributes).toMatchObject({ 'evenkeel.channel': 'webhook', 'evenkeel.outcome': 'sent' });
  expect(one('POST')).toMatchObject({ kind: 3, attributes: { 'http.response.status_code': 200 }, isError: false });
  for (const { startMs, endMs } of all) {
    expect(endMs).toBeGreaterThanOrEqual(startMs);
    expect(startMs).toBeGreaterThan(beganAt - 1_000);
    expect(endMs).toBeLessThan(Date.now() + 1_000);
  }
  // Each begins when the one before it has come as far.
  const order = ['accept', 'absorb', 'open page', 'send', 'POST', 'page.acknowledged'].map((name) => one(name).startMs);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  // When it was made is known to the millisecond only.
  expect(one('notify').startMs).toBeGreaterThan(one('open page').startMs - 2);

  const told = collector.requests.map(({ body }) => body).join();
  expect(told).not.toMatch(/hostile|x9|Ada|Lovelace|of-ada|Checkout|127\.0\.0\.1/);
  expect(
    await (await fetch(`${node.url}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } })).text(),
  ).toMatch(/evenkeel_trace_spans_total\{outcome="sent"\} \d+/);
});

test('a repeat makes no span, and a failed message one with its status', async () => {
  const collector = await startCollector();
  const node = await startTestServer({ environment: tracedTo(collector) });
  const { hook, source } = await pagedByWebhook(node, { status: 500 });
  for (let repeat = 0; repeat < 5; repeat += 1) await send(node, source.key, { title: 'Disk', dedup_key: 'disk' });
  await eventually(() => hook.seen.length >= 1);
  const post = await eventually(() => collector.spans.find(({ name }) => name === 'POST'));
  expect(post).toMatchObject({ isError: true, attributes: { 'http.response.status_code': 500, 'error.type': '500' } });
  expect(collector.spans.find(({ name }) => name === 'notify')).toMatchObject({
    isError: true,
    attributes: { 'evenkeel.outcome': 'retry', 'evenkeel.notification.attempt': 1 },
  });
  expect(collector.spans.filter(({ name }) => name === 'accept')).toHaveLength(1);
});

test('the trace goes on when another node runs the next step', async () => {
  const collector = await startCollector();
  const first = await startTestServer({ environment: tracedTo(collector) });
  const world = worldOf(first);
  const hook = await receiver((_request, response) => response.end());
  const people = [await world.person('Ada'), await world.person('Grace')];
  for (const person of people) await world.webhook(person, hook.url);
  const serviceId = await world.service(await world.policy(ladder(people.map(askPerson), 60)));
  const { key } = await insertSource(first.db, 'generic', { serviceId });
  await send(first, key, { title: 'Disk', dedup_key: 'disk' });
  await eventually(() => hook.seen.length === 1 && collector.spans.some(({ name }) => name === 'send'));
  await first.server.stop();
  const second = await startTestServer({
    database: first,
    environment: tracedTo(collector, { EVENKEEL_NODE_NAME: 'other' }),
  });
  await second.clock.advance('2 minutes');
  await eventually(() => hook.seen.length === 2);
  await eventually(() => collector.spans.filter(({ name }) => name === 'send').length === 2);
  const { spans } = collector;
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(pathsOf(spans).filter((path) => path.includes('?'))).toEqual([]);
  const nodes = spans.filter(({ name }) => name === 'run step').map(({ resource }) => resource['service.instance.id']);
  expect(new Set(nodes).size).toBe(2);
});

test('alerts of one page have a trace each, and those that joined lead to where it goes on', async () => {
  const collector = await startCollector();
  const node = await startTestServer({ environment: tracedTo(collector) });
  const world = worldOf(node);
  const hook = await receiver((_request, response) => response.end());
  const person = await world.person('Ada');
  await world.webhook(person, hook.url);
  const alert = {
    sourceId: await world.source(),
    serviceId: await world.service(await world.policy(ladder([askPerson(person)]))),
    groupKey: 'rack',
  };
  await triggerAlert(node.db, alert);
  await eventually(() => hook.seen.length === 1);
  const second = await triggerAlert(node.db, alert);
  const joins = () => collector.spans.filter(({ name }) => name === 'join page');
  await eventually(() => joins().length === 2);
  const [page] = collector.spans.filter(({ name }) => name === 'open page');
  const [own] = joins().filter(({ traceId }) => traceId !== page!.traceId);
  expect(own!.links).toEqual([{ traceId: page!.traceId, spanId: page!.spanId }]);
  expect(own!.attributes).toMatchObject({
    'evenkeel.alert.id': second,
    'evenkeel.page.id': page!.attributes['evenkeel.page.id'],
  });
});

test('a collector that never answers delays no page, and a node that stops does not wait for it', async () => {
  const collector = await startCollector();
  collector.answerWith(() => {});
  const node = await startTestServer({ environment: tracedTo(collector) });
  const { hook, source } = await pagedByWebhook(node);
  await send(node, source.key, { title: 'First', dedup_key: randomUUID() });
  await eventually(() => collector.requests.length > 0);
  await send(node, source.key, { title: 'Second', dedup_key: randomUUID() });
  await eventually(() => hook.seen.length === 2, 5_000);
  const startedAt = performance.now();
  await node.server.stop();
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

test('of the traces of a storm the part is sent that was asked for, each of them whole', async () => {
  const collector = await startCollector();
  const part = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.2' };
  const node = await startTestServer({ environment: tracedTo(collector, part) });
  const { key } = await insertSource(node.db, 'alertmanager-api');
  const alerts = Array.from({ length: 1_000 }, (_, n) => ({
    labels: { alertname: 'Disk', n: `${n}`, severity: 'info' },
  }));
  const answer = await fetch(`${node.url}/in/${key}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  expect(answer.status).toBe(200);
  await eventually(async () => (await node.db.query('select from alerts')).rowCount === 1_000);
  await node.server.stop();
  const roots = collector.spans.filter(({ name }) => name === 'accept');
  expect(roots.length).toBeGreaterThan(120);
  expect(roots.length).toBeLessThan(280);
  expect(pathsOf(collector.spans).filter((path) => path.includes('?'))).toEqual([]);
  expect(collector.spans.filter(({ name }) => name === 'absorb')).toHaveLength(roots.length);
});

test('doctor and the metrics say what became of spans', async () => {
  const collector = await startCollector();
  collector.answerWith((response) => response.writeHead(401).end());
  const node = await startTestServer({ environment: tracedTo(collector) });
  const { source } = await pagedByWebhook(node);
  await send(node, source.key, { title: 'Disk', dedup_key: 'disk' });
  const line = async () =>
    (await node.admin.call(examineInstallation, {})).items.find(({ check }: { check: string }) => check === 'traces')!;
  await eventually(async () => (await line()).result === 'warning');
  expect((await line()).sentence).toMatch(
    /^Traces do not reach 127\.0\.0\.1:\d+: it answered 401\. \d+ spans were dropped/,
  );
});

test('without an endpoint nothing is traced and nothing is asked of anybody', async () => {
  const node = await startTestServer();
  expect(node.server.platform.tracing).toBeUndefined();
  const checks = (await node.admin.call(examineInstallation, {})).items.map(({ check }: { check: string }) => check);
  expect(checks).not.toContain('traces');
});

test('what the log says while a message is sent names the trace', async () => {
  const lines: string[] = [];
  const collector = await startCollector();
  const log = openLog('trace', { write: (line) => void lines.push(line) });
  const node = await startTestServer({ environment: tracedTo(collector), log });
  const { hook, source } = await pagedByWebhook(node);
  node.server.platform.egress.request = new Proxy(node.server.platform.egress.request, {
    apply(target, self, given) {
      log.info({}, `asks ${randomBytes(2).toString('hex')}`);
      return Reflect.apply(target, self, given);
    },
  });
  await send(node, source.key, { title: 'Disk', dedup_key: 'disk' });
  await eventually(() => hook.seen.length === 1);
  const span = await eventually(() => collector.spans.find(({ name }) => name === 'send'));
  const line = lines.map((each) => JSON.parse(each)).find(({ msg }) => String(msg).startsWith('asks'));
  expect(line).toMatchObject({ trace_id: span.traceId, span_id: span.spanId });
});
