import type { ConditionInput } from '../../../contract/detect/conditions.ts';
import { problem } from '../../../contract/errors.ts';
import type { RouteExplanation } from '../../../domain/detect/routing.ts';
import type { Context } from '../../platform/context.ts';
import { decodeCursor, encodeCursor } from '../../platform/db/paging.ts';
import { listChangesBefore } from '../changes/store.ts';
import { findSignals } from '../log/received.ts';
import { listStretch } from '../log/received-store.ts';
import { findSourceType } from '../source-types/registry.ts';
import { loadSource } from '../sources/store.ts';
import * as store from './store.ts';

const storyEvents = 200;
const storyEarlier = 5;
const storyChanges = 20;
const storyHours = 2;
const storySignals = 50;
const mostCounted = 10_000;

export type AlertQuery = Omit<store.AlertFilter, 'severities'> & {
  severity?: number | number[] | undefined;
  limit: number;
  cursor?: string | undefined;
};

export async function listAlerts(ctx: Context, { limit, cursor, severity, ...filter }: AlertQuery) {
  const [beforeId] = decodeCursor(cursor, 1) ?? [null];
  const severities = severity === undefined ? null : [severity].flat();
  const { found, scannedToId } = await store.listAlerts(
    ctx.db,
    { ...filter, severities },
    beforeId as number | null,
    limit,
  );
  const items = found.slice(0, limit);
  const next = found.length > limit ? items.at(-1)!.id : scannedToId;
  return { items, nextCursor: next === null ? null : encodeCursor([next]) };
}

export async function countAlerts(ctx: Context) {
  const items = await store.countOpenAlerts(ctx.db, mostCounted + 1);
  return { items, isComplete: items.reduce((sum, { count }) => sum + count, 0) <= mostCounted };
}

/** An alert with what led to it and what happened since. */
export async function readAlertStory(ctx: Context, id: number) {
  const { dedupHash, routeId, routeName, explanation, ...alert } = await existing(ctx, id);
  const at = alert.triggeredAt;
  return {
    ...alert,
    route: routeId === null || routeName === null ? null : { id: routeId, name: routeName },
    explanation: explanation as (RouteExplanation & { failed: { condition: ConditionInput } | null })[],
    events: await store.listAlertEvents(ctx.db, id, storyEvents),
    earlier: await store.listEarlier(ctx.db, { id, sourceId: alert.sourceId, dedupHash }, storyEarlier),
    changes: await listChangesBefore(ctx.db, {
      serviceId: alert.serviceId,
      at,
      hours: storyHours,
      limit: storyChanges,
    }),
  };
}

/** Signals of the alert that are still in the log: its first, its last, and the newest found between them. */
export async function listAlertSignals(ctx: Context, id: number) {
  const alert = await existing(ctx, id);
  const source = await loadSource(ctx.db, alert.sourceId);
  const type = source && findSourceType(source.type);
  if (!type) return { items: [] };
  const received = await listStretch(ctx.db, {
    ...alert,
    from: alert.triggeredAt,
    // Alerts know milliseconds, the log microseconds.
    to: new Date(alert.lastSignalAt.getTime() + 1),
  });
  return { items: await findSignals({ type, settings: source.settings }, received, alert.dedupKey, storySignals) };
}

async function existing(ctx: Context, id: number) {
  const alert = await store.loadAlert(ctx.db, id);
  if (!alert) throw problem('not_found', `No alert has the id ${id}.`);
  return alert;
}
