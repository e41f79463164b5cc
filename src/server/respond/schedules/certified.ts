/** Being put on call by people: asks for the certificate that the schedule needs. */
import type { ScheduleInput } from '../../../contract/respond/schedules/schedule.ts';
import { onCallOn } from '../../../domain/respond/waivers.ts';
import type { Context } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { type CertificateCheck, recordedWaiver, requireCertificate } from '../certificates.ts';
import { createSchedule, getSchedule, updateSchedule } from './actions.ts';
import { participantsOf } from './snapshots.ts';

type OnSchedule = {
  id: number | null;
  name: string;
  teamId: number | null;
  /** Who is put on call by the change. */
  joining: number[];
  participants: Iterable<number>;
};

/** Lets `change` put the people on call. @throws Problem `certificate_required` */
async function join<T extends object>(
  ctx: Context,
  check: CertificateCheck,
  { id, name, teamId, joining, participants }: OnSchedule,
  waiverReason: string | undefined,
  change: (within: Context) => Promise<T>,
): Promise<T> {
  const personIds = [...new Set(joining)];
  const words = onCallOn(name);
  const ask = { scheduleId: id, teamId, personIds, participantIds: [...participants] };
  const waiver =
    personIds.length === 0
      ? null
      : await requireCertificate(check, words.asked, (one) => one.missingForOnCall(ask), waiverReason);
  if (!waiver) return change(ctx);
  return transaction(ctx.db, async (tx) => {
    const result = await change({ ...ctx, db: tx });
    const scheduleId = id ?? (result as T & { id: number }).id;
    await recordEvent(tx, ctx.actor, 'schedule.certificateWaived', scheduleId, recordedWaiver(waiver, words.done));
    return result;
  });
}

/** Lets `change` put people on call on a schedule that exists, as by an override. @throws Problem `certificate_required` */
export async function putOnCall<T extends object>(
  ctx: Context,
  check: CertificateCheck,
  scheduleId: number,
  joining: number[],
  waiverReason: string | undefined,
  change: (within: Context) => Promise<T>,
): Promise<T> {
  const { name, teamId, definition } = await getSchedule(ctx, scheduleId);
  const participants = participantsOf(definition);
  return join(ctx, check, { id: scheduleId, name, teamId, joining, participants }, waiverReason, change);
}

/** As `createSchedule`. @throws Problem `certificate_required` */
export function createCertified(ctx: Context, check: CertificateCheck, input: ScheduleInput, waiverReason?: string) {
  const joining = participantsOf(input.definition);
  const schedule = { id: null, name: input.name, teamId: input.teamId, joining: [...joining], participants: joining };
  return join(ctx, check, schedule, waiverReason, (within) => createSchedule(within, input));
}

/** As `updateSchedule`; whoever had turns before joins nothing. @throws Problem `certificate_required` */
export async function updateCertified(
  ctx: Context,
  check: CertificateCheck,
  id: number,
  input: ScheduleInput,
  {
    waiverReason,
    ifMatch,
    turns,
  }: { waiverReason?: string | undefined; ifMatch: number | undefined; turns: 'keep' | 'restart' },
) {
  const before = participantsOf((await getSchedule(ctx, id)).definition);
  const participants = participantsOf(input.definition);
  const joining = [...participants].filter((personId) => !before.has(personId));
  const schedule = { id, name: input.name, teamId: input.teamId, joining, participants };
  return join(ctx, check, schedule, waiverReason, (within) => updateSchedule(within, id, input, ifMatch, turns));
}
