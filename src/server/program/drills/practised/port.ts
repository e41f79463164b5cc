import type { Database } from '../../../platform/db/database.ts';
import type { Practice, TeamPractice } from '../../../respond/practice.ts';
import { loadObserverName } from '../people-store.ts';
import { formatName } from '../show.ts';
import { listLastDrills, listLastOfTeams, listNextOfTeams } from './store.ts';

/** What respond asks: which drill the people of a service or a team finished last, and who observes one. */
export function practiceFor(db: Database): Practice {
  return {
    async lastDrills(serviceIds) {
      const found = await listLastDrills(db, serviceIds);
      return new Map(found.map(({ serviceId, ...drill }) => [serviceId, drill]));
    },
    async ofTeams(teamIds) {
      const last = await listLastOfTeams(db, teamIds);
      const next = await listNextOfTeams(db, teamIds);
      const of = new Map<number, TeamPractice>();
      for (const { teamId, format, points, possible, ...drill } of last) {
        const share = points !== null && possible ? points / possible : null;
        of.set(teamId, { last: { ...drill, formatName: formatName(format), share }, next: null });
      }
      for (const { teamId, ...drill } of next) of.set(teamId, { last: of.get(teamId)?.last ?? null, next: drill });
      return of;
    },
    observerName: loadObserverName,
  };
}
