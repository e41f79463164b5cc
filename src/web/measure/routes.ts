import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../data/lazy-page.ts';
import {
  breakdownColumns,
  breakdownNames,
  type MeasuredRowsSearch,
  type MeasureSearch,
  type NoisySearch,
  type OncallLoadSearch,
  rowSetNames,
  trendNames,
  trendStepNames,
} from '../paths.ts';
import { dateParam, idParam, severityParam, textParam } from '../search-params.ts';
import { app, plainPage } from '../shell/app-route.tsx';

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
    sliceBy: breakdownNames.find((name) => name === search.sliceBy),
    slice: search.slice === undefined ? undefined : String(search.slice),
  };
}

const daysParam = (value: unknown) => [30, 90, 180, 365].find((days) => days === Number(value));
function baselineParam(value: unknown): MeasureSearch['baseline'] {
  if (value === 'half') return 'half';
  const pilot = /^pilot-(\d+)$/.exec(String(value));
  return pilot ? `pilot-${Number(pilot[1])}` : idParam(value);
}

export const measurePages = [
  createRoute({
    getParentRoute: () => app,
    path: '/measures',
    validateSearch: (search: Record<string, unknown>): MeasureSearch => ({
      days: daysParam(search.days),
      from: dateParam(search.from),
      until: dateParam(search.until),
      teamId: idParam(search.teamId),
      serviceId: idParam(search.serviceId),
      imported: search.imported === 'true' || search.imported === true || undefined,
      line: trendNames.find((name) => name === search.line),
      by: trendStepNames.find((name) => name === search.by),
      severity: severityParam(search.severity)?.[0],
      breakdown: breakdownNames.find((name) => name === search.breakdown),
      order: breakdownColumns.flatMap((name) => [name, `-${name}`] as const).find((name) => name === search.order),
      baseline: baselineParam(search.baseline),
    }),
    component: lazyPage(() => import('./measures-screen.tsx'), 'MeasuresScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/measures/incidents',
    validateSearch: measuredRows,
    component: lazyPage(() => import('./measured-incidents-screen.tsx'), 'MeasuredIncidentsScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/measures/noisy-alerts',
    validateSearch: (search: Record<string, unknown>): NoisySearch => ({
      days: daysParam(search.days),
      teamId: idParam(search.teamId),
      by: (['alert', 'source', 'route', 'service'] as const).find((by) => by === search.by),
    }),
    component: lazyPage(() => import('./noise/noisy-alerts-screen.tsx'), 'NoisyAlertsScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/measures/on-call',
    validateSearch: (search: Record<string, unknown>): OncallLoadSearch => ({
      days: daysParam(search.days),
      teamId: idParam(search.teamId),
      by: search.by === 'week' || search.by === 'month' ? search.by : undefined,
    }),
    component: lazyPage(() => import('./oncall/oncall-load-screen.tsx'), 'OncallLoadScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/measures/on-call/pay',
    validateSearch: (search: Record<string, unknown>): { month?: string; teamId?: number } => ({
      month: /^\d{4}-(0[1-9]|1[0-2])$/.exec(String(search.month))?.[0],
      teamId: idParam(search.teamId),
    }),
    component: lazyPage(() => import('./pay/pay-screen.tsx'), 'PayScreen'),
  }),
  createRoute({
    getParentRoute: () => app,
    path: '/measures/on-call/people/$id',
    validateSearch: (search: Record<string, unknown>): { days?: number } => ({ days: daysParam(search.days) }),
    component: lazyPage(() => import('./oncall/personal-load-screen.tsx'), 'PersonalLoadScreen'),
  }),
  plainPage(
    '/measures/digests',
    lazyPage(() => import('./digests/digests-screen.tsx'), 'DigestsScreen'),
  ),
  plainPage(
    '/measures/sprints',
    lazyPage(() => import('./sprints/sprint-calendars-screen.tsx'), 'SprintCalendarsScreen'),
  ),
] as const;
