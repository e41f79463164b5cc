import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEgress } from '../../../platform/egress/egress.ts';
import { hostileTexts, oneOfEachKind, pageMessage } from '../message-samples-for-tests.ts';
import { receiver } from '../receiver-for-tests.ts';
import { browser } from './browser.ts';
import type { PushPayload } from './payload.ts';
import { createVapidKeys } from './vapid-keys.ts';

/** A browser as RFC 8291 sees it: it makes the keys of a subscription and can read what comes in. */
function createBrowser(endpoint: string) {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys();
  const auth = randomBytes(16);
  const derive = (secret: Buffer, salt: Buffer, info: string | Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

  function decrypt(body: Buffer): PushPayload {
    const salt = body.subarray(0, 16);
    const senderKey = body.subarray(21, 21 + body.readUInt8(20));
    const sealed = body.subarray(21 + senderKey.length);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey]);
    const keyMaterial = derive(ecdh.computeSecret(senderKey), auth, info, 32);
    const key = derive(keyMaterial, salt, 'Content-Encoding: aes128gcm\0', 16);
    const nonce = derive(keyMaterial, salt, 'Content-Encoding: nonce\0', 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
  }

  const keys = { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') };
  return { settings: { subscription: { endpoint, keys }, deviceName: 'work laptop' }, decrypt };
}

const vapid = createVapidKeys('mailto:operator@example.com');

function transports() {
  const egress = createEgress({ allow: ['127.0.0.1'] });
  onTestFinished(() => egress.close());
  return { egress, mail: undefined, vapid };
}

/** The claims of `Authorization: vapid t=<token>, k=<key>` when its signature is right (RFC 8292). */
function verifiedClaims(authorization: string | undefined): Record<string, unknown> {
  const { token = '', key = '' } = /^vapid t=(?<token>[^,]+), k=(?<key>.+)$/.exec(authorization ?? '')?.groups ?? {};
  expect(key).toBe(vapid.publicKey);
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const [header, claims, signature] = token.split('.');
  const publicKey = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  expect(
    verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature ?? '', 'base64url')),
  ).toBe(true);
  return JSON.parse(Buffer.from(claims ?? '', 'base64url').toString());
}

describe('a push message', () => {
  test('can be read by the browser that subscribed, and by no other', async () => {
    const { url, seen } = await receiver((_request, response) =>
      response.writeHead(201, { location: '/message/1' }).end(),
    );
    const { settings, decrypt } = createBrowser(url);
    const outcome = await browser.deliver(pageMessage(), settings, transports());
    expect(decrypt(seen[0]!.bytes)).toMatchObject({
      kind: 'page',
      title: '[SEV1] Checkout: High error rate (3 alerts)',
      acknowledgeLink: 'https://evenkeel.test/a/tok-1',
      link: 'https://evenkeel.test/pages/7',
      actions: [{ action: 'acknowledge' }, { action: 'open' }],
      requireInteraction: true,
    });
    expect(() => createBrowser(url).decrypt(seen[0]!.bytes)).toThrow();
    expect(outcome).toEqual({ outcome: 'sent', providerId: '/message/1' });
  });

  test('carries the headers that push services ask for, signed by this installation', async () => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(201).end());
    await browser.deliver(pageMessage(), createBrowser(url).settings, transports());
    const { headers } = seen[0]!;
    expect(headers).toMatchObject({ ttl: '14400', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(headers.topic).toMatch(/^[A-Za-z0-9_-]{32}$/);
    const claims = verifiedClaims(headers.authorization);
    expect(claims).toMatchObject({ aud: new URL(url).origin, sub: 'mailto:operator@example.com' });
    expect(Number(claims.exp) * 1000).toBeGreaterThan(Date.now());
  });

  test.each(
    oneOfEachKind().map((message) => [message.kind, message] as const),
  )('of kind %s arrives', async (_kind, message) => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(201).end());
    const { settings, decrypt } = createBrowser(url);
    expect((await browser.deliver(message, settings, transports())).outcome).toBe('sent');
    const payload = decrypt(seen[0]!.bytes);
    expect(payload.title).not.toBe('');
    expect(payload.actions).toHaveLength(message.kind === 'page' ? 2 : 0);
  });

  test('of the end of a page replaces the page, in the browser and on its way', async () => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(201).end());
    const { settings, decrypt } = createBrowser(url);
    const [page, acknowledged] = oneOfEachKind();
    const sender = transports();
    await browser.deliver(page!, settings, sender);
    await browser.deliver({ ...acknowledged!, idempotencyKey: 'other' }, settings, sender);
    expect(seen[1]?.headers.topic).toBe(seen[0]?.headers.topic);
    expect(decrypt(seen[1]!.bytes).tag).toBe(decrypt(seen[0]!.bytes).tag);
  });

  test.each(hostileTexts)('with hostile text stays small and clean: %s', async (_name, text) => {
    const { url, seen } = await receiver((_request, response) => response.writeHead(201).end());
    const { settings, decrypt } = createBrowser(url);
    const message = pageMessage(
      { title: text, serviceName: text, summary: Array(20).fill(text), stepText: text },
      text,
    );
    expect((await browser.deliver(message, settings, transports())).outcome).toBe('sent');
    expect(seen[0]!.bytes.length).toBeLessThan(4096);
    const payload = decrypt(seen[0]!.bytes);
    for (const bad of ['\u0000', '\u001b', '\u202e', '\r']) expect(payload.title + payload.body).not.toContain(bad);
    expect(payload.title).not.toContain('\n');
  });
});

test('a description that is too long for a push is cut itself: who is next, links and labels stay', async () => {
  const { url, seen } = await receiver((_request, response) => response.writeHead(201).end());
  const { settings, decrypt } = createBrowser(url);
  const message = pageMessage({ summary: Array(40).fill('多い。'.repeat(100)), alertCount: 1 });
  await browser.deliver(message, settings, transports());
  const { body } = decrypt(seen[0]!.bytes);
  for (const kept of [
    '多い',
    'Next: Grace in 5 min',
    'Runbook: https://wiki.evenkeel.test/runbooks/5xx',
    'team: payments',
  ])
    expect(body).toContain(kept);
});

describe('the push service', () => {
  test.each([
    [404, {}, { outcome: 'failed', disable: true }],
    [410, {}, { outcome: 'failed', disable: true }],
    [429, { 'retry-after': '30' }, { outcome: 'retry', afterSeconds: 30 }],
    [503, {}, { outcome: 'retry' }],
    [413, {}, { outcome: 'failed' }],
    [403, {}, { outcome: 'failed' }],
    [307, { location: 'http://10.0.0.1/' }, { outcome: 'failed' }],
  ])('answers %i', async (status, headers, expected) => {
    const { url } = await receiver((_request, response) => response.writeHead(status, headers).end());
    const outcome = await browser.deliver(pageMessage(), createBrowser(url).settings, transports());
    expect(outcome).toMatchObject(expected);
    expect('disable' in outcome).toBe('disable' in expected);
  });
});

test('a key that is no point of the curve fails the attempt, not the process', async () => {
  const { settings } = createBrowser('http://127.0.0.1:9/');
  settings.subscription.keys.p256dh = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString('base64url');
  expect(await browser.deliver(pageMessage(), settings, transports())).toMatchObject({ outcome: 'failed' });
});

test('without keys of the installation another channel has to do', async () => {
  const { settings } = createBrowser('http://127.0.0.1:9/');
  const outcome = await browser.deliver(pageMessage(), settings, { ...transports(), vapid: undefined });
  expect(outcome).toEqual({ outcome: 'failed', reason: 'browser notifications have no keys yet' });
});

test('the settings show the device and the push service, never the subscription', () => {
  const { settings } = createBrowser('https://push.example.com/send/secret-id');
  expect(browser.describe(browser.acceptSettings(settings))).toBe('work laptop (push.example.com)');
  expect(() => browser.acceptSettings({ subscription: { endpoint: 'https://x.example', keys: {} } })).toThrow(
    'do not fit',
  );
});
