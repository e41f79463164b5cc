import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const directoryPages = [
  plainPage(
    '/services',
    lazyPage(() => import('./services/services-page.tsx'), 'ServicesPage'),
  ),
  plainPage(
    '/services/$id',
    lazyPage(() => import('./services/service-page.tsx'), 'ServicePage'),
  ),
  plainPage(
    '/teams',
    lazyPage(() => import('./teams/teams-page.tsx'), 'TeamsPage'),
  ),
  plainPage(
    '/teams/$id',
    lazyPage(() => import('./teams/team-page.tsx'), 'TeamPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/people',
    validateSearch: (search: Record<string, unknown>): { search?: string; status?: string } => ({
      search: textParam(search.search),
      status: textParam(search.status),
    }),
    component: lazyPage(() => import('./people/people-page.tsx'), 'PeoplePage'),
  }),
  plainPage(
    '/people/$id',
    lazyPage(() => import('./people/person-page.tsx'), 'PersonPage'),
  ),
  plainPage(
    '/me',
    lazyPage(() => import('./me/profile-page.tsx'), 'ProfilePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/me/contact-methods',
    validateSearch: ({ verify }: Record<string, unknown>): { verify?: number } => ({
      verify: Number(verify) || undefined,
    }),
    component: lazyPage(() => import('./me/contact-methods-page.tsx'), 'ContactMethodsPage'),
  }),
  plainPage(
    '/me/security',
    lazyPage(() => import('./me/security-page.tsx'), 'SecurityPage'),
  ),
  plainPage(
    '/me/tokens',
    lazyPage(() => import('./me/tokens-page.tsx'), 'TokensPage'),
  ),
] as const;
