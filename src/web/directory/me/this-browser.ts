import type { ContactMethodInput } from '../../../contract/directory/contact-methods.ts';
import { deviceName, pushObstacle, subscribeThisBrowser } from './push-subscription.ts';

const nameChanged = 'evenkeel-browser-named';
const keyOf = (personId: number) => `evenkeel-browser-${personId}`;
/** Where nothing leads out of the network, a browser takes its time to say so. */
const patienceMs = 6_000;

/** What this browser calls itself for this person, or null when it does not ring for them. */
export const readBrowserId = (personId: number): string | null => localStorage.getItem(keyOf(personId));

export function onBrowserNamed(listener: () => void): () => void {
  addEventListener(nameChanged, listener);
  return () => removeEventListener(nameChanged, listener);
}

/** Makes this browser ring while Evenkeel is open in it; needs no service outside. */
export function tabMethod(personId: number): ContactMethodInput {
  const browserId = readBrowserId(personId) ?? randomId();
  localStorage.setItem(keyOf(personId), browserId);
  dispatchEvent(new Event(nameChanged));
  const name = deviceName(navigator.userAgent);
  return { channel: 'tab', label: `${name} (browser tab)`, settings: { browserId, deviceName: name } };
}

/**
 * The best way to this browser: push, which also arrives while Evenkeel is closed, else the open tab. Asks for the
 * permission to show notifications, so it has to be called by the press of a button.
 */
export async function methodOfThisBrowser(personId: number): Promise<ContactMethodInput> {
  if (pushObstacle() === null) {
    try {
      const late = new Promise<never>((_, refuse) => setTimeout(refuse, patienceMs, new Error('too late')));
      const settings = await Promise.race([subscribeThisBrowser(), late]);
      return { channel: 'browser', label: settings.deviceName, settings };
    } catch {
      // No permission, or no way to the browser's push service: the tab still rings.
    }
  }
  return tabMethod(personId);
}

/** `crypto.randomUUID` is missing where a page did not come over https. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [0, 8, 12, 16, 20].map((at, part) => text.slice(at, [8, 12, 16, 20, 32][part])).join('-');
}
