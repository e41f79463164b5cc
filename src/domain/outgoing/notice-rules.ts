/** When people are told of something that asks for nothing. Pure; times in the zone of the person. */
import { Temporal } from 'temporal-polyfill';
import type { NoticeKind } from '../../contract/outgoing/notices.ts';
import { instantOf } from '../time/instant.ts';

type NoticeRule = {
  isOnByDefault: boolean;
  /** It is sent in quiet hours as well: the person was just woken for what it is about. */
  evenInQuietHours?: boolean;
  /** For how long it is news, in minutes. */
  freshMinutes: number;
};

const day = 24 * 60;

export const noticeRules: Record<NoticeKind, NoticeRule> = {
  pageEnded: { isOnByDefault: true, evenInQuietHours: true, freshMinutes: 120 },
  shadowedPage: { isOnByDefault: true, evenInQuietHours: true, freshMinutes: 120 },
  roleGiven: { isOnByDefault: true, freshMinutes: day },
  taskGiven: { isOnByDefault: true, freshMinutes: 3 * day },
  actionItemGiven: { isOnByDefault: true, freshMinutes: 7 * day },
  reviewRequested: { isOnByDefault: true, freshMinutes: 7 * day },
  decisionGiven: { isOnByDefault: true, freshMinutes: 7 * day },
  decisionDue: { isOnByDefault: true, freshMinutes: 3 * day },
  retirementDue: { isOnByDefault: true, freshMinutes: 3 * day },
  reviewMinutes: { isOnByDefault: true, freshMinutes: 7 * day },
  shiftTomorrow: { isOnByDefault: true, freshMinutes: day },
  shiftSoon: { isOnByDefault: true, freshMinutes: day },
  shiftStarted: { isOnByDefault: false, freshMinutes: 30 },
  handoffNote: { isOnByDefault: true, freshMinutes: day / 2 },
  shiftEnded: { isOnByDefault: false, freshMinutes: day },
  shiftChanged: { isOnByDefault: true, freshMinutes: 3 * day },
  scheduleGap: { isOnByDefault: true, freshMinutes: 2 * day },
  emergencySignIn: { isOnByDefault: true, freshMinutes: 3 * day },
  webhookDisabled: { isOnByDefault: true, freshMinutes: 7 * day },
  milestoneDue: { isOnByDefault: true, freshMinutes: 3 * day },
  certificateExpiring: { isOnByDefault: true, freshMinutes: 7 * day },
  certificateWaived: { isOnByDefault: true, freshMinutes: 7 * day },
  playbookToConfirm: { isOnByDefault: true, freshMinutes: 7 * day },
  drillAhead: { isOnByDefault: true, freshMinutes: day },
  sponsorDecided: { isOnByDefault: true, freshMinutes: 7 * day },
  questionsWaiting: { isOnByDefault: true, freshMinutes: 3 * day },
};

/** Minutes after midnight; over midnight where `from` is the later one. */
export type QuietHours = { from: number; until: number };

export const defaultQuietHours: QuietHours = { from: 22 * 60, until: 8 * 60 };

/** The stretch of quiet hours that holds the moment; null outside. Milliseconds since the epoch. */
function quietAround(quiet: QuietHours | null, timeZone: string, atMs: number): { from: number; until: number } | null {
  if (!quiet || quiet.from === quiet.until) return null;
  const local = instantOf(atMs).toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  const isOvernight = quiet.from > quiet.until;
  const isQuiet = isOvernight
    ? minute >= quiet.from || minute < quiet.until
    : minute >= quiet.from && minute < quiet.until;
  if (!isQuiet) return null;
  const today = local.toPlainDate();
  const at = (date: Temporal.PlainDate, minutes: number) =>
    date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60) })
      .epochMilliseconds;
  const beganYesterday = isOvernight && minute < quiet.until;
  const begin = beganYesterday ? today.subtract({ days: 1 }) : today;
  const end = isOvernight && !beganYesterday ? today.add({ days: 1 }) : today;
  return { from: at(begin, quiet.from), until: at(end, quiet.until) };
}

/** When a notice of something that has happened goes out: now, or when the quiet hours are over. */
export function dueAfter(kind: NoticeKind, quiet: QuietHours | null, timeZone: string, nowMs: number): number {
  if (noticeRules[kind].evenInQuietHours) return nowMs;
  return quietAround(quiet, timeZone, nowMs)?.until ?? nowMs;
}

/** When a reminder of something ahead goes out: then, or before the quiet hours that it would fall into. */
export function dueBefore(quiet: QuietHours | null, timeZone: string, wantedMs: number): number {
  return quietAround(quiet, timeZone, wantedMs)?.from ?? wantedMs;
}

/** `Mon 10 May, 09:00` on the clock of the reader. */
export function noticeTime(timeZone: string, atMs: number): string {
  return instantOf(atMs)
    .toZonedDateTimeISO(timeZone)
    .toLocaleString('en-GB', {
      ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false },
    });
}
