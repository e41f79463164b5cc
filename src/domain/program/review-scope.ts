import type { Review } from '../../contract/program/reviews.ts';

/** Whose review it is: `the whole organisation`, `Payments`, `the pilot of Payments`. */
export function scopeText({ team, pilot }: Pick<Review, 'team' | 'pilot'>): string {
  if (pilot) return `the pilot of ${pilot.team.name}`;
  return team?.name ?? 'the whole organisation';
}
