import { longestOncallDays } from '../../contract/measure/measures.ts';
import { measureDefinitions } from '../../domain/measure/measure-definitions.ts';
import { oncallLoad, type ShiftRow } from '../../domain/measure/oncall-load.ts';
import type { Context } from '../platform/context.ts';
import { readPastShifts } from '../respond/schedules/history.ts';
import { listReached, loadZones } from './oncall-store.ts';
import { readPeriod } from './period.ts';

/** How far before the period a shift that ends in it may have begun. */
const longestShiftMs = 31 * 86_400_000;

/** Pages per shift, for shifts that ended in the period, naming nobody. */
export async function readOncallLoad(
  ctx: Pick<Context, 'db'>,
  query: { from?: string | undefined; to?: string | undefined; teamId?: number | undefined },
) {
  const { from, to, now } = await readPeriod(ctx.db, query, longestOncallDays);
  const start = from - longestShiftMs;
  // A shift that the end of the period cuts has not ended there, so read a day more than is counted.
  const end = Math.min(to, now + 1);
  const shifts = await readPastShifts(ctx.db, { from: start, to: end + 86_400_000, teamId: query.teamId });
  const personIds = [...new Set(shifts.map((shift) => shift.personId))];
  const zones = await loadZones(ctx.db, personIds);
  const rows: ShiftRow[] = shifts.map((shift) => ({
    ...shift,
    zone: zones.get(shift.personId) ?? 'UTC',
  }));
  const reached = await listReached(ctx.db, personIds, new Date(start), new Date(end));
  const pages = reached.map(({ pageId, personId, sentAt, incidentId }) => ({
    pageId,
    personId,
    sentAt: sentAt.getTime(),
    incidentId,
    kind: 'real' as const,
  }));
  const load = oncallLoad(rows, pages, { from, to: end });
  return {
    from: new Date(from),
    to: new Date(to),
    definition: measureDefinitions.oncall,
    n: load.shifts,
    medianPages: load.median,
    meanPages: load.mean,
    worstPages: load.worst,
    medianIncidents: load.medianIncidents,
    heavyShiftCount: load.heavyShifts,
    wakeUpCount: load.wakeUps,
  };
}
