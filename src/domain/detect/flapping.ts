import type { Severity } from '../severity.ts';

/** When an alert that opens and ends again and again pages no more, as a route says it. */
export type FlappingRule = {
  /** Opened or ended so many times … */
  changes: number;
  /** … within so many minutes; … */
  withinMinutes: number;
  /** … until it has not changed for so many minutes. */
  quietMinutes: number;
};

/** One time that the alert was open; times in epoch ms, `endedAt` null while it is. */
export type Episode = {
  triggeredAt: number;
  endedAt: number | null;
  /** Why it paged nobody; null when it paged. */
  notPagedBecause: string | null;
};

/** The sentence for people, and when an alert that stays open pages all the same (epoch ms). */
export type Flapping = { words: string; until: number };

const minuteMs = 60_000;

/** However long an alert flaps, it pages again after so many minutes. */
export const longestSilenceMinutes = 60;

/**
 * Whether an alert that opens at a moment (epoch ms) is flapping, so that it pages nobody; null when it pages. Never for
 * SEV1, never before it has paged once within the last hour, and no longer than until an hour after that.
 *
 * @param earlier the times that it was open before, in any order
 */
export function flappingAt(
  rule: FlappingRule | null,
  severity: Severity,
  earlier: readonly Episode[],
  at: number,
): Flapping | null {
  if (rule === null || severity === 1) return null;
  const before = earlier
    .filter(({ triggeredAt }) => triggeredAt <= at)
    .toSorted((a, b) => a.triggeredAt - b.triggeredAt);
  const latest = before.at(-1);
  const pagedAt = before.findLast(({ notPagedBecause }) => notPagedBecause === null)?.triggeredAt;
  if (!latest || pagedAt === undefined) return null;
  const changesAt = before.flatMap(({ triggeredAt, endedAt }) =>
    endedAt === null ? [triggeredAt] : [triggeredAt, endedAt],
  );
  if (Math.max(...changesAt) <= at - rule.quietMinutes * minuteMs) return null;
  const changes = changesAt.filter((each) => each > at - rule.withinMinutes * minuteMs).length + 1;
  if (changes < rule.changes && latest.notPagedBecause !== 'flapping') return null;
  const until = Math.min(at + rule.quietMinutes * minuteMs, pagedAt + longestSilenceMinutes * minuteMs);
  if (until <= at) return null;
  return { until, words: flappingWords(changes, rule) };
}

function flappingWords(changes: number, { withinMinutes, quietMinutes }: FlappingRule): string {
  return `Flapping: changed ${changes} times in ${minutes(withinMinutes)}. Not paged again until it is quiet for ${minutes(quietMinutes)}.`;
}

const minutes = (count: number) => (count === 1 ? '1 minute' : `${count} minutes`);
