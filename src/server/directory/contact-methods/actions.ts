import type {
  ForeignContactMethodInput,
  KnownRules,
  NotificationRules,
} from '../../../contract/directory/contact-methods.ts';
import { problem } from '../../../contract/errors.ts';
import { singleLine } from '../../../domain/text.ts';
import { may } from '../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { Keyring } from '../../platform/secrets.ts';
import { loadPerson } from '../people/store.ts';
import type { ContactChannels } from './channels.ts';
import { hashIdentity, peopleByIdentity, requireContactMethod, settingsContext } from './reachability.ts';
import * as store from './store.ts';

export type ContactMethodPorts = { channels: ContactChannels; keyring: Keyring };

const maxMethodsPerPerson = 20;

/**
 * Adds a contact method; nothing is paged through it before it is verified. `made` holds what the channel generated.
 * @throws Problem `forbidden` when `verified` is not the actor's to say, `invalid_input` for unfit settings
 */
export async function addContactMethod(
  ctx: Context,
  { channels, keyring }: ContactMethodPorts,
  personId: number,
  input: ForeignContactMethodInput,
) {
  if (input.verified && (!channels.isVouchable(input.channel) || !may(ctx.actor, 'configuration.apply')))
    throw problem('forbidden', 'Only an e-mail address can be added as verified, and only with configuration.apply.');
  const settings = channels.validate(input.channel, input.settings);
  if (input.providerId !== null && !(await channels.isCarriedBy(input.channel, input.providerId)))
    throw problem('invalid_input', undefined, [
      { path: 'body.providerId', message: 'No enabled provider with this id carries the channel.' },
    ]);
  const identity = channels.identityOf(input.channel, settings);
  const hint = singleLine(channels.describe(input.channel, settings), 200);
  return transaction(ctx.db, async (tx) => {
    await requirePersonRow(tx, personId);
    if ((await store.countContactMethods(tx, personId)) >= maxMethodsPerPerson)
      throw problem('state_conflict', `A person has at most ${maxMethodsPerPerson} contact methods.`);
    const id = await store.nextContactMethodId(tx);
    const sealedSettings = keyring.seal(JSON.stringify(settings), settingsContext(id));
    const identityHash = identity === undefined ? null : hashIdentity(input.channel, identity);
    await store.insertContactMethod(tx, { ...input, id, personId, sealedSettings, hint, identityHash });
    const { channel, label, verified } = input;
    await recordEvent(tx, ctx.actor, 'contactMethod.added', id, {
      personId,
      after: { channel, label, hint, verified },
    });
    const made = channels.madeFields(channel).filter((key) => !input.settings[key]);
    return {
      ...(await requireContactMethod(tx, personId, id)),
      made: Object.fromEntries(made.map((key) => [key, String(settings[key])])),
    };
  });
}

/** An account that its holder has just acted with. */
export type LinkedAccount = {
  channel: string;
  providerId: number;
  label: string;
  settings: Record<string, unknown>;
  hint: string;
  identity: string;
};

/**
 * Makes an account in a chat a verified contact method of whoever signed in with the link that it was given.
 * @returns its id; that of the one they had already, if they had
 * @throws Problem `state_conflict` when it is somebody else's, who keeps it, or they have as many as they may
 */
export async function linkContactMethod(ctx: Context, keyring: Keyring, account: LinkedAccount): Promise<number> {
  const personId = requirePerson(ctx);
  const { channel, providerId, label, settings, hint, identity } = account;
  return transaction(ctx.db, async (tx) => {
    await store.lockRules(tx, personId);
    const known = await peopleByIdentity(tx, providerId, { channel, identity });
    const holder = known.find(({ isVerified }) => isVerified);
    if (holder?.personId === personId) return holder.contactMethodId;
    if (holder) throw problem('state_conflict', `This account is already linked to ${singleLine(holder.name, 80)}.`);
    const identityHash = hashIdentity(channel, identity);
    const own = await store.verifyOwn(tx, personId, identityHash, providerId);
    if (own !== null) {
      await recordEvent(tx, ctx.actor, 'contactMethod.verified', own, { personId });
      return own;
    }
    if ((await store.countContactMethods(tx, personId)) >= maxMethodsPerPerson)
      throw problem('state_conflict', `A person has at most ${maxMethodsPerPerson} contact methods.`);
    const id = await store.nextContactMethodId(tx);
    const sealedSettings = keyring.seal(JSON.stringify(settings), settingsContext(id));
    const added = { channel, label, hint, verified: true };
    await store.insertContactMethod(tx, { ...added, id, personId, sealedSettings, providerId, identityHash });
    await recordEvent(tx, ctx.actor, 'contactMethod.added', id, { personId, after: added });
    return id;
  });
}

export async function changeContactMethod(
  ctx: Context,
  personId: number,
  id: number,
  change: { label?: string | undefined; enabled?: boolean | undefined },
) {
  return transaction(ctx.db, async (tx) => {
    const before = await requireContactMethod(tx, personId, id);
    await store.updateContactMethod(tx, id, change);
    const after = await requireContactMethod(tx, personId, id);
    await recordEvent(tx, ctx.actor, 'contactMethod.updated', id, {
      personId,
      before: shown(before),
      after: shown(after),
    });
    return after;
  });
}

export async function removeContactMethod(ctx: Context, personId: number, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await requireContactMethod(tx, personId, id);
    await store.deleteContactMethod(tx, personId, id);
    await recordEvent(tx, ctx.actor, 'contactMethod.removed', id, { personId, before: shown(before) });
  });
}

export async function listContactMethods(ctx: Context, personId: number) {
  await requirePersonRow(ctx.db, personId);
  return { items: await store.listContactMethods(ctx.db, personId) };
}

export async function readRules(ctx: Context, personId: number): Promise<KnownRules> {
  await requirePersonRow(ctx.db, personId);
  return store.loadRules(ctx.db, personId);
}

/** @throws Problem `invalid_input` when a rule names a contact method of somebody else, `version_mismatch` */
export async function replaceRules(ctx: Context, personId: number, rules: NotificationRules, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    await requirePersonRow(tx, personId);
    const own = new Set((await store.listContactMethods(tx, personId)).map((method) => method.id));
    for (const urgency of ['high', 'low'] as const) {
      const foreign = rules[urgency].findIndex((rule) => !own.has(rule.contactMethodId));
      if (foreign === -1) continue;
      const path = `body.${urgency}.${foreign}.contactMethodId`;
      throw problem('invalid_input', undefined, [{ path, message: 'No such contact method of this person.' }]);
    }
    const { version, ...before } = await store.lockRules(tx, personId);
    await requireVersion(tx, { version }, ifMatch, 'person', personId, ['person.notificationRulesReplaced']);
    await store.replaceRules(tx, personId, rules);
    await recordEvent(tx, ctx.actor, 'person.notificationRulesReplaced', personId, { before, after: rules });
    return store.loadRules(tx, personId);
  });
}

async function requirePersonRow(db: Context['db'] | Transaction, personId: number): Promise<void> {
  if (!(await loadPerson(db, personId))) throw problem('not_found', `No person has the id ${personId}.`);
}

function shown({ channel, label, hint, disabledAt }: store.ContactMethodRow) {
  return { channel, label, hint, enabled: disabledAt === null };
}
