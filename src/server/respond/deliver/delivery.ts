/**
 * The delivery of one node, as a list: claim what is due, send it outside of any transaction (judge, open, render, hand
 * over), record how it ended, follow up.
 */
import type { Logger } from 'pino';
import { transaction, withCommit } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Tracing } from '../../platform/tracing/span.ts';
import * as store from './claims/claim-store.ts';
import { type Claim, createClaims } from './claims/claims.ts';
import { type NotSent, type Recorded, recordFailure, recordSent, type Sent } from './outcome.ts';
import type { ProcessInstant } from './process-instant.ts';
import { type SendOptions, send } from './send.ts';
import { trackUnderWay } from './under-way.ts';

const pollMs = 200;
const longestDrainMs = 5_000;
const recordAgainMs = 500;
const mostRecordings = 120;

export type DeliveryOptions = SendOptions & {
  nodeId: number;
  log: Logger;
  tracing?: Tracing | undefined;
  /** Something else is due now (the next step), or people must be told. */
  onRecorded: (recorded: Recorded) => void;
};

export type Delivery = {
  loop: Loop;
  wake(): void;
  /** Lets the transaction that makes notifications due claim them itself. */
  claim: Claim;
  /** Claims nothing more and lets running sends end, at most five seconds. */
  drain(): Promise<void>;
};

export function startDelivery(options: DeliveryOptions): Delivery {
  const { db, log, metrics, nodeId } = options;
  let isDraining = false;
  let wasWoken = false;

  const underWay = trackUnderWay(db, log, wake);
  const claims = createClaims({ nodeId, underWay, begin, onLeft: wake });
  const loop = startLoop({ name: 'deliver', pauseMs: pollMs, carriesPages: true, log, work });

  function begin(message: store.Claimed[], claimedAt: ProcessInstant) {
    underWay.begin(message, async (signal) => {
      const trace = options.tracing?.sending(message, claimedAt.monotonicMs);
      const work = () => send(options, message, claimedAt, signal);
      const { sent, unsent, outcome } = await (trace ? trace.during(work) : work());
      for (const claimed of unsent) await giveBack(claimed);
      const recorded = await record(sent, outcome);
      trace?.ended(sent, recorded[0]?.end ?? 'lost');
      for (const each of recorded) options.onRecorded(each);
    });
  }

  async function giveBack(claimed: store.Claimed): Promise<void> {
    metrics.attemptEnded(claimed.channel, 'abandoned');
    await untilWritten(() => store.abandonClaim(db, claimed, 'it waited too long for its turn; nothing was sent'));
  }

  /** What was handed over together has one outcome, and each page follows up for itself. */
  async function record(sent: store.Claimed[], outcome: Sent): Promise<Recorded[]> {
    const [lead] = sent;
    if (!lead) return [];
    const recorded =
      outcome.outcome === 'sent'
        ? await untilWritten(() => recordSent(db, sent, outcome))
        : await recordEach(sent, outcome);
    metrics.attemptEnded(lead.channel, recorded?.[0]?.end ?? 'lost');
    return recorded ?? [];
  }

  async function recordEach(unreached: store.Claimed[], outcome: NotSent): Promise<Recorded[]> {
    const all: Recorded[] = [];
    for (const claimed of unreached) {
      const recorded = await untilWritten(() => recordFailure(db, claimed, outcome));
      if (recorded) all.push(recorded);
    }
    return all;
  }

  /** The outcome is known only here: a database that is away for a while must not turn it into a repeat. */
  async function untilWritten<T>(write: () => Promise<T>): Promise<T | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (attempt === 1) log.error({ err: error }, 'the outcome of a notification could not be written down yet');
        if (isDraining || attempt >= mostRecordings) return null;
        await new Promise((resolve) => setTimeout(resolve, recordAgainMs));
      }
    }
  }

  /** Claims what no transaction claimed for itself: what was due later, found no place, or was left by a dead node. */
  async function work(): Promise<boolean> {
    if (isDraining || underWay.freePlaces().length === 0) return false;
    const isAsked = wasWoken;
    wasWoken = false;
    if (!isAsked && !(await store.hasDueNotifications(db))) return false;
    let claimed = Promise.resolve(0);
    await transaction(db, async (tx) => {
      claimed = claims.claim(tx, 0);
      withCommit(tx, claimed);
    });
    // A full claim may have left more behind; everything else wakes the loop when a place becomes free.
    return (await claimed) > 0 && underWay.freePlaces().length > 0;
  }

  function wake() {
    wasWoken = true;
    loop.wake();
  }

  return {
    loop: { ...loop, wake },
    wake,
    claim: claims.claim,
    async drain() {
      isDraining = true;
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        timer = setTimeout(resolve, longestDrainMs);
      });
      // A claim that is not committed yet still becomes messages.
      await Promise.race([claims.stop().then(underWay.allEnded), patience]);
      clearTimeout(timer);
      // What still hangs keeps its lease; another node sends it again, marked as a possible repeat.
      underWay.stopRenewing();
    },
  };
}
