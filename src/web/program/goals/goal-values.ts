import type { GoalUnit } from '../../../domain/program/goals/value-text.ts';

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
