/** One message from its claim to its receiver: judge, open, render, hand over. */
import type { Database } from '../../platform/db/database.ts';
import type { Channel, Transports } from '../channels/channel.ts';
import { accountChannel, findChannel } from '../channels/registry.ts';
import type { Providers } from '../providers/hand-over.ts';
import * as store from './claim-store.ts';
import type { LinkTokens } from './link-token.ts';
import { pageMessage } from './message.ts';
import type { PagingMetrics } from './metrics.ts';
import type { Sent } from './outcome.ts';
import { isOlderThan, type ProcessInstant } from './process-instant.ts';
import { takeReplyCode } from './reply-code.ts';

/** A claim that is older than this when it is about to be sent belongs to a process that was paused. */
const claimGoodForMs = (store.leaseSeconds - 1) * 1_000;
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

/** @returns how it ended, or `abandoned` when the claim had grown old and nothing was sent */
export async function send(
  options: SendOptions,
  claimed: store.Claimed,
  claimedAt: ProcessInstant,
  signal: AbortSignal,
): Promise<Sent | 'abandoned'> {
  if (claimed.refusal) return { outcome: 'failed', reason: refusals[claimed.refusal] };
  const receiver = receiverOf(options, claimed);
  if ('reason' in receiver) return { outcome: 'failed', reason: receiver.reason };
  const { channel, settings } = receiver;
  const replyCode = channel.abilities.reply ? await takeReplyCode(options.db, claimed.id) : null;
  const message = pageMessage(claimed, options.publicUrl(), options.links.tokenOf(claimed.id), replyCode);
  if (await isStale(options.db, claimed, claimedAt)) return 'abandoned';
  measureHandOver(options.metrics, claimed, claimedAt);
  return options.providers.deliver(channel, message, { settings, providerId: claimed.providerId }, signal);
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
): { channel: Channel; settings: unknown } | { reason: string } {
  const channel = findChannel(claimed.channel);
  if (!channel) return { reason: `there is no channel ${claimed.channel}` };
  if (claimed.accountAddress !== null) return { channel, settings: { address: claimed.accountAddress } };
  try {
    return { channel, settings: openSettings(claimed.contactMethodId!, claimed.settings!) };
  } catch {
    const email = transports.mail && findChannel(accountChannel);
    if (!email) return { reason: 'the stored address cannot be opened with the keys of this node' };
    return { channel: email, settings: { address: claimed.personEmail } };
  }
}

async function isStale(db: Database, claimed: store.Claimed, claimedAt: ProcessInstant): Promise<boolean> {
  if (isOlderThan(claimedAt, claimFreshForMs) && (await wasWithdrawn(db, claimed))) return true;
  return isOlderThan(claimedAt, claimGoodForMs);
}

/** While the database cannot say, the claim stands. */
async function wasWithdrawn(db: Database, claimed: store.Claimed): Promise<boolean> {
  try {
    return !(await store.isStillWanted(db, claimed));
  } catch {
    return false;
  }
}

function measureHandOver(metrics: PagingMetrics, claimed: store.Claimed, claimedAt: ProcessInstant): void {
  const { generation, round, stepIndex, attempts, ruleIndex, sinceAlertSeconds, waitedSeconds } = claimed;
  const isFirst = generation === 1 && round === 0 && stepIndex === 0 && attempts === 1 && ruleIndex === 0;
  const sinceClaim = (performance.now() - claimedAt.monotonicMs) / 1000;
  const sinceAlert = isFirst && sinceAlertSeconds !== null ? sinceAlertSeconds + sinceClaim : null;
  metrics.handedOver(claimed.channel, waitedSeconds + sinceClaim, sinceAlert);
}
