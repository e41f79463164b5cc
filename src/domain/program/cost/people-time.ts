/** A stretch of time, epoch milliseconds. */
export type Stretch = { from: number; to: number };

/** Somebody who is seen again within this time was there in between. */
export const longestGapMs = 120_000;

/** The stretches in order, without overlaps; those that lie no further apart than `gapMs` are one. */
export function joined(stretches: readonly Stretch[], gapMs = 0): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((left, right) => left.from - right.from)) {
    const last = result.at(-1);
    if (last && from - last.to <= gapMs) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

function clipped(stretches: readonly Stretch[], within: Stretch): Stretch[] {
  return stretches
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => from < to);
}

const total = (stretches: readonly Stretch[]) => stretches.reduce((sum, { from, to }) => sum + to - from, 0);

export type PersonTime = Stretch & { personId: number };

/** Seconds of all people together, and how many people that were. */
export type PeopleTime = { low: number; high: number; people: number };

/**
 * How long people worked on an incident: at least as long as they were seen in its room, at most also while they held a
 * role in it. Nothing outside `within` counts, and nobody counts twice at a time.
 */
export function peopleTime(visits: readonly PersonTime[], roles: readonly PersonTime[], within: Stretch): PeopleTime {
  const result: PeopleTime = { low: 0, high: 0, people: 0 };
  for (const personId of new Set([...visits, ...roles].map((own) => own.personId))) {
    const isOwn = (own: PersonTime) => own.personId === personId;
    const seen = clipped(joined(visits.filter(isOwn), longestGapMs), within);
    const atMost = total(joined([...seen, ...clipped(roles.filter(isOwn), within)]));
    if (atMost === 0) continue;
    result.low += total(seen) / 1000;
    result.high += atMost / 1000;
    result.people += 1;
  }
  return result;
}
