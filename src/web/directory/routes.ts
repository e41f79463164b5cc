import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const directoryPages = [
  plainPage(
    '/services',
    lazyPage(() => import('./services/services-screen.tsx'), 'ServicesScreen'),
  ),
  plainPage(
    '/services/$id',
    lazyPage(() => import('./services/service-screen.tsx'), 'ServiceScreen'),
  ),
  plainPage(
    '/teams',
    lazyPage(() => import('./teams/teams-screen.tsx'), 'TeamsScreen'),
  ),
  plainPage(
    '/teams/$id',
    lazyPage(() => import('./teams/team-screen.tsx'), 'TeamScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/people',
    validateSearch: (search: Record<string, unknown>): { search?: string; status?: string } => ({
      search: textParam(search.search),
      status: textParam(search.status),
    }),
    component: lazyPage(() => import('./people/people-screen.tsx'), 'PeopleScreen'),
  }),
  plainPage(
    '/people/$id',
    lazyPage(() => import('./people/person-screen.tsx'), 'PersonScreen'),
  ),
  plainPage(
    '/me',
    lazyPage(() => import('./me/profile-screen.tsx'), 'ProfileScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/me/contact-methods',
    validateSearch: ({ verify }: Record<string, unknown>): { verify?: number } => ({
      verify: Number(verify) || undefined,
    }),
    component: lazyPage(() => import('./me/contact-methods/contact-methods-screen.tsx'), 'ContactMethodsScreen'),
  }),
  plainPage(
    '/me/link',
    lazyPage(() => import('./me/contact-methods/link-chat-screen.tsx'), 'LinkChatScreen'),
  ),
  plainPage(
    '/me/notices',
    lazyPage(() => import('./me/notices-screen.tsx'), 'NoticesScreen'),
  ),
  plainPage(
    '/me/security',
    lazyPage(() => import('./me/security/security-screen.tsx'), 'SecurityScreen'),
  ),
  plainPage(
    '/me/tokens',
    lazyPage(() => import('./me/security/tokens-screen.tsx'), 'TokensScreen'),
  ),
] as const;
