import { z } from 'zod';
import { line, slug, text } from '../../../contract/endpoint.ts';
import { createService, deleteService, updateService } from '../../directory/services/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { allServices } from '../store.ts';

const schema = z.strictObject({
  slug,
  name: line(120),
  description: text(2000).default(''),
  team: slug.nullable().default(null),
  tier: z.int().min(1).max(4).default(3),
  escalationPolicy: slug.nullable().default(null),
});
type Service = z.output<typeof schema>;

export const services = defineKind<Service>({
  kind: 'service',
  section: 'services',
  schema,
  keyOf: (service) => service.slug,
  references: ({ team, escalationPolicy }) => [
    ...(team === null ? [] : [{ path: 'team', kind: 'team', key: team }]),
    ...(escalationPolicy === null
      ? []
      : [{ path: 'escalationPolicy', kind: 'escalationPolicy', key: escalationPolicy }]),
  ],
  list: async (db, names) =>
    (await allServices(db)).map(({ id, teamId, escalationPolicyId, ...service }) => ({
      id,
      item: {
        ...service,
        team: teamId === null ? null : names.keyOf('team', teamId),
        escalationPolicy: escalationPolicyId === null ? null : names.keyOf('escalationPolicy', escalationPolicyId),
      },
    })),
  create: async (ctx, service, names) => (await createService(ctx, inputOf(service, names))).id,
  async update(ctx, current, service, names) {
    await updateService(ctx, current.id, inputOf(service, names));
    return undefined;
  },
  remove: deleteService,
});

function inputOf({ team, escalationPolicy, ...service }: Service, names: Names) {
  return {
    ...service,
    teamId: team === null ? null : names.idOf('team', team),
    escalationPolicyId: escalationPolicy === null ? null : names.idOf('escalationPolicy', escalationPolicy),
  };
}
