import { levelText } from '../../../domain/program/maturity/level-text.ts';

/** The level on a day; null where it was not rated. */
export type RatedOn = { day: string; level: number | null };

/** `3 Defined, up 1 since 4 Mar 2026`. */
export function summaryOf(points: readonly RatedOn[]): string {
  const rated = points.filter(({ level }) => level !== null);
  const [first, last] = [rated[0], rated.at(-1)];
  if (!first || !last) return 'Never rated';
  const change = last.level! - first.level!;
  if (first === last) return levelText(last.level);
  const moved = change === 0 ? 'as on' : `${change > 0 ? 'up' : 'down'} ${Math.abs(change)} since`;
  return `${levelText(last.level)}, ${moved} ${first.day}`;
}

/** `1 level higher than`. */
export function changeText(change: number): string {
  const steps = Math.abs(change);
  return `${steps} ${steps === 1 ? 'level' : 'levels'} ${change > 0 ? 'higher' : 'lower'} than`;
}
