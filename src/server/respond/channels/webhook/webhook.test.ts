import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEgress } from '../../../platform/egress/egress.ts';
import { createSigningSecret } from '../../../platform/standard-webhooks.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { receiver } from '../receiver-for-tests.ts';
import { webhook } from './webhook.ts';

function transports(allow = ['127.0.0.1']) {
  const egress = createEgress({ allow });
  onTestFinished(() => egress.close());
  return { egress, mail: undefined, vapid: undefined };
}

describe('a signed message', () => {
  test.each(
    oneOfEachKind().map((message) => [message.kind, message] as const),
  )('of kind %s is accepted by a stock verifier', async (_kind, message) => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(204).end());
    const settings = webhook.acceptSettings({ url });
    const outcome = await webhook.deliver(message, settings, transports());
    const { headers, body, method } = seen[0]!;
    const verified = new Webhook(String(settings.secret)).verify(body, headers as Record<string, string>);
    expect(method).toBe('POST');
    expect(verified).toMatchObject({
      type: expect.stringMatching(/^[a-z_]+(\.[a-z_]+)?$/),
      timestamp: message.at,
      data: {},
    });
    expect(outcome).toEqual({ outcome: 'sent', providerId: headers['webhook-id'] });
    expect(() => new Webhook(createSigningSecret()).verify(body, headers as Record<string, string>)).toThrow();
    expect(() => new Webhook(String(settings.secret)).verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  test('keeps id and body over retries, so that a receiver can drop repeats', async () => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(500).end());
    const settings = webhook.acceptSettings({ url });
    const sender = transports();
    await webhook.deliver(pageMessage(), settings, sender);
    await webhook.deliver(pageMessage(), settings, sender);
    await webhook.deliver({ ...pageMessage(), idempotencyKey: 'another' }, settings, sender);
    const ids = seen.map((each) => each.headers['webhook-id']);
    expect(ids[1]).toBe(ids[0]);
    expect(seen[1]?.body).toBe(seen[0]?.body);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test('carries both signatures while the secret changes', async () => {
    const { url, seen } = await receiver((_request, response) => response.end());
    const [secret, previousSecret] = [createSigningSecret(), createSigningSecret()];
    await webhook.deliver(pageMessage(), webhook.acceptSettings({ url, secret, previousSecret }), transports());
    for (const each of [secret, previousSecret]) {
      expect(new Webhook(each).verify(seen[0]!.body, seen[0]!.headers as Record<string, string>)).toBeTruthy();
    }
  });

  test.each(hostileTexts)('with hostile text is valid JSON below 20 kB: %s', async (_name, text) => {
    const { url, seen } = await receiver((_request, response) => response.end());
    const settings = webhook.acceptSettings({ url });
    const alerts = Array.from({ length: 5 }, () => ({ title: text, severity: 1 }));
    const message = pageMessage(
      { title: text, serviceName: text, summary: Array(20).fill(text), stepText: text, alerts },
      text,
    );
    await webhook.deliver(message, settings, transports());
    const { body, headers } = seen[0]!;
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    const { data } = new Webhook(String(settings.secret)).verify(body, headers as Record<string, string>) as {
      data: object;
    };
    expect(JSON.stringify(data)).not.toMatch(/\\u0000|\\ud83d|\u202e|\\r|\\n/i);
  });
});

describe('the receiver', () => {
  test.each([
    ['accepts', 202, {}, { outcome: 'sent' }],
    ['is broken', 500, {}, { outcome: 'retry', afterSeconds: 5 }],
    ['is down for a while', 503, { 'retry-after': '120' }, { outcome: 'retry', afterSeconds: 120 }],
    ['is asked too often', 429, { 'retry-after': '7' }, { outcome: 'retry', afterSeconds: 7 }],
    ['asks for an absurd pause', 429, { 'retry-after': '999999999' }, { outcome: 'retry', afterSeconds: 3600 }],
    ['names a date', 503, { 'retry-after': 'Fri, 31 Dec 2027 23:59:59 GMT' }, { outcome: 'retry', afterSeconds: 5 }],
    ['asks for no pause', 429, { 'retry-after': '0' }, { outcome: 'retry', afterSeconds: 1 }],
    ['asks for nonsense', 429, { 'retry-after': '-5e9' }, { outcome: 'retry', afterSeconds: 5 }],
    ['has gone for good', 410, {}, { outcome: 'failed', disable: true }],
    ['moved', 301, { location: 'http://127.0.0.1:1/' }, { outcome: 'failed' }],
    ['refuses the message', 400, {}, { outcome: 'failed' }],
    ['refuses the signature', 401, {}, { outcome: 'failed' }],
    ['does not exist', 404, {}, { outcome: 'failed' }],
  ])('%s (%i)', async (_name, status, headers, expected) => {
    const { url, seen } = await receiver((_request, response) => {
      response.writeHead(status, headers).end('reply with secrets');
    });
    const outcome = await webhook.deliver(pageMessage(), webhook.acceptSettings({ url }), transports());
    expect(outcome).toMatchObject(expected);
    expect('disable' in outcome).toBe('disable' in expected);
    expect(JSON.stringify(outcome)).not.toContain('secrets');
    expect(seen).toHaveLength(1);
  });

  test('hangs, and the attempt ends when the caller gives up', async () => {
    const { url } = await receiver(() => {});
    const stop = new AbortController();
    const running = webhook.deliver(pageMessage(), webhook.acceptSettings({ url }), transports(), stop.signal);
    stop.abort();
    expect(await running).toMatchObject({ outcome: 'retry' });
  });

  test('sends a huge reply, which nobody waits for', async () => {
    const { url } = await receiver((_request, response) => {
      response.writeHead(200);
      const pour = setInterval(() => response.write(Buffer.alloc(1 << 16)), 1);
      response.on('close', () => clearInterval(pour));
    });
    const startedAt = performance.now();
    expect((await webhook.deliver(pageMessage(), webhook.acceptSettings({ url }), transports())).outcome).toBe('sent');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test('is not there, it is tried again', async () => {
    const { url, stop } = await receiver(() => {});
    await stop();
    expect((await webhook.deliver(pageMessage(), webhook.acceptSettings({ url }), transports())).outcome).toBe('retry');
  });

  test('lives on a private address that nobody allowed, nothing is sent', async () => {
    const { url, seen } = await receiver((_request, response) => response.end());
    const outcome = await webhook.deliver(pageMessage(), webhook.acceptSettings({ url }), transports([]));
    expect(outcome).toEqual({ outcome: 'failed', reason: 'not sent: this address is not public' });
    expect(seen).toHaveLength(0);
  });
});

describe('the settings', () => {
  test('get a signing secret of 32 random bytes, and show only the host', () => {
    const settings = webhook.acceptSettings({ url: 'https://hooks.example.com/secret-path?token=1' });
    expect(Buffer.from(String(settings.secret).slice('whsec_'.length), 'base64')).toHaveLength(32);
    expect(webhook.acceptSettings({ url: 'https://example.com' }).secret).not.toBe(settings.secret);
    expect(webhook.describe(settings)).toBe('hooks.example.com/…');
    expect(webhook.destinationOf(settings)).toBe('https://hooks.example.com/secret-path?token=1');
  });

  test.each([
    {},
    null,
    'x',
    { url: 'ftp://x.example' },
    { url: 'nonsense' },
    { url: 'https://x.example', secret: 'short' },
  ])('refuse %j', (input) => {
    expect(() => webhook.acceptSettings(input)).toThrow('do not fit');
  });

  test('that were damaged in storage fail the attempt, not the process', async () => {
    const outcome = await webhook.deliver(pageMessage(), { url: 7 }, transports());
    expect(outcome).toMatchObject({ outcome: 'failed' });
  });
});

test('a description that is too long is cut itself, and keeps neither labels nor links nor who is next away', async () => {
  const { url, seen } = await receiver((_request, response) => response.end());
  const graph = `https://graphs.evenkeel.test/explore?query=${'x'.repeat(1_500)}`;
  const message = pageMessage({
    summary: Array(40).fill(`"${'ä'.repeat(400)}"`),
    references: [
      { text: 'Far too long', href: `https://graphs.evenkeel.test/${'y'.repeat(9_000)}` },
      { text: 'Dashboard', href: graph },
    ],
    labels: [
      { name: 'long', value: '語'.repeat(300) },
      ...Array.from({ length: 20 }, (_, index) => ({ name: `label-${index}`, value: 'v'.repeat(40) })),
    ],
  });
  await webhook.deliver(message, webhook.acceptSettings({ url }), transports());
  const { body } = seen[0]!;
  expect(Buffer.byteLength(body)).toBeLessThan(20_000);
  const { page } = JSON.parse(body).data;
  expect(page.references).toEqual([{ text: 'Dashboard', href: graph }]);
  expect(page.labels).toMatchObject({ 'label-0': 'v'.repeat(40), 'label-19': 'v'.repeat(40) });
  expect(page.next.who).toBe('Grace');
  expect(page.summary.length).toBeGreaterThan(5);
});
