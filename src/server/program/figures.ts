import { longestOncallDays } from '../../contract/measure/oncall.ts';
import { figuresOf, type PeriodFigures } from '../../domain/program/figures.ts';
import { loadIncidentRows } from '../measure/incident-rows.ts';
import { readPagesPerShift } from '../measure/oncall/actions.ts';
import { loadTimeline } from '../measure/sprints/actions.ts';
import type { Queryable } from '../platform/db/database.ts';

/** The scope: a period (`to` excluded) of a team's services, of one service, or of everything. */
export type Scope = { from: Date; to: Date; teamId: number | null; serviceId: number | null };

const noShifts = { shifts: 0, median: null };

/**
 * The measures of the program over a period and scope, calculated by the rules of measure. Shifts cost the most to read and are
 * left out on request; a service alone has none.
 */
export async function readFigures(
  db: Queryable,
  scope: Scope,
  now: Date,
  { withShifts = true }: { withShifts?: boolean } = {},
): Promise<PeriodFigures> {
  const selection = { from: scope.from.getTime(), to: scope.to.getTime(), includeImported: false };
  const rows = await loadIncidentRows(db, {
    ...selection,
    teamId: scope.teamId ?? undefined,
    serviceId: scope.serviceId ?? undefined,
    includeImported: false,
  });
  const timeline = await loadTimeline(db, scope.teamId ?? undefined);
  const load = withShifts && scope.serviceId === null ? await readLoad(db, scope) : noShifts;
  return figuresOf({ rows, selection, timeline, load, now: now.getTime() });
}

/** Of a period that is longer than shifts are read for, the last part. */
async function readLoad(db: Queryable, { from, to, teamId }: Scope) {
  const earliest = to.getTime() - longestOncallDays * 86_400_000;
  return readPagesPerShift(db, {
    from: new Date(Math.max(from.getTime(), earliest)).toISOString(),
    to: to.toISOString(),
    teamId: teamId ?? undefined,
  });
}
