/**
 * The messages that this node is sending: bounded places for each channel and for each contact method keep a receiver
 * that hangs from holding the others up, and their leases are renewed while they run.
 */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { channels } from '../channels/registry.ts';
import { chatRoomChannel } from '../page-life/notifications-store.ts';
import { type Claimed, renewLeases } from './claims/claim-store.ts';

const placesPerChannel = 50;
export const placesPerMethod = 8;
const placesForRooms = 8;
/** Rooms have places of their own: a chat that hangs takes none of people. */
const roomPlaces = [chatRoomChannel, placesForRooms] as const;
const renewEveryMs = 2_000;

export type UnderWay = {
  /** Runs `send` until it ends; its signal is aborted when the lease is lost. */
  begin(message: Claimed[], send: (signal: AbortSignal) => Promise<void>): void;
  /** Free places, for each channel that has any. */
  freePlaces(): { channel: string; places: number }[];
  /** Places left, for each contact method that something is being sent to. */
  busyMethods(): { contactMethodId: number; places: number }[];
  notificationIds(): number[];
  allEnded(): Promise<void>;
  stopRenewing(): void;
};

export function trackUnderWay(db: Database, log: Logger, onEnded: () => void): UnderWay {
  const sending = new Map<number, { message: Claimed[]; stop: AbortController; done: Promise<void> }>();
  const renewing = setInterval(() => void renew(), renewEveryMs);
  renewing.unref();

  async function renew(): Promise<void> {
    if (sending.size === 0) return;
    try {
      const leases = [...sending.values()].flatMap(({ message }) => message);
      const kept = new Set(await renewLeases(db, leases));
      for (const { id } of leases) if (!kept.has(id)) sending.get(id)?.stop.abort();
    } catch (error) {
      log.warn({ err: error }, 'leases of notifications could not be renewed');
    }
  }

  const countBy = <K>(keyOf: (claimed: Claimed) => K): Map<K, number> => {
    const counts = new Map<K, number>();
    for (const { message } of sending.values()) {
      const key = keyOf(message[0]!);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };

  return {
    begin(message, send) {
      const leadId = message[0]!.id;
      const stop = new AbortController();
      const done = send(stop.signal)
        // Nobody waits for it: its lease runs out, and whoever claims it then says that it may be a repeat.
        .catch((error: Error) => log.error({ err: error, notificationId: leadId }, 'sending ended by a fault'))
        .finally(() => {
          sending.delete(leadId);
          onEnded();
        });
      sending.set(leadId, { message, stop, done });
    },
    freePlaces() {
      const used = countBy(({ channel }) => channel);
      const most = [...channels.map(({ channel }) => [channel, placesPerChannel] as const), roomPlaces];
      return most
        .map(([channel, places]) => ({ channel, places: places - (used.get(channel) ?? 0) }))
        .filter(({ places }) => places > 0);
    },
    busyMethods() {
      const used = countBy(({ contactMethodId }) => contactMethodId);
      return [...used].flatMap(([contactMethodId, count]) =>
        contactMethodId === null ? [] : [{ contactMethodId, places: placesPerMethod - count }],
      );
    },
    notificationIds: () => [...sending.values()].flatMap(({ message }) => message.map(({ id }) => id)),
    async allEnded() {
      await Promise.allSettled([...sending.values()].map(({ done }) => done));
    },
    stopRenewing: () => clearInterval(renewing),
  };
}
