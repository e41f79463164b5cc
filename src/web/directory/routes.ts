import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const directoryPages = [
  plainPage(
    '/services',
    lazyRouteComponent(() => import('./services/services-page.tsx'), 'ServicesPage'),
  ),
  plainPage(
    '/services/$id',
    lazyRouteComponent(() => import('./services/service-page.tsx'), 'ServicePage'),
  ),
  plainPage(
    '/teams',
    lazyRouteComponent(() => import('./teams/teams-page.tsx'), 'TeamsPage'),
  ),
  plainPage(
    '/teams/$id',
    lazyRouteComponent(() => import('./teams/team-page.tsx'), 'TeamPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/people',
    validateSearch: (search: Record<string, unknown>): { search?: string; status?: string } => ({
      search: textParam(search.search),
      status: textParam(search.status),
    }),
    component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
  }),
  plainPage(
    '/people/$id',
    lazyRouteComponent(() => import('./people/person-page.tsx'), 'PersonPage'),
  ),
  plainPage(
    '/me',
    lazyRouteComponent(() => import('./me/profile-page.tsx'), 'ProfilePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/me/contact-methods',
    validateSearch: ({ verify }: Record<string, unknown>): { verify?: number } => ({
      verify: Number(verify) || undefined,
    }),
    component: lazyRouteComponent(() => import('./me/contact-methods-page.tsx'), 'ContactMethodsPage'),
  }),
  plainPage(
    '/me/security',
    lazyRouteComponent(() => import('./me/security-page.tsx'), 'SecurityPage'),
  ),
  plainPage(
    '/me/tokens',
    lazyRouteComponent(() => import('./me/tokens-page.tsx'), 'TokensPage'),
  ),
] as const;
