import { problem } from '../../../../contract/errors.ts';
import { incidentKey } from '../../../../domain/respond/incidents/incident-key.ts';
import type { Actor } from '../../../platform/auth/actor.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Queryable } from '../../../platform/db/database.ts';
import { onIncident } from '../incident/change.ts';
import { addServices, alertExists, loadIncidentOfAlert, patchIncident } from '../incident/store.ts';
import { tell } from '../timeline/actions.ts';
import * as store from './store.ts';

/**
 * Links alerts in the caller's transaction; their services become affected ones. Alerts that the incident has already
 * stay. @throws Problem `invalid_input` for an unknown alert, `conflict` for one of another incident
 */
export async function linkAlertRows(
  tx: Queryable,
  actor: Actor,
  incidentId: number,
  alerts: store.AlertRow[],
): Promise<void> {
  const ids = alerts.map((alert) => alert.id);
  const linked = await store.linkAlerts(tx, incidentId, ids, actorReference(actor));
  const elsewhere = await store.findLinkElsewhere(tx, incidentId, ids);
  if (elsewhere) {
    throw problem(
      'conflict',
      `The alert ${elsewhere.alertId} already belongs to ${incidentKey(elsewhere.incidentId)}.`,
    );
  }
  if (linked.length === 0) return;
  const serviceIds = alerts.flatMap(({ serviceId }) => (serviceId === null ? [] : [serviceId]));
  const added = await addServices(tx, incidentId, [...new Set(serviceIds)]);
  if (added.length > 0) await patchIncident(tx, incidentId, {});
  const fresh = alerts.filter((alert) => linked.includes(alert.id));
  const text =
    fresh.length === 1 ? `Alert: ${fresh[0]!.title}` : `${fresh.length} alerts: ${fresh[0]!.title} and others`;
  await tell(tx, actor, incidentId, {
    event: 'incident.alertsLinked',
    kind: 'alert',
    text,
    data: { alertIds: linked.slice(0, 100) },
  });
}

/** Reads alerts by id. @throws Problem `invalid_input` when one does not exist */
export async function requireAlerts(db: Queryable, ids: number[]): Promise<store.AlertRow[]> {
  const found = await store.loadAlerts(db, ids);
  const missing = ids.find((id) => !found.some((alert) => alert.id === id));
  if (missing === undefined) return found;
  throw problem('invalid_input', undefined, [{ path: 'body.alertIds', message: `There is no alert ${missing}.` }]);
}

export async function linkAlerts(ctx: Context, incidentId: number, alertIds: number[]) {
  return onIncident(ctx, incidentId, async (tx) => {
    await linkAlertRows(tx, ctx.actor, incidentId, await requireAlerts(tx, alertIds));
  });
}

export async function unlinkAlert(ctx: Context, incidentId: number, alertId: number) {
  return onIncident(ctx, incidentId, async (tx) => {
    if (!(await store.unlinkAlert(tx, incidentId, alertId))) {
      throw problem('not_found', `${incidentKey(incidentId)} has no alert ${alertId}.`);
    }
    const [alert] = await store.loadAlerts(tx, [alertId]);
    await tell(tx, ctx.actor, incidentId, {
      event: 'incident.alertUnlinked',
      kind: 'alert',
      text: `Unlinked: ${alert?.title ?? `alert ${alertId}`}`,
      data: { alertId },
    });
  });
}

/** The incident that an alert belongs to, or null. @throws Problem `not_found` */
export async function findIncidentOfAlert(ctx: Context, alertId: number) {
  const incident = await loadIncidentOfAlert(ctx.db, alertId);
  if (!incident && !(await alertExists(ctx.db, alertId))) {
    throw problem('not_found', `No alert has the id ${alertId}.`);
  }
  return { incident };
}
