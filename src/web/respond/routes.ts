import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { type IncidentSearch, listParam, type OnCallSearch, type PageSearch, type ScheduleSearch } from '../paths.ts';
import { dateParam, idParam, listSearchParams, severityParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';
import type { SimulationSearch } from './simulation/simulation-search.ts';

export const respondPages = [
  plainPage(
    '/alerts/$id',
    lazyPage(() => import('./alerts/alert-screen.tsx'), 'AlertScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/pages',
    validateSearch: (search: Record<string, unknown>): PageSearch => ({
      ...listSearchParams(search),
      state: textParam(search.state),
      urgency: textParam(search.urgency),
      severity: severityParam(search.severity),
      serviceId: idParam(search.serviceId),
      teamId: idParam(search.teamId),
      person: idParam(search.person),
      acknowledgedBy: idParam(search.acknowledgedBy),
      text: listParam(search.text)[0],
    }),
    component: lazyPage(() => import('./pages/pages-screen.tsx'), 'PagesScreen'),
  }),
  plainPage(
    '/pages/$id',
    lazyPage(() => import('./pages/page-screen.tsx'), 'PageScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/incidents',
    validateSearch: (search: Record<string, unknown>): IncidentSearch => ({
      ...listSearchParams(search),
      lifecycle: textParam(search.lifecycle),
      severity: severityParam(search.severity),
      kind: textParam(search.kind),
      serviceId: idParam(search.serviceId),
      teamId: idParam(search.teamId),
      person: idParam(search.person),
      text: listParam(search.text)[0],
    }),
    component: lazyPage(() => import('./incidents/incidents-screen.tsx'), 'IncidentsScreen'),
  }),
  plainPage(
    '/incidents/$number',
    lazyPage(() => import('./incidents/room/incident-screen.tsx'), 'IncidentScreen'),
  ),
  plainPage(
    '/settings/severities',
    lazyPage(() => import('./severities/severities-screen.tsx'), 'SeveritiesScreen'),
  ),
  plainPage(
    '/settings/protocols',
    lazyPage(() => import('./protocols/protocols-screen.tsx'), 'ProtocolsScreen'),
  ),
  plainPage(
    '/settings/protocols/new',
    lazyPage(() => import('./protocols/protocol-screen.tsx'), 'NewProtocolScreen'),
  ),
  plainPage(
    '/settings/protocols/$key',
    lazyPage(() => import('./protocols/protocol-screen.tsx'), 'ProtocolScreen'),
  ),

  createRoute({
    getParentRoute: () => app,
    path: '/oncall',
    validateSearch: (search: Record<string, unknown>): OnCallSearch => ({
      range: (['day', 'two-weeks', 'month'] as const).find((range) => range === search.range),
      from: dateParam(search.from),
      view: search.view === 'table' ? 'table' : undefined,
      teamId: idParam(search.teamId),
      personId: idParam(search.personId),
      mine: search.mine === true || search.mine === 'true' ? true : undefined,
      cover: idParam(search.cover),
    }),
    component: lazyPage(() => import('./oncall/oncall-screen.tsx'), 'OnCallScreen'),
  }),
  plainPage(
    '/oncall/schedules',
    lazyPage(() => import('./schedules/schedules-screen.tsx'), 'SchedulesScreen'),
  ),
  plainPage(
    '/oncall/schedules/new',
    lazyPage(() => import('./schedules/editor/schedule-editor-screen.tsx'), 'NewScheduleScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/oncall/schedules/$id',
    validateSearch: (search: Record<string, unknown>): ScheduleSearch => ({
      weeks: [1, 2, 4].find((weeks) => weeks === Number(search.weeks)),
      from: dateParam(search.from),
      zone: textParam(search.zone),
      shift: textParam(search.shift),
      handoff: search.handoff === 'write' ? 'write' : undefined,
    }),
    component: lazyPage(() => import('./schedules/schedule-screen.tsx'), 'ScheduleScreen'),
  }),
  plainPage(
    '/oncall/schedules/$id/edit',
    lazyPage(() => import('./schedules/editor/schedule-editor-screen.tsx'), 'EditScheduleScreen'),
  ),
  plainPage(
    '/oncall/schedules/$id/rota',
    lazyPage(() => import('./schedules/rota/rota-screen.tsx'), 'RotaScreen'),
  ),
  plainPage(
    '/readiness',
    lazyPage(() => import('./readiness/readiness-screen.tsx'), 'ReadinessScreen'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/simulation',
    validateSearch: (search: Record<string, unknown>): SimulationSearch => ({
      source: idParam(search.source),
      position: textParam(search.position),
      service: idParam(search.service),
      policy: idParam(search.policy),
    }),
    component: lazyPage(() => import('./simulation/simulation-screen.tsx'), 'SimulationScreen'),
  }),
  plainPage(
    '/escalation-policies',
    lazyPage(() => import('./escalation/policies-screen.tsx'), 'EscalationPoliciesScreen'),
  ),
  plainPage(
    '/escalation-policies/new',
    lazyPage(() => import('./escalation/policy-editor-screen.tsx'), 'NewEscalationPolicyScreen'),
  ),
  plainPage(
    '/escalation-policies/$id',
    lazyPage(() => import('./escalation/policy-screen.tsx'), 'EscalationPolicyScreen'),
  ),
  plainPage(
    '/escalation-policies/$id/edit',
    lazyPage(() => import('./escalation/policy-editor-screen.tsx'), 'EditEscalationPolicyScreen'),
  ),
] as const;
