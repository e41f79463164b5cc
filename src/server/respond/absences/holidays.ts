import { problem } from '../../../contract/errors.ts';
import type { Holiday } from '../../../contract/respond/schedules/calendars.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { holidaysOfTeams, teamExists } from './calendars-store.ts';

const DAY_MS = 86_400_000;

/** The days off of a team in the year ahead, or `not_found`. */
export async function holidaysAhead({ db }: { db: Queryable }, teamId: number): Promise<{ items: Holiday[] }> {
  if (!(await teamExists(db, teamId))) throw problem('not_found', `No team has the id ${teamId}.`);
  const now = await readNowMs(db);
  const found = await holidaysBetween(db, [teamId], now, now + 364 * DAY_MS);
  return { items: found.get(teamId) ?? [] };
}

/** The days off of these teams that touch a range in any zone, by team; `null` stands for no team and has none. */
export async function holidaysBetween(
  db: Queryable,
  teamIds: readonly (number | null)[],
  fromMs: number,
  toMs: number,
): Promise<Map<number | null, Holiday[]>> {
  const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const known = teamIds.filter((teamId) => teamId !== null);
  const found = await holidaysOfTeams(db, known, dateOf(fromMs - DAY_MS), dateOf(toMs + DAY_MS));
  const byTeam = new Map<number | null, Holiday[]>();
  for (const { teamId, date, name } of found) byTeam.set(teamId, [...(byTeam.get(teamId) ?? []), { date, name }]);
  return byTeam;
}
