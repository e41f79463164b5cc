import { groupLanes, type Lane } from './lanes.ts';

export type Levelled = { level: number; lane: Lane };

/**
 * Lanes with levels as schedules, of which everybody asks all. Those of a higher level cover the lower ones; those of the
 * same level are on call together. Each of several lanes of one level is on top of the others in one of the schedules, and
 * those of higher levels are in all of them: so each shows somebody of the highest level that has anybody. Below the
 * lowest level there is nothing to cover, so a schedule has only one group of it.
 *
 * @param least how many schedules at least
 */
export function stacked(lanes: readonly Levelled[], least: number): Lane[][] {
  const levels = [...new Set(lanes.map(({ level }) => level))].sort((one, other) => one - other);
  const groups = levels.map((level) =>
    groupLanes(lanes.filter((each) => each.level === level).map(({ lane }) => lane)),
  );
  const count = Math.max(1, least, ...groups.map(({ length }) => length));
  return Array.from({ length: count }, (_, place) =>
    groups.flatMap((level, index) =>
      index === 0 ? (level[place] ?? []) : level.flatMap((_group, turn) => level[(place + 1 + turn) % level.length]!),
    ),
  );
}
