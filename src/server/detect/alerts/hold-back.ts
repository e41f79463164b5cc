/** Why nobody is asked about an alert: the decision of the domain, asked with what the configuration says now. */
import { coveringWindow } from '../../../domain/detect/maintenance.ts';
import { decidePaging, type NotPagedReason } from '../../../domain/detect/paging.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import { type Configuration, platformSourceSlug, type Source } from '../configuration/store.ts';

export type HeldBack = {
  /** Null: nothing holds the alert back. */
  suppressedReason: string | null;
  /** The end of the maintenance window that is the reason, epoch ms. */
  suppressedUntil: number | null;
  /** Null: the alert asks for a page while it is open. */
  notPagedBecause: NotPagedReason | null;
};

type Described = Parameters<typeof coveringWindow>[1];

/** What keeps an alert of this source and route from paging at a moment (epoch ms). */
export function holdBack(
  { windows, urgencies }: Configuration,
  source: Source | undefined,
  route: Route | null,
  alert: Described,
  at: number,
): HeldBack {
  const decision = decidePaging({
    urgency: (alert.severity !== null && urgencies[alert.severity]) || 'high',
    outcome: route?.outcome ?? null,
    source: source ?? null,
    // What watches over paging must be heard in maintenance too.
    window: source?.slug === platformSourceSlug ? null : coveringWindow(windows, alert, at),
  });
  if (decision.pages) return { suppressedReason: null, suppressedUntil: null, notPagedBecause: null };
  return {
    suppressedReason: decision.words,
    suppressedUntil: decision.until,
    notPagedBecause: decision.because,
  };
}

/**
 * What an open alert wants of paging. `settled`: somebody has taken it before it was paged, so that giving it up pages.
 */
export function pagingOf(
  state: 'triggered' | 'acknowledged' | 'resolved',
  { notPagedBecause }: Pick<HeldBack, 'notPagedBecause'>,
): 'none' | 'wanted' | 'settled' {
  if (notPagedBecause !== null || state === 'resolved') return 'none';
  return state === 'triggered' ? 'wanted' : 'settled';
}

/** The route that an alert was given; null when it is gone or switched off by now. */
export function standingRoute({ routes }: Configuration, routeId: number | null): Route | null {
  return routes.find(({ id, isEnabled }) => isEnabled && Number(id) === routeId) ?? null;
}
