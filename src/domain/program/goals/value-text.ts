import { countText, secondsText, shareText } from '../../measure/figure-words.ts';
import { levelText } from '../maturity/level-text.ts';

export type GoalUnit = 'seconds' | 'count' | 'share' | 'level';

/** A value of a measure as people read it. */
export function valueText(value: number | null, unit: GoalUnit): string {
  if (unit === 'seconds') return secondsText(value);
  if (unit === 'share') return shareText(value);
  return unit === 'level' ? levelText(value) : countText(value);
}

/** How far a goal has come: `40% complete`; no negative shares, which nobody can picture. */
export function wayText(share: number): string {
  if (share < 0) return 'worse than the baseline';
  return `${Math.min(100, Math.floor(share * 100))}% complete`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What a point stands for: `2026-11` → `Nov 26`; a day → `2 Nov`. */
export function pointText(name: string, by: 'week' | 'month' | 'assessment'): string {
  const [year, month, day] = name.split('-');
  const named = months[Number(month) - 1];
  return by === 'month' ? `${named} ${year?.slice(2)}` : `${Number(day)} ${named}`;
}

/** A goal’s state in a word. */
export const goalStateWords = {
  'no-baseline': 'No baseline',
  'no-data': 'No data yet',
  reached: 'Reached',
  'on-track': 'On track',
  behind: 'Behind',
  missed: 'Missed',
  dropped: 'Abandoned',
} as const;

/** A goal in words: `reached, 100% complete`. */
export function goalStateText({ state, share }: { state: keyof typeof goalStateWords; share: number | null }): string {
  return `${goalStateWords[state].toLowerCase()}${share === null ? '' : `, ${wayText(share)}`}`;
}
