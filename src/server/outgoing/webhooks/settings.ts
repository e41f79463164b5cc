/** What is sealed of an outgoing webhook. */
import type { Keyring } from '../../platform/secrets.ts';
import { settingsContext } from './store.ts';

export type WebhookSettings = {
  url: string;
  secret: string;
  /** Signs as well until then. */
  previous?: { secret: string; until: string };
};

/** @throws SecretProblem when the key is lost */
export function openSettings(keyring: Keyring, id: number, sealed: string): WebhookSettings {
  return JSON.parse(keyring.open(sealed, settingsContext(id)).reveal()) as WebhookSettings;
}

export function sealSettings(keyring: Keyring, id: number, settings: WebhookSettings) {
  return {
    sealedSettings: keyring.seal(JSON.stringify(settings), settingsContext(id)),
    hint: new URL(settings.url).host.slice(0, 200),
  };
}

/** The newest first. */
export function signingSecrets({ secret, previous }: WebhookSettings, nowMs: number): string[] {
  return previous && new Date(previous.until).getTime() > nowMs ? [secret, previous.secret] : [secret];
}
