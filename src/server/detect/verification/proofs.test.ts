import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { faultOfProof, type Proof } from './proofs.ts';

const now = Date.parse('2027-03-01T10:00:00Z');
const seconds = String(now / 1_000);
const hex = (secret: string, ...parts: (string | Uint8Array)[]) => {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};
const newSecret = () => randomBytes(24).toString('base64');

type Rule = Parameters<typeof faultOfProof>[0];
type Method = { rule: Rule; secret: () => string; sign: (secret: string, body: Uint8Array) => Proof['headers'] };

/** Each method with an independent signer. */
const signed: Record<string, Method> = {
  github: {
    rule: { method: 'github' },
    secret: newSecret,
    sign: (secret, body) => ({ 'x-hub-signature-256': `sha256=${hex(secret, body)}` }),
  },
  sentry: {
    rule: { method: 'sentry' },
    secret: newSecret,
    sign: (secret, body) => ({ 'sentry-hook-signature': hex(secret, body) }),
  },
  pagerduty: {
    rule: { method: 'pagerduty' },
    secret: newSecret,
    sign: (secret, body) => ({ 'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${hex(secret, body)}` }),
  },
  grafana: {
    rule: { method: 'grafana', header: 'X-Grafana-Alerting-Signature', timestampHeader: null },
    secret: newSecret,
    sign: (secret, body) => ({ 'x-grafana-alerting-signature': hex(secret, body) }),
  },
  'grafana with a timestamp': {
    rule: { method: 'grafana', header: 'X-Signed', timestampHeader: 'X-Signed-At' },
    secret: newSecret,
    sign: (secret, body) => ({ 'x-signed': hex(secret, seconds, ':', body), 'x-signed-at': seconds }),
  },
  'standard webhooks': {
    rule: { method: 'standard-webhooks' },
    secret: () => `whsec_${randomBytes(32).toString('base64')}`,
    sign: (secret, body) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': seconds,
      'webhook-signature': new Webhook(secret).sign('msg_1', new Date(now), Buffer.from(body).toString('utf8')),
    }),
  },
};

const fault = (rule: Rule, headers: Proof['headers'], body: Uint8Array, ...secrets: string[]) =>
  faultOfProof(rule, { headers, body, receivedAt: now, secrets });
const anyText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((text) => Buffer.from(text));

test('what GitHub documents as an example is verified', () => {
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  const body = Buffer.from('Hello, World!');
  const headers = { 'x-hub-signature-256': signature };
  expect(fault({ method: 'github' }, headers, body, "It's a Secret to Everybody")).toBeNull();
  expect(fault({ method: 'github' }, headers, body, "It's a secret to everybody")).toContain('does not match');
});

test('a signature of Standard Webhooks is taken in one spelling only', () => {
  const { rule, secret, sign } = signed['standard webhooks']!;
  const [current, body] = [secret(), Buffer.from('{}')];
  const headers = sign(current, body);
  const signature = headers['webhook-signature'] as string;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  // The last character before the filling carries two bits that mean nothing.
  const same = alphabet[alphabet.indexOf(signature.at(-2)!) ^ 1]!;
  const other = `${signature.slice(0, -2)}${same}=`;
  expect(Buffer.from(other.slice(3), 'base64').equals(Buffer.from(signature.slice(3), 'base64'))).toBe(true);
  expect(fault(rule, headers, body, current)).toBeNull();
  expect(fault(rule, { ...headers, 'webhook-signature': other }, body, current)).toContain('does not match');
});

describe.each(Object.entries(signed))('%s', (_name, { rule, secret, sign }) => {
  test('a signature is taken with the secret or the one before it, and with no other', () => {
    fc.assert(
      fc.property(anyText, (body) => {
        const [current, old] = [secret(), secret()];
        expect(fault(rule, sign(current, body), body, current, old)).toBeNull();
        expect(fault(rule, sign(old, body), body, current, old)).toBeNull();
        expect(fault(rule, sign(old, body), body, current)).toContain('does not match');
      }),
      { numRuns: 50 },
    );
  });

  test('any changed byte of the body is refused, and so is a longer or shorter one', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, mask) => {
        const current = secret();
        const headers = sign(current, body);
        const changed = Buffer.from(body);
        changed[at % body.length]! ^= mask;
        for (const other of [changed, Buffer.concat([body, Buffer.of(mask)]), body.subarray(1)])
          expect(fault(rule, headers, other, current)).toContain('does not match');
      }),
    );
  });

  test('any changed character of what was signed with is refused', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.constantFrom('0', '1', 'a', 'Z', ' ', '=', ','), (body, at, put) => {
        const current = secret();
        const headers = sign(current, body);
        const name = Object.keys(headers).at(-1)!;
        const value = headers[name] as string;
        // The end of the header is of the signature, or of the time that is signed; letter case of hex says the same.
        const place = value.length - 1 - (at % Math.min(10, value.length));
        const changed = value.slice(0, place) + put + value.slice(place + 1);
        fc.pre(changed.toLowerCase() !== value.toLowerCase());
        expect(fault(rule, { ...headers, [name]: changed }, body, current)).not.toBeNull();
      }),
    );
  });

  test('without its headers it is refused with the name of the one that is missing', () => {
    const body = Buffer.from('{}');
    const headers = sign(secret(), body);
    for (const name of Object.keys(headers)) {
      const { [name]: _left, ...others } = headers;
      expect(fault(rule, others, body, secret())?.toLowerCase()).toMatch(new RegExp(`${name} is missing`));
    }
  });
});

test('a signed time is taken five minutes around the time here and not further away', () => {
  const { rule, secret, sign } = signed['grafana with a timestamp']!;
  const [current, body] = [secret(), Buffer.from('{}')];
  const headers = sign(current, body);
  const at = (receivedAt: number) => faultOfProof(rule, { headers, body, receivedAt, secrets: [current] });
  expect(at(now + 300_000)).toBeNull();
  expect(at(now - 300_000)).toBeNull();
  expect(at(now + 420_000)).toContain('7 minutes');
  expect(at(now - 420_000)).toContain('7 minutes');
});

test('a secret in a header is compared whole, also behind Bearer in Authorization', () => {
  const body = Buffer.from('{}');
  const own: Rule = { method: 'header', header: 'X-Gitlab-Token' };
  expect(fault(own, { 'x-gitlab-token': 'correct horse battery' }, body, 'correct horse battery')).toBeNull();
  expect(fault(own, { 'x-gitlab-token': 'correct horse batter' }, body, 'correct horse battery')).not.toBeNull();
  expect(fault(own, {}, body, 'correct horse battery')).toContain('X-Gitlab-Token is missing');
  const bearer: Rule = { method: 'header', header: 'Authorization' };
  expect(fault(bearer, { authorization: 'Bearer correct-horse' }, body, 'correct-horse')).toBeNull();
});

test('user and password of Basic authentication both count', () => {
  const rule: Rule = { method: 'basic', user: 'newrelic' };
  const of = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  const body = Buffer.from('{}');
  expect(fault(rule, of('newrelic:pass:word-1234'), body, 'pass:word-1234')).toBeNull();
  expect(fault(rule, of('other:pass:word-1234'), body, 'pass:word-1234')).not.toBeNull();
  expect(fault(rule, of('newrelic:'), body, 'pass:word-1234')).not.toBeNull();
  expect(fault(rule, {}, body, 'pass:word-1234')).toContain('missing');
});
