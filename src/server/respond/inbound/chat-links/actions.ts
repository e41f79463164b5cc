/**
 * Links an account in a chat to a person: whoever acts there without being known is given a link for themselves alone.
 * It links the account to whoever signs in with it, who then has done what was pressed, if that is still to be done.
 */
import { randomBytes } from 'node:crypto';
import { Problem, problem } from '../../../../contract/errors.ts';
import { singleLine } from '../../../../domain/text.ts';
import { linkContactMethod } from '../../../directory/contact-methods/actions.ts';
import { hashIdentity } from '../../../directory/contact-methods/reachability.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import { hashToken } from '../../../platform/auth/authenticate.ts';
import { granted } from '../../../platform/auth/roles/granted.ts';
import type { Context } from '../../../platform/context.ts';
import { type Transaction, transaction } from '../../../platform/db/database.ts';
import type { Keyring } from '../../../platform/secrets.ts';
import type { PageAction, Sender } from '../../channels/provider.ts';
import { findChannel } from '../../channels/registry.ts';
import { loadLinkedPage } from '../../pages/links/link-store.ts';
import { act } from '../act.ts';
import { alreadyWords } from '../words.ts';
import * as store from './store.ts';

export type ChatLinkPorts = { keyring: Keyring; wake: () => void };

const contextOf = (id: number) => `chat_links.settings.${id}`;

/** @returns the token, or null where the channel cannot link whoever it names so */
export async function createChatLink(
  tx: Transaction,
  keyring: Keyring,
  providerId: number,
  { channel, identity }: Sender,
  wish: { action: PageAction; notificationId: number } | null,
): Promise<string | null> {
  const settings = settingsOf(channel, identity);
  if (!settings) return null;
  const token = randomBytes(24).toString('base64url');
  const id = await store.nextChatLinkId(tx);
  await store.insertChatLink(tx, {
    ...{ id, providerId, channel, action: wish?.action ?? null, notificationId: wish?.notificationId ?? null },
    tokenHash: hashToken(token),
    identityHash: hashIdentity(channel, identity),
    settings: keyring.seal(JSON.stringify(settings), contextOf(id)),
  });
  return token;
}

/** What it would link and do; changes nothing. @throws Problem `not_found` for a wrong, late or used token */
export async function readChatLink({ db }: Context, { keyring }: ChatLinkPorts, token: string) {
  const link = (await store.loadChatLink(db, hashToken(token))) ?? gone();
  const { channel, account } = accountOf(keyring, link);
  const page = link.notificationId === null ? null : await loadLinkedPage(db, link.notificationId);
  return {
    ...{ channel: channel.title, account, providerName: link.providerName, expiresAt: link.expiresAt },
    wish:
      link.action && page && !page.expired
        ? {
            ...{ action: link.action, pageId: page.pageId, title: page.title, severity: page.severity },
            already: page.others.some(({ isOpen }) => isOpen)
              ? null
              : alreadyWords(link.action, { ...page, byName: page.acknowledgedByName }),
          }
        : null,
  };
}

/**
 * @throws Problem `not_found` for a wrong, late or used token, `state_conflict` when the account is somebody else's by
 * now or the person has as many contact methods as they may
 */
export async function acceptChatLink(
  { db, actor }: Context & { actor: Extract<Actor, { kind: 'person' }> },
  { keyring, wake }: ChatLinkPorts,
  token: string,
) {
  return transaction(db, async (tx) => {
    const link = (await store.takeChatLink(tx, hashToken(token))) ?? gone();
    const { channel, account, settings } = accountOf(keyring, link);
    const contactMethodId = await linkContactMethod({ db: tx, actor }, keyring, {
      ...{ channel: channel.channel, providerId: link.providerId, label: channel.title, settings, hint: account },
      identity: channel.identityOf(settings)!,
    });
    const presser = { ...actor, granted: actor[granted] ?? null };
    const done =
      link.action === null || link.notificationId === null
        ? null
        : await act({ wake }, tx, link.action, link.notificationId, presser, channel.channel);
    return { contactMethodId, done: done && { isDone: done.isDone, text: done.text } };
  });
}

function accountOf(keyring: Keyring, link: store.ChatLink) {
  const channel = findChannel(link.channel) ?? gone();
  const settings = JSON.parse(keyring.open(link.settings, contextOf(link.id)).reveal()) as Record<string, unknown>;
  return { channel, settings, account: singleLine(channel.describe(settings), 200) };
}

/** What the service calls an account may not be one for us. */
function settingsOf(channel: string, identity: string) {
  try {
    return findChannel(channel)?.settingsOf(identity);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function gone(): never {
  throw problem(
    'not_found',
    'This link has expired or was used already. Press or write again in the chat for another.',
  );
}
