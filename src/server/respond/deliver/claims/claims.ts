/** Claims what is due as the last part of a transaction, and begins to send it when that has been committed. */
import { onEnd, type Transaction } from '../../../platform/db/database.ts';
import { channels } from '../../channels/registry.ts';
import { chatRoomChannel } from '../../page-life/notifications-store.ts';
import { nowOfProcess, type ProcessInstant } from '../process-instant.ts';
import { placesPerMethod, type UnderWay } from '../under-way.ts';
import { type Claimed, claimNotifications } from './claim-store.ts';

/**
 * Claims within `tx`; `dueNow` says how many notifications its caller has just made due. A transaction that is undone
 * has claimed nothing. Left under way by its caller (`withCommit`). @returns how many were claimed
 */
export type Claim = (tx: Transaction, dueNow: number) => Promise<number>;

export type Claims = {
  claim: Claim;
  /** Claims nothing more; settles when a claim that is under way has been committed or undone. */
  stop(): Promise<void>;
};

export type ClaimsOptions = {
  nodeId: number;
  underWay: Pick<UnderWay, 'freePlaces' | 'busyMethods' | 'notificationIds'>;
  /** What is sent as one message, the one that leads it first. */
  begin: (message: Claimed[], claimedAt: ProcessInstant) => void;
  /** Something that is due was left behind. */
  onLeft: () => void;
};

const bundles = [...channels, { channel: chatRoomChannel, bundleSeconds: 60 }]
  .filter(({ bundleSeconds }) => bundleSeconds > 0)
  .map(({ channel, bundleSeconds }) => ({ channel, seconds: bundleSeconds }));

export function createClaims({ nodeId, underWay, begin, onLeft }: ClaimsOptions): Claims {
  let isStopped = false;
  let running: Promise<void> | undefined;
  let wasRefused = false;

  const claim: Claim = async (tx, dueNow) => {
    const free = underWay.freePlaces();
    if (isStopped || free.length === 0) return 0;
    // One at a time: two claims would take the same free places.
    if (running) {
      wasRefused = true;
      return 0;
    }
    const claimedAt = nowOfProcess();
    const claiming = claimNotifications(tx, {
      nodeId,
      free,
      busy: underWay.busyMethods(),
      placesPerMethod,
      inFlight: underWay.notificationIds(),
      bundles,
    });
    running = new Promise<void>((resolve) => {
      onEnd(tx, async (isCommitted) => {
        const claimed = isCommitted ? await claiming : [];
        for (const message of byMessage(claimed)) begin(message, claimedAt);
        running = undefined;
        if (wasRefused || claimed.length < dueNow) onLeft();
        wasRefused = false;
        resolve();
      });
    });
    return (await claiming).length;
  };

  return {
    claim,
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

function byMessage(claimed: Claimed[]): Claimed[][] {
  const messages = new Map<number, Claimed[]>();
  for (const each of claimed) messages.set(each.leadId, [...(messages.get(each.leadId) ?? []), each]);
  return [...messages.values()];
}
