/** Policies that follow the working hours of a team: what those are now, with the days off of its calendars. */
import type { EscalationDefinition, RunnableDefinition } from '../../../contract/respond/escalation-definition.ts';
import type { TeamHours } from '../../../contract/working-hours.ts';
import { withTeamHours } from '../../../domain/respond/escalation/definition.ts';
import { preparedRows, type Queryable, rows } from '../../platform/db/database.ts';
import { holidaysBetween } from '../absences/holidays.ts';

/** A page keeps its copy of the hours for as long as it is open. */
const HOLIDAYS_AHEAD_MS = 366 * 86_400_000;

/** The definitions as they run from `nowMs` on, in their order; of those that name no team nothing is asked. */
export async function withHoursOfTeams<Definition extends EscalationDefinition>(
  db: Queryable,
  definitions: readonly Definition[],
  nowMs: number,
): Promise<(Omit<Definition, 'workingHoursTeamId'> & RunnableDefinition)[]> {
  const teamIds = [...new Set(definitions.flatMap(({ workingHoursTeamId }) => workingHoursTeamId ?? []))];
  const hours = await loadHours(db, teamIds);
  const holidays = await holidaysBetween(db, [...hours.keys()], nowMs, nowMs + HOLIDAYS_AHEAD_MS);
  return definitions.map((definition) => {
    const { workingHoursTeamId: teamId = null } = definition;
    return withTeamHours(definition, (teamId !== null && hours.get(teamId)) || null, holidays.get(teamId) ?? []);
  });
}

async function loadHours(db: Queryable, teamIds: readonly number[]): Promise<Map<number, TeamHours>> {
  if (teamIds.length === 0) return new Map();
  const found = await preparedRows<{ id: number; hours: TeamHours }>(
    db,
    'load-team-hours',
    'select id, working_hours as hours from teams where id = any ($1::bigint[]) and working_hours is not null',
    [teamIds],
  );
  return new Map(found.map(({ id, hours }) => [id, hours]));
}

/** Of these teams those without working hours, by id; a team that is gone has none either. */
export async function teamsWithoutHours(
  db: Queryable,
  definitions: readonly (EscalationDefinition | null)[],
): Promise<Map<number, string>> {
  const teamIds = [...new Set(definitions.flatMap((definition) => definition?.workingHoursTeamId ?? []))];
  if (teamIds.length === 0) return new Map();
  const found = await rows<{ id: number; name: string; hasHours: boolean }>(
    db,
    'select id, name, working_hours is not null as has_hours from teams where id = any ($1::bigint[])',
    [teamIds],
  );
  const known = new Map(found.map((team) => [team.id, team]));
  return new Map(
    teamIds.flatMap((id) => (known.get(id)?.hasHours ? [] : [[id, known.get(id)?.name ?? 'a deleted team'] as const])),
  );
}
