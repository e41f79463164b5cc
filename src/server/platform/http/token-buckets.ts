/** Token buckets by key, in this process. Time is that of the process: only durations count. */
export type TokenBuckets = {
  /** Takes `cost` when there is anything left; what one request takes may be more than was left. */
  take(key: string, cost?: number): boolean;
  isEmpty(key: string): boolean;
  /** Seconds until there is something again. */
  secondsToWait(key: string): number;
};

const maxKeys = 20_000;

type Bucket = { tokens: number; at: number };

/** @param burst what a full bucket holds @param perSecond what flows in */
export function createTokenBuckets(burst: number, perSecond: number): TokenBuckets {
  const buckets = new Map<string, Bucket>();

  const filled = (key: string): Bucket => {
    const now = performance.now();
    const found = buckets.get(key);
    if (found) {
      found.tokens = Math.min(burst, found.tokens + ((now - found.at) / 1_000) * perSecond);
      found.at = now;
      return found;
    }
    // Who was forgotten starts with a full bucket, which is a mistake in their favour.
    if (buckets.size >= maxKeys) buckets.delete(buckets.keys().next().value!);
    const fresh = { tokens: burst, at: now };
    buckets.set(key, fresh);
    return fresh;
  };

  return {
    take(key, cost = 1) {
      const bucket = filled(key);
      if (bucket.tokens <= 0) return false;
      bucket.tokens -= cost;
      return true;
    },
    isEmpty: (key) => buckets.has(key) && filled(key).tokens <= 0,
    secondsToWait: (key) => Math.max(1, Math.ceil((1 - filled(key).tokens) / perSecond)),
  };
}
