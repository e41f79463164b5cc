import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import type { ActionItemSearch, PostmortemSearch } from '../paths.ts';
import { idParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const learnPages = [
  plainPage(
    '/incidents/$number/postmortem',
    lazyPage(() => import('./postmortems/postmortem-screen.tsx'), 'PostmortemScreen'),
  ),
  plainPage(
    '/incidents/$number/postmortem/versions/$version',
    lazyPage(() => import('./postmortems/versions/version-screen.tsx'), 'PostmortemVersionScreen'),
  ),
  plainPage(
    '/incidents/$number/postmortem/draft',
    lazyPage(() => import('./postmortems/versions/fresh-draft-screen.tsx'), 'FreshDraftScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/postmortems',
    validateSearch: (search: Record<string, unknown>): PostmortemSearch => ({
      state: textParam(search.state),
      show: textParam(search.show),
    }),
    component: lazyPage(() => import('./postmortems/postmortems-screen.tsx'), 'PostmortemsScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/action-items',
    validateSearch: (search: Record<string, unknown>): ActionItemSearch => ({
      view: textParam(search.view),
      columns: textParam(search.columns),
      state: textParam(search.state),
      kind: textParam(search.kind),
      ownerId: idParam(search.ownerId),
    }),
    component: lazyPage(() => import('./action-items/action-items-screen.tsx'), 'ActionItemsScreen'),
  }),
  plainPage(
    '/settings/contributing-factors',
    lazyPage(() => import('./postmortems/factors-screen.tsx'), 'ContributingFactorsScreen'),
  ),
] as const;
