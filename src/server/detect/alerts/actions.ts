import type { ConditionInput } from '../../../contract/detect/conditions.ts';
import { problem } from '../../../contract/errors.ts';
import type { RouteExplanation } from '../../../domain/detect/routing.ts';
import type { Context } from '../../platform/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { decodeCursor, encodeCursor, mostCounted } from '../../platform/db/paging.ts';
import { listChangesBefore } from '../changes/store.ts';
import { findSignals } from '../log/received.ts';
import { listStretch } from '../log/received-store.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import { findSourceType } from '../source-types/registry.ts';
import { loadSource } from '../sources/store.ts';
import * as store from './store.ts';

const storyEvents = 200;
const storyEarlier = 5;
const storyChanges = 20;
const storyHours = 2;
const storySignals = 50;

type PageOfAlert = {
  id: number;
  state: 'open' | 'acknowledged' | 'resolved';
  snoozedUntil: Date | null;
  alertCount: number;
};

/** The page of each of these alerts; of pages it knows nothing but that. */
export type PagesOfAlerts = (db: Queryable, alertIds: number[]) => Promise<Map<number, PageOfAlert>>;

export type AlertQuery = Omit<store.AlertFilter, 'severities' | 'labels'> & {
  severity?: number | number[] | undefined;
  label?: string | string[] | undefined;
};

function filterOf({ severity, label, ...filter }: AlertQuery): store.AlertFilter {
  const severities = severity === undefined ? null : [severity].flat();
  return { ...filter, severities, labels: label === undefined ? [] : [label].flat() };
}

type Paged = { sort: store.AlertOrder; limit: number; cursor?: string | undefined };

/** Refuses to sort by severity what is not open: no index has that order. */
export async function listAlerts(
  ctx: Context,
  { limit, cursor, sort, ...query }: AlertQuery & Paged,
  pagesOf: PagesOfAlerts,
) {
  const filter = filterOf(query);
  if (sort === 'severity' && (filter.state === 'resolved' || filter.state === 'all'))
    throw problem('invalid_input', 'Only open alerts can be sorted by severity.', [
      { path: 'query.sort', message: 'Sort by severity together with a state of open alerts.' },
    ]);
  const after = decodeCursor(cursor, store.cursorLength(filter, sort));
  const { found, next } = await store.listAlerts(ctx.db, filter, sort, after, limit);
  const pages = await pagesOf(
    ctx.db,
    found.map(({ id }) => id),
  );
  const items = found.map((alert) => ({ ...alert, page: pages.get(alert.id) ?? null }));
  return { items, nextCursor: next && encodeCursor(next) };
}

export async function countMatchingAlerts(ctx: Context, query: AlertQuery) {
  return store.countMatching(ctx.db, filterOf(query), mostCounted);
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
export async function listAlertSignals(ctx: Context, rulebook: RulebookCache, id: number) {
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
  const mapping = (await rulebook.current(ctx.db)).sourceById.get(alert.sourceId)?.mapping ?? null;
  const readable = { type, settings: source.settings, mapping };
  return { items: await findSignals(readable, received, alert.dedupKey, storySignals) };
}

async function existing(ctx: Context, id: number) {
  const alert = await store.loadAlert(ctx.db, id);
  if (!alert) throw problem('not_found', `No alert has the id ${id}.`);
  return alert;
}
