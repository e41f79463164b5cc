/**
 * The tokens in mails to subscribers: derived from the row and a key of this installation, stored nowhere. A retry
 * carries the same link, and a dump of the database without the key makes none.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../platform/db/database.ts';
import { type InstallationSecret, loadInstallationSecret } from '../../platform/installation-secret.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { secretNames } from '../../platform/settings/registry.ts';

export type SubscriberTokens = {
  confirmToken(subscriberId: number, generation: number): string;
  /** Null for a token that was not made here. */
  readConfirm(token: string): { subscriberId: number; generation: number } | null;
  manageToken(subscriberId: number): string;
  readManage(token: string): number | null;
};

export async function loadSubscriberTokens(db: Database, keyring: Keyring): Promise<SubscriberTokens> {
  return subscriberTokens(await loadInstallationSecret(db, keyring, secretNames.subscriberLinks));
}

function subscriberTokens({ current, accepted }: InstallationSecret): SubscriberTokens {
  /** 128 bits: far beyond guessing, short enough for a link in a text mail. */
  const codeOf = (what: string, key = current) =>
    createHmac('sha256', key.reveal()).update(what).digest().subarray(0, 16).toString('base64url');
  const verified = (token: string, purpose: string): number[] | null => {
    const at = token.lastIndexOf('.');
    const subject = token.slice(0, at);
    const given = Buffer.from(token.slice(at + 1));
    const isOurs = accepted.some((key) => {
      const expected = Buffer.from(codeOf(`${purpose} ${subject}`, key));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    return isOurs ? subject.split('.').map(Number) : null;
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
