import { Temporal } from 'temporal-polyfill';
import type { OncallSchedule, OncallShift } from '../../../contract/move-in/oncall.ts';
import type { MovedSchedule } from '../document.ts';
import {
  always,
  fitsOneSchedule,
  type Lane,
  lanesOfHours,
  lanesOfTurns,
  localMinute,
  millisecondsOf,
  namedLayers,
} from '../layers/lanes.ts';
import { endOfLastTurn, lanesOfRhythm } from '../layers/rhythm.ts';
import { type Levelled, stacked } from '../layers/stack.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import { type Conversion, nameOfShift, zoneOfShift } from './conversion.ts';
import { mostAtOnce, overridesOf } from './overrides.ts';
import { rhythmOf } from './rhythm.ts';

export function convertSchedules(conversion: Conversion) {
  const { content, findings, slugs, teamOf } = conversion;
  const slugsOf = new Map<string, string[]>();
  const converted = content.schedules.map((schedule) => {
    const source = sourceOf('schedule', schedule);
    findings.seen(source);
    noteCalendars(conversion, schedule);
    const zone = zoneOfSchedule(conversion, schedule);
    const lanes = shiftsOf(conversion, schedule)
      .filter(({ type }) => type !== 'override')
      .flatMap((shift) => lanesOfShift(conversion, schedule, shift, zone));
    let groups = stacked(lanes, mostAtOnce(conversion, schedule));
    if (!groups.every(fitsOneSchedule)) {
      findings.impossible(source, 'It needs more layers than a schedule takes: empty here. Enter its layers by hand.');
      groups = [[]];
    }
    const made = groups.map((group, index): MovedSchedule => {
      const suffix = index === 0 ? '' : ` · ${index + 1}`;
      const name = `${lineOf(schedule.name, 118 - suffix.length, schedule.id)}${suffix}`;
      return {
        slug: slugs('schedule', index === 0 ? schedule.id : `${index + 1}-${schedule.id}`, name),
        ...{ name, description: '', team: teamOf(schedule.team_id), timeZone: zone },
        layers: namedLayers(group),
        turns: 'restart',
      };
    });
    if (made.length > 1)
      findings.reshaped(
        source,
        `Up to ${made.length} people are on call at the same time: ${made.length} schedules here, and every step asks all of them.`,
      );
    slugsOf.set(
      schedule.id,
      made.map(({ slug }) => slug),
    );
    return { made, overrides: overridesOf(conversion, schedule, made) };
  });
  noteLostOverrides(conversion);
  return {
    schedules: converted.flatMap(({ made }) => made),
    overrides: converted.flatMap(({ overrides }) => overrides),
    slugsOf,
  };
}

function shiftsOf({ content, findings }: Conversion, schedule: OncallSchedule): OncallShift[] {
  return (schedule.shifts ?? []).flatMap((id) => {
    const shift = content.on_call_shifts.find((each) => each.id === id);
    if (!shift) findings.impossible(sourceOf('schedule', schedule), `Its shift ${id} is not in the export.`);
    return shift ?? [];
  });
}

function noteCalendars({ findings }: Conversion, schedule: OncallSchedule): void {
  const source = sourceOf('schedule', schedule);
  if (schedule.type === 'ical')
    findings.impossible(
      source,
      'Its shifts are in a calendar that the export does not hold: an empty schedule stands in its place. Enter its layers, or people as overrides, before you rely on it.',
    );
  else if (schedule.ical_url_overrides)
    findings.impossible(source, 'Its overrides from a calendar are not in the export: enter those that are to come.');
}

/** The API names no schedule for overrides that were made in the browser on a schedule of Terraform. */
function noteLostOverrides({ content, findings, nowMs }: Conversion): void {
  const named = new Set(content.schedules.flatMap(({ shifts }) => shifts ?? []));
  for (const shift of content.on_call_shifts) {
    const ends = Date.parse(`${shift.start}Z`) + shift.duration * 1_000;
    if (shift.type === 'override' && !named.has(shift.id) && ends > nowMs)
      findings.impossible(
        sourceOf('override', { id: shift.id, name: nameOfShift(shift) }),
        'The export does not say of which schedule it is: enter it by hand.',
      );
  }
}

/** The zone of most of its shifts: a schedule here has one. */
function zoneOfSchedule({ content, findings }: Conversion, schedule: OncallSchedule): string {
  const own = schedule.type === 'web' ? 'UTC' : (schedule.time_zone ?? 'UTC');
  if (!isZone(own)) findings.changed(sourceOf('schedule', schedule), `The time zone ${own} is not known here: UTC.`);
  const zones = content.on_call_shifts
    .filter(({ id, type }) => type !== 'override' && schedule.shifts?.includes(id))
    .map((shift) => zoneOfShift(schedule, shift));
  const count = (zone: string) => zones.filter((each) => each === zone).length;
  return zones.toSorted((one, other) => count(other) - count(one))[0] ?? (isZone(own) ? own : 'UTC');
}

function lanesOfShift(conversion: Conversion, schedule: OncallSchedule, shift: OncallShift, zone: string): Levelled[] {
  const { findings, nowMs, personOf } = conversion;
  const source = sourceOf('shift', { id: shift.id, name: `${schedule.name} / ${nameOfShift(shift)}` });
  findings.seen(source);
  if (shift.time_zone && !isZone(shift.time_zone))
    findings.changed(source, `The time zone ${shift.time_zone} is not known here: UTC.`);
  const given = shift.type === 'rolling_users' ? (shift.rolling_users ?? []) : [shift.users ?? []];
  const first = shift.type === 'rolling_users' ? (shift.start_rotation_from_user_index ?? 0) : 0;
  const groups = [...given.slice(first), ...given.slice(0, first)].map((users) => [
    ...new Set(
      users.flatMap((user) => {
        const person = personOf(user);
        if (person === null) findings.impossible(source, `The user ${user} is not in the export: the turn is open.`);
        return person ?? [];
      }),
    ),
  ]);
  if (groups.every((people) => people.length === 0)) {
    findings.reshaped(source, 'It has nobody: left out.');
    return [];
  }
  const lanes = lanesOfGroups(conversion, schedule, shift, zone, groups);
  if (lanes === null || (typeof lanes !== 'string' && lanes.length > 0 && lanes.every(({ toMs }) => toMs <= nowMs))) {
    findings.reshaped(source, 'It is over: left out.');
    return [];
  }
  if (typeof lanes === 'string') {
    findings.impossible(source, lanes);
    return [];
  }
  return lanes.filter(({ toMs }) => toMs > nowMs).map((lane) => ({ level: shift.level ?? 0, lane }));
}

/** Null when it is over; a text says why it cannot be a layer. */
function lanesOfGroups(
  { findings, nowMs }: Conversion,
  schedule: OncallSchedule,
  shift: OncallShift,
  zone: string,
  groups: string[][],
): Lane[] | string | null {
  const source = sourceOf('shift', { id: shift.id, name: `${schedule.name} / ${nameOfShift(shift)}` });
  const own = zoneOfShift(schedule, shift);
  const apart = offsetMinutes(zone, nowMs) - offsetMinutes(own, nowMs);
  if (own !== zone)
    findings.changed(
      source,
      `It goes by the clocks of ${own} there and of ${zone} here: apart when only one of them changes.`,
    );
  const toZone = (local: Temporal.PlainDateTime) => local.add({ minutes: apart });
  const minutes = Math.floor(shift.duration / 60);
  if (minutes === 0) return null;
  const base = { rotationId: shift.id, name: nameOfShift(shift), timeZone: zone };
  if (!shift.frequency || shift.type === 'single_event') {
    const start = toZone(minuteOf(shift.start));
    const end = start.add({ minutes });
    if (millisecondsOf(end, zone) <= nowMs) return null;
    return groups[0]!.flatMap((person) =>
      lanesOfTurns({ ...base, start, end, unit: 'day', every: 1, participants: [person], hours: always() }),
    );
  }
  const until = shift.until ? localMinute(`${shift.until}Z`, own) : null;
  if (until && millisecondsOf(until, own) + (schedule.type === 'web' ? 0 : minutes * 60_000) <= nowMs) return null;
  if (shift.frequency === 'hourly')
    return hourly({ ...base, start: toZone(minuteOf(shift.start)) }, shift, groups, until);
  const rhythm = rhythmOf(shift, groups.length);
  if (typeof rhythm === 'string') return rhythm;
  let end = until;
  if (until && schedule.type !== 'web') {
    end = endOfLastTurn(rhythm, until, minutes);
    if (end === null) return null;
    if (
      rhythm.turns.some(({ offset }) =>
        rhythm.turns.some((other) => other.offset > offset && other.offset < offset + minutes),
      )
    )
      findings.changed(source, 'Its turns overlap: the last of them end together here.');
  }
  if (end && millisecondsOf(end, own) <= nowMs) return null;
  const unitMinutes = (rhythm.unit === 'week' ? 7 : 1) * 1_440;
  const late = shift.rotation_start
    ? rhythm.start.until(minuteOf(shift.rotation_start), { largestUnit: 'minutes' }).minutes
    : 0;
  const isLate = late > 0 && millisecondsOf(minuteOf(shift.rotation_start!), own) > nowMs;
  if (isLate)
    findings.changed(source, 'It begins in the middle of its order: here, with the first whole turn after that.');
  return lanesOfRhythm(
    { ...base, end: end && toZone(end) },
    { ...rhythm, start: toZone(rhythm.start) },
    groups,
    minutes,
    isLate ? Math.ceil(late / unitMinutes) : 0,
  );
}

function hourly(
  base: { rotationId: string; name: string; timeZone: string; start: Temporal.PlainDateTime },
  shift: OncallShift,
  groups: string[][],
  end: Temporal.PlainDateTime | null,
): Lane[] | string {
  const hours = shift.interval ?? 1;
  if (shift.duration !== hours * 3_600 || shift.by_day?.length || shift.by_month?.length || shift.by_monthday?.length)
    return 'Its turns by hours leave some out or overlap. Enter it by hand.';
  if (end) return 'Turns by hours that end cannot be kept. Enter it by hand.';
  const most = Math.max(...groups.map(({ length }) => length));
  const lanes = Array.from({ length: most }, (_, seat) =>
    lanesOfHours({ ...base, end, hours: always(), participants: groups.map((people) => people[seat] ?? null) }, hours),
  );
  if (lanes.includes(null)) return 'Its order repeats only after more than 100 days.';
  return lanes.flatMap((each) => each ?? []);
}

function minuteOf(local: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(local).round({ smallestUnit: 'minute', roundingMode: 'trunc' });
}

function offsetMinutes(timeZone: string, atMs: number): number {
  return Math.round(
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).offsetNanoseconds / 60_000_000_000,
  );
}
