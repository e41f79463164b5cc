/**
 * Who is on call and who is notified in GoAlert, read from an export by GoAlert's own rules. It is one side of the proof,
 * so it shares nothing with the conversion or with Evenkeel's own schedules but the arithmetic of time.
 *
 * - Everybody whom a rule of a schedule names is on call while it is active, by the clocks of the schedule's zone.
 * - A rotation goes on from whoever has the turn now, and hands off by the clocks of its own zone.
 * - A temporary schedule counts alone while it lasts. Otherwise an override adds somebody, or puts somebody in the place of
 *   somebody else who is on call, or takes somebody off.
 * - A step waits its time, whether it reaches anybody or not.
 */
import { Temporal } from 'temporal-polyfill';
import type {
  GoalertExport,
  GoalertRotation,
  GoalertRule,
  GoalertSchedule,
} from '../../../contract/move-in/goalert.ts';
import type { Notified, Stretch } from '../proof.ts';

type Part = { start: number; end: number };
type Turn = Part & { user: string };

const unitHours = { hourly: 1, daily: 24, weekly: 168, monthly: 0 };

/** @returns stretches that cover `[from, to)` without gaps; neighbours differ */
export function stretchesOfSchedule(
  content: GoalertExport,
  schedule: GoalertSchedule,
  from: number,
  to: number,
): Stretch[] {
  const turns = schedule.targets.flatMap(({ target, rules }) => {
    const open = openings(rules, zoneOf(schedule.timeZone), from, to);
    return turnsOfTarget(content, target, from, to).flatMap((turn) =>
      open.flatMap((opening) => {
        const part = { ...turn, start: Math.max(turn.start, opening.start), end: Math.min(turn.end, opening.end) };
        return part.start < part.end ? [part] : [];
      }),
    );
  });
  const timed = <Thing extends { start: string; end: string }>(things: readonly Thing[]) =>
    things.map((thing) => ({ ...thing, start: Date.parse(thing.start), end: Date.parse(thing.end) }));
  const overrides = timed(content.userOverrides.filter(({ target }) => target.id === schedule.id));
  const temporary = (schedule.temporarySchedules ?? []).map(({ start, end, shifts }) => ({
    ...{ start: Date.parse(start), end: Date.parse(end), shifts: timed(shifts) },
  }));
  const edges = [...turns, ...overrides, ...temporary, ...temporary.flatMap(({ shifts }) => shifts)]
    .flatMap(({ start, end }) => [start, end])
    .filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    const runs = (part: Part) => part.start <= start && part.end > start;
    const alone = temporary.find(runs);
    const users = new Set(
      alone ? alone.shifts.filter(runs).map(({ userID }) => userID) : turns.filter(runs).map(({ user }) => user),
    );
    for (const { addUserID, removeUserID } of alone ? [] : overrides.filter(runs)) {
      const isThere = removeUserID ? users.delete(removeUserID) : true;
      if (addUserID && isThere) users.add(addUserID);
    }
    const people = [...new Set([...users].flatMap((user) => emailOf(content, user)))].sort();
    const last = stretches.at(-1);
    if (last && last.people.join() === people.join()) last.end = cuts[place + 1]!;
    else stretches.push({ start, end: cuts[place + 1]!, people });
  }
  return stretches;
}

function emailOf({ users }: GoalertExport, id: string): string[] {
  const email = users
    .find((user) => user.id === id)
    ?.email?.trim()
    .toLowerCase();
  return email ? [email] : [];
}

function zoneOf(zone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone;
  } catch {
    return 'UTC';
  }
}

function turnsOfTarget(
  { rotations }: GoalertExport,
  { id, type }: { id: string; type: string },
  from: number,
  to: number,
): Turn[] {
  if (type === 'user') return [{ start: from, end: to, user: id }];
  const rotation = rotations.find((each) => each.id === id);
  return rotation ? turnsOfRotation(rotation, from, to) : [];
}

function turnsOfRotation(
  { start, timeZone, type, shiftLength, activeUserIndex, userIDs, nextHandoffTimes }: GoalertRotation,
  from: number,
  to: number,
): Turn[] {
  const hours = unitHours[type] * shiftLength;
  if (userIDs.length === 0 || hours === 0) return [];
  const zone = zoneOf(timeZone);
  const localOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime();
  const known = nextHandoffTimes?.[0];
  let end = localOf(Date.parse(known ?? start)).with({ second: 0, millisecond: 0 });
  const at = (local: Temporal.PlainDateTime) => local.toZonedDateTime(zone).epochMilliseconds;
  // Without a next handoff, the turn that runs ends at the first one after the start of what is looked at.
  if (!known) while (at(end) <= from) end = end.add({ hours });
  const handoff = (turn: number) => at(end.add({ hours: turn * hours }));
  const turns: Turn[] = [];
  for (let turn = Math.floor((from - at(end)) / (hours * 3_600_000)) - 3; handoff(turn) < to; turn++) {
    const place = Math.max(activeUserIndex, 0) + 1 + turn;
    const index = ((place % userIDs.length) + userIDs.length) % userIDs.length;
    const [begins, ends] = [handoff(turn), handoff(turn + 1)];
    if (ends > from && begins < ends) turns.push({ start: begins, end: ends, user: userIDs[index]! });
  }
  return turns;
}

/** When rules are active; one whose end is not after its start runs until the next day. */
function openings(rules: readonly GoalertRule[], zone: string, from: number, to: number): Part[] {
  const found: Part[] = [];
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 2 });
  const last = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(zone).toPlainDate();
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 }))
    for (const { start, end, weekdayFilter } of rules) {
      // The filter begins with Sunday, which is the seventh day.
      if (!weekdayFilter[date.dayOfWeek % 7]) continue;
      const opens = date.toPlainDateTime(start);
      const closes = (end <= start ? date.add({ days: 1 }) : date).toPlainDateTime(end);
      found.push({ start: firstInstant(opens, zone), end: firstInstant(closes, zone) });
    }
  return found.filter(({ start, end }) => end > start);
}

/** A time that clocks skip comes when they have skipped it. */
function firstInstant(local: Temporal.PlainDateTime, zone: string): number {
  const shown = local.toZonedDateTime(zone);
  const isSkipped = !shown.toPlainDateTime().equals(local);
  return (isSkipped ? shown.getTimeZoneTransition('previous')! : shown).epochMilliseconds;
}

/** Who is on call on a schedule, by id, at an instant. */
export type OnCallAt = (scheduleId: string, at: number) => string[];

/** Everybody whom an alert of a service notifies that begins at an instant and is never acknowledged. */
export function notifiedBy(content: GoalertExport, serviceId: string, at: number, onCallAt: OnCallAt): Notified[] {
  const service = content.services.find(({ id }) => id === serviceId);
  const policy = content.escalationPolicies.find(({ id }) => id === service?.escalationPolicyID);
  if (!policy) return [];
  const steps = policy.steps.toSorted((a, b) => (a.stepNumber ?? 0) - (b.stepNumber ?? 0));
  const notified: Notified[] = [];
  let afterSeconds = 0;
  for (let loop = 0; loop <= (policy.repeat < 0 ? 20 : policy.repeat); loop++)
    for (const { delayMinutes, targets } of steps) {
      const when = at + afterSeconds * 1_000;
      const people = targets.flatMap(({ id, type }) => {
        if (type === 'user') return emailOf(content, id);
        if (type === 'schedule') return onCallAt(id, when);
        if (type !== 'rotation') return [];
        return turnsOfTarget(content, { id, type }, when, when + 1).flatMap(({ user }) => emailOf(content, user));
      });
      notified.push({ afterSeconds, people, oneOf: [] });
      afterSeconds += delayMinutes * 60;
    }
  return notified;
}
