import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import { type AlertSearch, listParam } from '../paths.ts';
import { idParam, listSearchParams, severityParam, textParam, textsParam } from '../search-params.ts';
import { app } from '../shell/app-route.tsx';

const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: (search: Record<string, unknown>): AlertSearch => ({
    ...listSearchParams(search),
    state: listParam(search.state)[0],
    severity: severityParam(search.severity),
    serviceId: idParam(search.serviceId),
    teamId: idParam(search.teamId),
    sourceId: idParam(search.sourceId),
    acknowledgedBy: idParam(search.acknowledgedBy),
    label: textsParam(search.label),
    text: listParam(search.text)[0],
  }),
  component: lazyPage(() => import('./alerts/alerts-screen.tsx'), 'AlertsScreen'),
});

const sources = createRoute({
  getParentRoute: () => app,
  path: '/sources',
  component: lazyPage(() => import('./sources/sources-screen.tsx'), 'SourcesScreen'),
});

const newSource = createRoute({
  getParentRoute: () => app,
  path: '/sources/new',
  validateSearch: ({ sender }: Record<string, unknown>): { sender?: string } => ({ sender: listParam(sender)[0] }),
  component: lazyPage(() => import('./sources/new-source-screen.tsx'), 'NewSourceScreen'),
});

const source = createRoute({
  getParentRoute: () => app,
  path: '/sources/$id',
  component: lazyPage(() => import('./sources/source-screen.tsx'), 'SourceScreen'),
});

const sourceMapping = createRoute({
  getParentRoute: () => app,
  path: '/sources/$id/mapping',
  component: lazyPage(() => import('./mapping/mapping-screen.tsx'), 'MappingScreen'),
});

const lookupTables = createRoute({
  getParentRoute: () => app,
  path: '/lookup-tables',
  component: lazyPage(() => import('./mapping/lookup-tables-screen.tsx'), 'LookupTablesScreen'),
});

const alertRoutes = createRoute({
  getParentRoute: () => app,
  path: '/routes',
  validateSearch: (search: Record<string, unknown>): { retire?: string; source?: string } => ({
    retire: textParam(search.retire),
    source: textParam(search.source),
  }),
  component: lazyPage(() => import('./routes/routes-screen.tsx'), 'RoutesScreen'),
});

const maintenance = createRoute({
  getParentRoute: () => app,
  path: '/maintenance',
  validateSearch: ({ state }: Record<string, unknown>): { state?: 'past' } => (state === 'past' ? { state } : {}),
  component: lazyPage(() => import('./maintenance/maintenance-screen.tsx'), 'MaintenanceScreen'),
});

const checks = createRoute({
  getParentRoute: () => app,
  path: '/checks',
  component: lazyPage(() => import('./checks/checks-screen.tsx'), 'ChecksScreen'),
});

const check = createRoute({
  getParentRoute: () => app,
  path: '/checks/$id',
  component: lazyPage(() => import('./checks/check-screen.tsx'), 'CheckScreen'),
});

export const detectPages = [
  alerts,
  checks,
  check,
  sources,
  newSource,
  source,
  sourceMapping,
  lookupTables,
  alertRoutes,
  maintenance,
] as const;
