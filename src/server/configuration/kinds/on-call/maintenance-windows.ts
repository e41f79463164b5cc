import { z } from 'zod';
import type { ConditionsInput } from '../../../../contract/detect/conditions.ts';
import { instantInput, line, slug } from '../../../../contract/endpoint.ts';
import { createWindow, updateWindow } from '../../../detect/maintenance-windows/actions.ts';
import { defineKind, type Names } from '../../kind.ts';
import { currentMaintenanceWindows } from '../../store.ts';

const schema = z
  .strictObject({
    title: line(200),
    services: z.array(slug).max(200).default([]),
    /** Alerts of these sources only; kept as the condition of the window. */
    sources: z.array(slug).max(200).default([]),
    startsAt: instantInput,
    endsAt: instantInput,
  })
  .refine(({ services, sources }) => services.length + sources.length > 0, {
    path: ['services'],
    error: 'Name a service or a source.',
  });
type Window = z.output<typeof schema>;

/** What another tool had planned. A window is known by its title as long as it has not ended; its condition stays. */
export const maintenanceWindows = defineKind<Window>({
  kind: 'maintenanceWindow',
  section: 'maintenanceWindows',
  schema,
  isPassing: true,
  keyOf: ({ title }) => title,
  normalise: ({ title, services, sources, startsAt, endsAt }) => ({
    title,
    services: [...new Set(services)].sort(),
    sources: [...new Set(sources)].sort(),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  }),
  references: ({ services, sources }) => [
    ...services.map((key, index) => ({ path: `services[${index}]`, kind: 'service', key })),
    ...sources.map((key, index) => ({ path: `sources[${index}]`, kind: 'source', key })),
  ],
  list: async (db, names) =>
    (await currentMaintenanceWindows(db)).map(({ id, title, serviceIds, condition, startsAt, endsAt }) => ({
      id,
      item: {
        title,
        services: serviceIds.flatMap((serviceId) => names.keyOf('service', serviceId) ?? []).sort(),
        sources: sourcesOf(condition) ?? [],
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
      },
    })),
  create: async (ctx, window, names) => (await createWindow(ctx, inputOf(window, names, null))).id,
  async update(ctx, { id }, window, names) {
    const before = (await currentMaintenanceWindows(ctx.db)).find((each) => each.id === id);
    await updateWindow(ctx, id, inputOf(window, names, before?.condition ?? null));
    return undefined;
  },
  remove: async () => {},
});

/** A condition that somebody wrote here stays; one that names sources and nothing else is what the document says. */
function inputOf({ services, sources, ...window }: Window, names: Names, before: ConditionsInput | null) {
  const own = before !== null && sourcesOf(before) === null ? before : null;
  const named =
    sources.length > 0 ? { all: [{ field: 'source' as const, operator: 'in' as const, value: sources }] } : null;
  return { ...window, serviceIds: services.map((key) => names.idOf('service', key)), condition: named ?? own };
}

/** Null for a condition that says anything else. */
function sourcesOf(condition: ConditionsInput | null): string[] | null {
  const [only, ...others] = condition?.all ?? [];
  const isSources = only?.field === 'source' && only.operator === 'in' && others.length === 0;
  return isSources && Array.isArray(only.value) ? [...only.value].sort() : null;
}
