import type { SeverityUrgency } from '../../contract/severity.ts';
import type { Flapping } from './flapping.ts';
import type { MaintenanceWindow } from './maintenance.ts';
import type { RouteOutcome } from './routing.ts';

/**
 * Why an alert asks nobody, before anybody's policy is looked at; the first that holds, in this order:
 * - `suppressed`: its route keeps alerts and pages nobody, for a reason that people wrote
 * - `paused`: its source is paused
 * - `maintenance`: a maintenance window covers it
 * - `route`: its route only shows alerts
 * - `severity`: its severity pages nobody
 * - `source`: its source is set to page nobody, and no route named a service
 * - `flapping`: it opens and ends again and again, and has paged already
 * - `snoozed`: somebody wants nothing of it until a time; whatever held it back before
 * - `resolved`, `acknowledged`: its sender or somebody had ended or taken it before it paged
 */
export const notPagedReasons = [
  'suppressed',
  'paused',
  'maintenance',
  'route',
  'severity',
  'source',
  'flapping',
  'snoozed',
  'resolved',
  'acknowledged',
] as const;
export type NotPagedReason = (typeof notPagedReasons)[number];

export type PagingQuestion = {
  state: 'triggered' | 'acknowledged' | 'resolved';
  /** How loudly the severity of the alert pages. */
  urgency: SeverityUrgency;
  /** What the route says that the alert was given; null when none took it. */
  outcome: Pick<RouteOutcome, 'suppressReason' | 'paging' | 'serviceId'> | null;
  source: { isPaused: boolean; pagesNobody: boolean } | null;
  /** The maintenance window that covers the alert and ends last. */
  window: Pick<MaintenanceWindow, 'endsAt'> | null;
  /** It opens and ends again and again. */
  flapping?: Flapping | null;
};

/** `words` are for people where the alert is held back; `until` (epoch ms) is when it is decided on anew. */
export type PagingDecision =
  | { pages: true }
  | { pages: false; because: NotPagedReason; words: string | null; until: number | null };

/** Whether an alert asks for people, and if not, the first reason that holds. */
export function decidePaging({ state, urgency, outcome, source, window, flapping }: PagingQuestion): PagingDecision {
  const no = (because: NotPagedReason, words: string | null = null, until: number | null = null) =>
    ({ pages: false, because, words, until }) as const;
  if (outcome !== null && outcome.suppressReason !== null) return no('suppressed', outcome.suppressReason);
  if (source?.isPaused) return no('paused', 'The source is paused.');
  if (window) return no('maintenance', 'Maintenance window.', window.endsAt);
  if (outcome !== null && !outcome.paging) return no('route');
  if (urgency === 'none') return no('severity');
  if (source?.pagesNobody && (outcome === null || outcome.serviceId === null)) return no('source');
  if (state !== 'triggered') return no(state);
  return flapping ? no('flapping', flapping.words, flapping.until) : { pages: true };
}

/**
 * What an alert hands over to paging. `settled`: somebody has taken it before it was paged, so that giving it up pages.
 */
export function handOver(because: NotPagedReason | null): 'none' | 'wanted' | 'settled' {
  if (because === null) return 'wanted';
  return because === 'acknowledged' ? 'settled' : 'none';
}
