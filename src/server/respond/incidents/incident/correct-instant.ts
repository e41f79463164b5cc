import { problem } from '../../../../contract/errors.ts';
import { correctionText, instantNames, validateInstants } from '../../../../domain/respond/incidents/instants.ts';
import { isOver } from '../../../../domain/respond/incidents/lifecycle.ts';
import { actorReference } from '../../../platform/auth/actor.ts';
import type { Context } from '../../../platform/context.ts';
import { readNowMs } from '../../../platform/db/now.ts';
import { instantsInMilliseconds } from '../room/actions.ts';
import { tell } from '../timeline/actions.ts';
import { onIncident } from './change.ts';
import { insertCorrection } from './corrections-store.ts';
import type { InstantKey } from './instant-columns.ts';
import { type IncidentRecord, setInstant } from './store.ts';

/**
 * Corrects when something happened; the former value stays in the history. Odd orders are only warned about, because
 * edges are often estimated. @throws Problem `invalid_input` for what cannot be, `state_conflict` against the state
 */
export async function correctInstant(
  ctx: Context,
  id: number,
  correction: { name: InstantKey; at: string | null; reason: string },
) {
  return onIncident(ctx, id, async (tx, incident) => {
    const { name, reason } = correction;
    const from = incident.instants[name];
    const to = correction.at === null ? null : new Date(correction.at);
    if ((from?.getTime() ?? null) === (to?.getTime() ?? null)) return;
    refuseAgainstState(incident, name, to);
    const instants = { ...instantsInMilliseconds(incident), [name]: to?.getTime() ?? null };
    const { errors } = validateInstants(instants, await readNowMs(tx));
    const own = errors.filter(({ earlier, later }) => earlier === name || later === name);
    if (own.length > 0) {
      const fields = own.map(({ message }) => ({ path: 'body.at', message }));
      throw problem('invalid_input', own[0]!.message, fields);
    }
    await setInstant(tx, id, name, to);
    await insertCorrection(tx, { incidentId: id, name, from, to, reason, actor: actorReference(ctx.actor) });
    await tell(tx, ctx.actor, id, {
      event: 'incident.instantCorrected',
      kind: 'instant',
      text: correctionText(name, shown(from), shown(to), reason),
      data: { name, from, to, reason },
    });
  });
}

/** The state says whether some instants exist at all; they come and go with it. */
function refuseAgainstState({ lifecycle, instants }: IncidentRecord, name: InstantKey, to: Date | null): void {
  const isReached =
    name === 'declaredAt' ||
    (name === 'resolvedAt' && isOver(lifecycle) && instants.resolvedAt !== null) ||
    (name === 'mitigatedAt' && lifecycle === 'stable') ||
    (name === 'closedAt' && lifecycle === 'closed');
  if (isReached && to === null) {
    throw problem('state_conflict', `The incident is ${lifecycle}: “${instantNames[name]}” cannot be empty.`);
  }
  const needsState = name === 'resolvedAt' || name === 'closedAt';
  if (needsState && !isReached && to !== null) {
    throw problem('state_conflict', `The incident is ${lifecycle}: move it on first, then correct the time.`);
  }
}

/** By UTC, for whoever reads it without its data. */
function shown(at: Date | null): string {
  return at === null ? 'unknown' : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
