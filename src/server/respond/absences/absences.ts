import { problem } from '../../../contract/errors.ts';
import { may } from '../../platform/auth/actor.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { readNowMs } from '../../platform/db/now.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './absences-store.ts';
import { personExists } from './calendars-store.ts';

const LONGEST_ABSENCE_MS = 400 * 86_400_000;
/** How many absences of one person may run or lie ahead at once. */
const MOST_ABSENCES = 200;

export type AbsenceInput = { personId?: number | undefined; startsAt: string; endsAt: string; note: string };

/** `forbidden` for another person without `oncall.manage`; `invalid_input` for one that is over or too long. */
export async function createAbsence(ctx: Context, input: AbsenceInput) {
  const personId = input.personId ?? requirePerson(ctx);
  mustBeOwn(ctx, personId);
  return transaction(ctx.db, async (tx) => {
    const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
    if (endsAt.getTime() <= (await readNowMs(tx))) throw refusal('endsAt', 'This is in the past.');
    if (endsAt.getTime() - startsAt.getTime() > LONGEST_ABSENCE_MS)
      throw refusal('endsAt', 'An absence lasts 400 days at most.');
    if (!(await personExists(tx, personId))) throw refusal('personId', `No person has the id ${personId}.`);
    if ((await store.countComing(tx, personId)) >= MOST_ABSENCES)
      throw problem('state_conflict', `At most ${MOST_ABSENCES} upcoming absences of one person are allowed.`);
    const id = await store.insertAbsence(tx, { personId, startsAt, endsAt, note: input.note });
    const absence = (await store.loadAbsence(tx, id))!;
    await recordEvent(tx, ctx.actor, 'absence.created', id, { after: absence });
    return absence;
  });
}

/** `forbidden` for another person’s without `oncall.manage`. */
export async function deleteAbsence(ctx: Context, id: number): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const before = await store.loadAbsence(tx, id);
    if (!before) throw problem('not_found', `No absence has the id ${id}.`);
    mustBeOwn(ctx, before.personId);
    if (before.calendarId !== null)
      throw problem(
        'state_conflict',
        `This absence comes from the calendar “${before.calendarName}”. Change it there, or remove the calendar.`,
      );
    await store.deleteAbsence(tx, id);
    await recordEvent(tx, ctx.actor, 'absence.deleted', id, { before });
  });
}

function mustBeOwn(ctx: Context, personId: number): void {
  const isOwn = 'personId' in ctx.actor && ctx.actor.personId === personId;
  if (!isOwn && !may(ctx.actor, 'oncall.manage'))
    throw problem('forbidden', 'You can enter and remove your own absences only.');
}

function refusal(field: string, message: string) {
  return problem('invalid_input', message, [{ path: `body.${field}`, message }]);
}
