import { problem } from '../../../contract/errors.ts';
import type { ActionItemInput, ActionItemPatch } from '../../../contract/learn/action-items.ts';
import { proposedDueAt } from '../../../domain/learn/action-items.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { actorReference } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { readNow } from '../../platform/db/now.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import type { Incident } from '../../respond/incidents/incident/record.ts';
import { requireIncident } from '../../respond/incidents/incident/record.ts';
import { loadRule } from '../../respond/severities/actions.ts';
import * as store from './store.ts';

export async function getActionItem(ctx: Pick<Context, 'db'>, id: number) {
  const item = await store.loadActionItem(ctx.db, id);
  if (!item) throw noActionItem(id);
  return item;
}

/** Adds an action item; without a due date it gets the one that the severity proposes. */
export async function createActionItem(ctx: Context, input: ActionItemInput) {
  return transaction(ctx.db, async (tx) => {
    const incident = await requireIncident(tx, input.incidentId);
    if (input.ownerId !== null) await requireEnabledPerson(tx, input.ownerId, 'body.ownerId');
    const dueAt = input.dueAt === undefined ? await proposeDueAt(tx, incident) : dateOf(input.dueAt);
    const id = await store.insertActionItem(tx, incident.id, { ...input, dueAt }, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'actionItem.created', id, { incidentId: incident.id, after: { ...input, dueAt } });
    return getActionItem({ db: tx }, id);
  });
}

/**
 * Changes the fields that are given; finishing stamps who and when, opening again takes it back.
 * @throws Problem `version_mismatch` when somebody changed it since `ifMatch`; `invalid_input` for `wont_do` without a reason
 */
export async function updateActionItem(ctx: Context, id: number, patch: ActionItemPatch, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockActionItem(tx, id);
    if (!before) throw noActionItem(id);
    await requireVersion(tx, before, ifMatch, 'actionItem', id);
    if (patch.ownerId) await requireEnabledPerson(tx, patch.ownerId, 'body.ownerId');
    await store.updateActionItem(tx, id, {
      title: patch.title ?? before.title,
      kind: patch.kind ?? before.kind,
      ownerId: patch.ownerId === undefined ? (before.owner?.id ?? null) : patch.ownerId,
      dueAt: patch.dueAt === undefined ? before.dueAt : dateOf(patch.dueAt),
      trackerUrl: patch.trackerUrl === undefined ? before.trackerUrl : patch.trackerUrl,
    });
    await changeState(tx, ctx, before, patch);
    const { state, title, kind, dueAt, owner } = before;
    await recordEvent(tx, ctx.actor, 'actionItem.updated', id, {
      incidentId: before.incident.id,
      before: { state, title, kind, dueAt, ownerId: owner?.id ?? null },
      after: patch,
    });
    return getActionItem({ db: tx }, id);
  });
}

async function changeState(tx: Queryable, ctx: Context, before: store.ActionItemRow, patch: ActionItemPatch) {
  const state = patch.state ?? before.state;
  const reason = (patch.reason ?? (state === before.state ? before.reason : '')).trim();
  if (state === 'wont_do' && reason === '') {
    const message = 'Enter a reason why it will not be done.';
    throw problem('invalid_input', message, [{ path: 'body.reason', message }]);
  }
  if (state === before.state && reason === before.reason) return;
  await store.setActionItemState(tx, before.id, { state, reason, by: actorReference(ctx.actor) });
}

async function proposeDueAt(db: Queryable, incident: Incident): Promise<Date | null> {
  const from = incident.instants.resolvedAt ?? (await readNow(db));
  const dueAt = proposedDueAt(await loadRule(db, incident.severity), from.getTime(), 'UTC');
  return dueAt === null ? null : new Date(dueAt);
}

function dateOf(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}

function noActionItem(id: number) {
  return problem('not_found', `No action item has the id ${id}.`);
}
