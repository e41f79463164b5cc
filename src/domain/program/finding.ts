import { countText, secondsText, shareText } from '../measure/figure-words.ts';
import { compareMedians, compareShares, leastForTrend } from '../measure/uncertainty.ts';
import { counted } from './counted.ts';

/** A measure in one period. `values` are the single durations behind a median; empty for shares, counts and levels. */
export type Side = { value: number | null; n: number; values: readonly number[] };

export type Unit = 'seconds' | 'count' | 'share' | 'level';

export type Verdict = 'better' | 'worse' | 'cannot-tell' | 'no-baseline';

export type Finding = {
  /** `better` and `worse` only where the data carries it. */
  verdict: Verdict;
  /** What the numbers say, with the numbers; without a full stop, so that it can be a title. */
  sentence: string;
};

export type Compared = {
  key: string;
  name: string;
  unit: Unit;
  better: 'lower' | 'higher';
  /** Null: there is no baseline. */
  before: Side | null;
  now: Side;
  /** The baseline counts other incidents today than when it was frozen, so its durations are not known any more. */
  isBeforeLost?: boolean;
};

/** What a measure is counted over. */
const nouns: Record<string, string> = {
  'postmortem-completed-share': 'required postmortem',
  'postmortem-on-time-share': 'required postmortem',
  'pages-per-shift': 'shift',
};

export function figureText(value: number | null, unit: Unit): string {
  if (unit === 'seconds') return secondsText(value);
  if (unit === 'share') return shareText(value);
  return unit === 'level' ? `level ${countText(value)}` : countText(value);
}

/** What a quarter shows of a measure against its baseline, as a sentence that claims no more than the numbers carry. */
export function findingOf({ key, name, unit, better, before, now, isBeforeLost }: Compared): Finding {
  const noun = nouns[key] ?? 'incident';
  const text = (side: Side) => figureText(side.value, unit);
  if (now.value === null)
    return { verdict: before === null ? 'no-baseline' : 'cannot-tell', sentence: 'Nothing to measure this quarter' };
  if (before === null || before.value === null)
    return {
      verdict: 'no-baseline',
      sentence: `No baseline to compare with: ${text(now)} this quarter${unit === 'level' ? '' : ` (n ${now.n})`}`,
    };
  const cannotTell = (sentence: string): Finding => ({ verdict: 'cannot-tell', sentence });
  if (unit === 'level') return levelFinding(name, before.value, now.value);
  if (unit === 'count')
    return cannotTell(`${name}: ${text(before)} before, ${text(now)} this quarter; no trend is claimed`);
  if (now.n < leastForTrend) return cannotTell(`Cannot tell yet: ${counted(now.n, noun)} this quarter`);
  if (before.n < leastForTrend)
    return cannotTell(`Cannot tell: only ${counted(before.n, noun)} in the baseline, ${now.n} this quarter`);
  if (isBeforeLost) return cannotTell('Cannot tell: the incidents of the baseline were changed after it was frozen');
  const { verdict } =
    unit === 'seconds'
      ? compareMedians(before.values, now.values)
      : compareShares({ count: before.value * before.n, of: before.n }, { count: now.value * now.n, of: now.n });
  const numbers = `(n ${before.n} and ${now.n})`;
  if (verdict === 'cannot-tell')
    return cannotTell(`No change beyond chance: ${text(before)} before, ${text(now)} this quarter ${numbers}`);
  const way = verdict === 'lower' ? 'fell' : 'rose';
  return {
    verdict: verdict === better ? 'better' : 'worse',
    sentence: `${name} ${way} from ${text(before)} to ${text(now)} ${numbers}`,
  };
}

/** A level is a judgement, not a sample: a step is a step. */
function levelFinding(name: string, before: number, now: number): Finding {
  if (before === now) return { verdict: 'cannot-tell', sentence: `${name} is still at level ${countText(now)}` };
  return {
    verdict: now > before ? 'better' : 'worse',
    sentence: `${name} ${now > before ? 'rose' : 'fell'} from level ${countText(before)} to level ${countText(now)}`,
  };
}
