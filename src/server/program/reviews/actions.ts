/** Quarterly reviews: a snapshot of the numbers, and what people decided with them. */
import { problem } from '../../../contract/errors.ts';
import type { ReviewInput, ReviewUpdate } from '../../../contract/program/reviews.ts';
import { minutesText } from '../../../domain/program/minutes.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { changedMeanwhile } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { listDecisions, readEarlierDecisions } from '../decisions/actions.ts';
import { lookAgain } from '../pilots/store.ts';
import { knownAttendees } from './attendees.ts';
import { compose } from './compose.ts';
import * as store from './store.ts';

/** Attendees of earlier versions have neither an account nor an address. */
async function shown(db: Queryable, review: store.ReviewRow) {
  const { composed, heldAt } = review;
  const earlierDecisions =
    heldAt === null ? await readEarlierDecisions(db, scopeOf(review)) : (composed.earlierDecisions ?? []);
  return {
    ...shownHead(review),
    earlierDecisions,
    attendees: review.attendees.map((attendee) => ({ ...nobodyKnown, ...attendee })),
  };
}

const nobodyKnown = { personId: null, email: null };

const scopeOf = ({ year, quarter, team, pilot }: store.ReviewRow) => ({
  ...{ year, quarter, teamId: team?.id ?? null, pilotId: pilot?.id ?? null },
});

const shownHead = <Row extends Pick<store.ReviewRow, 'year' | 'quarter' | 'heldAt'>>(review: Row) => ({
  ...review,
  key: `${review.year}-Q${review.quarter}`,
  state: review.heldAt === null ? ('planned' as const) : ('held' as const),
});

export async function listReviews(ctx: Context, query: { limit: number; cursor?: string | undefined }) {
  const { items, nextCursor } = await store.listReviews(ctx.db, query.limit, query.cursor);
  return { items: items.map(shownHead), nextCursor };
}

export async function getReview(ctx: Context, id: number) {
  const review = await store.loadReview(ctx.db, id);
  if (!review) throw noReview(id);
  return shown(ctx.db, review);
}

const noReview = (id: number) => problem('not_found', `No quarterly review has the id ${id}.`);

/** @throws Problem `conflict` when the quarter has one of this scope, `invalid_input` when it has not begun */
export async function createReview(ctx: Context, input: ReviewInput) {
  return transaction(ctx.db, async (tx) => {
    const { at, composed } = await compose(tx, { ...input, attendees: [] });
    const id = await store.insertReview(tx, { ...input, composed, at });
    if (id === null) {
      const whose =
        input.teamId === null && input.pilotId === null
          ? 'the organisation'
          : `this ${input.teamId === null ? 'pilot' : 'team'}`;
      throw problem('conflict', `There is already a review of ${whose} for ${input.year}-Q${input.quarter}.`);
    }
    await recordEvent(tx, ctx.actor, 'review.created', id, { year: input.year, quarter: input.quarter });
    return shown(tx, (await store.loadReview(tx, id))!);
  });
}

/** Attendees and notes may be added after the meeting too; the numbers stay. @throws Problem `version_mismatch` */
export async function updateReview(ctx: Context, id: number, input: ReviewUpdate, ifMatch?: number) {
  return onReview(ctx, id, async (tx, before) => {
    const attendees = await knownAttendees(tx, input.attendees);
    if (!(await store.updateReview(tx, id, { ...input, attendees }, ifMatch))) {
      throw await changedMeanwhile(tx, 'review', id);
    }
    const { plannedOn, notes } = before;
    await recordEvent(tx, ctx.actor, 'review.updated', id, {
      before: { plannedOn, attendees: before.attendees, notes },
      after: input,
    });
  });
}

export async function recomposeReview(ctx: Context, id: number) {
  return onReview(ctx, id, async (tx, review) => {
    refuseHeld(review);
    const { at, composed } = await compose(tx, { ...review, ...scopeOf(review) });
    await store.storeComposed(tx, id, composed, at);
    await recordEvent(tx, ctx.actor, 'review.composed', id);
  });
}

/** From now on the numbers stay as they are. */
export async function holdReview(ctx: Context, id: number) {
  return onReview(ctx, id, async (tx, review) => {
    refuseHeld(review);
    await store.setHeld(tx, id, await readEarlierDecisions(tx, scopeOf(review)));
    await recordEvent(tx, ctx.actor, 'review.held', id);
    await lookAgain(tx);
  });
}

/**
 * Tells the attendees who have an account, by the notices that they choose.
 * @throws Problem `state_conflict` for a review that was not held, or whose attendees have no account
 */
export async function sendMinutes(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const review = await store.lockReview(tx, id);
    if (!review) throw noReview(id);
    if (review.heldAt === null) throw problem('state_conflict', 'Mark the review as held first.');
    const { attendees } = await shown(tx, review);
    const personIds = attendees.flatMap(({ personId }) => personId ?? []);
    if (personIds.length === 0) throw problem('state_conflict', 'No attendee has an account here.');
    await recordEvent(tx, ctx.actor, 'review.minutesSent', id, { personIds });
    const namesOf = (hasAccount: boolean) =>
      attendees.filter(({ personId }) => (personId !== null) === hasAccount).map(({ name }) => name);
    return { sentTo: namesOf(true), withoutAccount: namesOf(false) };
  });
}

/** The minutes as they stand; null when the review is gone or not held. */
export async function readMinutes(db: Queryable, id: number): Promise<{ key: string; text: string } | null> {
  const review = await store.loadReview(db, id);
  if (!review || review.heldAt === null) return null;
  const { key, attendees, earlierDecisions, composed, notes, timeZone, pilot, team } = await shown(db, review);
  const { items } = await listDecisions({ db }, { state: 'all', reviewId: id, limit: 200 });
  const heldOn = review.heldAt.toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone },
  });
  const scopeName = pilot ? `the pilot of ${pilot.team.name}` : (team?.name ?? 'the whole organisation');
  const facts = { heldOn, scopeName, attendees, notes, goals: composed.goals, earlier: earlierDecisions };
  return { key, text: minutesText({ ...facts, decisions: items }) };
}

export async function deleteReview(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await store.loadReview(tx, id))) throw noReview(id);
    if (!(await store.deleteReview(tx, id)))
      throw problem('state_conflict', 'A review that was held cannot be deleted.');
    await recordEvent(tx, ctx.actor, 'review.deleted', id);
  });
}

function refuseHeld(review: store.ReviewRow): void {
  if (review.heldAt !== null) throw problem('state_conflict', 'This review was held; its numbers no longer change.');
}

async function onReview(ctx: Context, id: number, change: (tx: Transaction, review: store.ReviewRow) => Promise<void>) {
  return transaction(ctx.db, async (tx) => {
    const review = await store.lockReview(tx, id);
    if (!review) throw noReview(id);
    await change(tx, review);
    return shown(tx, (await store.loadReview(tx, id))!);
  });
}
