import { leastForTrend, shareInterval } from '../../measure/uncertainty.ts';
import { type EvidenceFigure, evidenceAmount } from './evidence-text.ts';
import type { EvidenceKey, MaturityLevel } from './model.ts';

/**
 * What a figure must show before a rating counts. The bars follow the signs of the levels (`maturityLevels`): most of it done
 * from Defined on, four fifths from Managed on, nine tenths from Optimized on. First posts and acknowledgements within five
 * minutes are what published response guides ask of severe incidents; a page answered by nobody who had to act is noise.
 */
type Bar = {
  /** What the figure is at least, or at most where less is better. A level without an entry asks what the one below asks. */
  levels: Partial<Record<MaturityLevel, number>>;
  isLessBetter?: true;
  /** Drawn from what happened lately: it contradicts a rating only beyond its uncertainty. The others are counts of what is. */
  isSample?: 'share' | 'median';
};

const most: Bar['levels'] = { 3: 0.5, 4: 0.8, 5: 0.9, 6: 0.95 };

const bars: Record<EvidenceKey, Bar> = {
  'share-declared-within-target': { levels: most, isSample: 'share' },
  'share-with-commander-in-five-minutes': { levels: most, isSample: 'share' },
  'share-severity-unchanged': { levels: { 3: 0.5, 4: 0.7, 5: 0.8 }, isSample: 'share' },
  'share-found-by-customers': { levels: { 3: 0.5, 4: 0.25, 5: 0.1, 6: 0.05 }, isLessBetter: true, isSample: 'share' },
  'share-actionable-pages': { levels: { 3: 0.5, 4: 0.7, 5: 0.8, 6: 0.9 }, isSample: 'share' },
  'share-pages-acted-on': { levels: { 3: 0.5, 4: 0.7, 5: 0.8, 6: 0.9 }, isSample: 'share' },
  'share-services-with-page-path': { levels: { 3: 0.8, 4: 0.95, 5: 1 } },
  'coverage-gap-hours-next-30-days': { levels: { 3: 72, 4: 0 }, isLessBetter: true },
  'median-acknowledge-seconds': { levels: { 3: 900, 4: 300, 5: 180, 6: 120 }, isLessBetter: true, isSample: 'median' },
  'share-roles-filled': { levels: most, isSample: 'share' },
  'median-first-post-seconds': { levels: { 3: 1800, 4: 900, 5: 300 }, isLessBetter: true, isSample: 'median' },
  'share-updates-on-time': { levels: most, isSample: 'share' },
  'share-postmortems-on-time': { levels: most, isSample: 'share' },
  'share-action-items-on-time': { levels: { 3: 0.5, 4: 0.7, 5: 0.85, 6: 0.95 }, isSample: 'share' },
  'recurrence-rate-90': { levels: { 3: 0.3, 4: 0.2, 5: 0.1, 6: 0.05 }, isLessBetter: true, isSample: 'share' },
  'share-services-with-fresh-runbook': { levels: { 3: 0.8, 4: 0.9, 5: 0.95 } },
  'share-incidents-with-runbook-run': { levels: { 3: 0.25, 4: 0.5, 5: 0.75 }, isSample: 'share' },
  'certified-commander-count': { levels: { 3: 2, 4: 4, 5: 6 } },
  'drills-last-90-days': { levels: { 3: 1, 4: 3, 6: 4 } },
  'share-people-trained': { levels: { 3: 0.5, 4: 0.8, 5: 0.95 } },
  'days-since-quarterly-review': { levels: { 3: 190, 4: 100 }, isLessBetter: true },
  'goals-with-baseline-count': { levels: { 3: 1, 5: 3 } },
  'incident-cost-known': { levels: { 3: 1 } },
  'lessons-published-count': { levels: { 3: 1, 5: 3, 6: 6, 7: 12 } },
};

/** The lowest level that has a bar: the two below it ask nothing of the data. */
export const firstLevelWithBar: MaturityLevel = 3;

/** What `level` asks of a figure; null below the first bar. */
export function barOf(key: EvidenceKey, level: MaturityLevel): number | null {
  const { levels } = bars[key];
  for (let each = level; each >= firstLevelWithBar; each--) {
    const bar = levels[each as MaturityLevel];
    if (bar !== undefined) return bar;
  }
  return null;
}

/** Whether a level asks more of a figure than the one below. */
export const isAskedAt = (key: EvidenceKey, level: MaturityLevel) => bars[key].levels[level] !== undefined;

/** `at least 80%`, `at most 5 minutes`, `none`; null below the first bar. */
export function barText(key: EvidenceKey, level: MaturityLevel): string | null {
  const bar = barOf(key, level);
  if (bar === null) return null;
  if (bar === 0) return 'none';
  return `at ${bars[key].isLessBetter ? 'most' : 'least'} ${evidenceAmount(key, bar)}`;
}

/** Whether a figure shows what a level asks. False without rows, unless the level asks nothing. */
export function meetsBar(key: EvidenceKey, level: MaturityLevel, { value, n }: EvidenceFigure): boolean {
  const bar = barOf(key, level);
  if (bar === null) return true;
  if (value === null || n === 0) return false;
  return bars[key].isLessBetter ? value <= bar : value >= bar;
}

/**
 * The highest level that a figure does not contradict. A share contradicts what lies outside its 95% interval (Wilson), a
 * median of fewer than ten cases contradicts nothing, and a count is what it is. Null without rows.
 */
export function highestProven(key: EvidenceKey, { value, n }: EvidenceFigure): MaturityLevel | null {
  if (value === null || n === 0) return null;
  const best = bestPossible(key, value, n);
  for (let level = firstLevelWithBar; level <= 7; level++) {
    if (best !== null && !meetsBar(key, level as MaturityLevel, { value: best, n }))
      return (level - 1) as MaturityLevel;
  }
  return 7;
}

/** The most favourable value that the rows allow; null where they are too few to say anything. */
function bestPossible(key: EvidenceKey, value: number, n: number): number | null {
  const { isSample, isLessBetter } = bars[key];
  if (isSample === 'median') return n < leastForTrend ? null : value;
  if (isSample !== 'share') return value;
  const interval = shareInterval(value * n, n)!;
  return isLessBetter ? interval.low : interval.high;
}
