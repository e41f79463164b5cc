/**
 * How much one source may send: in signals and bytes, and in the time that reading it takes of the one thread. All are
 * generous: a storm of thousands of alerts a second passes, and what passes is absorbed in turns (see lanes.ts).
 */
import { createTokenBuckets } from '../../platform/http/token-buckets.ts';

const megabyte = 1024 * 1024;

export type SourceLimits = {
  /** Seconds until this source may send again; null when it may now. Asked before the body is read. */
  secondsToWait(sourceId: number): number | null;
  spend(sourceId: number, cost: { signals: number; bytes: number; readingMs: number }): void;
};

export function createSourceLimits(): SourceLimits {
  const buckets = {
    signals: createTokenBuckets(1_000_000, 50_000),
    bytes: createTokenBuckets(1_024 * megabyte, 64 * megabyte),
    readingMs: createTokenBuckets(10_000, 700),
  };
  const all = Object.values(buckets);
  return {
    secondsToWait(sourceId) {
      const key = String(sourceId);
      const empty = all.filter((bucket) => bucket.isEmpty(key));
      return empty.length === 0 ? null : Math.max(...empty.map((bucket) => bucket.secondsToWait(key)));
    },
    spend(sourceId, cost) {
      const key = String(sourceId);
      buckets.signals.take(key, cost.signals);
      buckets.bytes.take(key, cost.bytes);
      buckets.readingMs.take(key, cost.readingMs);
    },
  };
}
