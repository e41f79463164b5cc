/**
 * Who is on call and who is notified in PagerDuty, read from an export by PagerDuty's own rules. It is one side of the
 * proof, so it shares nothing with the conversion or with Evenkeel's own schedules but the arithmetic of time.
 *
 * - One person is on call on a schedule at a time. Of two layers the upper one counts where it has somebody, and the answers
 *   of the API list the upper one first. An override counts before every layer, of two the later in the list.
 * - Turns pass from the virtual start on, by the clocks of the schedule's zone, whatever the restrictions hide.
 * - A rule that reaches nobody is passed over at once. After the last rule the policy begins again, as often as it loops.
 * - An incident of low urgency asks the first rule only.
 */
import { Temporal } from 'temporal-polyfill';
import type {
  PagerdutyExport,
  PagerdutyLayer,
  PagerdutyReference,
  PagerdutyRestriction,
  PagerdutySchedule,
  PagerdutyService,
  PagerdutySupportHours,
} from '../../../contract/move-in/pagerduty.ts';
import type { Notified, Stretch } from '../proof.ts';

type Part = { start: number; end: number };
type Shift = Part & { person: string | null };

/** @returns stretches that cover `[from, to)` without gaps; neighbours differ */
export function stretchesOfSchedule(
  { users }: PagerdutyExport,
  schedule: PagerdutySchedule,
  from: number,
  to: number,
): Stretch[] {
  const emailOf = emailsOf(users);
  const zone = zoneOf(schedule.time_zone);
  const layers = (schedule.schedule_layers ?? []).map((layer) => shiftsOf(layer, zone, emailOf, from, to));
  const listed = schedule.overrides ?? schedule.overrides_subschedule?.rendered_schedule_entries ?? [];
  const overrides = listed.map((entry) => shiftOf(entry, emailOf));
  const told = (schedule.final_schedule?.rendered_schedule_entries ?? []).map((entry) => shiftOf(entry, emailOf));
  const [first, last] = [Math.min(...told.map(({ start }) => start)), Math.max(...told.map(({ end }) => end))];
  const edges = [...layers.flat(), ...overrides, ...told]
    .flatMap(({ start, end }) => [start, end])
    .filter((edge) => edge > from && edge < to);
  const cuts = [...new Set([from, ...edges, to])].sort((a, b) => a - b);
  const runs = (at: number) => (shift: Shift) => shift.start <= at && shift.end > at;
  const stretches: Stretch[] = [];
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    // What PagerDuty itself says of a time counts more than any reading of its layers.
    const person =
      start >= first && start < last
        ? told.find(runs(start))?.person
        : (overrides.findLast(runs(start))?.person ??
          layers.map((shifts) => shifts.find(runs(start))?.person).find((each) => each != null));
    const people = person == null ? [] : [person];
    const before = stretches.at(-1);
    if (before && before.people.join() === people.join()) before.end = cuts[place + 1]!;
    else stretches.push({ start, end: cuts[place + 1]!, people });
  }
  return stretches;
}

type EmailOf = (id: string | undefined) => string | null;

function emailsOf(users: PagerdutyExport['users']): EmailOf {
  const emails = new Map(users.map(({ id, email }) => [id, email?.trim().toLowerCase() || null]));
  return (id) => emails.get(id ?? '') ?? null;
}

function shiftOf(
  { start, end, user }: { start: string; end: string; user?: PagerdutyReference | null | undefined },
  emailOf: EmailOf,
): Shift {
  return { start: Date.parse(start), end: Date.parse(end), person: emailOf(user?.id) };
}

function zoneOf(zone: string | null | undefined): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone ?? 'UTC');
    return zone ?? 'UTC';
  } catch {
    return 'UTC';
  }
}

/** The turns of a layer while it lasts, within its hours. */
function shiftsOf(layer: PagerdutyLayer, zone: string, emailOf: EmailOf, from: number, to: number): Shift[] {
  const begins = Math.max(from, Date.parse(layer.start));
  const ends = Math.min(to, layer.end ? Date.parse(layer.end) : Number.POSITIVE_INFINITY);
  const count = layer.users.length;
  if (count === 0 || begins >= ends) return [];
  const local = Temporal.Instant.fromEpochMilliseconds(Date.parse(layer.rotation_virtual_start))
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  const seconds = layer.rotation_turn_length_seconds;
  const handoff = (turn: number) => local.add({ seconds: turn * seconds }).toZonedDateTime(zone).epochMilliseconds;
  const open = layer.restrictions?.length
    ? openings(layer.restrictions, zone, begins, ends)
    : [{ start: begins, end: ends }];
  const shifts: Shift[] = [];
  for (let turn = Math.floor((begins - handoff(0)) / (seconds * 1_000)) - 3; handoff(turn) < ends; turn++) {
    const person = emailOf(layer.users[((turn % count) + count) % count]!.user.id);
    for (const opening of open) {
      const start = Math.max(begins, handoff(turn), opening.start);
      const end = Math.min(ends, handoff(turn + 1), opening.end);
      if (start < end) shifts.push({ start, end, person });
    }
  }
  return shifts;
}

/** When restrictions let somebody be on call; each opens at a time of the day and lasts so long by the clock. */
function openings(restrictions: readonly PagerdutyRestriction[], zone: string, from: number, to: number): Part[] {
  const found: Part[] = [];
  let date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 9 });
  const last = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(zone).toPlainDate();
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 }))
    for (const restriction of restrictions) {
      if (restriction.type === 'weekly_restriction' && date.dayOfWeek !== (restriction.start_day_of_week ?? 1))
        continue;
      const opens = date.toPlainDateTime(restriction.start_time_of_day.replace(/Z$/, ''));
      const closes = opens.add({ seconds: restriction.duration_seconds });
      found.push({
        start: opens.toZonedDateTime(zone).epochMilliseconds,
        end: closes.toZonedDateTime(zone).epochMilliseconds,
      });
    }
  const merged: Part[] = [];
  for (const part of found.sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before && part.start <= before.end) before.end = Math.max(before.end, part.end);
    else if (part.end > part.start) merged.push({ ...part });
  }
  return merged;
}

/** Who is on call on a schedule, by id, at an instant. */
export type OnCallAt = (scheduleId: string, at: number) => string[];

/** Everybody whom an event notifies that comes at an instant, is never acknowledged, and is so severe (1 to 5). */
export function notifiedBy(
  content: PagerdutyExport,
  service: PagerdutyService,
  severity: number,
  at: number,
  onCallAt: OnCallAt,
): Notified[] {
  const policy = content.escalation_policies.find(({ id }) => id === service.escalation_policy?.id);
  if (!policy || service.status === 'disabled') return [];
  const emailOf = emailsOf(content.users);
  const isHigh = isUrgent(service, severity, at);
  const rules = policy.escalation_rules.filter(({ targets }) => targets.length > 0).slice(0, isHigh ? undefined : 1);
  const over = service.auto_resolve_timeout || Number.POSITIVE_INFINITY;
  const notified: Notified[] = [];
  let [afterSeconds, emptyInTurn] = [0, 0];
  for (let loop = 0; loop <= (isHigh ? policy.num_loops : 0); loop++)
    for (const rule of rules) {
      if (afterSeconds >= over || emptyInTurn >= rules.length) return notified;
      const when = at + afterSeconds * 1_000;
      const people = rule.targets.flatMap(({ id, type }) =>
        type?.startsWith('user') ? (emailOf(id) ?? []) : onCallAt(id, when),
      );
      if (people.length === 0) {
        emptyInTurn += 1;
        continue;
      }
      emptyInTurn = 0;
      const strategy = rule.escalation_rule_assignment_strategy;
      const isOne = (typeof strategy === 'string' ? strategy : strategy?.type) === 'round_robin';
      notified.push({ afterSeconds, people: isOne ? [] : people, oneOf: isOne ? [people] : [] });
      afterSeconds += rule.escalation_delay_in_minutes * 60;
    }
  return notified;
}

function isUrgent(
  { incident_urgency_rule: rule, support_hours: hours }: PagerdutyService,
  severity: number,
  at: number,
) {
  const part =
    rule?.type === 'use_support_hours'
      ? hours && isWithin(hours, at)
        ? rule.during_support_hours
        : rule.outside_support_hours
      : rule;
  if (part?.urgency === 'low') return false;
  return part?.urgency !== 'severity_based' || severity <= 2;
}

function isWithin({ time_zone, days_of_week: days, start_time, end_time }: PagerdutySupportHours, at: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zoneOf(time_zone));
  const time = local.toPlainTime().toString({ smallestUnit: 'second' });
  const end = end_time.startsWith('00:00') ? '24:00' : end_time;
  return days.includes(local.dayOfWeek) && time >= start_time && time < end;
}
