import { sortedNumbers } from '../../measure/percentiles.ts';
import {
  compareMedians,
  compareShares,
  type Interval,
  leastForTrend,
  medianIntervalOfSorted,
  shareInterval,
} from '../../measure/uncertainty.ts';
import type { Figure } from '../figures.ts';

export type Verdict = 'better' | 'worse' | 'cannot-tell';
type Side = { value: number | null; n: number };

export type Change = { before: Side; after: Side; verdict: Verdict; explanation: string };

export type FairDifference = {
  /** How much more the team changed than the others, in the unit of the measure, with its 95% interval. */
  value: number;
  interval: Interval;
  verdict: Verdict;
};

export type MeasureComparison = {
  key: Figure['key'];
  name: string;
  unit: Figure['unit'];
  better: Figure['better'];
  team: Change;
  /** The teams without a plan in the same time; null when there are none. */
  others: Change | null;
  /** Null unless each of the four sides has ten cases. */
  difference: FairDifference | null;
};

type Sides = { before: readonly Figure[]; after: readonly Figure[] };

/**
 * Measures of a team before and after, beside those of teams that changed nothing on purpose in the same time. What moved
 * everybody, such as a quiet season, is in both and drops out of the difference.
 */
export function compareFairly(team: Sides, others: Sides | null): MeasureComparison[] {
  return team.before.flatMap((before) => {
    const find = (figures: readonly Figure[]) => figures.find(({ key }) => key === before.key);
    const after = find(team.after);
    if (!after) return [];
    const [otherBefore, otherAfter] = [find(others?.before ?? []), find(others?.after ?? [])];
    const hasOthers = otherBefore !== undefined && otherAfter !== undefined;
    return [
      {
        ...{ key: before.key, name: before.name, unit: before.unit, better: before.better },
        team: changeOf(before, after),
        others: hasOthers ? changeOf(otherBefore, otherAfter) : null,
        difference: hasOthers ? differenceOf([before, after, otherBefore, otherAfter]) : null,
      },
    ];
  });
}

function changeOf(before: Figure, after: Figure): Change {
  const sides = {
    before: { value: before.value, n: before.n },
    after: { value: after.value, n: after.n },
  };
  if (before.unit === 'count')
    return { ...sides, verdict: 'cannot-tell', explanation: 'Cannot tell: a count alone shows no trend.' };
  const { verdict, explanation } =
    before.unit === 'seconds'
      ? compareMedians(before.values, after.values)
      : compareShares(casesOf(before), casesOf(after));
  if (verdict === 'cannot-tell') return { ...sides, verdict, explanation };
  return { ...sides, verdict: verdict === before.better ? 'better' : 'worse', explanation };
}

/**
 * (after − before) of the team less that of the others. The interval is put together from those of the four values: their
 * distances add up as squares, as those of independent values do.
 */
function differenceOf(figures: [Figure, Figure, Figure, Figure]): FairDifference | null {
  if (figures.some(({ n, unit }) => n < leastForTrend || unit === 'count')) return null;
  const sides = figures.map((figure) => {
    const interval = intervalOf(figure);
    return interval && figure.value !== null ? { value: figure.value, ...interval } : null;
  });
  if (sides.includes(null)) return null;
  const [before, after, otherBefore, otherAfter] = sides as { value: number; low: number; high: number }[];
  const value = after!.value - before!.value - (otherAfter!.value - otherBefore!.value);
  const down = Math.hypot(below(after!), above(before!), above(otherAfter!), below(otherBefore!));
  const up = Math.hypot(above(after!), below(before!), below(otherAfter!), above(otherBefore!));
  const interval = { low: value - down, high: value + up };
  return { value, interval, verdict: verdictOf(interval, figures[0].better) };
}

function verdictOf({ low, high }: Interval, better: Figure['better']): Verdict {
  if (low <= 0 && high >= 0) return 'cannot-tell';
  return high < 0 === (better === 'lower') ? 'better' : 'worse';
}

function intervalOf(figure: Figure): Interval | null {
  if (figure.unit === 'seconds') return medianIntervalOfSorted(sortedNumbers(figure.values));
  const { count, of } = casesOf(figure);
  return shareInterval(count, of);
}

const below = ({ value, low }: { value: number; low: number }) => value - low;
const above = ({ value, high }: { value: number; high: number }) => high - value;
const casesOf = ({ value, n }: Figure) => ({ count: Math.round((value ?? 0) * n), of: n });

/** As long after the end of the baseline as has passed, at most this, and as long before it. */
const mostDays = 90;
const dayMilliseconds = 86_400_000;

/** The two periods, equally long, epoch milliseconds, ends excluded; null before the first day after the baseline is over. */
export function comparedPeriods(baselineEndsAt: number, now: number) {
  const days = Math.min(mostDays, Math.floor((now - baselineEndsAt) / dayMilliseconds));
  if (days < 1) return null;
  const length = days * dayMilliseconds;
  return {
    days,
    before: { from: baselineEndsAt - length, to: baselineEndsAt },
    after: { from: baselineEndsAt, to: baselineEndsAt + length },
  };
}
