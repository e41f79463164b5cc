import type { ContactMethodInput } from '../../../../contract/directory/contact-methods.ts';
import type { ChannelDescription, SettingsField } from '../../../../contract/respond/channels.ts';
import { ownName } from '../../../base.ts';
import { channelWith } from '../../channels/use-channels.ts';
import { deviceName, pushObstacle, subscribeThisBrowser } from './push-subscription.ts';

const nameChanged = 'evenkeel-browser-named';
const keyOf = (personId: number) => ownName(`evenkeel-browser-${personId}`);
/** Where nothing leads out of the network, a browser takes its time to say so. */
const patienceMs = 6_000;

/** What this browser calls itself for this person, or null when it does not ring for them. */
export const readBrowserId = (personId: number): string | null => localStorage.getItem(keyOf(personId));

export function onBrowserNamed(listener: () => void): () => void {
  addEventListener(nameChanged, listener);
  return () => removeEventListener(nameChanged, listener);
}

/** Makes this browser ring while Evenkeel is open in it; needs no service outside. */
function nameThisBrowser(personId: number): string {
  const browserId = readBrowserId(personId) ?? randomId();
  localStorage.setItem(keyOf(personId), browserId);
  dispatchEvent(new Event(nameChanged));
  return browserId;
}

/**
 * What this browser itself makes for the fields of a channel. It may ask for the permission to show notifications, so
 * it has to be called by the press of a button. Rejects with a sentence for people.
 */
export async function settingsOfThisBrowser(fields: readonly SettingsField[], personId: number) {
  const made: Record<string, unknown> = {};
  for (const { key, kind } of fields) {
    if (kind === 'push-subscription') made[key] = await subscribeThisBrowser();
    if (kind === 'tab') {
      if ('Notification' in window) await Notification.requestPermission();
      made[key] = nameThisBrowser(personId);
    }
  }
  return made;
}

/** This browser as a contact method of a channel of devices. */
export async function methodOnThisBrowser(
  { channel, title, fields }: ChannelDescription,
  personId: number,
): Promise<ContactMethodInput> {
  const name = deviceName(navigator.userAgent);
  const named = fields.filter(({ kind }) => kind === 'text').map(({ key }) => [key, name]);
  const settings = { ...Object.fromEntries(named), ...(await settingsOfThisBrowser(fields, personId)) };
  return { channel, label: `${name} (${title.toLowerCase()})`, settings };
}

/** The best way to this browser: push, which also arrives while Evenkeel is closed, else the open tab. */
export async function methodOfThisBrowser(
  channels: readonly ChannelDescription[],
  personId: number,
): Promise<ContactMethodInput | null> {
  const push = channelWith(channels, 'push-subscription');
  if (push && push.missing === null && pushObstacle() === null) {
    try {
      const late = new Promise<never>((_, refuse) => setTimeout(refuse, patienceMs, new Error('too late')));
      return await Promise.race([methodOnThisBrowser(push, personId), late]);
    } catch {
      // No permission, or no way to the browser's push service: the tab still rings.
    }
  }
  const tab = channelWith(channels, 'tab');
  return tab ? methodOnThisBrowser(tab, personId) : null;
}

/** `crypto.randomUUID` is missing where a page did not come over https. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [0, 8, 12, 16, 20].map((at, part) => text.slice(at, [8, 12, 16, 20, 32][part])).join('-');
}
