/** What somebody does by a role that they have for a team only: the one place that holds it to what belongs to the team. */
import type { Endpoint } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type { TeamSubject } from '../../../contract/whose.ts';
import { type Actor, teamsWhereMay } from '../auth/actor.ts';
import type { Database } from '../db/database.ts';

/** Of each of these things its teams; null for a part that belongs to none. What is not there has none. */
export type TeamsOf = (
  db: Database,
  of: TeamSubject,
  ids: readonly number[],
) => Promise<Map<number, (number | null)[]>>;

/** Whoever may act on one of its parts may act on it, except here: it does something to every part. */
const wholly: readonly TeamSubject[] = ['maintenanceWindow'];

/** What the path names is looked at before the body is read, as it came; the body when it is valid. */
type Input = { params: unknown } | { body: unknown };

/**
 * Foreign things, those of nobody and those that are not there are answered alike.
 * @throws Problem `forbidden` unless all that the request names belongs to teams for which they have the permission
 */
export async function requireTeams(
  { db, teamsOf }: { db: Database; teamsOf?: TeamsOf },
  actor: Actor,
  { permission, teams }: Endpoint,
  input: Input,
): Promise<void> {
  if (teams === 'own') return;
  const own = teamsWhereMay(actor, permission);
  const refusal = problem('forbidden', `You have the permission ${permission} only for what belongs to your teams.`);
  if (teams === undefined || teams === 'organisation' || teamsOf === undefined) throw refusal;
  for (const { of, at } of teams) {
    const ids = idsAt(input, at);
    if (ids === null) continue;
    if (ids.length === 0) throw refusal;
    const found = await teamsOf(db, of, ids);
    const isOwn = (team: number | null) => team !== null && own.includes(team);
    const areOwn = ids.every((id) => {
      const owners = found.get(id) ?? [];
      return owners.length > 0 && (wholly.includes(of) ? owners.every(isOwn) : owners.some(isOwn));
    });
    if (!areOwn) throw refusal;
  }
}

/** Null where it stands in the other part. */
function idsAt(input: Input, at: string): number[] | null {
  const [part, name] = at.split('.') as ['params' | 'body', string];
  if (!(part in input)) return null;
  const found = (input as Record<string, Record<string, unknown> | undefined>)[part]?.[name];
  const ids = [found].flat().map((id) => (typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : id));
  return [...new Set(ids.filter((id): id is number => typeof id === 'number'))];
}
