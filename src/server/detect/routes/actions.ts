import { isDeepStrictEqual } from 'node:util';
import type { RouteInput } from '../../../contract/detect/routes.ts';
import type { NewOrder } from '../../../contract/endpoint.ts';
import { problem } from '../../../contract/errors.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile, requireOrder } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lookAgainAtRoute } from '../absorb/held-store.ts';
import { maxRoutes } from '../rulebook/store.ts';
import * as store from './store.ts';

export async function listRoutes(ctx: Context) {
  return { items: await store.listRoutes(ctx.db) };
}

export async function getRoute(ctx: Context, id: number) {
  const route = await store.loadRoute(ctx.db, id);
  if (!route) throw notFound(id);
  return route;
}

/** Creates a route behind all others. */
export async function createRoute(ctx: Context, input: RouteInput) {
  return transaction(ctx.db, async (tx) => {
    await checkService(tx, input);
    if ((await store.lockRouteIds(tx)).length >= maxRoutes) {
      throw problem('conflict', `There are already ${maxRoutes} routes, which is the limit.`);
    }
    const id = await store.insertRoute(tx, input);
    await recordEvent(tx, ctx.actor, 'route.created', id, { after: input });
    return (await store.loadRoute(tx, id))!;
  });
}

/** Replaces the route in its place; `version_mismatch` when somebody changed it since `ifMatch`. */
export async function updateRoute(ctx: Context, id: number, input: RouteInput, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    await checkService(tx, input);
    const before = await store.loadRoute(tx, id);
    if (!before) throw notFound(id);
    if (!(await store.updateRoute(tx, id, input, ifMatch))) {
      throw await changedMeanwhile(tx, 'route', id);
    }
    const holdsFlapping = input.enabled && isDeepStrictEqual(before.outcome.flapping, input.outcome.flapping);
    await lookAgainAtRoute(tx, id, holdsFlapping);
    await recordEvent(tx, ctx.actor, 'route.updated', id, { before, after: input });
    return (await store.loadRoute(tx, id))!;
  });
}

export async function deleteRoute(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.loadRoute(tx, id);
    if (!before || !(await store.deleteRoute(tx, id))) throw notFound(id);
    await lookAgainAtRoute(tx, id);
    await recordEvent(tx, ctx.actor, 'route.deleted', id, { before });
  });
}

/**
 * Puts all routes in the order given; `state_conflict` when the ids are not exactly those of all routes,
 * `version_mismatch` when they are not in the order that was `seen`.
 */
/** @throws Problem as `requireOrder` does */
export async function orderRoutes(ctx: Context, order: NewOrder) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockRouteIds(tx);
    requireOrder(before, order, 'route');
    await store.setOrder(tx, order.ids);
    await recordEvent(tx, ctx.actor, 'route.ordered', null, { before, after: order.ids });
    return { items: await store.listRoutes(tx) };
  });
}

async function checkService(tx: Queryable, { outcome }: RouteInput) {
  if (outcome.serviceId === null || (await store.serviceExists(tx, outcome.serviceId))) return;
  throw problem('invalid_input', undefined, [{ path: 'body.outcome.serviceId', message: 'There is no such service.' }]);
}

const notFound = (id: number) => problem('not_found', `No route has the id ${id}.`);
