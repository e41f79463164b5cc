import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { type Collector, startCollector } from '../../../../test/harness/collector.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import { createExporter } from './exporter.ts';
import { anySpanId } from './ids.ts';
import type { TracingConfig } from './settings.ts';
import type { Span } from './span.ts';

const spans = (count: number): Span[] =>
  Array.from({ length: count }, (_, place) => ({
    ...{
      traceId: 'a'.repeat(32),
      spanId: anySpanId(),
      parentId: null,
      name: `span ${place}`,
      kind: 'internal' as const,
    },
    ...{ startMs: 1_700_000_000_000.25, endMs: 1_700_000_000_001.5, links: [], isError: place === 0 },
    attributes: { count: place, below: -3, large: 2 ** 52, part: 0.5, word: 'w', is: true, nothing: null },
  }));

type Protocol = TracingConfig['protocol'];

function exporterTo(url: string, timeoutMs = 300, protocol: Protocol = 'http/protobuf') {
  const lines: string[] = [];
  const metrics = new Registry();
  const exporter = createExporter({
    config: {
      endpoint: `${url}/v1/traces`,
      protocol,
      headers: { authorization: 'Bearer s3cret' },
      ratio: 1,
      resource: {},
    },
    resource: { 'service.name': 'evenkeel' },
    version: 'test',
    log: pino({}, { write: (line: string) => void lines.push(line) }),
    metrics,
    timeoutMs,
  });
  onTestFinished(() => exporter.close());
  return { exporter, lines, metrics };
}

async function sendAll({ sendSome }: ReturnType<typeof createExporter>) {
  while (await sendSome()) {}
}

test.each([
  ['http/protobuf', 'application/x-protobuf'],
  ['http/json', 'application/json'],
] as const)('by %s spans arrive whole, in batches, with the headers of the operator', async (protocol, contentType) => {
  const collector = await startCollector();
  const { exporter, metrics } = exporterTo(collector.url, 5_000, protocol);
  exporter.add(spans(600));
  await sendAll(exporter);
  expect(collector.spans).toHaveLength(600);
  expect(collector.requests.map(({ path }) => path)).toEqual(['/v1/traces', '/v1/traces']);
  expect(collector.requests[0]!.headers).toMatchObject({
    authorization: 'Bearer s3cret',
    'content-type': contentType,
  });
  expect(collector.spans[0]).toMatchObject({
    ...{ name: 'span 0', kind: 1, startMs: 1_700_000_000_000.25, endMs: 1_700_000_000_001.5, isError: true },
    attributes: { count: 0, below: -3, large: 2 ** 52, part: 0.5, word: 'w', is: true },
    resource: { 'service.name': 'evenkeel' },
  });
  expect(exporter.state()).toEqual({ sent: 600, dropped: 0, failure: null });
  expect(await metrics.metrics()).toContain('evenkeel_trace_spans_total{outcome="sent"} 600');
});

test('what does not fit is dropped, the oldest first, and counted', async () => {
  const collector = await startCollector();
  const { exporter } = exporterTo(collector.url);
  exporter.add(spans(9_000));
  expect(exporter.state().dropped).toBe(9_000 - 8_192);
  await sendAll(exporter);
  expect(collector.spans.at(-1)!.name).toBe('span 8999');
  expect(exporter.state()).toMatchObject({ sent: 8_192, dropped: 808 });
});

test.each([
  ['http/protobuf', Buffer.from('0a06080312026e6f', 'hex')],
  ['http/json', '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"no"}}'],
] as const)('what the collector says by %s that it refused counts as dropped', async (protocol, answer) => {
  const collector = await startCollector();
  collector.answerWith((response) => response.end(answer));
  const { exporter } = exporterTo(collector.url, 5_000, protocol);
  exporter.add(spans(10));
  await exporter.sendSome();
  expect(exporter.state()).toMatchObject({ sent: 7, dropped: 3, failure: null });
});

type Trouble = [string, (collector: Collector) => string | Promise<string>, 'kept' | 'dropped'];

const troubles: Trouble[] = [
  ['refuses connections', closedAddress, 'kept'],
  ['never answers', answering((_) => {}), 'kept'],
  ['answers 503', answering((response) => response.writeHead(503, { 'retry-after': '30' }).end()), 'kept'],
  ['answers 500', answering((response) => response.writeHead(500).end('secret of the collector')), 'dropped'],
  ['answers 401', answering((response) => response.writeHead(401).end()), 'dropped'],
  [
    'leads elsewhere',
    answering((response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()),
    'dropped',
  ],
];

function answering(answer: Parameters<Collector['answerWith']>[0]) {
  return (collector: Collector) => {
    collector.answerWith(answer);
    return collector.url;
  };
}

async function closedAddress() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

test.each(troubles)('a collector that %s is left alone for a while, and said once', async (_, urlOf, fate) => {
  const { exporter, lines } = exporterTo(await urlOf(await startCollector()));
  exporter.add(spans(5));
  expect(await exporter.sendSome()).toBe(false);
  const { sent, dropped, failure } = exporter.state();
  expect({ sent, dropped }).toEqual({ sent: 0, dropped: fate === 'dropped' ? 5 : 0 });
  expect(failure).not.toBeNull();
  const startedAt = performance.now();
  expect(await exporter.sendSome()).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(100);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toMatch(/s3cret|secret of the collector/);
});

test('an answer of four megabytes is success, and only its beginning is read', async () => {
  const collector = await startCollector();
  collector.answerWith((response) => response.end('x'.repeat(4 * 1024 * 1024)));
  const { exporter } = exporterTo(collector.url, 5_000);
  exporter.add(spans(1));
  await exporter.sendSome();
  expect(exporter.state()).toMatchObject({ sent: 1, failure: null });
});

test('what waited while the collector was away arrives when it is back', async () => {
  const collector = await startCollector();
  collector.answerWith((response) => response.writeHead(503).end());
  const { exporter, lines } = exporterTo(collector.url);
  exporter.add(spans(3));
  await exporter.sendSome();
  collector.answerWith(null);
  await eventually(async () => {
    await exporter.sendSome();
    return collector.spans.length === 3;
  });
  expect(exporter.state()).toEqual({ sent: 3, dropped: 0, failure: null });
  expect(lines).toHaveLength(2);
});
