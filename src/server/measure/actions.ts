import { longestPeriodDays, type MeasureQuery } from '../../contract/measure/measures.ts';
import { stillOpen } from '../../domain/measure/durations.ts';
import type { IncidentRow, Selection } from '../../domain/measure/incident-rows.ts';
import { incidentsPerSprint } from '../../domain/measure/incidents-per-sprint.ts';
import { measureDefinitions } from '../../domain/measure/measure-definitions.ts';
import { countDeclared } from '../../domain/measure/measured.ts';
import { postmortemCompletion } from '../../domain/measure/postmortem-completion.ts';
import { recurrenceRates } from '../../domain/measure/recurrence-rate.ts';
import { type SprintTimeline, startOf } from '../../domain/measure/sprint-timeline.ts';
import type { Context } from '../platform/context.ts';
import { readActionItemFigures } from './action-item-store.ts';
import { durationFigures, shareFigures } from './figures.ts';
import { loadIncidentRows } from './incident-rows.ts';
import { previousOf, readPeriod, rowsPath, selectionOf } from './period.ts';
import { loadTimeline } from './sprints/actions.ts';
import { loadSprintCalendar } from './sprints/first-calendar.ts';

const mostOpenShown = 20;

/** The measures of a period, each next to the period of the same length before it. */
export async function readMeasures(ctx: Pick<Context, 'db'>, query: MeasureQuery) {
  const period = await readPeriod(ctx.db, query, longestPeriodDays);
  const { version: _, ...calendar } = await loadSprintCalendar(ctx.db);
  const timeline = await loadTimeline(ctx.db, query.teamId);
  const selection = selectionOf(period, query);
  const previous = selectionOf(previousOf(period), query);
  const filter = {
    teamId: query.teamId,
    serviceId: query.serviceId,
    includeImported: query.includeImported === 'true',
  };
  const rows = await loadIncidentRows(ctx.db, { ...filter, from: previous.from, to: period.to });
  const duration = (key: 'restore' | 'mitigate' | 'detect' | 'acknowledge') =>
    durationFigures(rows, key, selection, previous, query);
  const open = stillOpen(rows, selection, period.now);
  return {
    from: new Date(period.from),
    to: new Date(period.to),
    previousFrom: new Date(previous.from),
    excluded: measureDefinitions.excluded,
    percentile: measureDefinitions.percentile,
    restore: duration('restore'),
    mitigate: duration('mitigate'),
    detect: duration('detect'),
    acknowledge: duration('acknowledge'),
    sprints: { calendar, ...sprintFigures(rows, timeline, selection, query) },
    postmortems: postmortemFigures(rows, selection, previous, period.now, query),
    recurrence: recurrenceFigures(rows, selection, previous, query),
    open: {
      n: open.length,
      items: open.slice(0, mostOpenShown).map((item) => ({ ...item, incidentId: Number(item.incidentId) })),
      rowsHref: rowsPath(query, period, { measure: 'open' }),
    },
    actionItems: await readActionItemFigures(ctx.db, filter),
  };
}

function sprintFigures(
  rows: readonly IncidentRow[],
  timeline: SprintTimeline,
  selection: Selection,
  query: MeasureQuery,
) {
  const items = incidentsPerSprint(rows, timeline, selection).map(({ sprint, count, bySeverity, ...counted }) => {
    const { startAt, endAt } = sprint;
    const inside = { from: Math.max(startAt, selection.from), to: Math.min(endAt, selection.to) };
    return {
      ...sprint,
      startAt: new Date(startAt),
      endAt: new Date(endAt),
      isWhole: counted.whole,
      n: count,
      bySeverity: Object.values(bySeverity),
      falseAlarmCount: counted.falseAlarmCount,
      customerFoundCount: counted.customerFoundCount,
      rowsHref: rowsPath(query, inside, { measure: 'declared' }),
    };
  });
  const declared = countDeclared(rows, selection);
  const outsideCount = declared - items.reduce((sum, { n }) => sum + n, 0);
  return { definition: measureDefinitions.sprints, rule: ruleText(timeline, selection), outsideCount, items };
}

/** What the sprints of the period are, the latest calendar first. */
function ruleText(timeline: SprintTimeline, { from, to }: Selection): string {
  const inForce = timeline.filter((part, place) => {
    const next = timeline[place + 1];
    return startOf(part) < to && (!next || startOf(next) > from);
  });
  const parts = inForce.map(({ effectiveFrom, rule }) => {
    const since = effectiveFrom === null ? '' : `, since ${effectiveFrom}`;
    if ('sprints' in rule) return `${rule.sprints.length} listed sprints${since} (${rule.zone})`;
    return `sprints of ${rule.lengthDays} days from ${rule.startDate}${since} (${rule.zone})`;
  });
  const text = parts.reverse().join('; before that, ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function postmortemFigures(
  rows: readonly IncidentRow[],
  selection: Selection,
  previous: Selection,
  now: number,
  query: MeasureQuery,
) {
  const found = postmortemCompletion(rows, selection, now);
  const before = postmortemCompletion(rows, previous, now);
  const hrefOf = (measure: string) => rowsPath(query, selection, { measure });
  return {
    definition: measureDefinitions.postmortems,
    completed: shareFigures(
      { count: found.completed, n: found.required },
      { count: before.completed, n: before.required },
      hrefOf('postmortems'),
    ),
    onTime: shareFigures(
      { count: found.completedOnTime, n: found.deadlinePassed },
      { count: before.completedOnTime, n: before.deadlinePassed },
      hrefOf('due-postmortems'),
    ),
    blamelessCount: found.blameless,
    medianDaysToComplete: found.medianDaysToComplete,
    missingHref: hrefOf('missing-postmortems'),
  };
}

function recurrenceFigures(
  rows: readonly IncidentRow[],
  selection: Selection,
  previous: Selection,
  query: MeasureQuery,
) {
  const earlier = recurrenceRates(rows, previous);
  const windows = recurrenceRates(rows, selection).map((found, place) => {
    const { windowDays } = found;
    const before = earlier[place]!;
    return {
      windowDays,
      ...shareFigures(
        { count: found.repeats, n: found.incidents },
        { count: before.repeats, n: before.incidents },
        rowsPath(query, selection, { measure: 'recurrences', windowDays }),
      ),
      countBySignature: found.repeatsBySignature,
      shareBySignature: found.rateBySignature,
      medianDaysToRecurrence: found.medianDaysToRecurrence,
    };
  });
  return { definition: measureDefinitions.recurrence, windows };
}
