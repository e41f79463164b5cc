import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const communicatePages = [
  plainPage(
    '/status-page',
    lazyPage(() => import('./status-page/status-page-screen.tsx'), 'StatusPageScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/settings/templates',
    validateSearch: ({ key }: Record<string, unknown>): { key?: string } => ({ key: textParam(key) }),
    component: lazyPage(() => import('./templates/templates-screen.tsx'), 'TemplatesScreen'),
  }),
] as const;
