/** When a review is held, and who is invited to it. */
import { problem } from '../../../contract/errors.ts';
import type { ReviewMeetingInput } from '../../../contract/program/outside/review-invitations.ts';
import type { Context } from '../../platform/context.ts';
import { type Database, type Queryable, type Transaction, transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { getReview } from '../reviews/actions.ts';
import * as store from './store.ts';

/** @throws Problem `not_found` */
export async function readMeeting(ctx: Pick<Context, 'db'>, reviewId: number, hasMail: boolean) {
  await getReview(ctx as Context, reviewId);
  const meeting = await store.loadMeeting(ctx.db, reviewId);
  const attendees = await store.listAttendees(ctx.db, reviewId);
  const isReachable = ({ personId, email }: (typeof attendees)[number]) => personId !== null || email !== null;
  return {
    ...{ startsAt: meeting?.startsAt ?? null, endsAt: meeting?.endsAt ?? null, place: meeting?.place ?? null },
    canceledAt: meeting?.canceledAt ?? null,
    invitations: (await store.listInvitations(ctx.db, reviewId)).map(shown),
    uninvited: attendees.filter((one) => isReachable(one) && !one.isInvited).map(({ name }) => name),
    unreachable: attendees.filter((one) => !isReachable(one)).map(({ name }) => name),
    hasMail,
    version: meeting?.version ?? 0,
  };
}

/** @throws Problem `not_found`, `version_mismatch`, `state_conflict` for a review that was held */
export async function replaceMeeting(
  ctx: Context,
  reviewId: number,
  input: ReviewMeetingInput,
  hasMail: boolean,
  ifMatch?: number,
) {
  await transaction(ctx.db, async (tx) => {
    await requirePlanned(ctx, tx, reviewId);
    const before = await store.loadMeeting(tx, reviewId);
    await requireVersion(tx, { version: before?.version ?? 0 }, ifMatch, 'review', reviewId, ['review.meetingSet']);
    await store.saveMeeting(tx, reviewId, input);
    const { sequence } = (await store.loadMeeting(tx, reviewId))!;
    await store.queueMails(tx, reviewId, { kind: 'request', sequence });
    await recordEvent(tx, ctx.actor, 'review.meetingSet', reviewId, { after: input });
  });
  return readMeeting(ctx, reviewId, hasMail);
}

/** Invites every attendee who can be reached and was not invited. @throws Problem `state_conflict` without a time */
export async function inviteAttendees(ctx: Context, reviewId: number, hasMail: boolean) {
  if (!hasMail) throw problem('state_conflict', 'No mail server is set up, so nobody can be invited.');
  await transaction(ctx.db, async (tx) => {
    await requirePlanned(ctx, tx, reviewId);
    const { sequence } = await requireMeeting(tx, reviewId);
    const ids: number[] = [];
    for (const attendee of await store.listAttendees(tx, reviewId)) {
      if (attendee.isInvited || (attendee.personId === null && attendee.email === null)) continue;
      const id = await store.insertInvitation(tx, reviewId, attendee);
      if (id !== null) ids.push(id);
    }
    if (ids.length === 0) return;
    await store.queueMails(tx, reviewId, { kind: 'request', sequence, ids });
    await recordEvent(tx, ctx.actor, 'review.invited', reviewId, { invitationIds: ids });
  });
  return readMeeting(ctx, reviewId, hasMail);
}

/** @throws Problem `not_found` */
export async function revokeInvitation(ctx: Context, reviewId: number, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await store.lockReview(tx, reviewId)) || !(await store.revoke(tx, reviewId, id)))
      throw problem('not_found', `The review has no invitation with the id ${id} that is in force.`);
    const meeting = await store.loadMeeting(tx, reviewId);
    if (meeting && !meeting.canceledAt)
      await store.queueMails(tx, reviewId, { kind: 'cancel', sequence: meeting.sequence + 1, ids: [id] });
    await recordEvent(tx, ctx.actor, 'review.invitationRevoked', reviewId, { invitationId: id });
  });
}

/** @throws Problem `state_conflict` without a time */
export async function cancelMeeting(ctx: Context, reviewId: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    if (!(await store.lockReview(tx, reviewId))) throw noReview(reviewId);
    const { sequence } = await requireMeeting(tx, reviewId);
    await store.cancelMeeting(tx, reviewId);
    await store.queueMails(tx, reviewId, { kind: 'cancel', sequence: sequence + 1 });
    await recordEvent(tx, ctx.actor, 'review.meetingCanceled', reviewId);
  });
}

/** The latest answer counts. */
export async function answer(
  db: Database,
  { id, reviewId, personId, name }: NonNullable<Awaited<ReturnType<typeof store.loadOpenInvitation>>>,
  said: 'yes' | 'no',
): Promise<void> {
  await transaction(db, async (tx) => {
    if (!(await store.setAnswer(tx, id, said))) return;
    const actor = { kind: 'link' as const, name, reviewId, ...(personId === null ? {} : { personId }) };
    await recordEvent(tx, actor, 'review.invitationAnswered', reviewId, { invitationId: id, answer: said });
  });
}

async function requirePlanned(ctx: Context, tx: Transaction, reviewId: number): Promise<void> {
  if (!(await store.lockReview(tx, reviewId))) throw noReview(reviewId);
  const review = await getReview({ ...ctx, db: tx }, reviewId);
  if (review.heldAt !== null) throw problem('state_conflict', 'This review was held.');
}

async function requireMeeting(tx: Queryable, reviewId: number): Promise<store.MeetingRow> {
  const meeting = await store.loadMeeting(tx, reviewId);
  if (!meeting || meeting.canceledAt) throw problem('state_conflict', 'Set a time for the review first.');
  return meeting;
}

const noReview = (id: number) => problem('not_found', `No quarterly review has the id ${id}.`);

function shown({ id, name, department, personId, answer: said, answeredAt, revokedAt, ...row }: store.InvitationRow) {
  return {
    ...{ id, name, department, isOutside: personId === null, answer: said, answeredAt, revokedAt },
    delivery: { state: row.deliveryState ?? ('sent' as const), outcome: row.deliveryOutcome },
  };
}
