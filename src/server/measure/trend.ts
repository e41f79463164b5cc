import { problem } from '../../contract/errors.ts';
import { longestPeriodDays, type TrendQuery } from '../../contract/measure/measures.ts';
import { type LimitedPoint, leastForBase } from '../../domain/measure/control-limits.ts';
import { measureDefinitions } from '../../domain/measure/measure-definitions.ts';
import type { TrendKey } from '../../domain/measure/measured.ts';
import { keysBy, sliceRows } from '../../domain/measure/slices.ts';
import { type SprintTimeline, zoneAt } from '../../domain/measure/sprint-timeline.ts';
import {
  type Base,
  type LimitedTrend,
  monthsBetween,
  type Stretch,
  sprintStretches,
  trendLimits,
  trendOf,
  trendPoints,
  weeksBetween,
} from '../../domain/measure/trend.ts';
import type { Context } from '../platform/context.ts';
import { loadIncidentRows } from './incident-rows.ts';
import { readPeriod, rowsPath, selectionOf } from './period.ts';
import { loadTimeline } from './sprints/actions.ts';

const mostPoints = 130;

/** The set of rows behind a point of each line. */
const rowsOf: Record<TrendKey, { measure: string; windowDays?: number }> = {
  restore: { measure: 'restore' },
  acknowledge: { measure: 'acknowledge' },
  incidents: { measure: 'declared' },
  postmortems: { measure: 'postmortems' },
  recurrence: { measure: 'recurrences', windowDays: 90 },
};

const definitions: Record<TrendKey, string> = {
  restore: measureDefinitions.restore,
  acknowledge: measureDefinitions.acknowledge,
  incidents: measureDefinitions.incidents,
  postmortems: measureDefinitions.postmortems,
  recurrence: measureDefinitions.recurrence,
};

const stretchesBy: Record<TrendQuery['by'], (timeline: SprintTimeline, from: number, to: number) => Stretch[]> = {
  week: (timeline, from, to) => weeksBetween(zoneAt(timeline, to), from, to),
  month: (timeline, from, to) => monthsBetween(zoneAt(timeline, to), from, to),
  sprint: sprintStretches,
};

/** One measure by week, month or sprint. `invalid_input` for more than 130 points. */
export async function readMeasureTrend(ctx: Pick<Context, 'db'>, query: TrendQuery) {
  const period = await readPeriod(ctx.db, query, longestPeriodDays);
  const timeline = await loadTimeline(ctx.db, query.teamId);
  const { from, to, now } = period;
  const stretches = stretchesBy[query.by](timeline, from, to);
  if (stretches.length > mostPoints) {
    const message = `At most ${mostPoints} points at once: ask for a shorter period, or by month.`;
    throw problem('invalid_input', message, [{ path: 'query.from', message }]);
  }
  const zone = zoneAt(timeline, to);
  const { teamId, serviceId, measure, severity } = query;
  const includeImported = query.includeImported === 'true';
  const loaded = await loadIncidentRows(ctx.db, { teamId, serviceId, includeImported, from, to });
  const severitiesOf = keysBy('severity', loaded, zone);
  const rows = severity === undefined ? loaded : (sliceRows(loaded, severitiesOf).get(String(severity)) ?? []);
  const found = trendPoints(rows, measure, stretches, { includeImported }, now);
  // Before the first incident there was nothing to measure; an empty line would only push the rest aside.
  const first = Math.max(
    0,
    found.findIndex(({ n }) => n > 0),
  );
  const points = found.slice(first);
  const selection = { ...selectionOf(period, query), from: points[0]?.from ?? from };
  const stated = statedBase(query);
  const limited = trendLimits(rows, measure, points, { includeImported }, now, stated);
  return {
    from: new Date(from),
    to: new Date(to),
    measure,
    by: query.by,
    zone,
    definition: definitions[measure],
    trend: trendOf(rows, measure, selection, now),
    points: points.map(({ isEnough, ...point }, place) => ({
      ...(limited.points?.[place] ? limitsOf(limited.points[place]) : { center: null, limits: null, signal: null }),
      ...point,
      from: new Date(point.from),
      to: new Date(point.to),
      isEnoughForTrend: isEnough,
      rowsHref: rowsPath(query, point, { ...rowsOf[measure], severity }),
    })),
    control: {
      definition: measureDefinitions.limits,
      base: limited.base && {
        ...{ from: new Date(limited.base.from), to: new Date(limited.base.to) },
        ...{ points: limited.base.points, isStated: stated !== null },
      },
      explanation: limitsText(limited),
    },
  };
}

/** @throws Problem `invalid_input` for half a base */
function statedBase({ baseFrom, baseTo }: TrendQuery): Base | null {
  if (baseFrom === undefined && baseTo === undefined) return null;
  if (baseFrom !== undefined && baseTo !== undefined && Date.parse(baseFrom) < Date.parse(baseTo)) {
    return { from: Date.parse(baseFrom), to: Date.parse(baseTo) };
  }
  const message = 'A base period has a start and a later end.';
  throw problem('invalid_input', message, [{ path: 'query.baseFrom', message }]);
}

/** JSON has no infinity. */
function limitsOf({ center, limits, signal }: LimitedPoint) {
  const high = limits && Number.isFinite(limits.high) ? limits.high : null;
  return { center, limits: limits && { low: limits.low, high }, signal };
}

function limitsText({ base, points }: LimitedTrend): string {
  if (!base) return `Too few to say: limits need a base period of at least ${leastForBase} points.`;
  if (!points) return 'Too few to say: the base period has too few incidents, or all of them are alike.';
  const found = points.filter(({ signal }) => signal !== null).length;
  if (found === 0) return 'No signal: what is seen is within what the measure does by itself.';
  return found === 1 ? '1 point is a signal.' : `${found} points are signals.`;
}
