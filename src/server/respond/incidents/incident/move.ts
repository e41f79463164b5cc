import { problem } from '../../../../contract/errors.ts';
import {
  decideTransition,
  instantStampedBy,
  isOpen,
  isOver,
  isToldAsOpen,
  type Lifecycle,
} from '../../../../domain/respond/incidents/lifecycle.ts';
import { may } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import type { Transaction } from '../../../platform/db/database.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { resolveAlerts, resolvePages } from '../../pages/ending/end.ts';
import { listOpenAlertIds, listUnresolvedPageIds } from '../alerts/store.ts';
import { tell } from '../timeline/actions.ts';
import { onIncident } from './change.ts';
import { setLifecycle, stampInstant } from './store.ts';

type Move = { to: Lifecycle; reason: string; resolveAlerts: boolean; leavePublicOpen?: boolean };

type Moved =
  | 'incident.triaged'
  | 'incident.activated'
  | 'incident.stabilised'
  | 'incident.resolved'
  | 'incident.closed'
  | 'incident.reopened';

const events: Record<Lifecycle, [event: Moved, words: string]> = {
  triage: ['incident.triaged', 'Triage'],
  active: ['incident.activated', 'Active: customers are affected or about to be'],
  stable: ['incident.stabilised', 'Stable: the impact has stopped'],
  resolved: ['incident.resolved', 'Resolved'],
  closed: ['incident.closed', 'Closed'],
};

const reopened: [Moved, string] = ['incident.reopened', 'Reopened'];

/**
 * Moves an incident to another state. Its own pages end with it; its open alerts are resolved when it is resolved,
 * unless `resolveAlerts` is false. It does not end while customers are told that it goes on, unless `leavePublicOpen`
 * says so. @throws Problem `state_conflict`, `invalid_input` when a reason is missing, or `forbidden` when the alerts
 * are not the actor's to resolve
 */
export async function moveIncident(
  ctx: Context,
  id: number,
  { to, reason, resolveAlerts: alsoAlerts, leavePublicOpen }: Move,
) {
  return onIncident(ctx, id, async (tx, incident) => {
    const from = incident.lifecycle;
    const resolvedAt = incident.instants.resolvedAt?.getTime() ?? null;
    const decision = decideTransition({ from, to, resolvedAt, reason, now: await readNowMs(tx) });
    if (!decision.allowed) {
      if (decision.refusal !== 'reason-needed') throw problem('state_conflict', decision.message);
      throw problem('invalid_input', decision.message, [{ path: 'body.reason', message: decision.message }]);
    }
    if (isOver(to) && isToldAsOpen(incident.publicStatus) && !leavePublicOpen) {
      throw problem(
        'state_conflict',
        `Customers were last told “${incident.publicStatus}”. Publish an update that says resolved first, or send leavePublicOpen: true.`,
      );
    }
    const { reopens, clears } = decision;
    const isFalseAlarm = isOver(to) && (incident.isFalseAlarm || (from === 'triage' && to === 'closed'));
    await setLifecycle(tx, id, to, { isFalseAlarm, reopens, clears });
    const stamped = instantStampedBy(to);
    if (stamped) await stampInstant(tx, id, stamped);
    const [event, words] = reopens ? reopened : events[to];
    await tell(tx, ctx.actor, id, {
      event,
      kind: 'lifecycle',
      text: reason.trim() === '' ? words : `${words}: ${reason}`,
      isKey: true,
      data: { from, to, reason },
    });
    if (isOpen(from) && isOver(to)) await endCalls(tx, ctx, id, to === 'resolved' && alsoAlerts);
  });
}

async function endCalls(tx: Transaction, ctx: Context, id: number, alsoAlerts: boolean): Promise<void> {
  await resolvePages(tx, ctx.actor, await listUnresolvedPageIds(tx, id));
  const alertIds = alsoAlerts ? await listOpenAlertIds(tx, id) : [];
  // Linking an alert and resolving the incident would silence it.
  if (alertIds.length > 0 && !may(ctx.actor, 'alerts.respond')) {
    throw problem(
      'forbidden',
      'Resolving its open alerts needs alerts.respond; resolveAlerts: false leaves them open.',
    );
  }
  await resolveAlerts(tx, ctx.actor, alertIds);
}
