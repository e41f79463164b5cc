import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery, setupQuery } from './data/session.ts';
import {
  type ActionItemSearch,
  type AlertSearch,
  type AuditSearch,
  type IncidentSearch,
  listParam,
  type MeasuredRowsSearch,
  type MeasureSearch,
  type PostmortemSearch,
  parseSearch,
  type RunbookSearch,
  rowSetNames,
  stringifySearch,
} from './paths.ts';
import { AppLayout } from './shell/app-layout.tsx';
import { NotFound, PageFailed } from './shell/failed-page.tsx';

const root = createRootRouteWithContext<{ queries: QueryClient }>()();

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, error }: Record<string, unknown>): { next?: string; error?: string } => ({
    next: ownPath(next),
    error: textParam(error),
  }),
  component: lazyRouteComponent(() => import('./directory/sign-in-page.tsx'), 'SignInPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: ({ token }: Record<string, unknown>): { token?: string } => ({ token: textParam(token) }),
  component: lazyRouteComponent(() => import('./directory/setup-page.tsx'), 'SetupPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./directory/invitation-page.tsx'), 'InvitationPage'),
});

/** Everything inside the shell; nobody gets here without a session. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: AppLayout,
  beforeLoad: async ({ context: { queries }, location }) => {
    const { person } = await queries.ensureQueryData(sessionQuery);
    if (person) return;
    const { open } = await queries.fetchQuery(setupQuery);
    throw open ? redirect({ to: '/setup' }) : redirect({ to: '/sign-in', search: { next: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
});

const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: (search: Record<string, unknown>): AlertSearch => {
    const severity = listParam(search.severity)
      .map(Number)
      .filter((value) => value >= 1 && value <= 5);
    return {
      state: listParam(search.state)[0],
      severity: severity.length > 0 ? severity : undefined,
      serviceId: idParam(search.serviceId),
      sourceId: idParam(search.sourceId),
      text: listParam(search.text)[0],
    };
  },
  component: lazyRouteComponent(() => import('./detect/alerts/alerts-page.tsx'), 'AlertsPage'),
});

const alert = createRoute({
  getParentRoute: () => app,
  path: '/alerts/$id',
  component: lazyRouteComponent(() => import('./detect/alerts/alert-page.tsx'), 'AlertPage'),
});

const page = createRoute({
  getParentRoute: () => app,
  path: '/pages/$id',
  component: lazyRouteComponent(() => import('./respond/pages/page-page.tsx'), 'PagePage'),
});

const sources = createRoute({
  getParentRoute: () => app,
  path: '/sources',
  component: lazyRouteComponent(() => import('./detect/sources/sources-page.tsx'), 'SourcesPage'),
});

const newSource = createRoute({
  getParentRoute: () => app,
  path: '/sources/new',
  validateSearch: ({ type }: Record<string, unknown>): { type?: string } => ({ type: listParam(type)[0] }),
  component: lazyRouteComponent(() => import('./detect/sources/new-source-page.tsx'), 'NewSourcePage'),
});

const source = createRoute({
  getParentRoute: () => app,
  path: '/sources/$id',
  component: lazyRouteComponent(() => import('./detect/sources/source-page.tsx'), 'SourcePage'),
});

const alertRoutes = createRoute({
  getParentRoute: () => app,
  path: '/routes',
  component: lazyRouteComponent(() => import('./detect/routes/routes-page.tsx'), 'RoutesPage'),
});

const maintenance = createRoute({
  getParentRoute: () => app,
  path: '/maintenance',
  validateSearch: ({ state }: Record<string, unknown>): { state?: 'past' } => (state === 'past' ? { state } : {}),
  component: lazyRouteComponent(() => import('./detect/maintenance/maintenance-page.tsx'), 'MaintenancePage'),
});

const detect = [alerts, alert, sources, newSource, source, alertRoutes, maintenance];

/** A page inside the shell that has no search parameters. */
function plainPage<const Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => app, path, component });
}

const incidentPages = [
  createRoute({
    getParentRoute: () => app,
    path: '/incidents',
    validateSearch: (search: Record<string, unknown>): IncidentSearch => {
      const severity = listParam(search.severity)
        .map(Number)
        .filter((value) => value >= 1 && value <= 5);
      return {
        lifecycle: textParam(search.lifecycle),
        severity: severity.length > 0 ? severity : undefined,
        kind: textParam(search.kind),
        serviceId: idParam(search.serviceId),
        teamId: idParam(search.teamId),
        text: listParam(search.text)[0],
      };
    },
    component: lazyRouteComponent(() => import('./respond/incidents/incidents-page.tsx'), 'IncidentsPage'),
  }),
  plainPage(
    '/incidents/$number',
    lazyRouteComponent(() => import('./respond/incidents/incident-page.tsx'), 'IncidentPage'),
  ),
  plainPage(
    '/settings/severities',
    lazyRouteComponent(() => import('./respond/incidents/severities-page.tsx'), 'SeveritiesPage'),
  ),
] as const;

const learnPages = [
  plainPage(
    '/incidents/$number/postmortem',
    lazyRouteComponent(() => import('./learn/postmortems/postmortem-page.tsx'), 'PostmortemPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/postmortems',
    validateSearch: (search: Record<string, unknown>): PostmortemSearch => ({
      state: textParam(search.state),
      show: textParam(search.show),
    }),
    component: lazyRouteComponent(() => import('./learn/postmortems/postmortems-page.tsx'), 'PostmortemsPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/action-items',
    validateSearch: (search: Record<string, unknown>): ActionItemSearch => ({
      state: textParam(search.state),
      kind: textParam(search.kind),
      ownerId: idParam(search.ownerId),
    }),
    component: lazyRouteComponent(() => import('./learn/action-items/action-items-page.tsx'), 'ActionItemsPage'),
  }),
  plainPage(
    '/settings/contributing-factors',
    lazyRouteComponent(() => import('./learn/postmortems/factors-page.tsx'), 'ContributingFactorsPage'),
  ),
] as const;

const runbookPages = [
  createRoute({
    getParentRoute: () => app,
    path: '/runbooks',
    validateSearch: (search: Record<string, unknown>): RunbookSearch => ({
      text: listParam(search.text)[0],
      serviceId: idParam(search.serviceId),
    }),
    component: lazyRouteComponent(() => import('./resolve/runbooks/runbooks-page.tsx'), 'RunbooksPage'),
  }),
  plainPage(
    '/runbooks/new',
    lazyRouteComponent(() => import('./resolve/runbooks/runbook-editor-page.tsx'), 'NewRunbookPage'),
  ),
  plainPage(
    '/runbooks/$id',
    lazyRouteComponent(() => import('./resolve/runbooks/runbook-page.tsx'), 'RunbookPage'),
  ),
  plainPage(
    '/runbooks/$id/edit',
    lazyRouteComponent(() => import('./resolve/runbooks/runbook-editor-page.tsx'), 'EditRunbookPage'),
  ),
] as const;

const messageTemplates = createRoute({
  getParentRoute: () => app,
  path: '/settings/templates',
  validateSearch: ({ key }: Record<string, unknown>): { key?: string } => ({ key: textParam(key) }),
  component: lazyRouteComponent(() => import('./communicate/templates/templates-page.tsx'), 'TemplatesPage'),
});

const measurePages = [
  plainPage(
    '/status-page',
    lazyRouteComponent(() => import('./communicate/status-page/status-page-page.tsx'), 'StatusPagePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/measures',
    validateSearch: (search: Record<string, unknown>): MeasureSearch => ({
      days: [30, 90, 180, 365].find((days) => days === Number(search.days)),
      from: dateParam(search.from),
      until: dateParam(search.until),
      teamId: idParam(search.teamId),
      serviceId: idParam(search.serviceId),
      imported: search.imported === 'true' || search.imported === true || undefined,
    }),
    component: lazyRouteComponent(() => import('./measure/measures-page.tsx'), 'MeasuresPage'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/measures/incidents',
    validateSearch: measuredRows,
    component: lazyRouteComponent(() => import('./measure/measured-incidents-page.tsx'), 'MeasuredIncidentsPage'),
  }),
] as const;

const programPages = [
  plainPage(
    '/program',
    lazyRouteComponent(() => import('./program/home/program-page.tsx'), 'ProgramPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/program/assessment',
    validateSearch: ({ id }: Record<string, unknown>): { id?: number } => ({ id: idParam(id) }),
    component: lazyRouteComponent(() => import('./program/assessments/assessment-page.tsx'), 'AssessmentPage'),
  }),
  plainPage(
    '/program/goals',
    lazyRouteComponent(() => import('./program/goals/goals-page.tsx'), 'GoalsPage'),
  ),
  plainPage(
    '/program/pilots',
    lazyRouteComponent(() => import('./program/pilots/pilots-page.tsx'), 'PilotsPage'),
  ),
  plainPage(
    '/program/pilots/$id',
    lazyRouteComponent(() => import('./program/pilots/pilot-page.tsx'), 'PilotPage'),
  ),
  plainPage(
    '/program/drills',
    lazyRouteComponent(() => import('./program/drills/drills-page.tsx'), 'DrillsPage'),
  ),
  plainPage(
    '/program/drills/$id',
    lazyRouteComponent(() => import('./program/drills/drill-page.tsx'), 'DrillPage'),
  ),
  plainPage(
    '/program/training',
    lazyRouteComponent(() => import('./program/training/training-page.tsx'), 'TrainingPage'),
  ),
  plainPage(
    '/program/training/$key',
    lazyRouteComponent(() => import('./program/training/course-page.tsx'), 'CoursePage'),
  ),
  plainPage(
    '/program/training/$key/certificate',
    lazyRouteComponent(() => import('./program/training/certificate-page.tsx'), 'CertificatePage'),
  ),
  plainPage(
    '/program/reviews',
    lazyRouteComponent(() => import('./program/reviews/reviews-page.tsx'), 'ReviewsPage'),
  ),
  plainPage(
    '/program/reviews/$id',
    lazyRouteComponent(() => import('./program/reviews/review-page.tsx'), 'ReviewPage'),
  ),
  plainPage(
    '/program/reference-values',
    lazyRouteComponent(() => import('./program/settings/reference-values-page.tsx'), 'ReferenceValuesPage'),
  ),
  plainPage(
    '/program/playbook',
    lazyRouteComponent(() => import('./program/playbook/playbook-page.tsx'), 'PlaybookPage'),
  ),
] as const;

const onCallPages = [
  plainPage(
    '/oncall',
    lazyRouteComponent(() => import('./respond/oncall/oncall-page.tsx'), 'OnCallPage'),
  ),
  plainPage(
    '/oncall/schedules',
    lazyRouteComponent(() => import('./respond/schedules/schedules-page.tsx'), 'SchedulesPage'),
  ),
  plainPage(
    '/oncall/schedules/new',
    lazyRouteComponent(() => import('./respond/schedules/schedule-editor-page.tsx'), 'NewSchedulePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/oncall/schedules/$id',
    validateSearch: (search: Record<string, unknown>): { weeks?: number; from?: string; zone?: string } => ({
      weeks: [1, 2, 4].find((weeks) => weeks === Number(search.weeks)),
      from: dateParam(search.from),
      zone: textParam(search.zone),
    }),
    component: lazyRouteComponent(() => import('./respond/schedules/schedule-page.tsx'), 'SchedulePage'),
  }),
  plainPage(
    '/oncall/schedules/$id/edit',
    lazyRouteComponent(() => import('./respond/schedules/schedule-editor-page.tsx'), 'EditSchedulePage'),
  ),
  plainPage(
    '/escalation-policies',
    lazyRouteComponent(() => import('./respond/escalation/policies-page.tsx'), 'EscalationPoliciesPage'),
  ),
  plainPage(
    '/escalation-policies/new',
    lazyRouteComponent(() => import('./respond/escalation/policy-editor-page.tsx'), 'NewEscalationPolicyPage'),
  ),
  plainPage(
    '/escalation-policies/$id',
    lazyRouteComponent(() => import('./respond/escalation/policy-page.tsx'), 'EscalationPolicyPage'),
  ),
  plainPage(
    '/escalation-policies/$id/edit',
    lazyRouteComponent(() => import('./respond/escalation/policy-editor-page.tsx'), 'EditEscalationPolicyPage'),
  ),
] as const;

const directoryPages = [
  plainPage(
    '/services',
    lazyRouteComponent(() => import('./directory/services/services-page.tsx'), 'ServicesPage'),
  ),
  plainPage(
    '/services/$id',
    lazyRouteComponent(() => import('./directory/services/service-page.tsx'), 'ServicePage'),
  ),
  plainPage(
    '/teams',
    lazyRouteComponent(() => import('./directory/teams/teams-page.tsx'), 'TeamsPage'),
  ),
  plainPage(
    '/teams/$id',
    lazyRouteComponent(() => import('./directory/teams/team-page.tsx'), 'TeamPage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/people',
    validateSearch: (search: Record<string, unknown>): { search?: string; status?: string } => ({
      search: textParam(search.search),
      status: textParam(search.status),
    }),
    component: lazyRouteComponent(() => import('./directory/people/people-page.tsx'), 'PeoplePage'),
  }),
  plainPage(
    '/people/$id',
    lazyRouteComponent(() => import('./directory/people/person-page.tsx'), 'PersonPage'),
  ),
  plainPage(
    '/me',
    lazyRouteComponent(() => import('./directory/me/profile-page.tsx'), 'ProfilePage'),
  ),
  createRoute({
    getParentRoute: () => app,
    path: '/me/contact-methods',
    validateSearch: ({ verify }: Record<string, unknown>): { verify?: number } => ({
      verify: Number(verify) || undefined,
    }),
    component: lazyRouteComponent(() => import('./directory/me/contact-methods-page.tsx'), 'ContactMethodsPage'),
  }),
  plainPage(
    '/me/security',
    lazyRouteComponent(() => import('./directory/me/security-page.tsx'), 'SecurityPage'),
  ),
  plainPage(
    '/me/tokens',
    lazyRouteComponent(() => import('./directory/me/tokens-page.tsx'), 'TokensPage'),
  ),
] as const;

const settingsPages = [
  createRoute({
    getParentRoute: () => app,
    path: '/settings/audit',
    validateSearch: (search: Record<string, unknown>): AuditSearch => ({
      subject: textParam(search.subject),
      person: Number(search.person) || undefined,
      from: dateParam(search.from),
      until: dateParam(search.until),
    }),
    component: lazyRouteComponent(() => import('./settings/audit-page.tsx'), 'AuditPage'),
  }),
  plainPage(
    '/settings/system',
    lazyRouteComponent(() => import('./settings/system-page.tsx'), 'SystemPage'),
  ),
  plainPage(
    '/settings/api',
    lazyRouteComponent(() => import('./settings/api-reference-page.tsx'), 'ApiReferencePage'),
  ),
] as const;

const nothingHere = createRoute({ getParentRoute: () => app, path: '$', component: NotFound });

const routeTree = root.addChildren([
  signIn,
  setup,
  invitation,
  app.addChildren([
    home,
    ...detect,
    page,
    ...incidentPages,
    ...learnPages,
    ...runbookPages,
    messageTemplates,
    ...measurePages,
    ...programPages,
    ...onCallPages,
    ...directoryPages,
    ...settingsPages,
    nothingHere,
  ]),
]);

function textParam(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A calendar date such as `2026-11-23`. */
function dateParam(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

function idParam(value: unknown): number | undefined {
  const id = Number(listParam(value)[0]);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** The query behind a number of the measures, as the API wrote it. */
function measuredRows(search: Record<string, unknown>): MeasuredRowsSearch {
  const measure = rowSetNames.find((name) => name === search.measure) ?? 'declared';
  return {
    measure,
    from: textParam(search.from),
    to: textParam(search.to),
    teamId: idParam(search.teamId),
    serviceId: idParam(search.serviceId),
    includeImported: search.includeImported === 'true' ? 'true' : undefined,
    severity: idParam(search.severity),
    windowDays: idParam(search.windowDays),
  };
}

/** Only a path of this site: `next` comes from the URL, which anybody can write. */
function ownPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: false,
    defaultPendingMs: 300,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
