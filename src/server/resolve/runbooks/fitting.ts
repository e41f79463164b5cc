/** Which runbooks fit alerts: by their service, by the route they took, or by conditions of the runbook. */
import { conditionHolds } from '../../../domain/detect/condition.ts';
import type { Queryable } from '../../platform/db/database.ts';
import * as store from './store.ts';

export async function runbooksForAlerts(
  db: Queryable,
  alerts: store.AlertFacts[],
  serviceIds: number[] = [],
): Promise<number[]> {
  const services = [...new Set([...serviceIds, ...alerts.flatMap(({ serviceId }) => serviceId ?? [])])];
  const routes = [...new Set(alerts.flatMap(({ routeId }) => routeId ?? []))];
  const linked = await store.runbooksLinkedTo(db, services, routes);
  if (alerts.length === 0) return linked;
  const matching = (await store.conditionalRunbooks(db)).filter(({ condition }) =>
    alerts.some((alert) => condition.all.every((one) => conditionHolds(one, alert))),
  );
  return [...new Set([...linked, ...matching.map(({ id }) => id)])];
}
