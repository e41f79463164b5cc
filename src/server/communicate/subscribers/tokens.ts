/**
 * The tokens in mails to subscribers: derived from the row and a key of this installation, stored nowhere. A retry
 * carries the same link, and a dump of the database without the key makes none.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../platform/db/database.ts';
import type { Keyring, Secret } from '../../platform/secrets.ts';
import { readOrStoreSetting } from '../../respond/deliver/installation-store.ts';

const keyContext = 'settings.value.subscriber_link_key';

export type SubscriberTokens = {
  confirmToken(subscriberId: number, generation: number): string;
  /** Null for a token that was not made here. */
  readConfirm(token: string): { subscriberId: number; generation: number } | null;
  manageToken(subscriberId: number): string;
  readManage(token: string): number | null;
};

export async function loadSubscriberTokens(db: Database, keyring: Keyring): Promise<SubscriberTokens> {
  const { sealed } = await readOrStoreSetting(db, 'subscriber_link_key', () => ({
    sealed: keyring.seal(randomBytes(32).toString('base64'), keyContext),
  }));
  return subscriberTokens(keyring.open(sealed, keyContext));
}

function subscriberTokens(key: Secret): SubscriberTokens {
  /** 128 bits: far beyond guessing, short enough for a link in a text mail. */
  const codeOf = (what: string) =>
    createHmac('sha256', key.reveal()).update(what).digest().subarray(0, 16).toString('base64url');
  const verified = (token: string, purpose: string): number[] | null => {
    const at = token.lastIndexOf('.');
    const subject = token.slice(0, at);
    const given = Buffer.from(token.slice(at + 1));
    const expected = Buffer.from(codeOf(`${purpose} ${subject}`));
    return given.length === expected.length && timingSafeEqual(given, expected) ? subject.split('.').map(Number) : null;
  };
  return {
    confirmToken: (id, generation) => `${id}.${generation}.${codeOf(`confirm ${id}.${generation}`)}`,
    readConfirm(token) {
      const [subscriberId, generation] = verified(token, 'confirm') ?? [];
      return subscriberId === undefined || generation === undefined ? null : { subscriberId, generation };
    },
    manageToken: (id) => `${id}.${codeOf(`manage ${id}`)}`,
    readManage: (token) => verified(token, 'manage')?.[0] ?? null,
  };
}
