import { problem } from '../../../../contract/errors.ts';
import * as seats from '../../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import { may, personIdOf } from '../../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../../platform/context.ts';
import { type Queryable, type Transaction, transaction } from '../../../platform/db/database.ts';
import { recordEvent } from '../../../platform/events/record.ts';
import { insertOverride, lockSchedule, replacedBy } from '../overrides/overrides.ts';
import { loadSnapshots, participantsOf } from '../snapshots.ts';
import { loadSchedule } from '../store.ts';
import * as store from './covers-store.ts';

const HOUR_MS = 3_600_000;
const LONGEST_COVER_MS = 400 * 24 * HOUR_MS;
const MOST_REQUESTS_AN_HOUR = 20;
const MOST_ASKED = 200;

type Ask = { kind: 'person'; personId: number } | { kind: 'team' } | { kind: 'rota' };
export type CoverInput = { scheduleId: number; startsAt: string; endsAt: string; reason: string; ask: Ask };

/** The request, or `not_found`. */
export async function getCoverRequest(ctx: { db: Queryable }, id: number): Promise<store.CoverRow> {
  const request = await store.loadRequest(ctx.db, id);
  if (!request) throw problem('not_found', `No cover request has the id ${id}.`);
  return request;
}

/**
 * Asks whether others can take a shift of the person who asks; of a running one, what is left.
 * `state_conflict` when they are not on call all through it, or ask for cover of a part of it already; `invalid_input`
 * for a shift that is over and when there is nobody to ask; `too_many_requests` for who asks all the time.
 */
export async function requestCover(ctx: Context, input: CoverInput) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, input.scheduleId);
    const [startsAt, endsAt] = [Math.max(Date.parse(input.startsAt), now), Date.parse(input.endsAt)];
    if (endsAt <= now) throw refusal('endsAt', 'This shift is over.');
    if (endsAt - startsAt > LONGEST_COVER_MS) throw refusal('endsAt', 'A cover lasts 400 days at most.');
    const { scheduleId, reason } = input;
    const request = { scheduleId, personId, startsAt: new Date(startsAt), endsAt: new Date(endsAt), reason };
    if (!(await isOnCallThroughout(tx, request)))
      throw problem('state_conflict', 'You are not on call from the start to the end of this time.');
    if (await store.asksAlready(tx, request))
      throw problem('state_conflict', 'You already ask for cover of this shift. Withdraw that request first.');
    // Each request writes to everybody who is asked, also when it is withdrawn at once.
    if ((await store.countRequestsOfLastHour(tx, personId)) >= MOST_REQUESTS_AN_HOUR)
      throw problem(
        'too_many_requests',
        `You have asked ${MOST_REQUESTS_AN_HOUR} times within an hour. Try again later.`,
      );
    const asked = await whoIsAsked(tx, input, personId);
    const id = await store.insertRequest(tx, request, asked);
    await store.queueMails(tx, id, 'asked', asked);
    const remindAt = reminderTime(startsAt, now);
    if (remindAt !== null) await store.queueMails(tx, id, 'reminder', [...asked, personId], new Date(remindAt));
    await recordEvent(tx, ctx.actor, 'coverRequest.created', id, { after: { ...request, asked } });
    return getCoverRequest({ db: tx }, id);
  });
}

/**
 * The person who accepts is on call for what is left of the shift, by an override.
 * `state_conflict` when somebody was faster, it was withdrawn, it is over, or the shift is no longer the asker's;
 * `forbidden` for somebody who was not asked.
 */
export async function acceptCover(ctx: Context, id: number) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    const { request, now } = await lockOpen(tx, id);
    mustBeAsked(request, personId);
    const startsAt = Math.max(request.startsAt.getTime(), now);
    if (!(await isOnCallThroughout(tx, { ...request, startsAt: new Date(startsAt) })))
      throw problem(
        'state_conflict',
        `The schedule has changed: ${request.personName} no longer has this whole shift.`,
      );
    const reason = `Covers for ${request.personName}${request.reason ? `: ${request.reason}` : ''}`.slice(0, 500);
    const endsAt = request.endsAt.getTime();
    const override = await insertOverride(tx, ctx, request.scheduleId, {
      ...{ personId, startsAt, endsAt, reason, now },
      replacesPersonId: await replacedBy(tx, request.scheduleId, request.personId),
    });
    await store.acceptRequest(tx, id, personId, override.id);
    await store.queueMails(tx, id, 'accepted', [request.personId]);
    await recordEvent(tx, ctx.actor, 'coverRequest.accepted', id, { overrideId: override.id });
    return getCoverRequest({ db: tx }, id);
  });
}

/** Says that they cannot; who asked is told once everybody has said so. `forbidden` for somebody who was not asked. */
export async function declineCover(ctx: Context, id: number) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    const { request } = await lockOpen(tx, id);
    if (mustBeAsked(request, personId).declined) return request;
    await store.declineRequest(tx, id, personId);
    await recordEvent(tx, ctx.actor, 'coverRequest.declined', id);
    const after = await getCoverRequest({ db: tx }, id);
    if (after.asked.every(({ declined }) => declined))
      await store.queueMails(tx, id, 'all_declined', [request.personId]);
    return after;
  });
}

/** Takes the request back; who could still have accepted is told. Only who asked may, and who manages schedules. */
export async function withdrawCover(ctx: Context, id: number) {
  return transaction(ctx.db, async (tx) => {
    const { request } = await lockOpen(tx, id);
    const isOwn = personIdOf(ctx.actor) === request.personId;
    if (!isOwn && !may(ctx.actor, 'oncall.manage')) throw problem('forbidden', 'This is somebody else’s request.');
    await store.withdrawRequest(tx, id);
    const waiting = request.asked.filter(({ declined }) => !declined).map(({ personId }) => personId);
    await store.queueMails(tx, id, 'withdrawn', waiting);
    await recordEvent(tx, ctx.actor, 'coverRequest.withdrawn', id);
    return getCoverRequest({ db: tx }, id);
  });
}

/** A day before the shift begins, or an hour before one that begins within the day; null when that is too soon. */
function reminderTime(startsAt: number, now: number): number | null {
  const times = [startsAt - 24 * HOUR_MS, startsAt - HOUR_MS];
  return times.find((at) => at >= now + HOUR_MS) ?? null;
}

async function lockOpen(tx: Transaction, id: number): Promise<{ request: store.CoverRow; now: number }> {
  const { scheduleId } = await getCoverRequest({ db: tx }, id);
  const now = await lockSchedule(tx, scheduleId);
  // Read again behind the lock: the first to accept has it.
  const request = await getCoverRequest({ db: tx }, id);
  if (request.state === 'accepted') throw problem('state_conflict', `${request.acceptedByName} has taken this shift.`);
  if (request.state === 'withdrawn') throw problem('state_conflict', 'This request was withdrawn.');
  if (request.state === 'expired') throw problem('state_conflict', 'This shift is over.');
  return { request, now };
}

function mustBeAsked({ asked }: store.CoverRow, personId: number) {
  const found = asked.find((person) => person.personId === personId);
  if (!found) throw problem('forbidden', 'You were not asked.');
  return found;
}

async function isOnCallThroughout(
  tx: Transaction,
  { scheduleId, personId, startsAt, endsAt }: { scheduleId: number; personId: number; startsAt: Date; endsAt: Date },
): Promise<boolean> {
  const [from, to] = [startsAt.getTime(), endsAt.getTime()];
  const schedule = (await loadSnapshots(tx, [scheduleId], from, to)).get(scheduleId);
  if (!schedule) return false;
  return seats.isOnCallThroughout(schedule, personId, instantOf(from), instantOf(to));
}

async function whoIsAsked(tx: Transaction, { scheduleId, ask }: CoverInput, askerId: number): Promise<number[]> {
  const schedule = (await loadSchedule(tx, scheduleId))!;
  if (ask.kind === 'team' && schedule.teamId === null) throw refusal('ask', 'This schedule belongs to no team.');
  const whom =
    ask.kind === 'team'
      ? { teamId: schedule.teamId! }
      : { personIds: ask.kind === 'person' ? [ask.personId] : [...participantsOf(schedule.definition)] };
  const found = await store.peopleToAsk(tx, whom, askerId, MOST_ASKED);
  if (found.length > 0) return found;
  throw refusal(
    'ask',
    ask.kind === 'person'
      ? 'This person cannot take shifts: they are you, deactivated, or a viewer.'
      : 'There is nobody else who can take shifts.',
  );
}

function refusal(field: string, message: string) {
  return problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}
