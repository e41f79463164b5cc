import { problem } from '../../../contract/errors.ts';
import { likenessOf } from '../../../domain/learn/recurrence.ts';
import { incidentKey } from '../../../domain/respond/incidents/incident-key.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { lockIncident, requireIncident } from '../../respond/incidents/incident/record.ts';
import { tell } from '../../respond/incidents/timeline/actions.ts';
import { listActionItems } from '../action-items/store.ts';
import { loadSignatures } from './signature-store.ts';
import * as store from './store.ts';

const mostOpenItems = 20;

/** What the incident repeats or may repeat, and what repeats it. @throws Problem `not_found` */
export async function readRecurrences(ctx: Pick<Context, 'db'>, incidentId: number) {
  await requireIncident(ctx.db, incidentId);
  const items = [];
  for (const found of await store.listEarlier(ctx.db, incidentId)) {
    const filter = { state: 'open', incidentId: found.otherId } as const;
    const open = await listActionItems(ctx.db, filter, mostOpenItems, undefined);
    items.push({ ...decisionOf(found), earlier: referenceOf(found), openActionItems: open.items });
  }
  const later = await store.listLater(ctx.db, incidentId);
  return { items, later: later.map((found) => ({ ...decisionOf(found), later: referenceOf(found) })) };
}

/**
 * Confirms or dismisses that an incident repeats an earlier one; a later verdict replaces an earlier one.
 * @throws Problem `invalid_input` when the other one is not earlier, `state_conflict` while it is not over
 */
export async function decideRecurrence(
  ctx: Context,
  incidentId: number,
  earlierId: number,
  decision: { verdict: 'confirmed' | 'dismissed'; note: string },
) {
  const { verdict, note } = decision;
  await transaction(ctx.db, async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    const earlier = await requireIncident(tx, earlierId);
    if (earlierId === incidentId || earlier.instants.declaredAt >= incident.instants.declaredAt) {
      throw problem('invalid_input', `${earlier.key} was not declared before ${incident.key}.`);
    }
    if (earlier.instants.resolvedAt === null) {
      throw problem('state_conflict', `${earlier.key} is not resolved: incidents at the same time are one event.`);
    }
    const before = await store.loadDecision(tx, incidentId, earlierId);
    if (before?.state === verdict) return;
    const basis = before ?? (await likeness(tx, incidentId, earlierId));
    const { score, reasons } = basis;
    const decidedBy = actorReference(ctx.actor);
    await store.storeDecision(tx, { incidentId, earlierId, verdict, score, reasons, note, decidedBy });
    await recordEvent(tx, ctx.actor, `recurrence.${verdict}`, incidentId, {
      earlierIncidentId: earlierId,
      before: before?.state ?? null,
      note,
    });
    await tell(tx, ctx.actor, incidentId, {
      event: verdict === 'confirmed' ? 'incident.recurrenceConfirmed' : 'incident.recurrenceDismissed',
      kind: 'recurrence',
      text:
        verdict === 'confirmed'
          ? `Marked as a recurrence of ${earlier.key}`
          : `Marked as not a recurrence of ${earlier.key}`,
      isKey: verdict === 'confirmed',
      data: { earlierIncidentId: earlierId },
    });
  });
  return readRecurrences(ctx, incidentId);
}

async function likeness(db: Queryable, incidentId: number, earlierId: number) {
  const signatures = await loadSignatures(db, [incidentId, earlierId]);
  const signatureOf = (id: number) => signatures.find((signature) => signature.incidentId === id)!;
  const found = likenessOf(signatureOf(incidentId), signatureOf(earlierId));
  const reasons: store.Basis[] = found.reasons;
  if (reasons.length > 0) return { score: found.score, reasons };
  return { score: 0, reasons: [{ reason: 'person' as const, points: 0, explanation: 'Marked by a person.' }] };
}

function referenceOf(found: store.RecurrenceRow) {
  return {
    id: found.otherId,
    key: incidentKey(found.otherId),
    title: found.otherTitle,
    severity: found.otherSeverity,
    declaredAt: found.otherDeclaredAt,
    resolvedAt: found.otherResolvedAt,
  };
}

function decisionOf({ state, score, reasons, decidedAt, decidedBy, note }: store.RecurrenceRow) {
  return { state, score, reasons, decidedAt, decidedBy, note };
}
