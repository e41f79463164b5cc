/** How alerts find a service: what leads to each, and what leads to none. */

import { loadRulebook, platformSourceSlug, type Rulebook, type Source } from '../../detect/rulebook/rulebook.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting } from '../../platform/settings/store.ts';
import { mayTake } from '../coverage/judge.ts';

type Named = { id: number; name: string };
export type Leading = { routes: Named[]; sources: Named[] };

/** What leads to a service. */
export function leadingTo({ routes, sourceById }: Rulebook, serviceId: number): Leading {
  return {
    routes: routes.flatMap(({ id, name, isEnabled, outcome }) =>
      isEnabled && outcome.serviceId === serviceId ? [{ id, name }] : [],
    ),
    sources: [...sourceById.values()].flatMap((source) =>
      source.serviceId === serviceId ? [{ id: source.id, name: source.name }] : [],
    ),
  };
}

/** Adds what leads to each service. */
export async function withLeading<Row extends { service: { id: number } }>(db: Queryable, rows: Row[]) {
  const rulebook = await loadRulebook(db);
  return rows.map((row) => ({ ...row, ...leadingTo(rulebook, row.service.id) }));
}

/** Sources without a service whose alerts no route gives one. */
export async function listUnroutedSources(db: Queryable) {
  const rulebook = await loadRulebook(db);
  const { value: defaultPolicyId } = await readSetting(db, settings.defaultPolicy);
  const whom = defaultPolicyId === null ? 'and page nobody' : 'and only the default escalation policy pages for them';
  return [...rulebook.sourceById.values()]
    .filter((source) => isUnrouted(rulebook, source))
    .map(({ id, name }) => ({
      source: { id, name },
      sentence: `Alerts of ${name} have no service, ${whom}.`,
      mend: { text: 'Choose its service, or add a route.', path: `/sources/${id}` },
    }));
}

function isUnrouted({ routes }: Rulebook, { slug, serviceId, pagesNobody, isPaused }: Source): boolean {
  if (serviceId !== null || pagesNobody || isPaused || slug === platformSourceSlug) return false;
  return !routes.some((route) => route.isEnabled && mayTake(route, slug));
}
