/**
 * The token of a notification's link: its id and a code that only this installation can make. It is derived, not
 * stored, so a retry carries the same link, and a dump of the database without the key makes no links.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../platform/db/database.ts';
import { loadInstallationSecret } from '../../platform/installation-secret.ts';
import type { Keyring, Secret } from '../../platform/secrets.ts';
import { secretNames } from '../../platform/settings/registry.ts';

export type LinkTokens = {
  tokenOf(notificationId: number): string;
  /** The notification's id, or null for a token that was not made here. */
  read(token: string): number | null;
};

export async function loadLinkTokens(db: Database, keyring: Keyring): Promise<LinkTokens> {
  const { current, accepted } = await loadInstallationSecret(db, keyring, secretNames.notificationLinks);
  return linkTokens(current, accepted);
}

/** @param accepted every key whose links still count */
export function linkTokens(key: Secret, accepted = [key]): LinkTokens {
  // 128 bits: short enough for a text message, far beyond guessing.
  const codeOf = (id: number, by = key) =>
    createHmac('sha256', by.reveal()).update(`acknowledge ${id}`).digest().subarray(0, 16).toString('base64url');
  return {
    tokenOf: (id) => `${id}.${codeOf(id)}`,
    read(token) {
      const [, digits, code] = /^(\d{1,16})\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
      if (digits === undefined || code === undefined) return null;
      const id = Number(digits);
      if (!Number.isSafeInteger(id)) return null;
      return accepted.some((by) => timingSafeEqual(Buffer.from(code), Buffer.from(codeOf(id, by)))) ? id : null;
    },
  };
}
