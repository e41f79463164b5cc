/** How people can be reached right now: what paging asks the directory. */

import { createHash } from 'node:crypto';
import { problem } from '../../../contract/errors.ts';
import type { Urgency } from '../../../contract/severity.ts';
import { system } from '../../platform/auth/actor.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { Keyring } from '../../platform/secrets.ts';
import * as store from './store.ts';

export type Reach = { contactMethodId: number; channel: string; delaySeconds: number };

/**
 * Per person what to use and how long after they are paged, earliest first; only verified and enabled methods of
 * people who are not disabled. Where no rule of this urgency is usable, every usable method counts at once: a noisy
 * page is better than none. People who cannot be reached have an empty list.
 */
export async function loadReachability(
  tx: Queryable,
  personIds: number[],
  urgency: Urgency,
): Promise<Map<number, Reach[]>> {
  const reach = new Map<number, Reach[]>(personIds.map((id) => [id, []]));
  const usable = await store.loadReach(tx, personIds, urgency);
  const withRules = new Set(usable.filter((each) => each.delaySeconds !== null).map((each) => each.personId));
  for (const { personId, contactMethodId, channel, delaySeconds } of usable) {
    if (withRules.has(personId) && delaySeconds === null) continue;
    reach.get(personId)!.push({ contactMethodId, channel, delaySeconds: delaySeconds ?? 0 });
  }
  return reach;
}

/** One account or number on a channel; the same however often it was added. */
export function hashIdentity(channel: string, identity: string): Buffer {
  return createHash('sha256').update(`${channel}\n${identity}`).digest();
}

/**
 * The people behind an account in a chat or a phone number that `providerId` names, those who verified it first. A name
 * on one server is somebody else's on another: a contact method that is bound to a provider answers to no other.
 */
export async function peopleByIdentity(
  db: Queryable,
  providerId: number,
  { channel, identity }: { channel: string; identity: string },
): Promise<store.Known[]> {
  return store.findByIdentity(db, hashIdentity(channel, identity), providerId);
}

/** The place a contact method's settings are sealed for. */
export const settingsContext = (id: number) => `contact_methods.settings.${id}`;

/**
 * The channel and its settings in the clear; keep them no longer than the message takes. Null when it is gone.
 * @throws SecretProblem when the key is lost or the row was tampered with
 */
export async function openContactMethod(
  tx: Queryable,
  keyring: Keyring,
  id: number,
): Promise<{ channel: string; settings: Record<string, unknown>; providerId: number | null } | null> {
  const found = await store.loadSealedSettings(tx, id);
  if (!found) return null;
  const text = keyring.open(found.settings, settingsContext(id)).reveal();
  return { ...found, settings: JSON.parse(text) as Record<string, unknown> };
}

/** Keeps how the last message went, for the owner to see. @param outcome a short sentence without secrets */
export async function markContactMethodOutcome(tx: Queryable, id: number, outcome: string): Promise<void> {
  await store.setOutcome(tx, id, outcome.slice(0, 300));
}

/** Stops using a contact method that its receiver has declared dead. @param reason a short sentence for the owner */
export async function disableContactMethod(tx: Queryable, id: number, reason: string): Promise<void> {
  const disabled = await store.disable(tx, id, reason.slice(0, 300));
  if (!disabled) return;
  await recordEvent(tx, system, 'contactMethod.disabled', id, { ...disabled, reason: reason.slice(0, 300) });
}

/** Uses a contact method again that was disabled for `reason`, and for no other. */
export async function enableContactMethod(tx: Queryable, id: number, reason: string): Promise<void> {
  const enabled = await store.enable(tx, id, reason);
  if (enabled) await recordEvent(tx, system, 'contactMethod.updated', id, enabled);
}

/** @throws Problem `not_found`, also for what belongs to somebody else */
export async function requireContactMethod(db: Queryable, personId: number, id: number) {
  const found = await store.loadContactMethod(db, personId, id);
  if (!found) throw problem('not_found', `There is no contact method with the id ${id}.`);
  return found;
}
