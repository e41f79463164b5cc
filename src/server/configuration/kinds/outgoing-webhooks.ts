import { z } from 'zod';
import { slug } from '../../../contract/endpoint.ts';
import { outgoingWebhookInput } from '../../../contract/outgoing/webhooks.ts';
import {
  allOutgoingWebhooks,
  createOutgoingWebhook,
  deleteOutgoingWebhook,
  type OutgoingWebhookPorts,
  readOutgoingWebhook,
  updateOutgoingWebhook,
} from '../../outgoing/webhooks/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { slugsOfServices } from '../store.ts';

const { serviceIds: _services, teamIds: _teams, ...shape } = outgoingWebhookInput.shape;
const schema = z.strictObject({
  ...shape,
  services: z.array(slug).max(200).default([]),
  teams: z.array(slug).max(200).default([]),
});
type Webhook = z.output<typeof schema>;

const inputOf = ({ services, teams, ...webhook }: Webhook, names: Names) => ({
  ...webhook,
  // Policies call webhooks and services have policies: services that are still to come follow in `complete`.
  serviceIds: services.filter((key) => names.has('service', key)).map((key) => names.idOf('service', key)),
  teamIds: teams.map((key) => names.idOf('team', key)),
});

export function outgoingWebhooks(ports: OutgoingWebhookPorts) {
  return defineKind<Webhook>({
    kind: 'outgoingWebhook',
    section: 'outgoingWebhooks',
    schema,
    keyOf: ({ name }) => name,
    secrets: () => ['secret'],
    normalise: inOrder,
    references: ({ services, teams }) => [
      ...services.map((key, at) => ({ path: `services[${at}]`, kind: 'service', key })),
      ...teams.map((key, at) => ({ path: `teams[${at}]`, kind: 'team', key })),
    ],
    list: async (db, names) => {
      const slugs = await slugsOfServices(db);
      return (await allOutgoingWebhooks(db, ports.keyring)).map(({ id, serviceIds, teamIds, ...item }) => ({
        id,
        item: inOrder({
          ...item,
          services: serviceIds.flatMap((each) => slugs.get(each) ?? []),
          teams: teamIds.flatMap((each) => names.keyOf('team', each) ?? []),
        }),
      }));
    },
    create: async (ctx, webhook, names) => (await createOutgoingWebhook(ctx, ports, inputOf(webhook, names))).id,
    async update(ctx, current, webhook, names) {
      await updateOutgoingWebhook(ctx, ports, current.id, inputOf(webhook, names));
      return undefined;
    },
    async complete(ctx, id, webhook, names) {
      const { serviceIds } = inputOf(webhook, names);
      const { serviceIds: current } = await readOutgoingWebhook(ctx, ports, id);
      if (sorted(serviceIds).join() !== sorted(current).join())
        await updateOutgoingWebhook(ctx, ports, id, { serviceIds });
    },
    remove: deleteOutgoingWebhook,
  });
}

/** The order means nothing, so it is no difference either. */
function inOrder(webhook: Webhook): Webhook {
  const { kinds, stages, severities, services, teams } = webhook;
  return {
    ...webhook,
    ...{ kinds: sorted(kinds), stages: sorted(stages), severities: sorted(severities) },
    ...{ services: sorted(services), teams: sorted(teams) },
  };
}

function sorted<Value extends string | number>(values: readonly Value[]): Value[] {
  return [...new Set(values)].sort((one, other) => (one < other ? -1 : 1));
}
