/** What nobody does and time brings: shifts that begin and end, gaps ahead, milestones, questions of the week. */
import { dueBefore, noticeTime } from '../../../domain/outgoing/notice-rules.ts';
import { weekOf as questionWeekOf } from '../../../domain/program/refresher.ts';
import type { Schedule } from '../../../domain/respond/schedules/schedule.ts';
import { gapsBetween } from '../../../domain/respond/schedules/timeline.ts';
import { singleLine } from '../../../domain/text.ts';
import { instantOf } from '../../../domain/time/instant.ts';
import { loadReachability } from '../../directory/contact-methods/reachability.ts';
import { listDueRetirements } from '../../measure/noise/actions.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listDueDecisions } from '../../program/decisions/actions.ts';
import { listDrillsAhead } from '../../program/drills/actions.ts';
import { unconfirmedReaders } from '../../program/playbook/readers.ts';
import { expiringCertificates } from '../../program/training/certification.ts';
import { countWaitingQuestions } from '../../program/training/refresher.ts';
import { notesOfBegunShifts } from '../../respond/handoff-notes/handoffs.ts';
import { loadSnapshots, participantsOf } from '../../respond/schedules/snapshots.ts';
import { milestoneNotices } from './milestones.ts';
import type { Notice } from './queue.ts';
import { choiceOf, quietOf } from './settings.ts';
import type { Reader } from './settings-store.ts';
import { stretches } from './shift-changes.ts';
import * as store from './store.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** A shift that begins soon is seen to its end where it is at most two weeks long. */
const seenMs = 16 * day;

type Rota = store.ScheduleRow & { schedule: Schedule };

/** Everything that is due now. A person is told each once, so it may be asked again at any time. */
export async function noticesByClock(tx: Queryable, readers: Reader[], nowMs: number): Promise<Notice[]> {
  const names = await store.listScheduleNames(tx);
  const ids = names.map(({ id }) => id);
  const snapshots = await loadSnapshots(tx, ids, nowMs - 7 * day, nowMs + seenMs);
  const rotas = names.flatMap((each) => {
    const schedule = snapshots.get(each.id);
    return schedule ? [{ ...each, schedule }] : [];
  });
  const byId = new Map(readers.map((reader) => [reader.personId, reader]));
  return [
    ...rotas.flatMap((rota) => shiftNotices(rota, byId, nowMs)),
    ...(await handoffNotices(tx, nowMs)),
    ...(await certificateNotices(tx, byId, nowMs)),
    ...(await decisionNotices(tx, nowMs)),
    ...(await retirementNotices(tx, byId, nowMs)),
    ...(await milestoneNotices(tx, byId, nowMs)),
    ...(await questionNotices(tx, readers, nowMs)),
    ...(await playbookNotices(tx, byId, nowMs)),
    ...(await drillNotices(tx, byId, nowMs)),
    ...(await holeNotices(tx, rotas, byId, nowMs)),
  ];
}

function shiftNotices({ id, name, schedule }: Rota, readers: Map<number, Reader>, nowMs: number): Notice[] {
  return stretches(schedule, nowMs - 12 * hour, nowMs + seenMs).flatMap(({ personId, from, until }) => {
    const reader = readers.get(personId);
    if (!reader) return [];
    const quiet = quietOf(reader);
    const { timeZone } = reader;
    const place = singleLine(name, 100);
    const common = { personId, path: `/oncall/schedules/${id}` };
    const times =
      until < nowMs + seenMs ? `Until ${noticeTime(timeZone, until)} (${timeZone}).` : 'For more than two weeks.';
    const begins = `Your shift on ${place} begins ${noticeTime(timeZone, from)}`;
    const notices: Notice[] = [];
    const soonAt = dueBefore(quiet, timeZone, from - hour);
    const key = (what: string) => `shift ${id} ${from} ${what}`;
    if (nowMs >= soonAt && nowMs < from)
      notices.push({ ...common, kind: 'shiftSoon', key: key('soon'), title: begins, text: times });
    else if (nowMs >= dueBefore(quiet, timeZone, from - day) && nowMs < from - 2 * hour)
      notices.push({ ...common, kind: 'shiftTomorrow', key: key('tomorrow'), title: begins, text: times });
    // What began before the stretch that is looked at is no beginning.
    if (from > nowMs - 12 * hour && nowMs >= from && nowMs < from + hour / 2)
      notices.push({
        ...common,
        kind: 'shiftStarted',
        key: key('started'),
        title: `You are on call on ${place}`,
        text: times,
      });
    if (nowMs >= until && nowMs < until + hour)
      notices.push({
        ...{ ...common, kind: 'shiftEnded', key: `shift ${id} ${until} ended` },
        ...{ title: `Your shift on ${place} is over`, text: 'You are no longer on call there.' },
      });
    return notices;
  });
}

/** How long after the start of a shift a note that is written then is told at once. */
const handoffMs = 12 * hour;
const longestNote = 2_000;

async function handoffNotices(tx: Queryable, nowMs: number): Promise<Notice[]> {
  const notes = await notesOfBegunShifts(tx, nowMs, handoffMs);
  return notes.map(({ noteId, scheduleId, scheduleName, authorName, text, readerId }) => ({
    ...{
      personId: readerId,
      kind: 'handoffNote',
      key: `handoff note ${noteId}`,
      path: `/oncall/schedules/${scheduleId}`,
    },
    title: `Handoff note from ${singleLine(authorName, 100)} for your shift on ${singleLine(scheduleName, 100)}`,
    text: text.length > longestNote ? `${text.slice(0, longestNote)}…` : text,
  }));
}

/** Thirty days before a certificate ends, and again seven days before; one that was renewed is not told of. */
async function certificateNotices(tx: Queryable, readers: Map<number, Reader>, nowMs: number): Promise<Notice[]> {
  const ending = await expiringCertificates(tx, nowMs + firstWarningDays * day);
  return ending.flatMap(({ id, personId, courseKey, courseTitle, expiresAt }) => {
    const reader = readers.get(personId);
    if (!reader) return [];
    const isLast = expiresAt.getTime() - nowMs <= lastWarningDays * day;
    const until = noticeTime(reader.timeZone, expiresAt.getTime());
    return [
      {
        ...{ personId, kind: 'certificateExpiring', key: `certificate ${id} ${isLast ? 'last' : 'first'}` },
        title: `Your certificate “${singleLine(courseTitle, 100)}” expires on ${until}`,
        text: `Pass the quiz again to renew it; the one you hold stays valid until then (${reader.timeZone}).`,
        path: `/program/training/${courseKey}`,
      },
    ];
  });
}

/** Quiet hours before a drill are at most a night long. */
const drillSeenMs = 2 * day;

/** A day before, to the leader, players and observers; nobody is told of an unannounced one. */
async function drillNotices(tx: Queryable, readers: Map<number, Reader>, nowMs: number): Promise<Notice[]> {
  return (await listDrillsAhead(tx, nowMs + drillSeenMs)).flatMap(({ drillId, title, plannedFor, personId, as }) => {
    const reader = readers.get(personId);
    const at = plannedFor.getTime();
    if (!reader || nowMs < dueBefore(quietOf(reader), reader.timeZone, at - day)) return [];
    return [
      {
        ...{ personId, kind: 'drillAhead', key: `drill ${drillId} ${at}`, path: `/program/drills/${drillId}` },
        title: `Drill ${noticeTime(reader.timeZone, at)}: ${singleLine(title, 150)}`,
        text: `${as} (${reader.timeZone}).`,
      },
    ];
  });
}

const firstWarningDays = 30;
const lastWarningDays = 7;

/**
 * In the first days of a week, by day, to those for whom questions wait. Weeks of questions are those of UTC, so where
 * Monday begins much earlier they are told of around noon.
 */
async function questionNotices(tx: Queryable, readers: Reader[], nowMs: number): Promise<Notice[]> {
  if (instantOf(nowMs).toZonedDateTimeISO('UTC').dayOfWeek > 3) return [];
  const key = `questions ${questionWeekOf(new Date(nowMs))}`;
  const awake = readers.filter((reader) => {
    const { hour } = instantOf(nowMs).toZonedDateTimeISO(reader.timeZone);
    return hour >= 9 && hour < 18 && choiceOf(reader, 'questionsWaiting').isOn;
  });
  const untold = await store.listUntold(
    tx,
    'questionsWaiting',
    key,
    awake.map(({ personId }) => personId),
  );
  const waiting = await countWaitingQuestions(tx, untold, new Date(nowMs));
  return [...waiting].map(([personId, count]) => ({
    ...{ personId, kind: 'questionsWaiting' as const, key, path: '/program/training' },
    title: `${count === 1 ? 'One question waits' : `${count} questions wait`} for you this week`,
    text: 'From courses that you have passed. Questions you get right come back less and less often.',
  }));
}

const daysBeforeDue = 3;

/** To its owner: three days before a decision is due, and once a week while it is overdue. */
async function decisionNotices(tx: Queryable, nowMs: number): Promise<Notice[]> {
  const due = await listDueDecisions(tx, daysBeforeDue);
  return due.map(({ id, ownerId, text, dueOn, isOverdue, reviewId }) => ({
    ...{ personId: ownerId, kind: 'decisionDue', path: `/program/reviews/${reviewId}` },
    key: `decision ${id} ${dueOn} ${isOverdue ? `overdue ${weekOf(nowMs)}` : 'ahead'}`,
    title: isOverdue
      ? `A decision of yours is overdue since ${dayText(dueOn)}`
      : `A decision of yours is due on ${dayText(dueOn)}`,
    text: singleLine(text, 300),
  }));
}

/** To its owner: on the day on which an alert is to be retired, by their clock, and once a week while it is overdue. */
async function retirementNotices(tx: Queryable, readers: Map<number, Reader>, nowMs: number): Promise<Notice[]> {
  const due = await listDueRetirements(tx, new Date(nowMs + 2 * day));
  return due.flatMap(({ id, title, ownerId, dueAt }) => {
    const reader = readers.get(ownerId);
    if (!reader) return [];
    const dayOf = (ms: number) => instantOf(ms).toZonedDateTimeISO(reader.timeZone).toPlainDate().toString();
    const [dueOn, today] = [dayOf(dueAt.getTime()), dayOf(nowMs)];
    if (dueOn > today) return [];
    const isOverdue = dueOn < today;
    return [
      {
        ...{ personId: ownerId, kind: 'retirementDue' as const, path: '/measures/noisy-alerts' },
        key: `retirement ${id} ${dueAt.getTime()} ${isOverdue ? `overdue ${weekOf(nowMs)}` : 'today'}`,
        title: isOverdue
          ? `An alert that you were to retire is overdue since ${dayText(dueOn)}`
          : 'An alert that you are to retire is due today',
        text: `${singleLine(title, 300)}. It pages until a route says otherwise. Note that it is retired, or why it is kept.`,
      },
    ];
  });
}

/** `2026-05-10` → `10 May 2026` */
function dayText(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  });
}

/** When a version of the playbook is published, and then once a week, to those who have not confirmed it. */
async function playbookNotices(tx: Queryable, readers: Map<number, Reader>, nowMs: number): Promise<Notice[]> {
  const found = await unconfirmedReaders(tx);
  if (!found) return [];
  const { id, note, publishedAt } = found.version;
  const week = Math.floor((nowMs - publishedAt.getTime()) / (7 * day));
  const key = `playbook ${id} week ${week}`;
  const asked = found.personIds.filter((personId) => {
    const reader = readers.get(personId);
    return reader !== undefined && choiceOf(reader, 'playbookToConfirm').isOn;
  });
  const untold = await store.listUntold(tx, 'playbookToConfirm', key, asked);
  return untold.map((personId) => ({
    ...{ personId, kind: 'playbookToConfirm', key, path: `/program/playbook/versions/${id}` },
    title:
      week === 0 ? `Read and confirm version ${id} of the playbook` : `Version ${id} of the playbook waits for you`,
    text: note.length > longestNote ? `${note.slice(0, longestNote)}…` : note,
  }));
}

/** Gaps, and shifts of people whom nothing reaches, in the next week: told to everybody in the rotation. */
async function holeNotices(
  tx: Queryable,
  rotas: Rota[],
  readers: Map<number, Reader>,
  nowMs: number,
): Promise<Notice[]> {
  const onCall = [
    ...new Set(
      rotas.flatMap(({ schedule }) => stretches(schedule, nowMs, nowMs + 7 * day).map(({ personId }) => personId)),
    ),
  ];
  const reach = await loadReachability(tx, onCall, 'high');
  return rotas.flatMap(({ id, name, schedule }) => {
    const [lookedFrom, lookedUntil] = [nowMs - 7 * day, nowMs + 7 * day];
    const gaps = gapsBetween(schedule, instantOf(lookedFrom), instantOf(lookedUntil))
      .filter(({ reason }) => reason !== 'deliberate')
      .map(({ startsAt, endsAt }) => ({ from: startsAt.epochMilliseconds, until: endsAt.epochMilliseconds }))
      .filter(({ until }) => until > nowMs);
    const unreachable = stretches(schedule, nowMs, nowMs + 7 * day).filter(
      ({ personId }) => reach.get(personId)?.length === 0 && readers.has(personId),
    );
    return [...participantsOf(schedule.definition)].flatMap((personId) => {
      const reader = readers.get(personId);
      if (!reader) return [];
      const at = (ms: number) => noticeTime(reader.timeZone, ms);
      const common = { personId, kind: 'scheduleGap' as const, path: `/oncall/schedules/${id}` };
      const place = singleLine(name, 100);
      return [
        ...gaps.slice(0, 5).map(({ from, until }) => ({
          // Of one that began before we look, no beginning is known: it is told once a week.
          ...{ ...common, key: `gap ${id} ${from > lookedFrom ? from : `of week ${weekOf(nowMs)}`}` },
          title: `Nobody is on call on ${place}`,
          text: `${gapTimes(from > lookedFrom ? at(from) : null, until < lookedUntil ? at(until) : null)} (${reader.timeZone}).`,
        })),
        ...unreachable.slice(0, 5).map((shift) => ({
          ...{ ...common, key: `unreachable ${id} ${shift.personId} ${weekOf(nowMs)}` },
          title:
            shift.personId === personId
              ? `No contact method can reach you, and you are on call on ${place}`
              : `No contact method can reach ${singleLine(readers.get(shift.personId)!.name, 100)}, who is on call on ${place}`,
          text: `Shift from ${at(shift.from)} to ${at(shift.until)} (${reader.timeZone}).`,
        })),
      ];
    });
  });
}

/** @param from null: it began before we look; `until` null: it ends after that */
function gapTimes(from: string | null, until: string | null): string {
  if (from === null)
    return until === null ? 'For more than a week, and the next' : `For more than a week, until ${until}`;
  return until === null ? `From ${from} on` : `From ${from} to ${until}`;
}

const weekOf = (ms: number) => Math.floor(ms / (7 * day));
