/** Why nobody is asked about an alert: the decision of the domain, asked with what the rulebook says now. */

import type { Flapping } from '../../../domain/detect/flapping.ts';
import { coveringWindow } from '../../../domain/detect/maintenance.ts';
import { decidePaging, type NotPagedReason, type PagingQuestion } from '../../../domain/detect/paging.ts';
import type { Route } from '../../../domain/detect/routing.ts';
import type { NewEvent } from '../../platform/events/record.ts';
import { platformSourceSlug, type Rulebook, type Source } from '../rulebook/rulebook.ts';

export type HeldBack = {
  /** Null: nothing holds the alert back. */
  suppressedReason: string | null;
  /** When it is decided on anew by itself, epoch ms: the end of a maintenance window, or of flapping. */
  suppressedUntil: number | null;
  /** Null: the alert asks for a page. */
  notPagedBecause: NotPagedReason | null;
};

type Described = Parameters<typeof coveringWindow>[1];

/** What keeps an alert of this source and route from paging at a moment (epoch ms). */
export function holdBack(
  { windows, urgencies }: Rulebook,
  source: Source | undefined,
  route: Route | null,
  alert: Described,
  at: number,
  state: PagingQuestion['state'] = 'triggered',
  flapping: Flapping | null = null,
): HeldBack {
  const decision = decidePaging({
    state,
    urgency: (alert.severity !== null && urgencies[alert.severity]) || 'high',
    outcome: route?.outcome ?? null,
    source: source ?? null,
    // What watches over paging must be heard in maintenance too.
    window: source?.slug === platformSourceSlug ? null : coveringWindow(windows, alert, at),
    flapping,
  });
  if (decision.pages) return { suppressedReason: null, suppressedUntil: null, notPagedBecause: null };
  return {
    suppressedReason: decision.words,
    suppressedUntil: decision.until,
    notPagedBecause: decision.because,
  };
}

/** The route that an alert was given; null when it is gone or switched off by now. */
export function standingRoute({ routes }: Rulebook, routeId: number | null): Route | null {
  return routes.find(({ id, isEnabled }) => isEnabled && id === routeId) ?? null;
}

/** The event of an alert that pages nobody; one that came taken or over says so by itself. */
export function notPagedEvents(
  alertId: number,
  { notPagedBecause: because, suppressedUntil, suppressedReason }: HeldBack,
): NewEvent[] {
  if (because === null || because === 'acknowledged' || because === 'resolved') return [];
  const until = suppressedUntil === null ? null : new Date(suppressedUntil).toISOString();
  const words = because === 'flapping' ? { words: suppressedReason! } : {};
  return [{ kind: 'alert.notPaged', subjectId: alertId, data: { because, until, ...words } }];
}
