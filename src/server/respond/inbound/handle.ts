/**
 * Does what a happening at a provider asks for, once: a receipt, the press of a button, a reply, a question. Only a person whose
 * account or number is verified may act; anybody else is told how to become one.
 */
import { Problem } from '../../../contract/errors.ts';
import { singleLine } from '../../../domain/text.ts';
import {
  disableContactMethod,
  enableContactMethod,
  peopleByIdentity,
} from '../../directory/contact-methods/reachability.ts';
import { type Actor, may } from '../../platform/auth/actor.ts';
import { type Database, type Transaction, transaction } from '../../platform/db/database.ts';
import type { Handled, Happening, PageAction, Sender } from '../channels/provider.ts';
import { stoppedReason } from '../channels/sms/reply-words.ts';
import { storable } from '../channels/storable.ts';
import type { LinkTokens } from '../deliver/link-token.ts';
import { recordReceipt } from '../deliver/outcome.ts';
import { findByReplyCode } from '../deliver/reply-code.ts';
import { postponeUpdate } from '../deliver/updates-store.ts';
import { acknowledgeTogether, declinePage, escalatePage, resolvePage } from '../pages/actions.ts';
import { loadLinkedPage } from '../pages/links/link-store.ts';
import { noteInbound } from '../providers/store.ts';
import { listOnCall } from '../schedules/on-call.ts';
import { createHelpLimit, type HelpLimit } from './help-limit.ts';
import { alreadyWords, commandOf, doneWords, helpWords, onCallWords, partlyDoneWords, unknownWords } from './words.ts';

export type HandleOptions = {
  db: Database;
  links: LinkTokens;
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
  { action, token, by, inCall }: Extract<Happening, { kind: 'press' }>,
): Promise<Handled> {
  const notificationId = options.links.read(token);
  if (notificationId === null) return refused('This button is not one of ours any more.');
  const presser = (await peopleByIdentity(tx, providerId, by)).find(({ isVerified }) => isVerified);
  if (!presser) return refused(unknownWords(options.publicUrl()));
  const handled = await act(options, tx, action, notificationId, presser, by);
  if (inCall) await postponeUpdate(tx, notificationId);
  return handled;
}

/** Reads only, so that a repeat may be answered again. */
async function question(
  { db, publicUrl }: HandleOptions,
  providerId: number,
  { text, by }: Extract<Happening, { kind: 'question' }>,
): Promise<Handled> {
  const asker = (await peopleByIdentity(db, providerId, by)).find(({ isVerified }) => isVerified);
  if (!asker) return refused(unknownWords(publicUrl()));
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
  { text, by }: Extract<Happening, { kind: 'reply' }>,
): Promise<Handled> {
  const known = (await peopleByIdentity(tx, providerId, by)).filter(({ isVerified }) => isVerified);
  // Whoever is not known is not answered: two machines would talk to each other for ever.
  if (known.length === 0) return refused('');
  const command = commandOf(text);
  const sender = `${by.channel} ${by.identity}`;
  if (!command) return refused(helpLimit.mayHelp(sender) ? helpWords : '');
  helpLimit.forget(sender);
  const ids = known.map(({ contactMethodId }) => contactMethodId);
  const answered = await findByReplyCode(tx, ids, command.code);
  if (!answered) return refused(command.code === null ? 'No page is open.' : `No page has the code ${command.code}.`);
  const replier = known.find(({ personId }) => personId === answered.personId) ?? known[0]!;
  return act(options, tx, command.action, answered.notificationId, replier, by);
}

type Presser = Awaited<ReturnType<typeof peopleByIdentity>>[number];

async function act(
  { wake }: HandleOptions,
  tx: Transaction,
  action: PageAction,
  notificationId: number,
  presser: Presser,
  { channel }: Sender,
): Promise<Handled> {
  const page = await loadLinkedPage(tx, notificationId);
  if (!page || page.expired) return refused('This page is older than a day. Sign in to see it.');
  const title = singleLine(page.title, 120);
  const { personId, name, role } = presser;
  const person: Actor = { kind: 'person', personId, name, role, via: channel };
  const isRecipient = page.personId === personId;
  if (!isRecipient && !may(person, 'alerts.respond')) return refused('You may not respond to alerts.');
  // Whoever was asked may take it, whatever they may do otherwise.
  const actor: Actor = isRecipient ? { kind: 'link', personId, name, notificationId, via: channel } : person;
  const already = alreadyWords(action, { state: page.state, byName: page.acknowledgedByName, title });
  // What the message lists besides may still be open: a press takes that.
  if (already !== null && !page.others.some(({ isOpen }) => isOpen))
    return { isDone: false, text: already, isRepeat: false, title };
  const ctx = { db: tx, actor };
  try {
    const ids = [page.pageId, ...page.others.map(({ pageId }) => pageId)];
    if (action === 'acknowledge') await acknowledgeTogether(ctx, ids);
    else if (action === 'resolve') for (const id of ids) await resolvePage(ctx, id);
    else {
      const passOn = action === 'decline' ? declinePage : escalatePage;
      for (const id of ids) await passOn(ctx, id).catch(unlessTaken(ids.length === 1));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { isDone: false, text: error.detail ?? error.title, isRepeat: false, title };
  }
  wake();
  const after = action === 'acknowledge' ? await loadLinkedPage(tx, notificationId, personId) : null;
  const text = after?.waitsForNames
    ? partlyDoneWords(title, after.waitsForNames)
    : doneWords(action, title, page.others.length);
  return { isDone: true, text, isRepeat: false, title };
}

/** Another page of the message may have been taken by somebody else. */
const unlessTaken = (isOnly: boolean) => (error: unknown) => {
  if (isOnly || !(error instanceof Problem && error.code === 'state_conflict')) throw error;
};

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

const refused = (text: string): Handled => ({ isDone: false, text, isRepeat: false });
