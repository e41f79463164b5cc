/**
 * Who is on call and who is notified in Opsgenie, read from an export by Opsgenie's own rules. It is one side of the
 * proof, so it shares nothing with the conversion or with Evenkeel's own schedules but the arithmetic of time.
 *
 * - Rotations of a schedule are on call at the same time. Each hands over by the clocks of the schedule's zone.
 * - A restriction hides a rotation outside of its hours; turns pass all the same.
 * - An override stands for the whole of its time in the place of the rotations that it names, or of all; of two, the later
 *   in the list counts. A forwarding passes on whatever would go to somebody.
 * - A notification policy of the team may hold an alert back, or let it wait before its first rule.
 * - The delay of an escalation rule counts from the start of the alert. It repeats when the wait after its last rule is over.
 */
import { Temporal } from 'temporal-polyfill';
import type {
  OpsgenieEscalation,
  OpsgenieExport,
  OpsgenieReference,
  OpsgenieRotation,
  OpsgenieSchedule,
  OpsgenieTimeRestriction,
} from '../../../contract/move-in/opsgenie.ts';
import type { Notified, Stretch } from '../proof.ts';

type Part = { start: number; end: number };
type Turn = Part & { index: number };

/** @returns stretches that cover `[from, to)` without gaps; neighbours differ */
export function stretchesOfSchedule(
  content: OpsgenieExport,
  schedule: OpsgenieSchedule,
  from: number,
  to: number,
): Stretch[] {
  const rotations = schedule.enabled === false ? [] : schedule.rotations;
  const zone = zoneOf(schedule);
  const rows = rotations.map((rotation) => ({ rotation, shifts: shiftsOf(rotation, zone, from, to) }));
  const overrides = schedule.enabled === false ? [] : (schedule.overrides ?? []);
  const edges = [
    ...rows.flatMap(({ shifts }) => shifts.flatMap(({ start, end }) => [start, end])),
    ...[...overrides, ...content.forwardings].flatMap(({ startDate, endDate }) => [
      Date.parse(startDate),
      Date.parse(endDate),
    ]),
  ].filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    const running = overrides.filter(
      ({ startDate, endDate }) => Date.parse(startDate) <= start && Date.parse(endDate) > start,
    );
    const people = new Set<string>();
    const general = running.findLast(({ rotations: named }) => !named?.length);
    for (const { rotation, shifts } of rows) {
      const own = running.findLast(
        ({ rotations: named }) =>
          !named?.length || named.some(({ id, name }) => id === rotation.id || (!id && name === rotation.name)),
      );
      const shift = shifts.find((each) => each.start <= start && each.end > start);
      const who = own ? [own.user] : shift ? [rotation.participants[shift.index]!] : [];
      for (const each of who) for (const email of emailsOf(content, each)) people.add(email);
    }
    if (rows.length === 0 && general) for (const email of emailsOf(content, general.user)) people.add(email);
    const sorted = forwarded(content, [...people], start).sort();
    const last = stretches.at(-1);
    if (last && last.people.join() === sorted.join()) last.end = cuts[place + 1]!;
    else stretches.push({ start, end: cuts[place + 1]!, people: sorted });
  }
  return stretches;
}

function zoneOf({ timezone }: OpsgenieSchedule): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timezone ?? 'UTC');
    return timezone ?? 'UTC';
  } catch {
    return 'UTC';
  }
}

/** The turns of a rotation within its hours. */
function shiftsOf(rotation: OpsgenieRotation, zone: string, from: number, to: number): Turn[] {
  const turns = turnsOf(rotation, zone, from, to);
  if (!rotation.timeRestriction) return turns;
  const open = openings(rotation.timeRestriction, zone, from, to);
  return turns.flatMap((turn) =>
    open.flatMap(({ start, end }) => {
      const part = { ...turn, start: Math.max(turn.start, start), end: Math.min(turn.end, end) };
      return part.start < part.end ? [part] : [];
    }),
  );
}

function turnsOf(
  { startDate, endDate, type, length, participants }: OpsgenieRotation,
  zone: string,
  from: number,
  to: number,
): Turn[] {
  if (participants.length === 0) return [];
  const local = Temporal.Instant.fromEpochMilliseconds(Date.parse(startDate))
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  const first = local.with({ second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  const hours = { hourly: 1, daily: 24, weekly: 168 }[type] * length;
  const handover = (turn: number) => first.add({ hours: turn * hours }).toZonedDateTime(zone).epochMilliseconds;
  const over = endDate ? Math.floor(Date.parse(endDate) / 60_000) * 60_000 : Number.POSITIVE_INFINITY;
  let turn = Math.max(0, Math.floor((from - handover(0)) / (hours * 3_600_000)) - 3);
  const turns: Turn[] = [];
  for (; handover(turn) < Math.min(to, over); turn++) {
    const [start, end] = [handover(turn), Math.min(handover(turn + 1), over)];
    if (end > start && end > from) turns.push({ start, end, index: turn % participants.length });
  }
  return turns;
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** When a restriction lets somebody be on call, one opening after another; openings that overlap count once. */
function openings(restriction: OpsgenieTimeRestriction, zone: string, from: number, to: number): Part[] {
  const found: Part[] = [];
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 9 });
  const last = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(zone).toPlainDate();
  const at = (day: Temporal.PlainDate, hour: number, minute: number) =>
    day.toPlainDateTime({ hour: 0 }).add({ hours: hour, minutes: minute }).toZonedDateTime(zone).epochMilliseconds;
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (restriction.type === 'time-of-day') {
      const { startHour, startMin, endHour, endMin } = restriction.restriction;
      const overnight = endHour * 60 + endMin <= startHour * 60 + startMin;
      found.push({
        start: at(date, startHour, startMin),
        end: at(overnight ? date.add({ days: 1 }) : date, endHour, endMin),
      });
    } else
      for (const { startDay, endDay, startHour, startMin, endHour, endMin } of restriction.restrictions) {
        if (days[date.dayOfWeek - 1] !== startDay) continue;
        let reach = (days.indexOf(endDay) - days.indexOf(startDay) + 7) % 7;
        if (reach === 0 && endHour * 60 + endMin <= startHour * 60 + startMin) reach = 7;
        found.push({ start: at(date, startHour, startMin), end: at(date.add({ days: reach }), endHour, endMin) });
      }
  }
  const merged: Part[] = [];
  for (const part of found.sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before && part.start <= before.end) before.end = Math.max(before.end, part.end);
    else if (part.end > part.start) merged.push({ ...part });
  }
  return merged;
}

/** The people a participant stands for; blocked ones are notified of nothing. */
function emailsOf(content: OpsgenieExport, reference: OpsgenieReference): string[] {
  if (reference.type === 'user') {
    const user = content.users.find(
      ({ id, username }) =>
        id === reference.id || username.toLowerCase() === (reference.username ?? reference.name ?? '').toLowerCase(),
    );
    return user && !user.blocked ? [user.username.trim().toLowerCase()] : [];
  }
  if (reference.type !== 'team') return [];
  return membersOf(content, reference, () => true);
}

function membersOf(content: OpsgenieExport, reference: OpsgenieReference, counts: (role: string) => boolean): string[] {
  const team = content.teams.find(({ id, name }) => id === reference.id || name === reference.name);
  return (team?.members ?? [])
    .filter(({ role }) => counts(role ?? 'user'))
    .flatMap(({ user }) => emailsOf(content, { type: 'user', id: user.id ?? '', username: user.username ?? '' }));
}

function forwarded({ forwardings, users }: OpsgenieExport, people: string[], at: number): string[] {
  const emailOf = ({ id, username }: { id?: string | null | undefined; username?: string | null | undefined }) =>
    users
      .find((user) => user.id === id || user.username.toLowerCase() === username?.toLowerCase())
      ?.username.trim()
      .toLowerCase();
  const running = forwardings.filter(
    ({ startDate, endDate }) => Date.parse(startDate) <= at && Date.parse(endDate) > at,
  );
  const passOn = (person: string) => {
    const rule = running.findLast(({ fromUser }) => emailOf(fromUser) === person);
    return (rule && emailOf(rule.toUser)) ?? person;
  };
  return [...new Set(people.map(passOn))];
}

/** Who is on call on a schedule, by id, at an instant. */
export type OnCallAt = (scheduleId: string, at: number) => string[];

/**
 * What the notification policy of a team that comes first does to an alert of a priority, where it is for every alert or
 * for priorities, at any hour: it may notify nobody, or later.
 */
function notificationPolicyOf(content: OpsgenieExport, teamId: string, priority: number) {
  const policy = content.policies
    .toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .find(
      ({ type, teamId: own, enabled, filter, timeRestriction, timeRestrictions }) =>
        type === 'notification' &&
        own === teamId &&
        enabled !== false &&
        !timeRestriction &&
        !timeRestrictions &&
        (filter?.conditions ?? []).every(({ field }) => field === 'priority') &&
        asks(filter, priority),
    );
  const delay = policy?.delayAction as
    | { delayOption?: string; duration?: { timeAmount: number; timeUnit?: keyof typeof unitSeconds } }
    | null
    | undefined;
  const waits = delay?.delayOption === 'for-duration' ? delay.duration : undefined;
  return {
    isSuppressed: policy?.suppress === true,
    delaySeconds: waits ? waits.timeAmount * unitSeconds[waits.timeUnit ?? 'minutes'] : 0,
  };
}

/** Everybody whom an alert notifies that begins at an instant, is never acknowledged, and has a priority (1 to 5). */
export function notifiedBy(
  content: OpsgenieExport,
  teamId: string,
  priority: number,
  at: number,
  onCallAt: OnCallAt,
): Notified[] {
  const { isSuppressed, delaySeconds } = notificationPolicyOf(content, teamId, priority);
  if (isSuppressed) return [];
  return notifiedByRules(content, teamId, priority, at + delaySeconds * 1_000, onCallAt).map((one) => ({
    ...one,
    afterSeconds: one.afterSeconds + delaySeconds,
  }));
}

function notifiedByRules(
  content: OpsgenieExport,
  teamId: string,
  priority: number,
  at: number,
  onCallAt: OnCallAt,
): Notified[] {
  const team = content.teams.find(({ id }) => id === teamId);
  const rules = (team?.routingRules ?? []).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const inOrder = [...rules.filter(({ isDefault }) => !isDefault), ...rules.filter(({ isDefault }) => isDefault)];
  const rule = inOrder.find(
    ({ isDefault, criteria, timeRestriction, timezone }) =>
      isDefault ||
      (asks(criteria, priority) &&
        (!timeRestriction ||
          openings(timeRestriction, timezone ?? 'UTC', at - 1, at + 1).some(
            ({ start, end }) => start <= at && end > at,
          ))),
  );
  const notify = rule?.notify;
  if (notify?.type === 'schedule') {
    const schedule = content.schedules.find(({ id, name }) => id === notify.id || name === notify.name);
    return schedule ? [{ afterSeconds: 0, people: onCallAt(schedule.id, at), oneOf: [] }] : [];
  }
  if (notify?.type !== 'escalation') return [];
  const escalation = content.escalations.find(({ id, name }) => id === notify.id || name === notify.name);
  return escalation ? notifiedByEscalation(content, escalation, at, onCallAt) : [];
}

function asks(
  criteria: { type: string; conditions?: Record<string, unknown>[] | null | undefined } | null | undefined,
  priority: number,
): boolean {
  if (!criteria || criteria.type === 'match-all' || !criteria.conditions?.length) return true;
  const holds = criteria.conditions.map(({ field, operation, expectedValue, not }) => {
    const number = Number(String(expectedValue).slice(1));
    const result =
      field === 'priority' &&
      ((operation === 'equals' && priority === number) ||
        (operation === 'greater-than' && priority < number) ||
        (operation === 'less-than' && priority > number));
    return not === true ? !result : result;
  });
  return criteria.type === 'match-any-condition' ? holds.includes(true) : !holds.includes(false);
}

const unitSeconds = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

function notifiedByEscalation(
  content: OpsgenieExport,
  { rules, repeat }: OpsgenieEscalation,
  at: number,
  onCallAt: OnCallAt,
): Notified[] {
  const delays = rules.map(({ delay }) => delay.timeAmount * unitSeconds[delay.timeUnit]);
  const round = Math.max(0, ...delays) + (repeat?.waitInterval ?? 0) * 60;
  const notified: Notified[] = [];
  for (let count = 0; count <= (repeat?.count ?? 0); count++)
    for (const [place, { recipient, notifyType }] of rules.entries()) {
      const afterSeconds = count * round + delays[place]!;
      const when = at + afterSeconds * 1_000;
      const oneOf =
        recipient.type === 'team' && notifyType === 'random' ? [membersOf(content, recipient, () => true)] : [];
      const people = oneOf.length > 0 ? [] : recipients(content, recipient, notifyType, when, onCallAt);
      notified.push({ afterSeconds, people: forwarded(content, people, when), oneOf });
    }
  return notified.sort((a, b) => a.afterSeconds - b.afterSeconds);
}

function recipients(
  content: OpsgenieExport,
  recipient: OpsgenieReference,
  notifyType: string,
  when: number,
  onCallAt: OnCallAt,
): string[] {
  if (recipient.type === 'schedule') {
    const schedule = content.schedules.find(({ id, name }) => id === recipient.id || name === recipient.name);
    if (!schedule) return [];
    if (notifyType === 'next') return neighbours(content, schedule, when, 1);
    if (notifyType === 'previous') return neighbours(content, schedule, when, -1);
    return onCallAt(schedule.id, when);
  }
  if (recipient.type === 'team' && notifyType === 'admins')
    return membersOf(content, recipient, (role) => role === 'admin');
  if (recipient.type === 'team' && notifyType === 'users')
    return membersOf(content, recipient, (role) => role !== 'admin');
  return emailsOf(content, recipient);
}

/** Whoever has the turn before or after the running one, in each rotation that has a running one. */
function neighbours(content: OpsgenieExport, schedule: OpsgenieSchedule, when: number, step: 1 | -1): string[] {
  const people = schedule.rotations.flatMap((rotation) => {
    const running = turnsOf(rotation, zoneOf(schedule), when, when + 1)[0];
    if (!running || schedule.enabled === false) return [];
    const count = rotation.participants.length;
    return emailsOf(content, rotation.participants[(running.index + step + count) % count]!);
  });
  return [...new Set(people)];
}
