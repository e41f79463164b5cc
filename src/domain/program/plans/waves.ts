import { addDays } from './plan.ts';

/** A coach can be beside so many teams at once. */
export const teamsPerWave = 3;
/** Four weeks: the wave before has its baseline and its goals, and its plan is written. */
export const daysBetweenWaves = 28;

/** Teams put into waves, in their order; the first starts on the next Monday after `after` (YYYY-MM-DD). */
export function proposeWaves<Team>(teams: readonly Team[], after: string): { startsOn: string; teams: Team[] }[] {
  const first = nextMonday(after);
  return Array.from({ length: Math.ceil(teams.length / teamsPerWave) }, (_, wave) => ({
    startsOn: addDays(first, wave * daysBetweenWaves),
    teams: teams.slice(wave * teamsPerWave, (wave + 1) * teamsPerWave),
  }));
}

function nextMonday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, (8 - weekday) % 7 || 7);
}
