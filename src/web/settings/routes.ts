import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import type { AuditSearch } from '../paths.ts';
import { dateParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const settingsPages = [
  createRoute({
    getParentRoute: () => app,
    path: '/settings/audit',
    validateSearch: (search: Record<string, unknown>): AuditSearch => ({
      subject: textParam(search.subject),
      person: Number(search.person) || undefined,
      from: dateParam(search.from),
      until: dateParam(search.until),
    }),
    component: lazyPage(() => import('./audit-screen.tsx'), 'AuditScreen'),
  }),
  plainPage(
    '/settings/security-events',
    lazyPage(() => import('./security-events-screen.tsx'), 'SecurityEventsScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/settings/sign-in',
    validateSearch: ({ test }: Record<string, unknown>): { test?: string } => ({ test: textParam(test) }),
    component: lazyPage(() => import('./sign-in/sign-in-rules-screen.tsx'), 'SignInRulesScreen'),
  }),
  plainPage(
    '/settings/roles',
    lazyPage(() => import('./roles/roles-screen.tsx'), 'RolesScreen'),
  ),
  plainPage(
    '/settings/roles/$id',
    lazyPage(() => import('./roles/role-screen.tsx'), 'RoleScreen'),
  ),
  plainPage(
    '/settings/providers',
    lazyPage(() => import('./providers/providers-screen.tsx'), 'ProvidersScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/settings/providers/new',
    validateSearch: ({ kind }: Record<string, unknown>): { kind?: string } => ({ kind: textParam(kind) }),
    component: lazyPage(() => import('./providers/new-provider-screen.tsx'), 'NewProviderScreen'),
  }),
  plainPage(
    '/settings/providers/$id',
    lazyPage(() => import('./providers/provider-screen.tsx'), 'ProviderScreen'),
  ),
  plainPage(
    '/settings/outgoing-webhooks',
    lazyPage(() => import('./outgoing-webhooks/webhooks-screen.tsx'), 'OutgoingWebhooksScreen'),
  ),
  plainPage(
    '/settings/outgoing-webhooks/new',
    lazyPage(() => import('./outgoing-webhooks/new-webhook-screen.tsx'), 'NewOutgoingWebhookScreen'),
  ),
  plainPage(
    '/settings/outgoing-webhooks/$id',
    lazyPage(() => import('./outgoing-webhooks/webhook-screen.tsx'), 'OutgoingWebhookScreen'),
  ),
  plainPage(
    '/settings/move-in',
    lazyPage(() => import('./move-in/move-in-screen.tsx'), 'MoveInScreen'),
  ),
  plainPage(
    '/settings/retention',
    lazyPage(() => import('./retention-screen.tsx'), 'RetentionScreen'),
  ),
  plainPage(
    '/settings/system',
    lazyPage(() => import('./system-screen.tsx'), 'SystemScreen'),
  ),
  plainPage(
    '/settings/api',
    lazyPage(() => import('./api-reference-screen.tsx'), 'ApiReferenceScreen'),
  ),
] as const;
