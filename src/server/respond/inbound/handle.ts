/**
 * Does what a happening at a provider asks for, once: a receipt, the press of a button, a reply, a question. Only a person whose
 * account or number is verified may act; anybody else is told how to become one.
 */
import { singleLine } from '../../../domain/text.ts';
import {
  disableContactMethod,
  enableContactMethod,
  peopleByIdentity,
} from '../../directory/contact-methods/reachability.ts';
import { type Actor, may } from '../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Handled, Happening, PageAction, Sender } from '../channels/provider.ts';
import { stoppedReason } from '../channels/sms/reply-words.ts';
import { storable } from '../channels/storable.ts';
import type { LinkTokens } from '../deliver/link-token.ts';
import { recordReceipt } from '../deliver/outcome.ts';
import { findByReplyCode } from '../deliver/reply-code.ts';
import { postponeUpdate } from '../deliver/updates-store.ts';
import { noteInbound } from '../providers/store.ts';
import { listOnCall } from '../schedules/on-call.ts';
import { act, refused } from './act.ts';
import { createChatLink } from './chat-links/actions.ts';
import { createHelpLimit, type HelpLimit } from './help-limit.ts';
import { commandOf, helpWords, linkWords, onCallWords, unknownWords } from './words.ts';

export type HandleOptions = {
  db: Database;
  links: LinkTokens;
  keyring: Keyring;
  publicUrl: () => string;
  /** Something is due now. */
  wake: () => void;
  /** People must be told about a page that reached nobody. */
  onLoud: () => void;
};

export type Handle = (providerId: number, happening: Happening) => Promise<Handled>;

const waitForMessageMs = 200;
const mostWaits = 10;
const mostSchedules = 20;

export function createHandle(options: HandleOptions): Handle {
  const { db, wake, onLoud } = options;
  const helpLimit = createHelpLimit();

  async function once(providerId: number, happening: Happening, work: (tx: Transaction) => Promise<Handled>) {
    return transaction(db, async (tx) => {
      if (!(await noteInbound(tx, providerId, happening.key))) return { isDone: false, text: '', isRepeat: true };
      return work(tx);
    });
  }

  /** A quick provider reports before what it reports about has been written down. */
  async function receipt(providerId: number, happening: Extract<Happening, { kind: 'receipt' }>): Promise<Handled> {
    for (let waits = 0; ; waits += 1) {
      const recorded = await transaction(db, (tx) => recordReceipt(tx, providerId, happening));
      if (recorded === null && waits < mostWaits) {
        await new Promise((resolve) => setTimeout(resolve, waitForMessageMs));
        continue;
      }
      if (recorded?.followUp) wake();
      if (recorded?.isLoud) onLoud();
      return { isDone: recorded !== null, text: '', isRepeat: false };
    }
  }

  return async (providerId, reported) => {
    const happening = storable(reported);
    switch (happening.kind) {
      case 'receipt':
        return receipt(providerId, happening);
      case 'press':
        return once(providerId, happening, (tx) => press(options, tx, providerId, happening));
      case 'question':
        return question(options, providerId, happening);
      case 'reply':
        return once(providerId, happening, (tx) => reply(options, helpLimit, tx, providerId, happening));
      case 'stop':
      case 'start':
        return once(providerId, happening, (tx) => stopOrStart(tx, providerId, happening));
    }
  };
}

async function press(
  options: HandleOptions,
  tx: Transaction,
  providerId: number,
  happening: Extract<Happening, { kind: 'press' }>,
): Promise<Handled> {
  const { action, token, by, inCall } = happening;
  const notificationId = options.links.read(token);
  if (notificationId === null) return refused('This button is not one of ours any more.');
  const presser = (await peopleByIdentity(tx, providerId, by)).find(({ isVerified }) => isVerified);
  if (!presser) return linkOffer(options, tx, providerId, happening, { action, notificationId });
  const handled = await act(options, tx, action, notificationId, presser, by.channel);
  if (inCall) await postponeUpdate(tx, notificationId);
  return handled;
}

/** What whoever is not known is told: a link of their own, where nobody else sees the answer. */
async function linkOffer(
  options: HandleOptions,
  tx: Transaction,
  providerId: number,
  { by, isPrivate }: { by: Sender; isPrivate?: true },
  wish: { action: PageAction; notificationId: number } | null = null,
): Promise<Handled> {
  const token = isPrivate ? await createChatLink(tx, options.keyring, providerId, by, wish) : null;
  if (token === null) return refused(unknownWords(options.publicUrl()));
  return { ...refused(linkWords(wish?.action ?? null)), link: `${options.publicUrl()}/me/link#${token}` };
}

/** Changes nothing of pages, so that a repeat may be answered again. */
async function question(
  options: HandleOptions,
  providerId: number,
  happening: Extract<Happening, { kind: 'question' }>,
): Promise<Handled> {
  const { db } = options;
  const { text, by } = happening;
  const asker = (await peopleByIdentity(db, providerId, by)).find(({ isVerified }) => isVerified);
  if (!asker) return transaction(db, (tx) => linkOffer(options, tx, providerId, happening));
  const { personId, name, role } = asker;
  const actor: Actor = { kind: 'person', personId, name, role, via: by.channel };
  if (!may(actor, 'oncall.read')) return refused('You may not see who is on call.');
  const search = singleLine(text, 100);
  const { items, nextCursor } = await listOnCall(
    { db, actor },
    { limit: mostSchedules, ...(search ? { search } : {}) },
  );
  return { isDone: true, text: onCallWords(items, { search, isCut: nextCursor !== null }), isRepeat: false };
}

async function reply(
  options: HandleOptions,
  helpLimit: HelpLimit,
  tx: Transaction,
  providerId: number,
  happening: Extract<Happening, { kind: 'reply' }>,
): Promise<Handled> {
  const { text, by } = happening;
  const known = (await peopleByIdentity(tx, providerId, by)).filter(({ isVerified }) => isVerified);
  const command = commandOf(text);
  const sender = `${by.channel} ${by.identity}`;
  // Of whoever is not known only a command is answered, and not for ever: two machines would talk to each other.
  if (known.length === 0)
    return command && happening.isPrivate && helpLimit.mayHelp(sender)
      ? linkOffer(options, tx, providerId, happening)
      : refused('');
  if (!command) return refused(helpLimit.mayHelp(sender) ? helpWords : '');
  helpLimit.forget(sender);
  const ids = known.map(({ contactMethodId }) => contactMethodId);
  const answered = await findByReplyCode(tx, ids, command.code);
  if (!answered) return refused(command.code === null ? 'No page is open.' : `No page has the code ${command.code}.`);
  const replier = known.find(({ personId }) => personId === answered.personId) ?? known[0]!;
  return act(options, tx, command.action, answered.notificationId, replier, by.channel);
}

async function stopOrStart(
  tx: Transaction,
  providerId: number,
  { kind, by }: Extract<Happening, { kind: 'stop' | 'start' }>,
): Promise<Handled> {
  for (const { contactMethodId } of await peopleByIdentity(tx, providerId, by)) {
    if (kind === 'stop') await disableContactMethod(tx, contactMethodId, stoppedReason);
    else await enableContactMethod(tx, contactMethodId, stoppedReason);
  }
  return { isDone: true, text: '', isRepeat: false };
}
