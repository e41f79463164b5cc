import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
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
    component: lazyRouteComponent(() => import('./runbooks/runbooks-page.tsx'), 'RunbooksPage'),
  }),
  plainPage(
    '/runbooks/new',
    lazyRouteComponent(() => import('./runbooks/runbook-editor-page.tsx'), 'NewRunbookPage'),
  ),
  plainPage(
    '/runbooks/$id',
    lazyRouteComponent(() => import('./runbooks/runbook-page.tsx'), 'RunbookPage'),
  ),
  plainPage(
    '/runbooks/$id/edit',
    lazyRouteComponent(() => import('./runbooks/runbook-editor-page.tsx'), 'EditRunbookPage'),
  ),
] as const;
