/** Writes down how an attempt ended and what follows from it: a retry, another way to the person, the next step. */
import { pageKey } from '../../../domain/respond/escalation/page-key.ts';
import { disableContactMethod, markContactMethodOutcome } from '../../directory/contact-methods/reachability.ts';
import { system } from '../../platform/auth/actor.ts';
import { type Database, type Queryable, transaction, withCommit } from '../../platform/db/database.ts';
import { recordEvent, recordEvents } from '../../platform/events/record.ts';
import type { Outcome } from '../channels/channel.ts';
import { addPageProblem, escalateAfterFailure } from '../page-life/life-store.ts';
import { insertNotifications } from '../page-life/notifications-store.ts';
import type { Claimed } from './claims/claim-store.ts';

import * as store from './outcome-store.ts';

/** Waits between attempts; after the last one the notification has failed. */
const retryDelaysSeconds = [5, 15, 45];

/** A receiver that asks for more patience than this is treated as one that cannot be reached. */
const longestRetrySeconds = 120;

/** The last words of an attempt, as shown and counted; null when the lease was lost and another node goes on. */
export type AttemptEnd = 'sent' | 'retry' | 'failed';

/**
 * `followUp`: something is due now. `isLoud`: a person or everybody of the step could not be reached.
 */
export type Recorded = { end: AttemptEnd | null; followUp: boolean; isLoud: boolean };

/** An outcome, and the provider that carried the message or was asked last. */
export type Sent = Outcome & { through?: number };
export type NotSent = Exclude<Sent, { outcome: 'sent' }>;

export async function recordFailure(db: Database, claimed: Claimed, outcome: NotSent): Promise<Recorded> {
  const retrySeconds = outcome.outcome === 'retry' ? nextRetrySeconds(claimed.attempts, outcome.afterSeconds) : null;
  return transaction(db, async (tx) => {
    const page = await store.lockPageForFailure(tx, claimed.pageId);
    const state = retrySeconds === null ? 'failed' : 'pending';
    const mayHaveArrived = outcome.outcome === 'retry' && outcome.mayHaveArrived === true;
    const [isOurs] = await store.endAttempts(
      tx,
      [claimed],
      { state, outcome: outcome.reason, mayHaveArrived, through: outcome.through },
      retrySeconds,
    );
    if (isOurs === undefined || page === null) return { end: null, followUp: false, isLoud: false };
    await recordAttempt(
      tx,
      claimed,
      state === 'failed' ? 'notification.failed' : 'notification.delayed',
      outcome.reason,
    );
    if (claimed.contactMethodId !== null) {
      await markContactMethodOutcome(tx, claimed.contactMethodId, outcome.reason);
      const isGone = outcome.outcome === 'failed' && outcome.disable === true;
      if (isGone) await disableContactMethod(tx, claimed.contactMethodId, outcome.reason);
    }
    const end = state === 'failed' ? 'failed' : 'retry';
    const isWanted = page.state === 'open' && page.generation === claimed.generation;
    if (!isWanted) return { end, followUp: false, isLoud: false };
    // Somebody may be dying while we are polite to a mail server: an urgent page tries another way at once.
    const triesAnotherWay = state === 'failed' || page.urgency === 'high';
    const step = ofPerson(claimed);
    // A chat room reaches nobody, so nothing follows from its failure.
    if (step === null) return { end, followUp: false, isLoud: false };
    const followUp = triesAnotherWay && (await tryAnotherWay(tx, step, page));
    if (state === 'pending' || followUp) return { end, followUp, isLoud: false };
    return { end, ...(await giveUpOnPerson(tx, step, page)) };
  });
}

/** Writes down all that one message told of. @returns one for each whose lease was still ours */
export async function recordSent(
  db: Database,
  sent: Claimed[],
  { providerId, through, reference }: Extract<Sent, { outcome: 'sent' }>,
): Promise<Recorded[]> {
  const ended = { state: 'sent', outcome: 'sent', providerId, through, reference } as const;
  return transaction(db, async (tx) => {
    const ours = new Set(await store.endAttempts(tx, sent, ended));
    const recorded = sent.filter(({ id }) => ours.has(id));
    const [lead] = recorded;
    if (!lead) return [];
    if (reference !== undefined) await store.outdateIfOver(tx, [...ours]);
    withCommit(
      tx,
      recordEvents(
        tx,
        system,
        recorded.map((claimed) => eventOf(claimed, 'notification.sent', null)),
      ),
    );
    if (lead.contactMethodId !== null) withCommit(tx, markContactMethodOutcome(tx, lead.contactMethodId, 'sent'));
    return recorded.map(() => ({ end: 'sent', followUp: false, isLoud: false }));
  });
}

/** Seconds until the attempt after so many, or null when there is none. `wantedSeconds` is what the receiver asks for. */
export function nextRetrySeconds(attempts: number, wantedSeconds: number): number | null {
  const delay = retryDelaysSeconds[attempts - 1];
  if (delay === undefined || wantedSeconds > longestRetrySeconds) return null;
  return Math.max(delay, wantedSeconds);
}

export type Receipt = { messageId: string; state: 'delivered' | 'failed'; reason?: string | undefined };

/**
 * A provider says later what became of a message. A failure counts as a failed attempt for every page that the message
 * tells of: another way to the person, the next step; once, and only while the page still asks in the same generation.
 * What was delivered stays delivered.
 * @returns null when no message has this id (yet)
 */
export async function recordReceipt(
  tx: Queryable,
  providerId: number,
  receipt: Receipt,
): Promise<Omit<Recorded, 'end'> | null> {
  const reported = await store.listReported(tx, providerId, receipt.messageId);
  if (reported.length === 0) return null;
  const all = { followUp: false, isLoud: false };
  for (const each of reported) {
    const { followUp, isLoud } = await (receipt.state === 'delivered'
      ? recordDelivered(tx, each)
      : recordFailedLate(tx, each, receipt.reason ?? 'the provider could not deliver it'));
    all.followUp ||= followUp;
    all.isLoud ||= isLoud;
  }
  const { contactMethodId } = reported[0]!;
  if (receipt.state === 'failed' && contactMethodId !== null)
    all.followUp = (await store.releaseHeldBack(tx, contactMethodId)) || all.followUp;
  return all;
}

async function recordDelivered(tx: Queryable, reported: store.Reported) {
  const { id: notificationId, pageId, personId, channel, contactMethodId } = reported;
  if (await store.markDelivered(tx, notificationId)) {
    await recordEvent(tx, system, 'notification.delivered', pageId, { notificationId, personId, channel });
    if (contactMethodId !== null) await markContactMethodOutcome(tx, contactMethodId, 'delivered');
  }
  return nothingFollows;
}

async function recordFailedLate(tx: Queryable, reported: store.Reported, reason: string) {
  const { id: notificationId, pageId, generation, personId, channel, contactMethodId } = reported;
  const page = await store.lockPageForFailure(tx, pageId);
  if (!(await store.markFailedLate(tx, notificationId, reason)) || page === null) return nothingFollows;
  const data = { notificationId, personId, channel, attempt: 1, mayRepeat: false, reason };
  await recordEvent(tx, system, 'notification.failed', pageId, data);
  if (contactMethodId !== null) await markContactMethodOutcome(tx, contactMethodId, reason);
  if (page.state !== 'open' || page.generation !== generation) return nothingFollows;
  const step = ofPerson(reported);
  if (step === null) return nothingFollows;
  if (await tryAnotherWay(tx, step, page)) return { followUp: true, isLoud: false };
  return giveUpOnPerson(tx, step, page);
}

function ofPerson<Of extends { personId: number | null }>(of: Of): (Of & { personId: number }) | null {
  return of.personId === null ? null : { ...of, personId: of.personId };
}

const nothingFollows = { followUp: false, isLoud: false };

/** The person's next contact method for this step: one that waits for its time, else one the step has not used. */
async function tryAnotherWay(tx: Queryable, claimed: store.PersonStep, page: store.PageForFailure): Promise<boolean> {
  if (await store.pullNextForward(tx, claimed)) return true;
  const method = await store.findUnusedMethod(tx, claimed);
  if (method === null) return false;
  const { pageId, generation, round, stepIndex, personId } = claimed;
  const { contactMethodId, ruleIndex } = method;
  const notification = {
    ...{ pageId, generation, round, stepIndex, personId, ...method, severity: page.severity, delaySeconds: 0 },
    pageKey: pageKey(pageId, generation, round, stepIndex, personId, contactMethodId, ruleIndex),
  };
  await insertNotifications(tx, [notification], page.now);
  return true;
}

async function giveUpOnPerson(tx: Queryable, claimed: store.PersonStep, page: store.PageForFailure) {
  const alive = await store.countAlive(tx, claimed);
  if (alive.ofPerson > 0) return { followUp: false, isLoud: false };
  const { pageId, personId, stepIndex, round } = claimed;
  const problem = { code: 'delivery_failed', personId, stepIndex, round, at: page.now.toISOString() };
  await addPageProblem(tx, pageId, problem);
  await recordEvent(tx, system, 'page.personNotReached', pageId, problem);
  if (alive.ofStep > 0) return { followUp: false, isLoud: true };
  const escalated = await escalateAfterFailure(tx, claimed);
  if (escalated) {
    const data = { because: 'nobody of the step was reached', stepIndex, round };
    await recordEvent(tx, system, 'page.escalated', pageId, data);
  }
  return { followUp: escalated, isLoud: true };
}

type AttemptKind = 'notification.sent' | 'notification.delayed' | 'notification.failed';

async function recordAttempt(tx: Queryable, claimed: Claimed, kind: AttemptKind, reason: string | null): Promise<void> {
  await recordEvents(tx, system, [eventOf(claimed, kind, reason)]);
}

function eventOf(claimed: Claimed, kind: AttemptKind, reason: string | null) {
  const { id, personId, channel, chatRoom, attempts, mayRepeat, pageId } = claimed;
  const data = {
    ...{ notificationId: id, personId, channel: chatRoom?.channel ?? channel, attempt: attempts, mayRepeat },
    ...(chatRoom ? { room: chatRoom.name } : {}),
    ...(reason ? { reason } : {}),
  };
  return { kind, subjectId: pageId, data };
}
