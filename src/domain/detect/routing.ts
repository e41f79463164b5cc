import type { Severity } from '../severity.ts';
import { type Condition, type ConditionSubject, conditionHolds, conditionValue } from './condition.ts';
import type { FlappingRule } from './flapping.ts';

export type RouteOutcome = {
  /** null leaves the service that the source names, if any. */
  serviceId: number | null;
  /** null leaves the signal's own. */
  severity: Severity | null;
  /** Alerts with equal values of these labels are one group. Empty: as the sender groups. */
  groupBy: string[];
  /** Not null: the alert is kept but nobody is asked, for this reason. */
  suppressReason: string | null;
  /** false: the alert is shown and nobody is paged. */
  paging: boolean;
  /** Not null: an incident is wanted, of this severity, or of the alert's own where it is null. */
  declare?: { severity: Severity | null } | null;
  /** Not null: what opens and ends again and again pages no more for a while. */
  flapping?: FlappingRule | null;
};

/** An ordered rule. All of its conditions must hold; with none it matches every alert. */
export type Route = { id: number; name: string; isEnabled: boolean; all: Condition[]; outcome: RouteOutcome };

/** Why one route was or was not taken, for people who ask why an alert went where it went. */
export type RouteExplanation = {
  routeId: number;
  name: string;
  result: 'taken' | 'failed' | 'disabled' | 'not-reached';
  /** For `failed`: the first condition that did not hold, and the value it found. */
  failed: { condition: Condition; actual: string | null } | null;
};

export type RouteChoice<Kind extends Route> = { route: Kind | null; explanation: RouteExplanation[] };

/** The first enabled route whose conditions all hold, and for every route why or why not. */
export function chooseRoute<Kind extends Route>(routes: readonly Kind[], subject: ConditionSubject): RouteChoice<Kind> {
  let taken: Kind | null = null;
  const explanation = routes.map((route): RouteExplanation => {
    const { id: routeId, name } = route;
    if (taken !== null) return { routeId, name, result: 'not-reached', failed: null };
    if (!route.isEnabled) return { routeId, name, result: 'disabled', failed: null };
    const condition = firstFailing(route, subject);
    if (condition === null) {
      taken = route;
      return { routeId, name, result: 'taken', failed: null };
    }
    return { routeId, name, result: 'failed', failed: { condition, actual: conditionValue(condition, subject) } };
  });
  return { route: taken, explanation };
}

/** The route alone, for the hot path; the same one that `chooseRoute` explains. */
export function findRoute<Kind extends Route>(routes: readonly Kind[], subject: ConditionSubject): Kind | null {
  return routes.find((route) => route.isEnabled && firstFailing(route, subject) === null) ?? null;
}

/**
 * Names the group of an alert; null when it stands alone. Groups of different routes never mix, and neither do a
 * sender's own groups of different sources.
 */
export function groupKeyFor(
  route: Pick<Route, 'id' | 'outcome'> | null,
  alert: { sourceId: number; groupKey: string | null; labels: Record<string, string> },
): string | null {
  if (route !== null && route.outcome.groupBy.length > 0) {
    const values = route.outcome.groupBy.map((label) =>
      Object.hasOwn(alert.labels, label) ? alert.labels[label] : '',
    );
    return JSON.stringify(['route', String(route.id), ...values]);
  }
  return alert.groupKey === null ? null : JSON.stringify(['source', String(alert.sourceId), alert.groupKey]);
}

function firstFailing(route: Route, subject: ConditionSubject): Condition | null {
  return route.all.find((condition) => !conditionHolds(condition, subject)) ?? null;
}
