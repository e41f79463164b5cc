import type { ConditionsInput } from '../../../contract/detect/conditions.ts';
import type { RouteOutcomeInput } from '../../../contract/detect/routes.ts';
import type { Condition } from '../../../domain/detect/condition.ts';
import { chooseRoute, groupKeyFor, type Route } from '../../../domain/detect/routing.ts';
import type { Context } from '../../platform/context.ts';
import { listLatestAlerts } from './store.ts';

export type RouteDraft = { condition: ConditionsInput; outcome?: RouteOutcomeInput | undefined; limit: number };

const noOutcome: RouteOutcomeInput = {
  serviceId: null,
  severity: null,
  groupBy: [],
  suppressReason: null,
  paging: true,
  flapping: null,
  declare: null,
};

/**
 * Tries a route on the latest alerts with the rules that route real ones. An alert is taken as it is stored: where an
 * earlier route changed its severity, that one is compared.
 */
export async function previewRoute(ctx: Context, draft: RouteDraft) {
  const alerts = await listLatestAlerts(ctx.db, draft.limit);
  const outcome = draft.outcome ?? noOutcome;
  const route: Route = {
    id: 0,
    name: 'Preview',
    isEnabled: true,
    all: draft.condition.all as Condition[],
    outcome,
  };
  const groups = new Set<string | null>();
  const items = alerts.map((alert) => {
    const { route: taken, explanation } = chooseRoute([route], alert);
    if (taken) groups.add(groupKeyFor(taken, { sourceId: 0, groupKey: null, labels: alert.labels }));
    const { id: alertId, title, severity, triggeredAt } = alert;
    return { alertId, title, severity, triggeredAt, matches: taken !== null, failed: explanation[0]?.failed ?? null };
  });
  return {
    considered: items.length,
    matched: items.filter(({ matches }) => matches).length,
    groups: outcome.groupBy.length > 0 ? groups.size : null,
    items,
  };
}
