/** Messages for machines, signed as Standard Webhooks 1.0 prescribes, so that any receiver can verify them with a ready library. */
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** 24 to 64 random bytes in base64 behind a prefix that secret scanners know. */
export const signingSecretPattern = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;

export function createSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

export type SignedMessage = {
  /** Stays the same over retries; receivers use it to drop repeats. */
  id: string;
  /** Receivers refuse what is five minutes away from their clock, so every attempt is signed afresh. */
  sentAt: Date;
  body: string;
  /** Each of them signs: while a receiver changes over to a new secret there are two. */
  secrets: readonly string[];
};

export function signedHeaders({ id, sentAt, body, secrets }: SignedMessage): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  };
}
