/**
 * The delivery loop of one node: claims what is due, sends outside of any transaction, writes the outcome down.
 * Bounded places for each channel and for each receiver keep a hanging one from holding the others up.
 */
import type { Logger } from 'pino';
import { type Database, type Transaction, transaction, withCommit } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Channel, Outcome, Transports } from '../channels/channel.ts';
import { channels, findChannel } from '../channels/registry.ts';
import * as store from './claim-store.ts';
import type { LinkTokens } from './link-token.ts';
import { pageMessage } from './message.ts';
import type { PagingMetrics } from './metrics.ts';
import { type Recorded, recordOutcome } from './outcome.ts';

const placesPerChannel = 50;
const placesPerMethod = 8;
const pollMs = 200;
const renewEveryMs = 2_000;
/** A claim that is older than this when it is about to be sent belongs to a process that was paused. */
const claimGoodForMs = (store.leaseSeconds - 1) * 1_000;
/** A claim that waited longer for its turn asks again whether it is wanted: it may have been acknowledged meanwhile. */
const claimFreshForMs = 250;
const longestDrainMs = 5_000;

export type DeliveryOptions = {
  db: Database;
  nodeId: number;
  transports: Transports;
  links: LinkTokens;
  publicUrl: () => string;
  /** Opens the sealed settings of a contact method. */
  openSettings: (contactMethodId: number, sealed: string) => unknown;
  metrics: PagingMetrics;
  log: Logger;
  /** Something else is due now (the next step), or people must be told. */
  onRecorded: (recorded: Recorded) => void;
};

/** What this node has claimed and not begun to send. */
export type Claims = { claimed: store.Claimed[]; at: ProcessInstant };

/** Claims what is due, as the last part of a transaction. */
export type Claim = (tx: Transaction) => Promise<Claims>;

export type Delivery = {
  loop: Loop;
  wake(): void;
  /**
   * Lets the transaction that makes notifications due claim them itself. What it answers as claimed is sent at once
   * when it has ended well; a transaction that is undone claims nothing.
   */
  claimWithin<T extends { claims?: Promise<Claims> }>(work: (claim: Claim) => Promise<T>): Promise<T>;
  /** Claims nothing more and lets running sends end, at most five seconds. */
  drain(): Promise<void>;
};

type Sending = { claimed: store.Claimed; stop: AbortController; done: Promise<void> };

export function startDelivery(options: DeliveryOptions): Delivery {
  const { db, log } = options;
  const sending = new Map<number, Sending>();
  let draining = false;
  let wasWoken = true;
  let claiming: Promise<unknown> | undefined;
  let mustClaimAgain = false;

  const loop = startLoop({ name: 'deliver', pauseMs: pollMs, log, work });
  const renewing = setInterval(() => void renew(), renewEveryMs);
  renewing.unref();

  async function work(): Promise<boolean> {
    if (draining || freePlaces().length === 0) return false;
    const isAsked = wasWoken;
    wasWoken = false;
    if (!isAsked && !(await store.hasDueNotifications(db))) return false;
    const { claims } = await claimWithin((claim) =>
      transaction(db, async (tx) => {
        const claims = claim(tx);
        withCommit(tx, claims);
        return { claims };
      }),
    );
    // A full claim may have left more behind; everything else wakes the loop when a place becomes free.
    return (await claims).claimed.length > 0 && freePlaces().length > 0;
  }

  async function claimWithin<T extends { claims?: Promise<Claims> }>(work: (claim: Claim) => Promise<T>): Promise<T> {
    let tellEnd = () => {};
    const end = new Promise<void>((resolve) => {
      tellEnd = resolve;
    });
    try {
      const result = await work(async (tx) => {
        const at = instantOfProcess();
        const free = freePlaces();
        if (draining || free.length === 0) return { claimed: [], at };
        // One at a time: two claims would take the same free places.
        if (claiming && claiming !== end) {
          mustClaimAgain = true;
          return { claimed: [], at };
        }
        claiming = end;
        const { nodeId } = options;
        const inFlight = [...sending.keys()];
        const request = { nodeId, free, busy: busyMethods(), placesPerMethod, inFlight };
        return { claimed: await store.claimNotifications(tx, request), at };
      });
      const claims = await result.claims;
      for (const each of claims?.claimed ?? []) begin(each, claims!.at);
      return result;
    } finally {
      if (claiming === end) {
        claiming = undefined;
        if (mustClaimAgain) wake();
        mustClaimAgain = false;
      }
      tellEnd();
    }
  }

  function begin(claimed: store.Claimed, claimedAt: ProcessInstant) {
    const stop = new AbortController();
    const done = handle(claimed, claimedAt, stop.signal).finally(() => {
      sending.delete(claimed.id);
      wake();
    });
    sending.set(claimed.id, { claimed, stop, done });
  }

  async function handle(claimed: store.Claimed, claimedAt: ProcessInstant, signal: AbortSignal): Promise<void> {
    const outcome = claimed.refusal ? refused(claimed.refusal) : await send(claimed, claimedAt, signal);
    if (outcome === 'abandoned') {
      options.metrics.attemptEnded(claimed.channel, 'abandoned');
      await untilWritten(() => store.abandonClaim(db, claimed, 'it waited too long for its turn; nothing was sent'));
      return;
    }
    const recorded = await untilWritten(() => recordOutcome(db, claimed, outcome));
    if (!recorded) return;
    options.metrics.attemptEnded(claimed.channel, recorded.end ?? 'lost');
    options.onRecorded(recorded);
  }

  async function send(
    claimed: store.Claimed,
    claimedAt: ProcessInstant,
    signal: AbortSignal,
  ): Promise<Outcome | 'abandoned'> {
    const receiver = receiverOf(claimed);
    if ('reason' in receiver) return { outcome: 'failed', reason: receiver.reason };
    const { channel, settings } = receiver;
    const message = pageMessage(claimed, options.publicUrl(), options.links.tokenOf(claimed.id));
    if (isOlderThan(claimedAt, claimFreshForMs) && (await wasWithdrawn(claimed))) return 'abandoned';
    if (isOlderThan(claimedAt, claimGoodForMs)) return 'abandoned';
    const isFirst =
      claimed.generation === 1 && claimed.round === 0 && claimed.stepIndex === 0 && claimed.attempts === 1;
    const sinceClaim = (performance.now() - claimedAt.monotonicMs) / 1000;
    const sinceAlert = isFirst && claimed.ruleIndex === 0 ? claimed.sinceAlertSeconds : null;
    options.metrics.handedOver(
      claimed.channel,
      claimed.waitedSeconds + sinceClaim,
      sinceAlert === null ? null : sinceAlert + sinceClaim,
    );
    return channel.deliver(message, settings, options.transports, signal);
  }

  /** Where the message goes. An address whose key is lost is replaced by that of the account: a page must arrive. */
  function receiverOf(claimed: store.Claimed): { channel: Channel; settings: unknown } | { reason: string } {
    const channel = findChannel(claimed.channel);
    if (!channel) return { reason: `there is no channel ${claimed.channel}` };
    if (claimed.accountAddress !== null) return { channel, settings: { address: claimed.accountAddress } };
    try {
      return { channel, settings: options.openSettings(claimed.contactMethodId!, claimed.settings!) };
    } catch {
      const email = options.transports.mail && findChannel('email');
      if (!email) return { reason: 'the stored address cannot be opened with the keys of this node' };
      return { channel: email, settings: { address: claimed.personEmail } };
    }
  }

  /** While the database cannot say, the claim stands. */
  async function wasWithdrawn(claimed: store.Claimed): Promise<boolean> {
    try {
      return !(await store.isStillWanted(db, claimed));
    } catch {
      return false;
    }
  }

  /** The outcome is known only here: a database that is away for a while must not turn it into a repeat. */
  async function untilWritten<T>(write: () => Promise<T>): Promise<T | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (attempt === 1) log.error({ err: error }, 'the outcome of a notification could not be written down yet');
        if (draining || attempt >= 120) return null;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  async function renew(): Promise<void> {
    if (sending.size === 0) return;
    try {
      const leases = [...sending.values()].map(({ claimed }) => claimed);
      const kept = new Set(await store.renewLeases(db, leases));
      for (const { id } of leases) if (!kept.has(id)) sending.get(id)?.stop.abort();
    } catch (error) {
      log.warn({ err: error }, 'leases of notifications could not be renewed');
    }
  }

  /** A claim that is not committed yet still becomes messages. */
  async function untilNothingRuns(): Promise<void> {
    await claiming;
    await Promise.allSettled([...sending.values()].map(({ done }) => done));
  }

  function freePlaces() {
    const used = countBy([...sending.values()].map(({ claimed }) => claimed.channel));
    return channels
      .map(({ channel }) => ({ channel, places: placesPerChannel - (used.get(channel) ?? 0) }))
      .filter(({ places }) => places > 0);
  }

  function busyMethods() {
    const used = countBy([...sending.values()].map(({ claimed }) => claimed.contactMethodId));
    return [...used].flatMap(([contactMethodId, count]) =>
      contactMethodId === null ? [] : [{ contactMethodId, places: placesPerMethod - count }],
    );
  }

  function wake() {
    wasWoken = true;
    loop.wake();
  }

  return {
    loop: { ...loop, wake },
    wake,
    claimWithin,
    async drain() {
      draining = true;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, longestDrainMs);
      });
      await Promise.race([untilNothingRuns(), patience]);
      clearTimeout(timer);
      // What still hangs keeps its lease; another node sends it again, marked as a possible repeat.
      clearInterval(renewing);
    },
  };
}

function refused(refusal: NonNullable<store.Claimed['refusal']>): Outcome {
  const reasons = {
    person_disabled: 'the person has been deactivated',
    method_unusable: 'the contact method is not verified, disabled or gone',
    too_many_claims: 'given up: every node that tried has stopped in the middle',
  } as const;
  return { outcome: 'failed', reason: reasons[refusal] };
}

/** Both clocks of the process: a stopped process is seen by the first, a suspended machine only by the second. */
type ProcessInstant = { monotonicMs: number; wallMs: number };

function instantOfProcess(): ProcessInstant {
  return { monotonicMs: performance.now(), wallMs: Date.now() };
}

function isOlderThan(since: ProcessInstant, milliseconds: number): boolean {
  const now = instantOfProcess();
  return now.monotonicMs - since.monotonicMs > milliseconds || now.wallMs - since.wallMs > milliseconds;
}

function countBy<K>(keys: K[]): Map<K, number> {
  const counts = new Map<K, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
