import { Temporal } from 'temporal-polyfill';
import type { GoalertRotation, GoalertRule, GoalertSchedule } from '../../../contract/move-in/goalert.ts';
import type { MovedSchedule } from '../document.ts';
import { always, groupLanes, type Lane, lanesOfTurns, namedLayers } from '../layers/lanes.ts';
import { dayMinutes, joined, type WeekSpan, weekSpans } from '../layers/week.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';
import { overridesOf, placesBeside } from './overrides.ts';
import { lanesOfRotation } from './rotations.ts';

export function convertSchedules(conversion: Conversion) {
  const { content, findings, slugs } = conversion;
  const slugsOf = new Map<string, string[]>();
  const converted = content.schedules.map((schedule) => {
    const source = sourceOf('schedule', schedule);
    findings.seen(source);
    if (!isZone(schedule.timeZone))
      findings.changed(source, `The time zone ${schedule.timeZone} is not known here: UTC.`);
    const timeZone = isZone(schedule.timeZone) ? schedule.timeZone : 'UTC';
    const lanes = schedule.targets.flatMap((each) => lanesOfTarget(conversion, schedule, each, timeZone));
    const groups = groupLanes(lanes);
    const beside = placesBeside(conversion, schedule, groups.length);
    const parts = [...(groups.length === 0 ? [[]] : groups), ...Array.from({ length: beside }, (): Lane[] => [])];
    const made = parts.map((group, index): MovedSchedule => {
      const suffix = index === 0 ? '' : ` · ${index + 1}`;
      const name = `${lineOf(schedule.name, 118 - suffix.length, schedule.id)}${suffix}`;
      return {
        slug: slugs('schedule', index === 0 ? schedule.id : `${index + 1}-${schedule.id}`, name),
        ...{ name, timeZone, team: null, layers: namedLayers(group), turns: 'restart' },
        description: lineOf(schedule.description, 2_000, ''),
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
    return { made, overrides: overridesOf(conversion, schedule, made, Math.max(groups.length, 1)) };
  });
  return {
    schedules: converted.flatMap(({ made }) => made),
    overrides: converted.flatMap(({ overrides }) => overrides),
    slugsOf,
  };
}

type Assigned = GoalertSchedule['targets'][number];

function lanesOfTarget(
  conversion: Conversion,
  schedule: GoalertSchedule,
  { target, rules }: Assigned,
  timeZone: string,
): Lane[] {
  const { content, findings, personOf, nowMs } = conversion;
  const source = sourceOf(target.type, { id: target.id, name: `${schedule.name} / ${target.name ?? target.id}` });
  findings.seen(source);
  const hours = hoursOf(rules);
  if (hours.length === 0) {
    findings.reshaped(source, 'It has no hours: left out.');
    return [];
  }
  if (rules.some(({ start, end }) => [start, end].some((time) => meetsChange(time, timeZone, nowMs))))
    findings.changed(
      source,
      'Its hours begin or end while the clocks change: on that day up to an hour later or earlier.',
    );
  if (target.type === 'user') {
    const person = personOf(target.id);
    if (person === null) {
      findings.impossible(source, 'The user is not in the export.');
      return [];
    }
    return lanesOfTurns({
      ...{ rotationId: target.id, name: lineOf(target.name, 60, person), timeZone, hours, end: null },
      ...{ start: Temporal.PlainDateTime.from('2020-01-01T00:00'), unit: 'day', every: 1, participants: [person] },
    });
  }
  const rotation = content.rotations.find(({ id }) => id === target.id);
  if (!rotation) {
    findings.impossible(source, 'The rotation is not in the export.');
    return [];
  }
  if (rotation.timeZone !== timeZone && rotation.userIDs.length > 1)
    findings.changed(
      source,
      `It hands off by the clocks of ${rotation.timeZone} there and of ${timeZone} here: apart when only one of them changes.`,
    );
  return turnsOf(conversion, rotation, timeZone, hours);
}

/** The layers of a rotation; a finding says why there are none. */
export function turnsOf(conversion: Conversion, rotation: GoalertRotation, timeZone: string, hours = always()): Lane[] {
  const { findings, personOf, nowMs } = conversion;
  const source = sourceOf('rotation', rotation);
  if (rotation.userIDs.length === 0) {
    findings.reshaped(source, 'It has nobody: left out.');
    return [];
  }
  const people = rotation.userIDs.map((id) => {
    const person = personOf(id);
    if (person === null) findings.impossible(source, `The user ${id} is not in the export: the turn is open.`);
    return person;
  });
  const lanes = lanesOfRotation(rotation, people, timeZone, hours, nowMs);
  if (typeof lanes !== 'string') return lanes;
  findings.impossible(source, lanes);
  return [];
}

const yearMs = 366 * 86_400_000;

/** Whether clocks skip a time of day, or show it twice, within a year. */
function meetsChange(time: string, timeZone: string, nowMs: number): boolean {
  let at = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).getTimeZoneTransition('next');
  for (; at && at.epochMilliseconds < nowMs + yearMs; at = at.getTimeZoneTransition('next')) {
    const after = at.toPlainDateTime();
    const before = after.add({ nanoseconds: at.subtract({ nanoseconds: 1 }).offsetNanoseconds - at.offsetNanoseconds });
    const [from, to] = [before, after].sort(Temporal.PlainDateTime.compare) as [Temporal.PlainDateTime, typeof after];
    const given = from.toPlainDate().toPlainDateTime(time);
    const isWithin = (local: Temporal.PlainDateTime) =>
      Temporal.PlainDateTime.compare(local, from) >= 0 && Temporal.PlainDateTime.compare(local, to) < 0;
    if (isWithin(given) || isWithin(given.add({ days: 1 }))) return true;
  }
  return false;
}

/** A rule whose end is not after its start runs into the next day. */
function hoursOf(rules: readonly GoalertRule[]): WeekSpan[] {
  return joined(
    rules.flatMap(({ start, end, weekdayFilter }) => {
      const [from, to] = [minuteOf(start), minuteOf(end)];
      const length = to > from ? to - from : to - from + dayMinutes;
      return weekdayFilter.flatMap((isOn, sundayFirst) =>
        isOn ? weekSpans(((sundayFirst + 6) % 7) * dayMinutes + from, length) : [],
      );
    }),
  );
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour! * 60 + minute!;
}
