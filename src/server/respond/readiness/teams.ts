/** How ready each team is: its services that have a gap, and when it last practised and will again. */
import type { TeamReadiness } from '../../../contract/respond/readiness.ts';
import { practisedWords } from '../../../domain/respond/practised.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { decodeCursor, pageOf } from '../../platform/db/paging.ts';
import type { PracticeCheck } from '../practice.ts';
import * as store from './teams-store.ts';

type TeamFilter = { teamId?: number | undefined; result?: 'not-ready' | undefined };

const atOnce = 200;

/** By name; looks on until it has found enough. */
export async function listTeamReadiness(
  db: Queryable,
  check: PracticeCheck,
  { teamId, result }: TeamFilter,
  limit: number,
  cursor: string | undefined,
) {
  const nowMs = await readNowMs(db);
  const found: Awaited<ReturnType<typeof judge>> = [];
  const [name, id] = decodeCursor(cursor, 2) ?? [null, null];
  let after: store.After = name === null ? null : { name: String(name), id: Number(id) };
  while (found.length <= limit) {
    const teams = await store.listTeams(db, teamId ?? null, after, atOnce);
    found.push(...(await judge(check, teams, nowMs)).filter((team) => result === undefined || !isReady(team)));
    const last = teams.at(-1);
    if (!last || teams.length < atOnce) break;
    after = last;
  }
  return pageOf(found.slice(0, limit + 1), limit, ({ team }) => [team.name, team.id]);
}

/** A team that owns nothing and never practised is no team that responds. */
function isReady({
  services,
  practised,
}: Pick<TeamReadiness, 'services'> & { practised: { result: string } }): boolean {
  return services.notReady === 0 && (practised.result === 'practised' || services.count === 0);
}

async function judge({ practice, log }: PracticeCheck, teams: readonly store.TeamRow[], nowMs: number) {
  const known = await practice.ofTeams(teams.map(({ id }) => id)).catch((error: Error) => {
    log.error({ err: error, component: 'readiness' }, 'When teams last practised could not be found out');
    return null;
  });
  return teams.map(({ id, name, count, notReady }) => {
    const { last = null, next = null } = known?.get(id) ?? {};
    const practised = practisedWords(known && (last ?? 'never'), nowMs);
    return {
      team: { id, name },
      services: { count, notReady },
      practised: { ...practised, drill: last },
      nextDrill: next,
    };
  });
}
