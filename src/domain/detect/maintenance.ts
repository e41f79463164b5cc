import { type Condition, type ConditionSubject, conditionHolds } from './condition.ts';

/** A time in which alerts of some services, or with some labels, are expected and nobody is asked. */
export type MaintenanceWindow = {
  id: number;
  /** Epoch ms; the start counts, the end does not. */
  startsAt: number;
  endsAt: number;
  /** Empty: alerts of any service, also of none. */
  serviceIds: number[];
  /** Empty: any. Else all must hold. */
  all: Condition[];
};

/**
 * Whether a window covers an alert at a moment. A window that names neither a service nor a condition covers nothing:
 * one forgotten field must not silence a whole company.
 */
export function windowCovers(
  window: MaintenanceWindow,
  alert: ConditionSubject & { serviceId: number | null },
  at: number,
): boolean {
  if (at < window.startsAt || at >= window.endsAt) return false;
  if (window.serviceIds.length === 0 && window.all.length === 0) return false;
  if (window.serviceIds.length > 0 && (alert.serviceId === null || !window.serviceIds.includes(alert.serviceId))) {
    return false;
  }
  return window.all.every((condition) => conditionHolds(condition, alert));
}

/** The window that covers the alert and ends last, null when none does. */
export function coveringWindow<Kind extends MaintenanceWindow>(
  windows: readonly Kind[],
  alert: ConditionSubject & { serviceId: number | null },
  at: number,
): Kind | null {
  let longest: Kind | null = null;
  for (const window of windows) {
    if (windowCovers(window, alert, at) && (longest === null || window.endsAt > longest.endsAt)) longest = window;
  }
  return longest;
}
