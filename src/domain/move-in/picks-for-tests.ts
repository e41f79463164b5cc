/** What the made-up organisations of all tools are drawn with: the same seed makes the same one. */
import { seededRandom } from '../seeded-random.ts';

export type OrganisationSize = { people: number; teams: number; schedules: number };

export type Json = Record<string, unknown>;

export const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'UTC',
  'Australia/Sydney',
  'America/Sao_Paulo',
];
export const dayMs = 86_400_000;
export const halfHourMs = 1_800_000;

export function createPicks(seed: number) {
  const random = seededRandom(seed);
  const below = (most: number) => Math.floor(random() * most);
  return {
    below,
    pick: <Thing>(things: readonly Thing[]) => things[below(things.length)]!,
    chance: (share: number) => random() < share,
    /** At least one of them, in any order. */
    some: <Thing>(things: readonly Thing[], most: number) =>
      [...things].sort(() => random() - 0.5).slice(0, 1 + below(Math.min(most, things.length))),
  };
}
