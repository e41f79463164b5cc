/**
 * Tokens of links in mails to people who need no account: derived from numbers of a row and a key of this installation,
 * stored nowhere. A retry carries the same link, and a dump of the database without the key makes none.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Database } from './db/database.ts';
import { type InstallationSecret, loadInstallationSecret } from './installation-secret.ts';
import type { Keyring } from './secrets.ts';
import type { SecretName } from './settings/registry.ts';

export type SignedLinks = {
  /** `7.1.<code>`; the purpose is part of what is signed, so a token opens nothing else. */
  tokenOf(purpose: string, ...numbers: number[]): string;
  /** The numbers; null for a token that was not made here for this purpose with so many numbers. */
  read(purpose: string, token: string, count: number): number[] | null;
};

export async function loadSignedLinks(db: Database, keyring: Keyring, name: SecretName): Promise<SignedLinks> {
  return signedLinks(await loadInstallationSecret(db, keyring, name));
}

export function signedLinks({ current, accepted }: Pick<InstallationSecret, 'current' | 'accepted'>): SignedLinks {
  /** 128 bits: far beyond guessing, short enough for a link in a text mail. */
  const codeOf = (what: string, key = current) =>
    createHmac('sha256', key.reveal()).update(what).digest().subarray(0, 16).toString('base64url');
  return {
    tokenOf: (purpose, ...numbers) => `${numbers.join('.')}.${codeOf(`${purpose} ${numbers.join('.')}`)}`,
    read(purpose, token, count) {
      const [, subject, code] = /^((?:\d{1,15}\.){1,4})([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
      if (subject === undefined || code === undefined) return null;
      const said = subject.slice(0, -1);
      const given = Buffer.from(code);
      const isOurs = accepted.some((key) => timingSafeEqual(given, Buffer.from(codeOf(`${purpose} ${said}`, key))));
      const numbers = said.split('.').map(Number);
      return isOurs && numbers.length === count ? numbers : null;
    },
  };
}
