/** Decisions of quarterly reviews: who does what by when, and what became of it. */
import { problem } from '../../../contract/errors.ts';
import type { DecisionInput, DecisionPatch } from '../../../contract/program/decisions.ts';
import { requireEnabledPerson } from '../../directory/people/actions.ts';
import { actorReference, may, personIdOf } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { loadReview } from '../reviews/store.ts';
import * as store from './store.ts';

export async function listDecisions(
  ctx: { db: Queryable },
  { limit, cursor, ...filter }: store.DecisionFilter & { limit: number; cursor?: string | undefined },
) {
  return store.listDecisions(ctx.db, filter, limit, cursor);
}

export async function getDecision(ctx: Pick<Context, 'db'>, id: number) {
  const decision = await store.loadDecision(ctx.db, id);
  if (!decision) throw noDecision(id);
  return decision;
}

/** What earlier reviews of the same scope decided, in the form that a review keeps. */
export async function readEarlierDecisions(db: Queryable, scope: Parameters<typeof store.listEarlierDecisions>[1]) {
  const found = await store.listEarlierDecisions(db, scope);
  return found.map(({ finishedAt, createdAt, ...decision }) => ({
    ...decision,
    finishedAt: finishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }));
}

/** Open decisions that somebody owns and that are due within so many days, or were. */
export async function listDueDecisions(db: Queryable, days: number) {
  return store.listDue(db, days);
}

const noDecision = (id: number) => problem('not_found', `No decision has the id ${id}.`);

/** @throws Problem `invalid_input` for a review or an owner that does not exist */
export async function createDecision(ctx: Context, input: DecisionInput) {
  return transaction(ctx.db, async (tx) => {
    if (!(await loadReview(tx, input.reviewId))) {
      const message = 'This review does not exist.';
      throw problem('invalid_input', message, [{ path: 'body.reviewId', message }]);
    }
    if (input.ownerId !== null) await requireEnabledPerson(tx, input.ownerId, 'body.ownerId');
    const id = await store.insertDecision(tx, input);
    const { reviewId, ...after } = input;
    await recordEvent(tx, ctx.actor, 'decision.created', id, { reviewId, after });
    return getDecision({ db: tx }, id);
  });
}

/**
 * Changes the fields that are given. Whoever does not manage the program may finish, drop or reopen what is theirs.
 * @throws Problem `forbidden`; `version_mismatch`; `invalid_input` for dropping without a reason
 */
export async function updateDecision(ctx: Context, id: number, patch: DecisionPatch, ifMatch?: number) {
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockDecision(tx, id);
    if (!before) throw noDecision(id);
    requireMayChange(ctx, before, patch);
    await requireVersion(tx, before, ifMatch, 'decision', id);
    if (patch.ownerId && patch.ownerId !== before.owner?.id)
      await requireEnabledPerson(tx, patch.ownerId, 'body.ownerId');
    const { text, dueOn, state: stateBefore, owner } = before;
    const state = patch.state ?? stateBefore;
    const reason = (patch.reason ?? (state === stateBefore ? before.reason : '')).trim();
    if (state === 'dropped' && reason === '') {
      const message = 'Enter a reason why it is dropped.';
      throw problem('invalid_input', message, [{ path: 'body.reason', message }]);
    }
    const kept = { text, ownerId: owner?.id ?? null, dueOn };
    await store.updateDecision(tx, id, { ...kept, ...given(patch), state, reason }, actorReference(ctx.actor));
    await recordEvent(tx, ctx.actor, 'decision.updated', id, {
      reviewId: before.review.id,
      before: { ...kept, state: stateBefore, reason: before.reason },
      after: patch,
    });
    return getDecision({ db: tx }, id);
  });
}

function given({ text, ownerId, dueOn }: DecisionPatch) {
  return {
    ...(text !== undefined && { text }),
    ...(ownerId !== undefined && { ownerId }),
    ...(dueOn !== undefined && { dueOn }),
  };
}

function requireMayChange({ actor }: Context, { owner }: store.DecisionRow, patch: DecisionPatch): void {
  if (may(actor, 'program.manage')) return;
  const isOwn = owner !== null && owner.id === personIdOf(actor);
  const isOnlyState = Object.keys(patch).every((field) => field === 'state' || field === 'reason');
  if (!isOwn) throw problem('forbidden', 'Only its owner or whoever manages the program may change a decision.');
  if (!isOnlyState) throw problem('forbidden', 'As its owner you may complete, drop or reopen a decision.');
}
