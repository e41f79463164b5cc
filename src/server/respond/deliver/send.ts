/** One message from its claim to its receiver: judge, open, render, hand over. */
import type { Database } from '../../platform/db/database.ts';
import type { Channel, Transports } from '../channels/channel.ts';
import type { Message } from '../channels/message.ts';
import { accountChannel, findChannel } from '../channels/registry.ts';
import type { Providers } from '../providers/hand-over.ts';
import { leaseSeconds } from './claims/claim-sql.ts';
import * as store from './claims/claim-store.ts';
import type { LinkTokens } from './link-token.ts';
import { pageMessage } from './message.ts';
import type { PagingMetrics } from './metrics.ts';
import type { Sent } from './outcome.ts';
import { isOlderThan, type ProcessInstant } from './process-instant.ts';
import { takeReplyCode } from './reply-code.ts';
import { loadThread } from './thread-store.ts';

/** A claim that is older than this when it is about to be sent belongs to a process that was paused. */
const claimGoodForMs = (leaseSeconds - 1) * 1_000;
/** A claim that waited longer for its turn asks again whether it is wanted: it may have been acknowledged meanwhile. */
const claimFreshForMs = 250;

export type SendOptions = {
  db: Database;
  transports: Transports;
  providers: Providers;
  links: LinkTokens;
  publicUrl: () => string;
  /** Opens the sealed settings of a contact method. */
  openSettings: (contactMethodId: number, sealed: string) => unknown;
  metrics: PagingMetrics;
};

/** What became of a message: `sent` has the outcome, `unsent` was no longer wanted or had grown old. */
export type Handed = { sent: store.Claimed[]; unsent: store.Claimed[]; outcome: Sent };

/** @param message what is told of together; the first of them leads */
export async function send(
  options: SendOptions,
  message: store.Claimed[],
  claimedAt: ProcessInstant,
  signal: AbortSignal,
): Promise<Handed> {
  const ended = (outcome: Sent, sent = message): Handed => ({
    sent,
    unsent: message.filter((each) => !sent.includes(each)),
    outcome,
  });
  const [first] = message;
  if (first!.refusal) return ended({ outcome: 'failed', reason: refusals[first!.refusal] });
  const receiver = receiverOf(options, first!);
  if ('reason' in receiver) return ended({ outcome: 'failed', reason: receiver.reason });
  const { channel, settings, providerId } = receiver;
  const replyCode = channel.abilities.reply && !first!.chatRoom ? await replyCodeOf(options.db, first!.id) : null;
  const wanted = await wantedOf(options.db, message, claimedAt);
  // What leads is told in full; without it nothing of this can be told.
  if (!wanted.includes(first!)) return ended({ outcome: 'failed', reason: '' }, []);
  measureHandOver(options.metrics, first!, claimedAt);
  const words = pageMessage(first!, options.publicUrl(), options.links.tokenOf(first!.id), replyCode, wanted.slice(1));
  const thread =
    channel.hasThreads && first!.chatRoom && wanted.length === 1 ? await threadOf(options.db, first!) : undefined;
  const to = { settings, providerId };
  return ended(await options.providers.deliver(channel, { ...words, thread }, to, signal), wanted);
}

const refusals: Record<NonNullable<store.Claimed['refusal']>, string> = {
  person_disabled: 'the person has been deactivated',
  method_unusable: 'the contact method is not verified, disabled or gone',
  too_many_claims: 'abandoned: every node that tried stopped before it finished',
};

/** Where the message goes. An address whose key is lost is replaced by that of the account: a page must arrive. */
function receiverOf(
  { openSettings, transports }: SendOptions,
  claimed: store.Claimed,
): { channel: Channel; settings: unknown; providerId: number | null } | { reason: string } {
  const { chatRoom, providerId } = claimed;
  const channel = findChannel(chatRoom?.channel ?? claimed.channel);
  if (!channel) return { reason: `there is no channel ${chatRoom?.channel ?? claimed.channel}` };
  if (chatRoom) return { channel, settings: chatRoom.settings, providerId: chatRoom.providerId };
  if (claimed.accountAddress !== null) return { channel, settings: { address: claimed.accountAddress }, providerId };
  try {
    return { channel, settings: openSettings(claimed.contactMethodId!, claimed.settings!), providerId };
  } catch {
    const email = transports.mail && findChannel(accountChannel);
    if (!email) return { reason: 'the stored address cannot be opened with the keys of this node' };
    return { channel: email, settings: { address: claimed.personEmail }, providerId };
  }
}

/**
 * Where a room has a message of this page already, what follows goes into its thread; SEV1 and SEV2, which nobody has
 * acknowledged, into the room as well. While the database cannot say, it goes to the room.
 */
async function threadOf(db: Database, { id, severity }: store.Claimed): Promise<Message['thread']> {
  try {
    const reference = await loadThread(db, id);
    return reference ? { reference, isShown: severity <= 2 } : undefined;
  } catch {
    return undefined;
  }
}

/** Those that may still be sent; none once the claim itself has grown old. */
async function wantedOf(db: Database, message: store.Claimed[], claimedAt: ProcessInstant): Promise<store.Claimed[]> {
  const wanted = isOlderThan(claimedAt, claimFreshForMs) ? await thoseNotWithdrawn(db, message) : message;
  return isOlderThan(claimedAt, claimGoodForMs) ? [] : wanted;
}

/** While the database gives none, the message goes without: its link acknowledges as well. */
async function replyCodeOf(db: Database, notificationId: number): Promise<number | null> {
  try {
    return await takeReplyCode(db, notificationId);
  } catch {
    return null;
  }
}

/** While the database cannot say, the claim stands. */
async function thoseNotWithdrawn(db: Database, message: store.Claimed[]): Promise<store.Claimed[]> {
  try {
    const ids = await store.stillWanted(db, message);
    return message.filter(({ id }) => ids.has(id));
  } catch {
    return message;
  }
}

function measureHandOver(metrics: PagingMetrics, claimed: store.Claimed, claimedAt: ProcessInstant): void {
  const { generation, round, stepIndex, attempts, ruleIndex, sinceAlertSeconds, waitedSeconds } = claimed;
  const isFirst = generation === 1 && round === 0 && stepIndex === 0 && attempts === 1 && ruleIndex === 0;
  const sinceClaim = (performance.now() - claimedAt.monotonicMs) / 1000;
  const sinceAlert = isFirst && sinceAlertSeconds !== null ? sinceAlertSeconds + sinceClaim : null;
  metrics.handedOver(claimed.channel, waitedSeconds + sinceClaim, sinceAlert);
}
