/** What a digest says. Pure; times on the clock of its zone. */
import type { DigestPart } from '../../../contract/outgoing/digests.ts';
import { severities, severityLabel } from '../../severity.ts';
import { singleLine } from '../../text.ts';
import { durationText } from '../../time/duration-text.ts';
import { instantOf } from '../../time/instant.ts';
import { noticeTime } from '../notice-rules.ts';
import type { DigestTimes } from './rhythm.ts';

export type DigestSection = { title: string; lines: string[] };

type Verdict = 'lower' | 'higher' | 'cannot-tell';

export type MeasureFacts = {
  restore: {
    n: number;
    medianSeconds: number | null;
    previous: { n: number; medianSeconds: number | null };
    verdict: Verdict;
  };
  /** SEV1 first. */
  declared: number[];
  postmortems: ShareFacts;
  recurrence: ShareFacts & { windowDays: number };
};

type ShareFacts = {
  n: number;
  count: number;
  share: number | null;
  previous: { n: number; share: number | null };
  verdict: Verdict;
};

export type LoadFacts = {
  shifts: number;
  medianPages: number | null;
  worstPages: number | null;
  /** Null where only one person was on call: their figures are theirs. */
  wakeUps: number | null;
  heavyShifts: number | null;
};

/** The first of them, and how many there are. Milliseconds since the epoch. */
export type OpenWorkFacts = {
  open: number;
  overdue: number;
  items: { title: string; ownerName: string | null; dueMs: number }[];
};

export type ProgramFacts = {
  /** `dueOn` is a date of the calendar. */
  milestones: { title: string; teamName: string; dueOn: string; isOverdue: boolean }[];
  drills: { title: string; teamName: string | null; plannedMs: number | null }[];
};

export type OwnWorkFacts = {
  shifts: { scheduleName: string; fromMs: number; untilMs: number }[];
  items: { title: string; dueMs: number | null; isOverdue: boolean }[];
  openIncidents: number;
};

/** What each of its parts tells of; a part that was not asked for is left out. */
export type DigestFacts = {
  measures?: MeasureFacts;
  load?: LoadFacts;
  openWork?: OpenWorkFacts;
  program?: ProgramFacts;
  ownWork?: OwnWorkFacts;
};

export const digestPartTitles: Record<DigestPart, string> = {
  measures: 'Measures',
  'on-call-load': 'On-call load',
  'open-work': 'Action items',
  program: 'Program',
  'your-work': 'Your week',
};

/** How many lines of one kind a digest has: the rest is a number. */
export const mostDigestLines = 6;

/** `Weekly digest for Payments: 23 Nov to 29 Nov`. */
export function digestSubject(
  times: DigestTimes,
  { from, to }: { from: number; to: number },
  teamName: string | null,
): string {
  const day = (ms: number) =>
    instantOf(ms).toZonedDateTimeISO(times.timeZone).toLocaleString('en-GB', { day: 'numeric', month: 'short' });
  const name = { weekly: 'Weekly digest', monthly: 'Monthly digest', sprint: 'Sprint digest' }[times.rhythm];
  const whose = teamName === null ? '' : ` for ${singleLine(teamName, 80)}`;
  return `${name}${whose}: ${day(from)} to ${day(to - 1)}`;
}

export function digestSections(facts: DigestFacts, timeZone: string): DigestSection[] {
  const { measures, load, openWork, program, ownWork } = facts;
  return [
    ...(ownWork ? [{ title: `Your week (times in ${timeZone})`, lines: ownWorkLines(ownWork, timeZone) }] : []),
    ...(measures ? [{ title: digestPartTitles.measures, lines: measureLines(measures) }] : []),
    ...(load ? [{ title: digestPartTitles['on-call-load'], lines: loadLines(load) }] : []),
    ...(openWork ? [{ title: digestPartTitles['open-work'], lines: openWorkLines(openWork, timeZone) }] : []),
    ...(program ? [{ title: digestPartTitles.program, lines: programLines(program, timeZone) }] : []),
  ];
}

/** One that goes out this late says so. */
const lateAfterMs = 3_600_000;

/** Null for one that is on time. */
export function lateText(wantedMs: number, nowMs: number, timeZone: string): string | null {
  if (nowMs - wantedMs < lateAfterMs) return null;
  return `This digest is late: it was due ${noticeTime(timeZone, wantedMs)} (${timeZone}).`;
}

function measureLines({ restore, declared, postmortems, recurrence }: MeasureFacts): string[] {
  const duration = (seconds: number | null) => (seconds === null ? 'none' : durationText(seconds));
  const incidents = declared.reduce((sum, count) => sum + count, 0);
  const bySeverity = severities
    .filter((severity) => declared[severity - 1]! > 0)
    .map((severity) => `${declared[severity - 1]} ${severityLabel(severity)}`);
  return [
    restore.n === 0
      ? 'Time to restore: no incident was resolved.'
      : `Time to restore: median ${duration(restore.medianSeconds)} (n ${restore.n}), before ${duration(restore.previous.medianSeconds)} (n ${restore.previous.n}). ${verdictText(restore.verdict)}`,
    incidents === 0 ? 'Incidents declared: none.' : `Incidents declared: ${incidents} (${bySeverity.join(', ')}).`,
    postmortems.n === 0
      ? 'Postmortems: none was required.'
      : `Postmortems completed: ${shareText(postmortems)}. ${verdictText(postmortems.verdict)}`,
    recurrence.n === 0
      ? `Recurrences within ${recurrence.windowDays} days: no incident to count.`
      : `Recurrences within ${recurrence.windowDays} days: ${shareText(recurrence)}. ${verdictText(recurrence.verdict)}`,
  ];
}

function shareText({ count, n, previous }: ShareFacts): string {
  const before = previous.share === null ? 'before none' : `before ${percent(previous.share)} of ${previous.n}`;
  return `${count} of ${n} (${percent(count / n)}), ${before}`;
}

const percent = (share: number) => `${Math.round(share * 100)}%`;

function verdictText(verdict: Verdict): string {
  if (verdict === 'cannot-tell') return 'Cannot tell whether it changed.';
  return verdict === 'lower' ? 'It fell.' : 'It rose.';
}

function loadLines({ shifts, medianPages, worstPages, wakeUps, heavyShifts }: LoadFacts): string[] {
  if (shifts === 0) return ['No shift ended in this time.'];
  if (medianPages === null)
    return [`${counted(shifts, 'shift')}, all of one person: the figures are shown to them and to their lead alone.`];
  return [
    `Pages per shift: median ${rounded(medianPages)} over ${counted(shifts, 'shift')}, at most ${rounded(worstPages)}.`,
    ...(wakeUps === null ? [] : [`Pages at night: ${wakeUps}.`]),
    ...(heavyShifts ? [`Shifts with more than two incidents for each twelve hours: ${heavyShifts}.`] : []),
  ];
}

const rounded = (value: number | null) => (value === null ? '0' : String(Math.round(value * 10) / 10));
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function openWorkLines({ open, overdue, items }: OpenWorkFacts, timeZone: string): string[] {
  if (open === 0) return ['No action item is open.'];
  const lines = items.map(
    ({ title, ownerName, dueMs }) =>
      `Overdue since ${dayText(timeZone, dueMs)}: ${singleLine(title, 160)} (${ownerName === null ? 'nobody owns it' : singleLine(ownerName, 60)})`,
  );
  return [`${open} open, ${overdue} overdue.`, ...bounded(lines, overdue)];
}

function programLines({ milestones, drills }: ProgramFacts, timeZone: string): string[] {
  const due = milestones.map(
    ({ title, teamName, dueOn, isOverdue }) =>
      `${isOverdue ? 'Overdue since' : 'Due'} ${dueOn}: ${singleLine(title, 160)} (${singleLine(teamName, 60)})`,
  );
  const ahead = drills.map(({ title, teamName, plannedMs }) => {
    const who = teamName === null ? '' : ` (${singleLine(teamName, 60)})`;
    return `Drill ${plannedMs === null ? 'without a date' : noticeTime(timeZone, plannedMs)}: ${singleLine(title, 160)}${who}`;
  });
  return [
    ...(due.length > 0 ? bounded(due, due.length) : ['No milestone is due in the next two weeks.']),
    ...(ahead.length > 0 ? bounded(ahead, ahead.length) : ['No drill is planned.']),
  ];
}

function ownWorkLines({ shifts, items, openIncidents }: OwnWorkFacts, timeZone: string): string[] {
  const at = (ms: number) => noticeTime(timeZone, ms);
  const turns = shifts.map(
    ({ scheduleName, fromMs, untilMs }) =>
      `On call on ${singleLine(scheduleName, 100)}: ${at(fromMs)} to ${at(untilMs)}`,
  );
  const own = items.map(
    ({ title, dueMs, isOverdue }) =>
      `Action item: ${singleLine(title, 160)}${dueMs === null ? '' : `, ${isOverdue ? 'overdue since' : 'due'} ${dayText(timeZone, dueMs)}`}`,
  );
  return [
    ...(turns.length > 0 ? bounded(turns, turns.length) : ['You have no shifts in the next seven days.']),
    ...(own.length > 0 ? bounded(own, own.length) : ['You own no open action items.']),
    openIncidents === 0
      ? 'No incidents are open.'
      : `${openIncidents} ${openIncidents === 1 ? 'incident is' : 'incidents are'} open.`,
  ];
}

const dayText = (timeZone: string, ms: number) =>
  instantOf(ms).toZonedDateTimeISO(timeZone).toLocaleString('en-GB', { day: 'numeric', month: 'short' });

function bounded(lines: string[], count: number): string[] {
  const shown = lines.slice(0, mostDigestLines);
  return count > shown.length ? [...shown, `and ${count - shown.length} more`] : shown;
}

/**
 * As plain text of at most so many bytes of UTF-8 with the link at its end: a chat that takes less would cut the link
 * away. Sections lose lines from their end, the longest first.
 */
export function digestText(sections: readonly DigestSection[], link: string, mostBytes = Number.POSITIVE_INFINITY) {
  const left = sections.map(({ title, lines }) => ({ title, lines: [...lines], dropped: 0 }));
  const written = () =>
    [
      ...left.map(({ title, lines, dropped }) =>
        [...(title === '' ? [] : [title]), ...lines, ...(dropped > 0 ? [`and ${dropped} more`] : [])].join('\n'),
      ),
      link,
    ].join('\n\n');
  let text = written();
  while (bytes(text) > mostBytes) {
    const longest = left.reduce(
      (most, each) => (bytes(each.lines.join()) > bytes(most.lines.join()) ? each : most),
      left[0]!,
    );
    if (!longest || longest.lines.length === 0) break;
    longest.lines.pop();
    longest.dropped += 1;
    text = written();
  }
  return text;
}

/** Of UTF-8. */
function bytes(text: string): number {
  let count = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    count += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return count;
}
