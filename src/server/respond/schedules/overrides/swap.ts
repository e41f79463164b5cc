import { problem } from '../../../../contract/errors.ts';
import type { Schedule } from '../../../../domain/respond/schedules/schedule.ts';
import { isOnCallThroughout } from '../../../../domain/respond/schedules/seats.ts';
import { instantOf } from '../../../../domain/time/instant.ts';
import type { Context } from '../../../platform/context.ts';
import { transaction } from '../../../platform/db/database.ts';
import { loadSnapshots } from '../snapshots.ts';
import { insertOverride, lockSchedule, replacedBy } from './overrides.ts';

type ShiftInput = { personId: number; startsAt: string; endsAt: string };
type OwnShift = { field: 'first' | 'second'; personId: number; startsAt: number; endsAt: number };

/** How far apart two shifts may lie: their schedule is looked along from the one to the other. */
const LONGEST_REACH_MS = 400 * 86_400_000;

/**
 * Two people trade a shift each: an override puts either on call in place of the other, both or none of them. Of a
 * running shift, what is left is traded.
 * `invalid_input` for one person, shifts that overlap or are over; `state_conflict` when one of the two is not on call
 * all through the shift that is named as theirs.
 */
export async function swapShifts(
  ctx: Context,
  scheduleId: number,
  input: { first: ShiftInput; second: ShiftInput; reason: string },
) {
  return transaction(ctx.db, async (tx) => {
    const now = await lockSchedule(tx, scheduleId);
    const first = shiftOf('first', input.first, now);
    const second = shiftOf('second', input.second, now);
    if (first.personId === second.personId) refuse('second.personId', 'Both shifts belong to the same person.');
    if (first.startsAt < second.endsAt && second.startsAt < first.endsAt)
      refuse('second.startsAt', 'The two shifts overlap.');
    const from = Math.min(first.startsAt, second.startsAt);
    const to = Math.max(first.endsAt, second.endsAt);
    if (to - from > LONGEST_REACH_MS) refuse('second.endsAt', 'The two shifts are more than 400 days apart.');
    const schedule = (await loadSnapshots(tx, [scheduleId], from, to)).get(scheduleId)!;
    for (const shift of [first, second]) mustHave(schedule, shift);
    const { reason } = input;
    const cover = async ({ startsAt, endsAt, personId: of }: OwnShift, personId: number) => {
      const replacesPersonId = await replacedBy(tx, scheduleId, of);
      return insertOverride(tx, ctx, scheduleId, { personId, replacesPersonId, startsAt, endsAt, reason, now });
    };
    return { overrides: [await cover(first, second.personId), await cover(second, first.personId)] };
  });
}

function shiftOf(field: OwnShift['field'], { personId, startsAt, endsAt }: ShiftInput, now: number): OwnShift {
  const shift = { field, personId, startsAt: Math.max(Date.parse(startsAt), now), endsAt: Date.parse(endsAt) };
  if (shift.endsAt <= now) refuse(`${field}.endsAt`, 'This shift is over.');
  return shift;
}

function mustHave(schedule: Schedule, { field, personId, startsAt, endsAt }: OwnShift): void {
  if (isOnCallThroughout(schedule, personId, instantOf(startsAt), instantOf(endsAt))) return;
  throw problem('state_conflict', `The ${field} shift is not, or no longer, this person’s from its start to its end.`);
}

function refuse(field: string, message: string): never {
  throw problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}
