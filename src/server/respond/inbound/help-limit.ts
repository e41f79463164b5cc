/**
 * How often in a row somebody is told how to answer: a phone that answers by itself ("I am driving") would otherwise
 * be answered for ever. Each node counts by itself.
 */
export type HelpLimit = {
  /** Whether `sender` is told this time. */
  mayHelp(sender: string): boolean;
  /** It wrote something that makes sense. */
  forget(sender: string): void;
};

const mostInARow = 5;
const forgottenAfterMs = 3_600_000;
const mostSenders = 10_000;

/** @param now monotonic milliseconds */
export function createHelpLimit(now: () => number = () => performance.now()): HelpLimit {
  const told = new Map<string, { times: number; sinceMs: number }>();
  return {
    mayHelp(sender) {
      const before = told.get(sender);
      const isFresh = before !== undefined && now() - before.sinceMs < forgottenAfterMs;
      if (told.size >= mostSenders) told.clear();
      const times = isFresh ? before.times + 1 : 1;
      told.set(sender, { times, sinceMs: isFresh ? before.sinceMs : now() });
      return times <= mostInARow;
    },
    forget: (sender) => void told.delete(sender),
  };
}
