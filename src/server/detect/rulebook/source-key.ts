import { createHash, randomInt } from 'node:crypto';
import type { Keyring } from '../../platform/secrets.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** PagerDuty's routing keys have 32 characters, and some senders check that; so all of ours have. */
const keyLength = 32;

export function newSourceKey(): string {
  return Array.from({ length: keyLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** What a key is looked up by; the key itself is never stored in the clear. */
export const hashKey = (key: string): Buffer => createHash('sha256').update(key).digest();

const contextOf = (key: string) => `sources.key.${hashKey(key).toString('hex')}`;

/** The columns that keep a key: its hash for finding, its sealed text for showing the set-up steps. */
export function sealKey(keyring: Keyring, key: string): { keyHash: Buffer; keySealed: string } {
  return { keyHash: hashKey(key), keySealed: keyring.seal(key, contextOf(key)) };
}

export function openKey(keyring: Keyring, keyHash: Buffer, keySealed: string): string {
  return keyring.open(keySealed, `sources.key.${keyHash.toString('hex')}`).reveal();
}

/** What a source shares with its sender to verify it; `old` is the one before, while both are taken. */
export type VerificationSecrets = { current?: string; old?: string };

const verificationContext = (sourceId: number) => `source_verifications.secrets.${sourceId}`;

export function sealVerificationSecrets(keyring: Keyring, sourceId: number, secrets: VerificationSecrets): string {
  return keyring.seal(JSON.stringify(secrets), verificationContext(sourceId));
}

/** @throws SecretProblem when the key is lost */
export function openVerificationSecrets(
  keyring: Keyring,
  sourceId: number,
  sealed: string | null,
): VerificationSecrets {
  if (sealed === null) return {};
  return JSON.parse(keyring.open(sealed, verificationContext(sourceId)).reveal()) as VerificationSecrets;
}
