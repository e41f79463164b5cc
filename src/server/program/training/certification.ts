/** Where certificates are required, and who lacks one that is. */
import { problem } from '../../../contract/errors.ts';
import type { CertificationRulesInput } from '../../../contract/program/certification.ts';
import { type Missing, onCallOn, type Waiver } from '../../../domain/respond/waivers.ts';
import { loadReachability } from '../../directory/contact-methods/reachability.ts';
import type { Context } from '../../platform/context.ts';
import { type Queryable, transaction } from '../../platform/db/database.ts';
import { recordEvent } from '../../platform/events/record.ts';
import { settings } from '../../platform/settings/registry.ts';
import { readSetting, writeSetting } from '../../platform/settings/store.ts';
import { type Certificates, recordedWaiver } from '../../respond/certificates.ts';
import { peopleOnCallNow } from '../../respond/schedules/on-call.ts';
import * as store from './certification-store.ts';
import { courseTitles, usableCourses } from './course-titles.ts';

export async function readCertificationRules(db: Queryable) {
  const { value, version } = await readSetting(db, settings.certificationRules);
  const { scheduleIds } = value.onCall;
  const gone = await store.missingSchedules(db, scheduleIds ?? []);
  const [command, onCall] = [value.command, value.onCall].map(({ courseKey }) => store.countHolders(db, courseKey));
  return {
    ...value,
    onCall: { ...value.onCall, scheduleIds: scheduleIds?.filter((id) => !gone.includes(id)) ?? null },
    holders: { command: await command!, onCall: await onCall! },
    version,
  };
}

/** @throws Problem `invalid_input` for a course or schedule that does not exist, `version_mismatch` */
export async function updateCertificationRules(ctx: Context, input: CertificationRulesInput, ifMatch?: number) {
  const courses = await usableCourses(ctx.db);
  const faults = (['command', 'onCall'] as const)
    .filter((what) => !courses.has(input[what].courseKey))
    .map((what) => ({ path: `body.${what}.courseKey`, message: 'There is no such course.' }));
  const [missing] = await store.missingSchedules(ctx.db, input.onCall.scheduleIds ?? []);
  if (missing !== undefined)
    faults.push({ path: 'body.onCall.scheduleIds', message: `There is no schedule ${missing}.` });
  if (faults.length > 0) throw problem('invalid_input', faults[0]!.message, faults);
  return transaction(ctx.db, async (tx) => {
    const { value: before } = await readSetting(tx, settings.certificationRules);
    const after = { ...input, command: { ...input.command, severities: [...input.command.severities].sort() } };
    await writeSetting(tx, ctx, settings.certificationRules, after, ifMatch, { before, after });
    return readCertificationRules(tx);
  });
}

/**
 * What respond asks; on connections of its own, so that a failure breaks nobody’s transaction.
 * @param db whoever hands in a transaction sees to that
 */
export function certificatesFor(db: Queryable): Certificates {
  return {
    async missingForCommand({ personId, severity }) {
      const { command, note } = (await readSetting(db, settings.certificationRules)).value;
      if (!command.isRequired || !command.severities.includes(severity as (typeof command.severities)[number]))
        return null;
      return missingOf(db, { ...command, note }, [personId], async () => {
        const holders = await store.listHolders(db, command.courseKey);
        if (holders.length === 0) return [];
        const onCall = await peopleOnCallNow(db);
        return holders.filter(({ id }) => onCall.has(id));
      });
    },
    async missingForOnCall({ scheduleId, teamId, personIds, participantIds }) {
      const { onCall, note } = (await readSetting(db, settings.certificationRules)).value;
      if (!onCall.isRequired) return null;
      if (onCall.scheduleIds && (scheduleId === null || !onCall.scheduleIds.includes(scheduleId))) return null;
      const among = { teamId, personIds: participantIds };
      return missingOf(db, { ...onCall, note }, personIds, () => store.listHoldersAmong(db, onCall.courseKey, among));
    },
  };
}

/** Who lacks the certificate, and which of the others, who hold it, can be reached. */
async function missingOf(
  db: Queryable,
  { courseKey, note }: { courseKey: string; note: string },
  personIds: number[],
  others: () => Promise<store.Named[]>,
): Promise<Missing | null> {
  const people = await store.listLacking(db, courseKey, personIds);
  if (people.length === 0) return null;
  const holders = await others();
  const reach = await loadReachability(
    db,
    holders.map(({ id }) => id),
    'high',
  );
  const able = holders.filter(({ id }) => (reach.get(id) ?? []).length > 0);
  const courseTitle = (await courseTitles(db)).get(courseKey) ?? courseKey;
  return { courseKey, courseTitle, note, people, able };
}

/** Records who is put on call without the certificate that the schedule needs, where nobody is there to be asked. */
export async function recordUncertified(
  ctx: Context,
  { id, name, teamId, joining, participants, reason }: Joining,
): Promise<void> {
  const ask = { scheduleId: id, teamId, personIds: joining, participantIds: participants };
  const waiver = await transaction(ctx.db, (tx) => certificatesFor(tx).missingForOnCall(ask)).then(
    (missing): Waiver | null => missing && { ground: 'reason', reason, missing },
    (): Waiver => ({ ground: 'not-checked', reason, missing: null }),
  );
  if (waiver)
    await recordEvent(ctx.db, ctx.actor, 'schedule.certificateWaived', id, recordedWaiver(waiver, onCallOn(name).done));
}

/** One sentence for each of the schedules that asks for a certificate which some of its people do not hold. */
export async function warnOfUncertified(
  db: Queryable,
  schedules: readonly { id: number; name: string; participants: readonly number[] }[],
): Promise<string[]> {
  const { isRequired, courseKey, scheduleIds } = (await readSetting(db, settings.certificationRules)).value.onCall;
  if (!isRequired) return [];
  const asking = schedules.filter(({ id }) => scheduleIds === null || scheduleIds.includes(id));
  const people = [...new Set(asking.flatMap(({ participants }) => participants))];
  const lacking = new Map((await store.listLacking(db, courseKey, people)).map(({ id, name }) => [id, name]));
  const title = (await courseTitles(db)).get(courseKey) ?? courseKey;
  return asking.flatMap(({ name, participants }) => {
    const names = [...new Set(participants)].flatMap((id) => lacking.get(id) ?? []);
    if (names.length === 0) return [];
    return `Schedule ${name}: on call without the certificate “${title}”: ${names.sort().join(', ')}.`;
  });
}

type Joining = {
  /** Of the schedule. */
  id: number;
  name: string;
  teamId: number | null;
  /** Who is put on call. */
  joining: number[];
  participants: number[];
  reason: string;
};

/** Certificates that end before `untilMs`, of people who hold no later one of the course. */
export async function expiringCertificates(tx: Queryable, untilMs: number) {
  const found = await store.listExpiring(tx, new Date(untilMs));
  if (found.length === 0) return [];
  const titles = await courseTitles(tx);
  return found.map((one) => ({ ...one, courseTitle: titles.get(one.courseKey) ?? one.courseKey }));
}
