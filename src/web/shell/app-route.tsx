/** The two routes that all pages hang on: the root, and the shell inside it. */
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, type RouteComponent, redirect } from '@tanstack/react-router';
import { sessionQuery, setupQuery } from '../data/session.ts';

export const root = createRootRouteWithContext<{ queries: QueryClient }>()();

/** Everything inside the shell, which the routes of the whole app give it; nobody gets here without a session. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ context: { queries }, location }) => {
    const { person } = await queries.ensureQueryData(sessionQuery);
    if (person) return;
    const { open } = await queries.fetchQuery(setupQuery);
    throw open ? redirect({ to: '/setup' }) : redirect({ to: '/sign-in', search: { next: location.href } });
  },
});

/** A page inside the shell that has no search parameters. */
export function plainPage<const Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => app, path, component });
}
