import { z } from 'zod';
import { conditions } from '../../../contract/detect/conditions.ts';
import { type RouteInput, routeInput, routeOutcome } from '../../../contract/detect/routes.ts';
import { slug } from '../../../contract/endpoint.ts';
import { createRoute, deleteRoute, orderRoutes, updateRoute } from '../../detect/routes/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { newOrder } from '../new-order.ts';
import { allRoutes } from '../store.ts';

const { serviceId: _byId, ...outcome } = routeOutcome.shape;

/** Condition and outcome stand side by side; the order of the list is the order of the routes. */
const schema = z.strictObject({
  slug: routeInput.shape.slug,
  name: routeInput.shape.name,
  enabled: routeInput.shape.enabled,
  conditions: conditions.shape.all.default([]),
  service: slug.nullable().default(null),
  ...outcome,
});
type Route = z.output<typeof schema>;

export const routes = defineKind<Route>({
  kind: 'route',
  section: 'routes',
  schema,
  keyOf: (route) => route.slug,
  references: ({ service }) => (service === null ? [] : [{ path: 'service', kind: 'service', key: service }]),
  list: async (db, names) =>
    (await allRoutes(db)).map(({ id, condition, outcome: { serviceId, ...rest }, ...route }) => ({
      id,
      item: {
        ...route,
        conditions: (condition as RouteInput['condition']).all,
        service: serviceId === null ? null : names.keyOf('service', serviceId),
        flapping: null,
        ...(rest as Omit<RouteInput['outcome'], 'serviceId' | 'flapping'>),
      },
    })),
  create: async (ctx, route, names) => (await createRoute(ctx, inputOf(route, names))).id,
  async update(ctx, current, route, names) {
    await updateRoute(ctx, current.id, inputOf(route, names));
    return undefined;
  },
  remove: deleteRoute,
  async arrange(ctx, ids) {
    const before = (await allRoutes(ctx.db)).map(({ id }) => id);
    const after = newOrder(before, ids);
    if (before.join() !== after.join()) await orderRoutes(ctx, { ids: after });
    return { before, after };
  },
});

function inputOf(
  { slug: routeSlug, name, enabled, conditions: all, service, ...rest }: Route,
  names: Names,
): RouteInput {
  const serviceId = service === null ? null : names.idOf('service', service);
  return { slug: routeSlug, name, enabled, condition: { all }, outcome: { ...rest, serviceId } };
}
