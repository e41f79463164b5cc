import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { listParam, type RunbookSearch } from '../paths.ts';
import { idParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const resolvePages = [
  createRoute({
    getParentRoute: () => app,
    path: '/runbooks',
    validateSearch: (search: Record<string, unknown>): RunbookSearch => ({
      text: listParam(search.text)[0],
      serviceId: idParam(search.serviceId),
    }),
    component: lazyPage(() => import('./runbooks/runbooks-screen.tsx'), 'RunbooksScreen'),
  }),
  plainPage(
    '/runbooks/new',
    lazyPage(() => import('./runbooks/runbook-editor-screen.tsx'), 'NewRunbookScreen'),
  ),
  plainPage(
    '/runbooks/$id',
    lazyPage(() => import('./runbooks/runbook-screen.tsx'), 'RunbookScreen'),
  ),
  plainPage(
    '/runbooks/$id/edit',
    lazyPage(() => import('./runbooks/runbook-editor-screen.tsx'), 'EditRunbookScreen'),
  ),
  plainPage(
    '/runbooks/$id/versions/$version',
    lazyPage(() => import('./runbooks/runbook-version-screen.tsx'), 'RunbookVersionScreen'),
  ),
] as const;
