import type { ConditionSubject } from './condition.ts';
import { type MaintenanceWindow, windowCovers } from './maintenance.ts';
import { findRoute, type Route } from './routing.ts';

/** An alert as windows and routes see it. */
export type SeenAlert = ConditionSubject & { serviceId: number | null; isFromPausedSource: boolean };

/** What keeps alerts from paging anybody. */
export type Silencers = { windows: readonly MaintenanceWindow[]; routes: readonly Route[] };

export type Installation = {
  /** The latest alerts, so that a condition is measured by what really arrives. */
  recent: readonly SeenAlert[];
  services: readonly { id: number; slug: string }[];
};

/** From this share on it is nearly everything. */
const wideShare = 0.9;
/** Fewer alerts than these tell nothing about the next one. */
const fewestAlerts = 10;

/**
 * The share of alerts that page nobody, 0–1: of the latest ones, or of one thinkable alert of each service where that is
 * more. Windows count whenever in their time, all together, since many small ones silence as one large does.
 */
export function silencedShare(silencers: Silencers, { recent, services }: Installation): number {
  const shares = [shareOf(silencers, thinkable(services))];
  if (recent.length >= fewestAlerts) shares.push(shareOf(silencers, recent));
  return Math.max(...shares);
}

export const isWide = (share: number): boolean => share >= wideShare;

/** Whether a window makes silence wide that these do not, at any moment of its time: it may outlast a wide one. */
export function widens({ windows, routes }: Silencers, added: MaintenanceWindow, installation: Installation): boolean {
  const isWideWith = (some: readonly MaintenanceWindow[]) =>
    isWide(silencedShare({ windows: some, routes }, installation));
  if (!isWideWith([...windows, added])) return false;
  const begins = new Set([added.startsAt, ...windows.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])]);
  return [...begins].some((at) => {
    if (at < added.startsAt || at >= added.endsAt) return false;
    const then = windows.filter(({ startsAt, endsAt }) => startsAt <= at && endsAt > at);
    return !isWideWith(then) && isWideWith([...then, added]);
  });
}

function shareOf({ windows, routes }: Silencers, alerts: readonly SeenAlert[]): number {
  const silenced = alerts.filter((alert) => {
    if (alert.isFromPausedSource) return true;
    const outcome = findRoute(routes, alert)?.outcome;
    if (outcome && (outcome.suppressReason !== null || !outcome.paging)) return true;
    return windows.some((window) => windowCovers(window, alert, window.startsAt));
  });
  return silenced.length / alerts.length;
}

/** One alert of each service, and one of none, that holds nothing which a condition of somebody could be meant for. */
function thinkable(services: Installation['services']): SeenAlert[] {
  const alert = { title: 'zq7k3x', severity: 1, source: 'zq7k3x', labels: {}, isFromPausedSource: false } as const;
  const ofServices = services.map(({ id, slug }) => ({ ...alert, service: slug, serviceId: id }));
  return [...ofServices, { ...alert, service: null, serviceId: null }];
}
