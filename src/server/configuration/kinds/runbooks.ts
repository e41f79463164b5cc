import { z } from 'zod';
import { conditions } from '../../../contract/detect/conditions.ts';
import { slug } from '../../../contract/endpoint.ts';
import { runbookInput } from '../../../contract/resolve/runbooks.ts';
import { cleanText } from '../../../domain/text.ts';
import { createRunbook, deleteRunbook, updateRunbook } from '../../resolve/runbooks/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { allRunbooks } from '../store.ts';

const schema = z.strictObject({
  slug: runbookInput.shape.slug,
  title: runbookInput.shape.title,
  body: runbookInput.shape.body,
  team: slug.nullable().default(null),
  services: z.array(slug).max(200).default([]),
  routes: z.array(slug).max(200).default([]),
  /** Also for alerts that match all of these; none: only those of its services and routes. */
  conditions: conditions.shape.all.default([]),
});
type Runbook = z.output<typeof schema>;

export const runbooks = defineKind<Runbook>({
  kind: 'runbook',
  section: 'runbooks',
  schema,
  keyOf: (runbook) => runbook.slug,
  /** The order of services and routes means nothing, so it is no difference either. */
  normalise: (runbook) => ({
    ...runbook,
    body: cleanText(runbook.body, 200_000),
    services: inOrder(runbook.services),
    routes: inOrder(runbook.routes),
  }),
  references: ({ team, services, routes }) => [
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
    ...services.map((key, index) => ({ path: `services[${index}]`, kind: 'service', key })),
    ...routes.map((key, index) => ({ path: `routes[${index}]`, kind: 'route', key })),
  ],
  list: async (db, names) =>
    (await allRunbooks(db)).map(({ id, teamId, serviceIds, routeIds, condition, ...runbook }) => ({
      id,
      item: {
        ...runbook,
        team: teamId === null ? null : names.keyOf('team', teamId),
        services: inOrder(serviceIds.flatMap((serviceId) => names.keyOf('service', serviceId) ?? [])),
        routes: inOrder(routeIds.flatMap((routeId) => names.keyOf('route', routeId) ?? [])),
        conditions: condition?.all ?? [],
      },
    })),
  create: async (ctx, runbook, names) => (await createRunbook(ctx, inputOf(runbook, names))).id,
  async update(ctx, current, runbook, names) {
    await updateRunbook(ctx, current.id, inputOf(runbook, names));
    return undefined;
  },
  remove: deleteRunbook,
});

function inOrder(slugs: string[]): string[] {
  return [...new Set(slugs)].sort();
}

function inputOf({ team, services, routes, conditions: all, ...runbook }: Runbook, names: Names) {
  return {
    ...runbook,
    teamId: team === null ? null : names.idOf('team', team),
    serviceIds: services.map((key) => names.idOf('service', key)),
    routeIds: routes.map((key) => names.idOf('route', key)),
    conditions: all.length === 0 ? null : { all },
  };
}
