import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { type IncidentSearch, listParam } from '../paths.ts';
import { dateParam, idParam, severityParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

export const respondPages = [
  plainPage(
    '/pages/$id',
    lazyRouteComponent(() => import('./pages/page-page.tsx'), 'PagePage'),
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
    component: lazyRouteComponent(() => import('./incidents/incidents-page.tsx'), 'IncidentsPage'),
  }),
  plainPage(
    '/incidents/$number',
    lazyRouteComponent(() => import('./incidents/incident-page.tsx'), 'IncidentPage'),
  ),
  plainPage(
    '/settings/severities',
    lazyRouteComponent(() => import('./incidents/severities-page.tsx'), 'SeveritiesPage'),
  ),

  plainPage(
    '/oncall',
    lazyRouteComponent(() => import('./oncall/oncall-page.tsx'), 'OnCallPage'),
  ),
  plainPage(
    '/oncall/schedules',
    lazyRouteComponent(() => import('./schedules/schedules-page.tsx'), 'SchedulesPage'),
  ),
  plainPage(
    '/oncall/schedules/new',
    lazyRouteComponent(() => import('./schedules/schedule-editor-page.tsx'), 'NewSchedulePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/oncall/schedules/$id',
    validateSearch: (search: Record<string, unknown>): { weeks?: number; from?: string; zone?: string } => ({
      weeks: [1, 2, 4].find((weeks) => weeks === Number(search.weeks)),
      from: dateParam(search.from),
      zone: textParam(search.zone),
    }),
    component: lazyRouteComponent(() => import('./schedules/schedule-page.tsx'), 'SchedulePage'),
  }),
  plainPage(
    '/oncall/schedules/$id/edit',
    lazyRouteComponent(() => import('./schedules/schedule-editor-page.tsx'), 'EditSchedulePage'),
  ),
  plainPage(
    '/escalation-policies',
    lazyRouteComponent(() => import('./escalation/policies-page.tsx'), 'EscalationPoliciesPage'),
  ),
  plainPage(
    '/escalation-policies/new',
    lazyRouteComponent(() => import('./escalation/policy-editor-page.tsx'), 'NewEscalationPolicyPage'),
  ),
  plainPage(
    '/escalation-policies/$id',
    lazyRouteComponent(() => import('./escalation/policy-page.tsx'), 'EscalationPolicyPage'),
  ),
  plainPage(
    '/escalation-policies/$id/edit',
    lazyRouteComponent(() => import('./escalation/policy-editor-page.tsx'), 'EditEscalationPolicyPage'),
  ),
] as const;
