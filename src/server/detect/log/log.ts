/**
 * The log of accepted signals, written by group commit: what arrives while one commit runs shares the next one, so the
 * cost of a commit is divided by the load. Nothing is answered before its commit. Commits are serial and numbered
 * without gaps, which is what lets one cursor say how far the log has been absorbed.
 */
import { setTimeout as rest } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import type { Entry, LoggedEntry } from './entry.ts';
import { appendEntries, openLog, sealLog } from './store.ts';

/** The entry could not be made durable; the sender must send it again. */
export class NotAccepted extends Error {}

/** Where signals are made durable. */
export type Appender = Pick<SignalLog, 'append'>;

export type SignalLog = {
  /** Settles when the entry is durable; throws `NotAccepted` when it is not known to be. */
  append(entry: Entry): Promise<LoggedEntry>;
  currentId(): number;
  /** The log was taken over by another node: write to a new one from now on. */
  abandon(logId: number): void;
  /** Refuses new entries, finishes those under way and seals the log. */
  close(): Promise<void>;
};

export type SignalLogOptions = {
  db: Database;
  nodeId: number;
  log: Logger;
  /** Receives every committed batch in order, and holds up further commits while it has no room. */
  onCommitted: (entries: LoggedEntry[]) => void;
  room: () => Promise<void>;
};

const maxEntriesPerCommit = 2_000;
const busyEntries = 16;
const gatherMs = 2;
const maxBytesPerCommit = 8 * 1024 * 1024;
/** More than this waiting means that the database cannot keep up: refuse clearly instead of growing without bound. */
const maxWaitingBytes = 128 * 1024 * 1024;
/** Of one source, so that the others still find room. */
const maxWaitingBytesOfSource = 32 * 1024 * 1024;
/** What a waiting request holds beside its body, about. */
const bytesPerEntry = 2_048;

const sizeOf = ({ request }: Entry) => request.body.length + bytesPerEntry;

type Waiting = { entry: Entry; resolve: (entry: LoggedEntry) => void; reject: (error: Error) => void };

export async function openSignalLog({ db, nodeId, log, onCommitted, room }: SignalLogOptions): Promise<SignalLog> {
  let logId = await openLog(db, nodeId);
  let lastSeq = 0;
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  const waitingBytesOf = new Map<number, number>();
  let committing: Promise<void> | null = null;
  let mustReopen = false;
  let closed = false;

  const commitWaiting = async () => {
    let lastCount = 0;
    while (waiting.length > 0) {
      await room();
      // Those who were answered by a large commit send again at once: waiting for them halves the commits.
      if (lastCount >= busyEntries && waiting.length < maxEntriesPerCommit) await rest(gatherMs);
      const batch = takeBatch();
      lastCount = batch.length;
      try {
        await commit(batch);
      } catch (error) {
        // The outcome of a broken commit is unknown: these numbers may be taken, so this log must not be used again.
        mustReopen = true;
        log.error({ err: error, entries: batch.length }, 'signals could not be stored');
        for (const { reject } of batch) reject(new NotAccepted('The database did not answer.'));
      }
    }
    committing = null;
  };

  const takeBatch = (): Waiting[] => {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && count < maxEntriesPerCommit && (count === 0 || bytes < maxBytesPerCommit)) {
      bytes += waiting[count]!.entry.request.body.length;
      count += 1;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    for (const { entry } of batch) countWaiting(entry, -1);
    return batch;
  };

  const countWaiting = (entry: Entry, sign: 1 | -1) => {
    const bytes = sign * sizeOf(entry);
    waitingBytes += bytes;
    const ofSource = (waitingBytesOf.get(entry.source.id) ?? 0) + bytes;
    if (ofSource === 0) waitingBytesOf.delete(entry.source.id);
    else waitingBytesOf.set(entry.source.id, ofSource);
  };

  const hasRoomFor = (entry: Entry) =>
    waitingBytes + sizeOf(entry) <= maxWaitingBytes &&
    (waitingBytesOf.get(entry.source.id) ?? 0) + sizeOf(entry) <= maxWaitingBytesOfSource;

  const reopen = async () => {
    const abandoned = logId;
    logId = await openLog(db, nodeId);
    lastSeq = 0;
    mustReopen = false;
    await sealLog(db, abandoned);
  };

  const commit = async (batch: Waiting[]) => {
    const entries = batch.map(({ entry }) => entry);
    if (mustReopen) await reopen();
    let receivedAt = await appendEntries(db, logId, lastSeq + 1, entries);
    if (receivedAt === null) {
      await reopen();
      receivedAt = await appendEntries(db, logId, lastSeq + 1, entries);
      if (receivedAt === null) throw new Error('The new log was sealed at once.');
    }
    const logged: LoggedEntry[] = entries.map(({ source, signals, odd, dropped, isPing, isCanary }, place) => ({
      source,
      signals,
      odd,
      isPing,
      dropped,
      isCanary,
      logId,
      seq: lastSeq + 1 + place,
      receivedAt,
    }));
    lastSeq += entries.length;
    onCommitted(logged);
    for (const [place, { resolve }] of batch.entries()) resolve(logged[place]!);
  };

  return {
    append(entry) {
      if (closed) return Promise.reject(new NotAccepted('This node is stopping.'));
      if (!hasRoomFor(entry)) return Promise.reject(new NotAccepted('Too many signals wait to be stored.'));
      return new Promise((resolve, reject) => {
        countWaiting(entry, 1);
        waiting.push({ entry, resolve, reject });
        // Starting after the current turn lets everything that arrived in it share the commit.
        committing ??= new Promise<void>((start) => setImmediate(start)).then(commitWaiting);
      });
    },
    currentId: () => logId,
    abandon(id) {
      if (id === logId) mustReopen = true;
    },
    async close() {
      closed = true;
      await committing;
      await sealLog(db, logId);
    },
  };
}
