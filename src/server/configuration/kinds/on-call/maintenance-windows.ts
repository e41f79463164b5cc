import { z } from 'zod';
import { instantInput, line, slug } from '../../../../contract/endpoint.ts';
import { createWindow, updateWindow } from '../../../detect/maintenance-windows/actions.ts';
import { defineKind, type Names } from '../../kind.ts';
import { currentMaintenanceWindows } from '../../store.ts';

const schema = z.strictObject({
  title: line(200),
  services: z.array(slug).min(1).max(200),
  startsAt: instantInput,
  endsAt: instantInput,
});
type Window = z.output<typeof schema>;

/** What another tool had planned. A window is known by its title as long as it has not ended; its condition stays. */
export const maintenanceWindows = defineKind<Window>({
  kind: 'maintenanceWindow',
  section: 'maintenanceWindows',
  schema,
  isPassing: true,
  keyOf: ({ title }) => title,
  normalise: ({ title, services, startsAt, endsAt }) => ({
    title,
    services: [...new Set(services)].sort(),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  }),
  references: ({ services }) => services.map((key, index) => ({ path: `services[${index}]`, kind: 'service', key })),
  list: async (db, names) =>
    (await currentMaintenanceWindows(db)).map(({ id, title, serviceIds, startsAt, endsAt }) => ({
      id,
      item: {
        title,
        services: serviceIds.flatMap((serviceId) => names.keyOf('service', serviceId) ?? []).sort(),
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
      },
    })),
  create: async (ctx, window, names) => (await createWindow(ctx, { ...inputOf(window, names), condition: null })).id,
  async update(ctx, { id }, window, names) {
    const before = (await currentMaintenanceWindows(ctx.db)).find((each) => each.id === id);
    await updateWindow(ctx, id, { ...inputOf(window, names), condition: before?.condition ?? null });
    return undefined;
  },
  remove: async () => {},
});

function inputOf({ services, ...window }: Window, names: Names) {
  return { ...window, serviceIds: services.map((key) => names.idOf('service', key)) };
}
