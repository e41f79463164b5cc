import { problem } from '../../../../contract/errors.ts';
import { refuseSeverityChange } from '../../../../domain/respond/incidents/lifecycle.ts';
import { severityLabel } from '../../../../domain/severity.ts';
import { actorReference, may, personIdOf } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { tell } from '../timeline/actions.ts';
import { callPeople } from './call-people.ts';
import { onIncident } from './change.ts';
import { insertSeverityChange } from './severity-changes-store.ts';
import { loadIncident, setSeverity } from './store.ts';

/** Raising is free to all; lowering is the commander's or an administrator's, with a reason. */
export async function changeSeverity(ctx: Context, id: number, change: { severity: number; reason: string }) {
  return onIncident(ctx, id, async (tx, incident) => {
    const { commander, severity: from } = incident;
    const { severity: to, reason } = change;
    const byCommander =
      may(ctx.actor, 'incidents.manage') || (commander !== null && commander.id === personIdOf(ctx.actor));
    const refusal = refuseSeverityChange({ from, to, reason, byCommander, hasCommander: commander !== null });
    if (refusal !== null) {
      if (from === to) throw problem('state_conflict', refusal);
      if (commander !== null && !byCommander) throw problem('forbidden', refusal);
      throw problem('invalid_input', refusal, [{ path: 'body.reason', message: refusal }]);
    }
    await setSeverity(tx, id, to);
    await insertSeverityChange(tx, { incidentId: id, from, to, reason, actor: actorReference(ctx.actor) });
    const label = `${severityLabel(from)} → ${severityLabel(to)}`;
    await tell(tx, ctx.actor, id, {
      event: 'incident.severityChanged',
      kind: 'severity',
      text: reason.trim() === '' ? `Severity ${label}` : `Severity ${label}: ${reason}`,
      isKey: true,
      data: { from, to, reason },
    });
    if (to < from) await callPeople(tx, ctx.actor, (await loadIncident(tx, id))!);
  });
}
