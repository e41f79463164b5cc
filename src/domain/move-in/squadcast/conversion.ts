import type { SquadcastExport, SquadcastParticipant } from '../../../contract/move-in/squadcast.ts';
import type { Findings } from '../finding.ts';
import type { Slugs } from '../slugs.ts';

/** What every part of a conversion needs to know. */
export type Conversion = {
  content: SquadcastExport;
  findings: Findings;
  slugs: Slugs;
  nowMs: number;
  /** The e-mail address of a user of the export by id; null for one that it does not hold. */
  personOf(id: string): string | null;
  /** The slug of a team or squad of the export by id. */
  teamOf(id: string | null | undefined): string | null;
};

/** The users whom a participant stands for: somebody, or all of a squad or team. */
export function usersOf({ teams, squads }: SquadcastExport, { id, type }: SquadcastParticipant): string[] | null {
  if (type === 'user') return [id];
  const found = (type === 'squad' ? squads : teams).find((each) => each.id === id);
  return found ? (found.members ?? []).map(({ user_id }) => user_id) : null;
}

/** The number of a schedule, short enough for the end of a slug; `place` tells apart the schedules that it becomes. */
export function scheduleIdOf(id: string, place: number): string {
  const number = /^\d{1,15}$/.test(id) ? `s${Number(id).toString(36)}` : id;
  return place === 0 ? number : `${number}p${place + 1}`;
}
