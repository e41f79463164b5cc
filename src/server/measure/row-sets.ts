/** Which incidents are behind a number: found by the same rules that counted them. */
import { longestPeriodDays, type RowsQuery } from '../../contract/measure/measures.ts';
import { durationMeasure, durationsOf, stillOpen } from '../../domain/measure/durations.ts';
import {
  type IncidentRow,
  isCounted,
  isCountedIncident,
  type Selection,
  within,
} from '../../domain/measure/incident-rows.ts';
import { postmortemCompletion } from '../../domain/measure/postmortem-completion.ts';
import { recurrenceRate } from '../../domain/measure/recurrence-rate.ts';
import type { Context } from '../platform/context.ts';
import { decodeCursor, pageOf } from '../platform/db/paging.ts';
import { loadSliced } from './breakdown.ts';
import { loadIncidentRows } from './incident-rows.ts';
import { readPeriod, selectionOf } from './period.ts';
import { loadMeasured } from './row-sets-store.ts';

/** A page of the incidents behind a number, newest first. */
export async function listMeasuredIncidents(
  ctx: Pick<Context, 'db'>,
  { limit, cursor, ...query }: RowsQuery & { limit: number; cursor?: string | undefined },
) {
  const [before] = decodeCursor(cursor, 1) ?? [Number.POSITIVE_INFINITY];
  const ids = (await findMeasured(ctx, query)).filter((id) => id < Number(before)).slice(0, limit + 1);
  return pageOf(await measuredOf(ctx, query, ids), limit, ({ incidentId }) => [incidentId]);
}

/** All incidents behind a number, newest first; at most `most`. */
export async function readMeasuredIncidents(ctx: Pick<Context, 'db'>, query: RowsQuery, most: number) {
  return measuredOf(ctx, query, (await findMeasured(ctx, query)).slice(0, most));
}

/** Ids, highest first. */
async function findMeasured(ctx: Pick<Context, 'db'>, query: RowsQuery): Promise<number[]> {
  const period = await readPeriod(ctx.db, query, longestPeriodDays);
  const { teamId, serviceId } = query;
  const includeImported = query.includeImported === 'true';
  const filter = { ...period, teamId, serviceId, includeImported };
  const { sliceBy, slice } = query;
  const rows =
    sliceBy && slice
      ? ((await loadSliced(ctx.db, filter, sliceBy)).sliced.get(slice) ?? [])
      : await loadIncidentRows(ctx.db, filter);
  const own = query.severity === undefined ? rows : rows.filter((row) => row.severity === query.severity);
  const ids = idsOf(own, query, selectionOf(period, query), period.now);
  return ids.sort((left, right) => right - left);
}

function idsOf(rows: readonly IncidentRow[], query: RowsQuery, selection: Selection, now: number): number[] {
  const { measure } = query;
  const declared = (isWanted: (row: IncidentRow) => boolean) =>
    rows.filter((row) => isWanted(row) && within(row.instants.declaredAt, selection)).map((row) => row.incidentId);
  const required = () =>
    rows.filter(
      (row) => row.postmortem.required && isCounted(row, selection) && within(row.instants.resolvedAt, selection),
    );
  switch (measure) {
    case 'declared':
      return declared((row) => isCountedIncident(row, selection));
    case 'false-alarms':
      return declared((row) => row.falseAlarm && isCounted(row, selection));
    case 'recurrences':
      return recurrenceRate(rows, selection, query.windowDays).repeatIncidentIds;
    case 'missing-postmortems':
      return postmortemCompletion(rows, selection, now).missingIncidentIds;
    case 'postmortems':
      return required().map((row) => row.incidentId);
    case 'due-postmortems':
      return required()
        .filter(({ postmortem }) => postmortem.dueAt !== null && postmortem.dueAt < now)
        .map((row) => row.incidentId);
    case 'open':
      return stillOpen(rows, selection, now).map((item) => item.incidentId);
    default:
      return durationsOf(rows, measure, selection).rows.map((row) => row.incidentId);
  }
}

/** Only durations have two ends. */
const endsOf = (measure: RowsQuery['measure']) => {
  const isDuration =
    measure === 'restore' || measure === 'mitigate' || measure === 'detect' || measure === 'acknowledge';
  return isDuration ? durationMeasure(measure) : null;
};

async function measuredOf(ctx: Pick<Context, 'db'>, query: RowsQuery, ids: number[]) {
  const ends = endsOf(query.measure);
  return (await loadMeasured(ctx.db, ids)).map(({ id, key, title, severity, kind, instants }) => {
    const startedAt = ends && instants[ends.from];
    const endedAt = ends && instants[ends.to];
    return {
      incidentId: id,
      key,
      title,
      severity,
      kind,
      declaredAt: instants.declaredAt,
      resolvedAt: instants.resolvedAt,
      startedAt,
      endedAt,
      seconds: startedAt && endedAt ? (endedAt.getTime() - startedAt.getTime()) / 1000 : null,
    };
  });
}
