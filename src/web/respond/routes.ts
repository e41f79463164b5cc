import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { type IncidentSearch, listParam } from '../paths.ts';
import { dateParam, idParam, severityParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const respondPages = [
  plainPage(
    '/pages/$id',
    lazyPage(() => import('./pages/page-page.tsx'), 'PagePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/incidents',
    validateSearch: (search: Record<string, unknown>): IncidentSearch => ({
      lifecycle: textParam(search.lifecycle),
      severity: severityParam(search.severity),
      kind: textParam(search.kind),
      serviceId: idParam(search.serviceId),
      teamId: idParam(search.teamId),
      text: listParam(search.text)[0],
    }),
    component: lazyPage(() => import('./incidents/incidents-page.tsx'), 'IncidentsPage'),
  }),
  plainPage(
    '/incidents/$number',
    lazyPage(() => import('./incidents/incident-page.tsx'), 'IncidentPage'),
  ),
  plainPage(
    '/settings/severities',
    lazyPage(() => import('./incidents/severities-page.tsx'), 'SeveritiesPage'),
  ),

  plainPage(
    '/oncall',
    lazyPage(() => import('./oncall/oncall-page.tsx'), 'OnCallPage'),
  ),
  plainPage(
    '/oncall/schedules',
    lazyPage(() => import('./schedules/schedules-page.tsx'), 'SchedulesPage'),
  ),
  plainPage(
    '/oncall/schedules/new',
    lazyPage(() => import('./schedules/schedule-editor-page.tsx'), 'NewSchedulePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/oncall/schedules/$id',
    validateSearch: (search: Record<string, unknown>): { weeks?: number; from?: string; zone?: string } => ({
      weeks: [1, 2, 4].find((weeks) => weeks === Number(search.weeks)),
      from: dateParam(search.from),
      zone: textParam(search.zone),
    }),
    component: lazyPage(() => import('./schedules/schedule-page.tsx'), 'SchedulePage'),
  }),
  plainPage(
    '/oncall/schedules/$id/edit',
    lazyPage(() => import('./schedules/schedule-editor-page.tsx'), 'EditSchedulePage'),
  ),
  plainPage(
    '/escalation-policies',
    lazyPage(() => import('./escalation/policies-page.tsx'), 'EscalationPoliciesPage'),
  ),
  plainPage(
    '/escalation-policies/new',
    lazyPage(() => import('./escalation/policy-editor-page.tsx'), 'NewEscalationPolicyPage'),
  ),
  plainPage(
    '/escalation-policies/$id',
    lazyPage(() => import('./escalation/policy-page.tsx'), 'EscalationPolicyPage'),
  ),
  plainPage(
    '/escalation-policies/$id/edit',
    lazyPage(() => import('./escalation/policy-editor-page.tsx'), 'EditEscalationPolicyPage'),
  ),
] as const;
