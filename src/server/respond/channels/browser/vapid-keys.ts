import webPush from 'web-push';
import { Secret } from '../../../platform/secrets.ts';

/** The identity of this installation towards push services (RFC 8292). Changing it makes all subscriptions void. */
export type VapidKeys = {
  /** `mailto:` or `https:` contact of the operator; push services refuse other forms. */
  subject: string;
  /** Uncompressed P-256 point in base64url: the browser's `applicationServerKey`. */
  publicKey: string;
  privateKey: Secret;
};

/** Makes a fresh identity, to be stored once with the private key sealed. */
export function createVapidKeys(subject: string): VapidKeys {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  return { subject, publicKey, privateKey: new Secret(privateKey) };
}
