import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const communicatePages = [
  plainPage(
    '/status-page',
    lazyRouteComponent(() => import('./status-page/status-page-page.tsx'), 'StatusPagePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/settings/templates',
    validateSearch: ({ key }: Record<string, unknown>): { key?: string } => ({ key: textParam(key) }),
    component: lazyRouteComponent(() => import('./templates/templates-page.tsx'), 'TemplatesPage'),
  }),
] as const;
