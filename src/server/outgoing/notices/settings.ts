/** What people want to be told of, and how. */
import { problem } from '../../../contract/errors.ts';
import { type NoticeKind, type NoticeSettingsInput, noticeKinds } from '../../../contract/outgoing/notices.ts';
import { defaultQuietHours, noticeRules, type QuietHours } from '../../../domain/outgoing/notice-rules.ts';
import { type Context, requirePerson } from '../../platform/context.ts';
import { transaction } from '../../platform/db/database.ts';
import { requireVersion } from '../../platform/events/changed-meanwhile.ts';
import { recordEvent } from '../../platform/events/record.ts';
import * as store from './settings-store.ts';

export async function readNoticeSettings(ctx: Context, hasMail: boolean) {
  return shown(await store.loadSettings(ctx.db, requirePerson(ctx)), hasMail);
}

/** @throws Problem `invalid_input` for a contact method that is not theirs or not verified, `version_mismatch` */
export async function replaceNoticeSettings(
  ctx: Context,
  hasMail: boolean,
  { kinds, quietHours }: NoticeSettingsInput,
  ifMatch?: number,
) {
  const personId = requirePerson(ctx);
  return transaction(ctx.db, async (tx) => {
    const before = await store.lockSettings(tx, personId);
    await requireVersion(tx, before, ifMatch, 'person', personId, ['person.noticesReplaced']);
    const methods = Object.values(kinds).flatMap(({ contactMethodId }) => contactMethodId ?? []);
    const unusable = await store.findUnusable(tx, personId, [...new Set(methods)]);
    const faults = noticeKinds
      .filter((kind) => unusable.includes(kinds[kind].contactMethodId ?? 0))
      .map((kind) => ({ path: `body.kinds.${kind}`, message: 'Choose a verified contact method of your own.' }));
    if (faults.length > 0) throw problem('invalid_input', faults[0]!.message, faults);
    const quiet = quietHours && { from: minutesOf(quietHours.from), until: minutesOf(quietHours.until) };
    await store.saveSettings(tx, personId, kinds, quiet);
    const after = await store.loadSettings(tx, personId);
    await recordEvent(tx, ctx.actor, 'person.noticesReplaced', personId, {
      before: recorded(before),
      after: recorded(after),
    });
    return shown(after, hasMail);
  });
}

/** What is in force for a kind: chosen, or what is usual. */
export function choiceOf({ kinds }: Pick<store.SettingsRow, 'kinds'>, kind: NoticeKind) {
  return kinds[kind] ?? { isOn: noticeRules[kind].isOnByDefault, contactMethodId: null };
}

/** Null when the person wants none. */
export function quietOf({ isDefault, quietFrom, quietUntil }: Omit<store.SettingsRow, 'kinds'>): QuietHours | null {
  if (isDefault) return defaultQuietHours;
  return quietFrom === null || quietUntil === null ? null : { from: quietFrom, until: quietUntil };
}

function shown(row: store.SettingsRow, hasMail: boolean) {
  return { ...recorded(row), hasMail, version: row.version };
}

function recorded(row: store.SettingsRow) {
  const quiet = quietOf(row);
  return {
    kinds: Object.fromEntries(noticeKinds.map((kind) => [kind, choiceOf(row, kind)])) as NoticeSettingsInput['kinds'],
    quietHours: quiet && { from: clockOf(quiet.from), until: clockOf(quiet.until) },
  };
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours! * 60 + minutes!;
}

function clockOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
