/**
 * Makes alerts of what the log holds. The node that accepted absorbs its own log straight from memory, in order,
 * right after the commit; the cursor moves in the same transaction, so a crash at any point repeats or loses nothing.
 */
import { setTimeout as rest } from 'node:timers/promises';
import type { Logger } from 'pino';
import { answerOnly, type Signal } from '../../../domain/detect/signal.ts';
import { type Database, transaction, withCommit } from '../../platform/db/database.ts';
import { isFaultOfRows } from '../../platform/db/row-faults.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { LoggedEntry } from '../log/entry.ts';
import { markDrained, moveCursor, readCursor } from '../log/store.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { applySignals, Interleaved, type OriginalSignal } from './apply.ts';
import { type Activity, countActivity, newestDropped, rememberDropped } from './fold-store.ts';
import { isKnownRepeat, type KnownAlerts } from './known-alerts.ts';
import { applyPings } from './pings.ts';

export type Absorber = {
  loop: Loop;
  /** Takes committed entries, in order. */
  take(entries: LoggedEntry[]): void;
  /** Settles when there is room for more. */
  room(): Promise<void>;
  waitingSignals(): number;
  /** Absorbs what is left, as far as the database allows. */
  drain(): Promise<void>;
};

export type AbsorbOptions = {
  db: Database;
  log: Logger;
  rulebook: RulebookCache;
  known: KnownAlerts;
  onAlertsWaiting: () => void;
  lane: string;
  /** Signals of entries that are more than repeats. */
  maxNewsPerBatch: number;
  /** Whether an entry's turn has come; asked again when the loop is woken. */
  mayAbsorb: (entry: LoggedEntry) => boolean;
  /** These left the queue: absorbed, or lost with their log. */
  onAbsorbed: (entries: LoggedEntry[]) => void;
  /** The log was adopted by another node: nothing of it is ours any more. */
  onLogLost: (logId: number) => void;
} & BesideLogs;

type BesideLogs = {
  /** Other logs of this node that can hold nothing older of the same sources. */
  besideLogIds?: () => number[];
};

const maxEntriesPerBatch = 4_000;
const maxSignalsPerBatch = 10_000;
/** Past this the accept path waits: what is in memory stays bounded, and the log is never far ahead of the view. */
const maxWaitingSignals = 100_000;
const busyEntries = 8;
const busyRestMs = 10;
/** Repeats of what is known change nothing but counters, so under load they wait longer for one another. */
const repeatRestMs = 200;
const attempts = 5;

/** Absorbs entries of one log in one transaction; false when the cursor was not where these entries begin. */
export async function absorbEntries(
  { db, rulebook, known, besideLogIds }: Pick<AbsorbOptions, 'db' | 'rulebook' | 'known' | 'besideLogIds'>,
  entries: LoggedEntry[],
  wake: () => void,
): Promise<boolean> {
  const { logId, seq: firstSeq } = entries[0]!;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const result = await transaction(db, async (tx) => {
        const [moved, current] = await Promise.all([
          moveCursor(tx, logId, firstSeq - 1, entries.at(-1)!.seq, besideLogIds?.() ?? []),
          rulebook.current(tx),
        ]);
        if (moved === null) return null;
        // What was accepted for a source that has been deleted since stays in the log and becomes nothing.
        const usable = entries.filter((entry) => current.sourceById.has(entry.source.id));
        const pings = await applyPings(
          tx,
          usable.filter((entry) => entry.isPing),
        );
        const signals = [...originalSignals(usable), ...pings];
        const applied = await applySignals(tx, current, known, signals, !moved.isAlone);
        await rememberDropped(tx, newestDropped(droppedOf(usable)));
        withCommit(tx, countActivity(tx, activityOf(usable)));
        return applied;
      });
      result?.learn();
      if (result?.alertsWait) wake();
      return result !== null;
    } catch (error) {
      if (!(error instanceof Interleaved) || attempt === attempts) throw error;
    }
  }
}

/**
 * As `absorbEntries`, and one request that cannot be made into alerts keeps none of the others from it: it is searched
 * for by halves, and an alert of its source says that something was said.
 */
export async function absorbInHalves(
  options: Pick<AbsorbOptions, 'db' | 'rulebook' | 'known' | 'log' | 'besideLogIds'>,
  entries: LoggedEntry[],
  wake: () => void,
): Promise<boolean> {
  try {
    return await absorbEntries(options, entries, wake);
  } catch (error) {
    if (!isFaultOfRows(error)) throw error;
    const half = Math.ceil(entries.length / 2);
    if (entries.length > 1) {
      const isOurs = await absorbInHalves(options, entries.slice(0, half), wake);
      return isOurs && absorbInHalves(options, entries.slice(half), wake);
    }
    const [entry] = entries as [LoggedEntry];
    const { source, logId, seq } = entry;
    options.log.error({ err: error, source: source.slug, logId, seq }, 'a request could not be made into alerts');
    return absorbEntries(options, [{ ...entry, isPing: false, signals: [unreadable] }], wake);
  }
}

const unreadable: Signal = {
  ...answerOnly('resolve', 'evenkeel: unreadable'),
  action: 'trigger',
  title: 'A request to this source could not be turned into an alert',
  description: 'It is kept as received: see the latest signals of the source.',
};

export function startAbsorber(options: AbsorbOptions): Absorber {
  const { db, log, known, onAlertsWaiting, onLogLost } = options;
  let queue: LoggedEntry[] = [];
  let signals = 0;
  /** Waiting entries that were news when they came. */
  const news = new Set<LoggedEntry>();
  let endRest = () => {};
  const wakeRoom: (() => void)[] = [];

  const forget = (entries: number) => {
    const gone = queue.slice(0, entries);
    queue = queue.slice(entries);
    signals -= gone.reduce((sum, entry) => sum + entry.signals.length, 0);
    for (const entry of gone) news.delete(entry);
    options.onAbsorbed(gone);
    if (signals < maxWaitingSignals) for (const wake of wakeRoom.splice(0)) wake();
  };

  const work = async () => {
    const batch = nextBatch(queue, news, options);
    if (batch.length === 0) return false;
    const { logId } = batch[0]!;
    const moved = await absorbInHalves(options, batch, onAlertsWaiting);
    if (!moved) {
      const cursor = await readCursor(db, logId);
      // The commit of an earlier try may have come through although its answer did not.
      const isOurs = cursor.absorbedSeq === batch.at(-1)!.seq && !cursor.isSealed;
      if (!isOurs) {
        log.warn({ logId }, 'this log was adopted by another node');
        onLogLost(logId);
        forget(
          queue.findIndex((entry) => entry.logId !== logId) === -1
            ? queue.length
            : queue.findIndex((entry) => entry.logId !== logId),
        );
        return queue.length > 0;
      }
    }
    forget(batch.length);
    // Under load a rest lets repeats gather, so that they cost one row together; a single signal never waits.
    if (batch.length >= busyEntries) await restAmongRepeats();
    return queue.length > 0;
  };

  /** Ends early for the first signal that may be news, and when much is waiting. */
  const restAmongRepeats = async () => {
    const ended = new Promise<void>((resolve) => {
      endRest = resolve;
    });
    if (news.size > 0) endRest();
    const tooLong = new AbortController();
    await rest(busyRestMs);
    await Promise.race([ended, rest(repeatRestMs, undefined, { signal: tooLong.signal }).catch(() => {})]);
    tooLong.abort();
    endRest = () => {};
  };

  const isOnlyRepeats = ({ source, signals, isPing }: LoggedEntry) =>
    !isPing && signals.every((signal) => isKnownRepeat(known, source.id, signal));

  const loop = startLoop({
    name: options.lane === 'main' ? 'absorb' : `absorb ${options.lane}`,
    pauseMs: 1_000,
    carriesPages: true,
    log,
    work,
  });
  return {
    loop,
    take(entries) {
      for (const entry of entries) {
        queue.push(entry);
        signals += entry.signals.length;
        if (!isOnlyRepeats(entry)) news.add(entry);
      }
      if (signals >= maxSignalsPerBatch || news.size > 0) endRest();
      loop.wake();
    },
    room: () => (signals < maxWaitingSignals ? Promise.resolve() : new Promise((resolve) => wakeRoom.push(resolve))),
    waitingSignals: () => signals,
    async drain() {
      endRest();
      await loop.stop();
      const logs = new Set<number>();
      for (const { logId } of queue) logs.add(logId);
      while (queue.length > 0) if (!(await work()) && queue.length > 0) break;
      for (const logId of logs) await markDrained(db, logId);
    },
  };
}

function nextBatch(
  queue: LoggedEntry[],
  news: ReadonlySet<LoggedEntry>,
  { maxNewsPerBatch, mayAbsorb }: Pick<AbsorbOptions, 'maxNewsPerBatch' | 'mayAbsorb'>,
): LoggedEntry[] {
  const first = queue[0];
  if (!first) return [];
  let signals = 0;
  let newSignals = 0;
  let count = 0;
  for (const entry of queue) {
    signals += entry.signals.length;
    if (news.has(entry)) newSignals += entry.signals.length;
    const isFull = count >= maxEntriesPerBatch || signals > maxSignalsPerBatch || newSignals > maxNewsPerBatch;
    if (entry.logId !== first.logId || (count > 0 && isFull) || !mayAbsorb(entry)) break;
    count += 1;
  }
  return queue.slice(0, count);
}

function originalSignals(entries: LoggedEntry[]): OriginalSignal[] {
  const originals: OriginalSignal[] = [];
  for (const { source, signals, receivedAt, logId, seq } of entries) {
    for (const signal of signals) originals.push({ source, signal, receivedAt, logId, seq });
  }
  return originals;
}

function activityOf(entries: LoggedEntry[]) {
  const bySource = new Map<number, Activity>();
  for (const { source, signals, odd, dropped = [], isPing, isCanary, receivedAt } of entries) {
    if (isCanary) continue;
    const one = bySource.get(source.id) ?? {
      sourceId: source.id,
      signalCount: 0,
      oddCount: 0,
      droppedCount: 0,
      receivedAt,
    };
    one.signalCount += isPing ? 1 : signals.length + dropped.length;
    one.droppedCount += dropped.length;
    one.oddCount += odd.length > 0 ? 1 : 0;
    one.receivedAt = Math.max(one.receivedAt, receivedAt);
    bySource.set(source.id, one);
  }
  return [...bySource.values()];
}

function droppedOf(entries: LoggedEntry[]) {
  return entries.flatMap(({ source, dropped = [], logId, seq, receivedAt }) =>
    dropped.length === 0 ? [] : [{ sourceId: source.id, logId, seq, receivedAt }],
  );
}
