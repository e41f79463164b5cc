import { countText, secondsText, shareText } from '../../measure/figure-text.ts';
import { levelText } from '../level-badge.tsx';

export type GoalUnit = 'seconds' | 'count' | 'share' | 'level';

/** A value of a measure as people read it. */
export function valueText(value: number | null, unit: GoalUnit): string {
  if (unit === 'seconds') return secondsText(value);
  if (unit === 'share') return shareText(value);
  return unit === 'level' ? levelText(value) : countText(value);
}

/** What people type, in the unit of the API: minutes become seconds, percent a share. */
export function typedValue(typed: number, unit: GoalUnit): number {
  return unit === 'seconds' ? typed * 60 : unit === 'share' ? typed / 100 : typed;
}

/** As `typedValue` backwards: what stands in the field for a value of the API. */
export function shownValue(value: number, unit: GoalUnit): number {
  const shown = unit === 'seconds' ? value / 60 : unit === 'share' ? value * 100 : value;
  return Math.round(shown * 1e6) / 1e6;
}

export const typedUnit: Record<GoalUnit, string> = { seconds: 'minutes', share: '%', count: '', level: 'level 1–7' };

/** How far a goal has come: `40% complete`; no negative shares, which nobody can picture. */
export function wayText(share: number): string {
  if (share < 0) return 'worse than the baseline';
  return `${Math.min(100, Math.floor(share * 100))}% complete`;
}
