/**
 * Who is on call and who is notified in Squadcast, read from an export by Squadcast's own rules. It is one side of the proof,
 * so it shares nothing with the conversion or with Evenkeel's own schedules but the arithmetic of time.
 *
 * - Every rotation of a schedule has somebody on call by itself; a schedule that is paused has nobody.
 * - A rotation begins on the day of its start date. Each time slot begins a shift in every period, on its weekday where it
 *   names one, and lasts as long by the clocks of the schedule's zone.
 * - Groups of participants take turns, every so many periods, days or weeks from the start; whoever is in a group is on call
 *   together, and a squad stands for its members.
 * - After its last iteration no shift begins; at its end date none goes on.
 * - While an override lasts, whom it overrides is off call, and whom it names is on call whenever one of those would be. An
 *   override of nobody in particular is one of everybody.
 * - A rule counts from the beginning of the incident. The policy repeats so long after its last notification.
 */
import { Temporal } from 'temporal-polyfill';
import type {
  SquadcastExport,
  SquadcastOverride,
  SquadcastParticipant,
  SquadcastRotation,
  SquadcastSchedule,
} from '../../../contract/move-in/squadcast.ts';
import type { Notified, Stretch } from '../proof.ts';

type Shift = { start: number; end: number; people: string[] };

const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** @returns stretches that cover `[from, to)` without gaps; neighbours differ */
export function stretchesOfSchedule(
  content: SquadcastExport,
  schedule: SquadcastSchedule,
  from: number,
  to: number,
): Stretch[] {
  const shifts = schedule.paused
    ? []
    : schedule.rotations
        .flatMap((rotation) => shiftsOf(content, zoneOf(schedule.timeZone), rotation, from, to))
        .filter(({ start, end }) => end > from && start < to && start < end)
        .sort((a, b) => a.start - b.start);
  const overrides = schedule.overrides.map((override) => ({
    ...{ start: Date.parse(override.startTime), end: Date.parse(override.endTime) },
    outs: sideOf(content, override.overriddenParticipant),
    ins: sideOf(content, override.overrideWith),
  }));
  const edges = [...shifts, ...overrides]
    .flatMap(({ start, end }) => [start, end])
    .filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  let running: Shift[] = [];
  let next = 0;
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    while (next < shifts.length && shifts[next]!.start <= start) running.push(shifts[next++]!);
    running = running.filter(({ end }) => end > start);
    let people = running.flatMap((shift) => shift.people);
    for (const { start: begins, end, outs, ins } of overrides) {
      if (begins > start || end <= start || ins === null) continue;
      if (outs === null) people = ins;
      else if (people.some((person) => outs.includes(person)))
        people = [...people.filter((person) => !outs.includes(person)), ...ins];
    }
    const sorted = [...new Set(people)].sort();
    const last = stretches.at(-1);
    if (last && last.people.join() === sorted.join()) last.end = cuts[place + 1]!;
    else stretches.push({ start, end: cuts[place + 1]!, people: sorted });
  }
  return stretches;
}

function zoneOf(zone: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone;
  } catch {
    return 'UTC';
  }
}

/** Null where it names nobody. */
function sideOf(content: SquadcastExport, side: SquadcastOverride['overrideWith']): string[] | null {
  const named = side?.group ?? side?.participants ?? [];
  return named.length === 0 ? null : named.flatMap((participant) => emailsOf(content, participant));
}

function emailsOf({ users, teams, squads }: SquadcastExport, { id, type }: SquadcastParticipant): string[] {
  const members: readonly { user_id: string }[] =
    type === 'user'
      ? [{ user_id: id }]
      : ((type === 'squad' ? squads : teams).find((each) => each.id === id)?.members ?? []);
  return members.flatMap(({ user_id }) => {
    const email = users
      .find((user) => user.id === user_id)
      ?.email?.trim()
      .toLowerCase();
    return email ? [email] : [];
  });
}

function shiftsOf(
  content: SquadcastExport,
  zone: string,
  rotation: SquadcastRotation,
  from: number,
  to: number,
): Shift[] {
  const { period, customPeriodUnit, changeParticipantsUnit, endDate } = rotation;
  if ([period, customPeriodUnit, changeParticipantsUnit].some((word) => word === 'month' || word === 'monthly'))
    return [];
  const groups = (rotation.rotationParticipants ?? rotation.participantGroups ?? []).map(({ participants }) =>
    participants.flatMap((participant) => emailsOf(content, participant)),
  );
  if (groups.length === 0) return [];
  const dateAt = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const first = dateAt(Date.parse(rotation.startDate));
  const over = endDate ? Date.parse(endDate) : Number.POSITIVE_INFINITY;
  const slots = rotation.shiftTimeSlots?.length ? rotation.shiftTimeSlots : [rotation.shiftTimeSlot ?? []].flat();
  const found: Shift[] = [];
  for (const { startHour, startMin, duration, dayOfWeek } of slots) {
    const lead = Math.ceil(duration / 1_440) + 2;
    const begin = Math.max(0, first.until(dateAt(from), { largestUnit: 'days' }).days - lead);
    const last = first.until(dateAt(to), { largestUnit: 'days' }).days + 1;
    for (let day = begin; day <= last; day++) {
      const date = first.add({ days: day });
      const turn = turnOn(rotation, date, day, dayOfWeek || null, first);
      if (turn === null) continue;
      const opens = date.toPlainDateTime({ hour: startHour, minute: startMin });
      const [start, end] = [opens, opens.add({ minutes: duration })].map(
        (local) => local.toZonedDateTime(zone).epochMilliseconds,
      ) as [number, number];
      if (start < over) found.push({ start, end: Math.min(end, over), people: groups[turn % groups.length]! });
    }
  }
  return found;
}

/** Which turn a shift has that begins on a day, counted from the start; null when none begins. */
function turnOn(
  rotation: SquadcastRotation,
  date: Temporal.PlainDate,
  day: number,
  weekday: string | null,
  first: Temporal.PlainDate,
): number | null {
  const isItsDay = weekday === null || names[date.dayOfWeek - 1] === weekday;
  if (rotation.period === 'none') {
    if (weekday === null) return day === 0 ? 0 : null;
    return isItsDay && day < 7 ? 0 : null;
  }
  const isCustom = rotation.period === 'custom';
  const isByWeek = rotation.period === 'weekly' || (isCustom && rotation.customPeriodUnit === 'week');
  const length = (isCustom ? Math.max(rotation.customPeriodFrequency ?? 1, 1) : 1) * (isByWeek ? 7 : 1);
  const iteration = Math.floor(day / length);
  if (rotation.endsAfterIterations && iteration >= rotation.endsAfterIterations) return null;
  if (isByWeek) {
    // In the first week of each period.
    if (day % length >= 7) return null;
    if (weekday === null ? date.dayOfWeek !== first.dayOfWeek : !isItsDay) return null;
  } else if (day % length !== 0 || !isItsDay) return null;
  const every = Math.max(rotation.changeParticipantsFrequency ?? 1, 1);
  const unit = rotation.changeParticipantsUnit;
  if (unit === 'day') return Math.floor(day / every);
  if (unit === 'week') return Math.floor(Math.floor(day / 7) / every);
  return Math.floor(iteration / every);
}

/** Who is on call on a schedule, by id, at an instant. */
export type OnCallAt = (scheduleId: string, at: number) => string[];

/** Everybody whom an incident of a service notifies that begins at an instant and is never acknowledged. */
export function notifiedBy(content: SquadcastExport, serviceId: string, at: number, onCallAt: OnCallAt): Notified[] {
  const service = content.services.find(({ id }) => id === serviceId);
  const policy = content.escalation_policies.find(({ id }) => id === service?.escalation_policy_id);
  if (!policy) return [];
  /** Minutes from the beginning of a run of the policy. */
  const moments = policy.rules.flatMap((rule) => {
    const again = rule.repeat_after ?? 0;
    const isRing = rule.roundrobin_enabled === true && rule.entities.length > 1;
    const times = isRing && rule.escalate_within_roundrobin ? rule.entities.length - 1 : (rule.repetition ?? 0);
    return Array.from({ length: again > 0 ? times + 1 : 1 }, (_, time) => ({
      minute: rule.escalationTime + time * again,
      ...{ rule, isRing },
    }));
  });
  if (moments.length === 0) return [];
  const length = Math.max(...moments.map(({ minute }) => minute)) + (policy.repeat_after ?? 0);
  const notified: Notified[] = [];
  for (let run = 0; run <= (policy.repetition ?? 0); run++)
    for (const { minute, rule, isRing } of moments) {
      const afterSeconds = (run * length + minute) * 60;
      const people = rule.entities.map(({ id, type }) =>
        type.startsWith('schedule') ? onCallAt(id, at + afterSeconds * 1_000) : emailsOf(content, { id, type }),
      );
      notified.push({
        afterSeconds,
        people: isRing ? [] : people.flat(),
        oneOf: isRing ? [people.flat()] : [],
      });
    }
  return notified;
}
