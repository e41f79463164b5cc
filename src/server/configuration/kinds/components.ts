import { z } from 'zod';
import { statusComponentInput } from '../../../contract/communicate/status-page.ts';
import { slug } from '../../../contract/endpoint.ts';
import {
  createComponent,
  deleteComponent,
  listConfiguredComponents,
  orderComponents,
  updateComponent,
} from '../../communicate/status-page/actions.ts';
import { defineKind, type Names } from '../kind.ts';
import { newOrder } from '../new-order.ts';

const { groupName, serviceId: _byId, observedFrom: _ofThisInstallation, ...shape } = statusComponentInput.shape;

/** The parts of the status page; the order of the list is that of the page. */
const schema = z.strictObject({ ...shape, group: groupName, service: slug.nullable().default(null) });
type Component = z.output<typeof schema>;

export const components = defineKind<Component>({
  kind: 'component',
  section: 'components',
  schema,
  keyOf: (component) => component.slug,
  references: ({ service }) => (service === null ? [] : [{ path: 'service', kind: 'service', key: service }]),
  list: async (db, names) =>
    (await listConfiguredComponents(db)).map(({ id, slug, name, description, groupName: group, serviceId }) => ({
      id,
      item: {
        slug,
        name,
        description,
        group,
        service: serviceId === null ? null : names.keyOf('service', serviceId),
      },
    })),
  create: async (ctx, component, names) => (await createComponent(ctx, inputOf(component, names))).id,
  async update(ctx, current, component, names) {
    await updateComponent(ctx, current.id, inputOf(component, names));
    return undefined;
  },
  remove: deleteComponent,
  async arrange(ctx, ids) {
    const before = (await listConfiguredComponents(ctx.db)).map(({ id }) => id);
    const after = newOrder(before, ids);
    if (before.join() !== after.join()) await orderComponents(ctx, { ids: after });
    return { before, after };
  },
});

function inputOf({ group, service, ...component }: Component, names: Names) {
  return {
    ...component,
    groupName: group,
    serviceId: service === null ? null : names.idOf('service', service),
  };
}
