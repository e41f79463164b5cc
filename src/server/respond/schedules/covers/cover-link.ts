/**
 * The link by which somebody who is asked for cover answers without signing in. Its token is derived from the request
 * and the person, not stored, so a reminder carries the same one.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from '../../../platform/db/database.ts';
import { loadInstallationSecret } from '../../../platform/installation-secret.ts';
import type { Keyring, Secret } from '../../../platform/secrets.ts';
import { secretNames } from '../../../platform/settings/registry.ts';

export type CoverLinks = {
  tokenOf(requestId: number, personId: number): string;
  /** Null for a token that was not made here. */
  read(token: string): { requestId: number; personId: number } | null;
};

export async function loadCoverLinks(db: Database, keyring: Keyring): Promise<CoverLinks> {
  const { current, accepted } = await loadInstallationSecret(db, keyring, secretNames.notificationLinks);
  return coverLinks(current, accepted);
}

/** @param accepted every key whose links still count */
export function coverLinks(key: Secret, accepted = [key]): CoverLinks {
  const codeOf = (requestId: number, personId: number, by = key) =>
    createHmac('sha256', by.reveal())
      .update(`cover ${requestId} ${personId}`)
      .digest()
      .subarray(0, 16)
      .toString('base64url');
  return {
    tokenOf: (requestId, personId) => `${requestId}.${personId}.${codeOf(requestId, personId)}`,
    read(token) {
      const [, ...parts] = /^(\d{1,15})\.(\d{1,15})\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
      const [requestId, personId] = parts.slice(0, 2).map(Number);
      if (requestId === undefined || personId === undefined) return null;
      const code = Buffer.from(parts[2]!);
      const isOurs = accepted.some((by) => timingSafeEqual(code, Buffer.from(codeOf(requestId, personId, by))));
      return isOurs ? { requestId, personId } : null;
    },
  };
}
