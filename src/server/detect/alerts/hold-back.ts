/** Why nobody is asked about an alert: its route, a source that is paused, maintenance. */
import { coveringWindow } from '../../../domain/detect/maintenance.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import type { Severity } from '../../../domain/detect/severity.ts';
import { type Configuration, platformSourceSlug, type Source } from '../configuration/store.ts';

/** SEV5 informs and never pages. */
export const quietSeverity = 5;

export type HeldBack = {
  /** Null: nothing holds the alert back. */
  suppressedReason: string | null;
  /** The end of the maintenance window that is the reason, epoch ms. */
  suppressedUntil: number | null;
};

type Described = Parameters<typeof coveringWindow>[1];

/** What holds an alert of this source and route back at a moment (epoch ms). */
export function holdBack(
  { windows }: Configuration,
  source: Source | undefined,
  route: Route | null,
  alert: Described,
  at: number,
): HeldBack {
  const always = route?.outcome.suppressReason ?? (source?.isPaused ? 'The source is paused.' : null);
  if (always !== null) return { suppressedReason: always, suppressedUntil: null };
  // What watches over paging must be heard in maintenance too.
  const window = source?.slug === platformSourceSlug ? null : coveringWindow(windows, alert, at);
  return { suppressedReason: window ? 'Maintenance window.' : null, suppressedUntil: window?.endsAt ?? null };
}

/**
 * What an open alert wants of paging. `settled`: somebody has taken it before it was paged, so that giving it up pages.
 */
export function pagingOf(
  state: 'triggered' | 'acknowledged' | 'resolved',
  severity: Severity,
  route: Route | null,
  { suppressedReason }: Pick<HeldBack, 'suppressedReason'>,
): 'none' | 'wanted' | 'settled' {
  const asks = suppressedReason === null && severity !== quietSeverity && (route?.outcome.paging ?? true);
  if (!asks || state === 'resolved') return 'none';
  return state === 'triggered' ? 'wanted' : 'settled';
}

/** The route that an alert was given; null when it is gone or switched off by now. */
export function standingRoute({ routes }: Configuration, routeId: number | null): Route | null {
  return routes.find(({ id, isEnabled }) => isEnabled && Number(id) === routeId) ?? null;
}
