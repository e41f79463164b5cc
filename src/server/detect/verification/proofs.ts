/**
 * What a request carries to prove who sent it, for methods that share a secret with the sender. Pure. Every function
 * returns null where one of the secrets proves it, and otherwise a sentence for whoever set up the sender.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { VerificationRule } from '../../../contract/detect/source-verification.ts';

export type Headers = Record<string, string | string[] | undefined>;

export type Proof = {
  headers: Headers;
  /** As it arrived, after Content-Encoding was undone. */
  body: Uint8Array;
  /** By the clock of the database, epoch ms. */
  receivedAt: number;
  /** The secret, and for a while the one before it. */
  secrets: readonly string[];
};

type RuleBySecret = Exclude<VerificationRule, { method: 'none' | 'sns' | 'google' | 'entra' }>;

/** How far apart the sender's clock and ours may be, which bounds how long a captured request can be sent again. */
const toleranceMs = 5 * 60_000;

export function faultOfProof(rule: RuleBySecret, proof: Proof): string | null {
  switch (rule.method) {
    case 'github':
      return signedInHex(proof, 'X-Hub-Signature-256', (value) => [/^sha256=(.*)$/.exec(value)?.[1] ?? '']);
    case 'sentry':
      return signedInHex(proof, 'Sentry-Hook-Signature', (value) => [value]);
    case 'pagerduty':
      return signedInHex(proof, 'X-PagerDuty-Signature', (value) =>
        value.split(',', 20).flatMap((part) => /^\s*v1=(.*?)\s*$/.exec(part)?.[1] ?? []),
      );
    case 'grafana':
      return signedByGrafana(proof, rule.header, rule.timestampHeader);
    case 'standard-webhooks':
      return signedAsStandard(proof);
    case 'header':
      return secretInHeader(proof, rule.header);
    case 'basic':
      return basicCredentials(proof, rule.user);
  }
}

const headerOf = (headers: Headers, name: string): string | null => {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : null;
};
const missing = (name: string) => `The header ${name} is missing: this source takes only requests that carry it.`;
const wrong = (name: string) =>
  `The signature in ${name} does not match the body. Is the secret the same here and at the sender?`;

const hmacOf = (key: string | Buffer, parts: readonly (string | Uint8Array)[]): Buffer => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};

/** Compared in the same time wherever they differ. */
const sameBytes = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other);
const sameHex = (hex: string, expected: Buffer) =>
  /^[0-9a-f]{64}$/i.test(hex) && sameBytes(Buffer.from(hex, 'hex'), expected);
const digest = (text: string) => createHash('sha256').update(text).digest();
/** Whatever their lengths. */
const sameText = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

function signedInHex(
  { headers, body, secrets }: Proof,
  name: string,
  read: (value: string) => string[],
): string | null {
  const value = headerOf(headers, name);
  if (value === null) return missing(name);
  const signatures = read(value);
  return secrets.some((secret) => {
    const expected = hmacOf(secret, [body]);
    return signatures.some((signature) => sameHex(signature, expected));
  })
    ? null
    : wrong(name);
}

function signedByGrafana(proof: Proof, name: string, timestampName: string | null): string | null {
  if (timestampName === null) return signedInHex(proof, name, (value) => [value]);
  const { headers, body, secrets, receivedAt } = proof;
  const signature = headerOf(headers, name);
  if (signature === null) return missing(name);
  const timestamp = headerOf(headers, timestampName);
  if (timestamp === null) return missing(timestampName);
  if (!secrets.some((secret) => sameHex(signature, hmacOf(secret, [timestamp, ':', body])))) return wrong(name);
  return faultOfTime(timestamp, receivedAt);
}

function signedAsStandard({ headers, body, secrets, receivedAt }: Proof): string | null {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headerOf(headers, name),
  );
  if (!id) return missing('webhook-id');
  if (!timestamp) return missing('webhook-timestamp');
  if (!signatures) return missing('webhook-signature');
  const given = signatures.split(' ', 20).flatMap((part) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(part)?.[1] ?? []);
  const isSigned = secrets.some((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    // As text: two texts of base64 may stand for the same bytes.
    const expected = hmacOf(key, [id, '.', timestamp, '.', body]).toString('base64');
    return given.some((signature) => sameText(signature, expected));
  });
  return isSigned ? faultOfTime(timestamp, receivedAt) : wrong('webhook-signature');
}

/** @param timestamp seconds since the epoch, as text; it was signed, so it is the sender's */
function faultOfTime(timestamp: string, receivedAt: number): string | null {
  if (!/^\d{1,12}$/.test(timestamp)) return 'The time of the signature is no number of seconds.';
  const apartMs = Math.abs(receivedAt - Number(timestamp) * 1_000);
  if (apartMs <= toleranceMs) return null;
  return `The request was signed ${Math.round(apartMs / 60_000)} minutes away from the time here; 5 are taken. Look at the clocks of both sides.`;
}

function secretInHeader({ headers, secrets }: Proof, name: string): string | null {
  const value = headerOf(headers, name);
  if (value === null) return missing(name);
  const bare = name.toLowerCase() === 'authorization' ? value.replace(/^(?:Bearer|Token) +/i, '') : value;
  return secrets.some((secret) => sameText(value, secret) || sameText(bare, secret))
    ? null
    : `The header ${name} does not hold the secret of this source.`;
}

function basicCredentials({ headers, secrets }: Proof, user: string): string | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=_-]{1,2000})$/i.exec(headerOf(headers, 'Authorization') ?? '') ?? [];
  if (encoded === undefined) return 'User and password are missing: this source takes only Basic authentication.';
  const sent = Buffer.from(encoded, 'base64').toString('utf8');
  return secrets.some((secret) => sameText(sent, `${user}:${secret}`))
    ? null
    : 'User or password are not those of this source.';
}
