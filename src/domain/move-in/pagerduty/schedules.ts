import { Temporal } from 'temporal-polyfill';
import type { PagerdutyEntry, PagerdutyLayer, PagerdutySchedule } from '../../../contract/move-in/pagerduty.ts';
import type { MovedOverride, MovedSchedule } from '../document.ts';
import { fitsOneSchedule, type Lane, lanesOfHours, lanesOfTurns, localMinute, namedLayers } from '../layers/lanes.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';
import { hoursOf } from './restrictions.ts';

/** Longer overrides are refused; what lies further ahead comes with a later import. */
const longestOverrideMs = 400 * 86_400_000;

export const nameOfSchedule = ({ id, name, summary }: PagerdutySchedule): string => lineOf(name ?? summary, 120, id);

export function convertSchedules(conversion: Conversion) {
  const { content, findings, slugs, teamOf } = conversion;
  const slugsOf = new Map<string, string[]>();
  const converted = content.schedules.map((schedule) => {
    const name = nameOfSchedule(schedule);
    const source = sourceOf('schedule', { id: schedule.id, name });
    findings.seen(source);
    if (!schedule.schedule_layers)
      findings.impossible(
        source,
        'It is of the newer kind that has shifts and no layers: an empty schedule stands in its place. Enter its layers before you rely on it.',
      );
    const zone = schedule.time_zone ?? 'UTC';
    if (!isZone(zone)) findings.changed(source, `The time zone ${zone} is not known here: UTC.`);
    const timeZone = isZone(zone) ? zone : 'UTC';
    // There, layers are listed from the top down; here, from the bottom up.
    let lanes = (schedule.schedule_layers ?? [])
      .toReversed()
      .flatMap((layer) => lanesOfLayer(conversion, schedule, layer, timeZone));
    if (!fitsOneSchedule(lanes)) {
      findings.impossible(source, 'It needs more layers than a schedule takes: empty here. Enter its layers by hand.');
      lanes = [];
    }
    const slug = slugs('schedule', schedule.id, name);
    slugsOf.set(schedule.id, [slug]);
    const made: MovedSchedule = {
      ...{ slug, name, timeZone, layers: namedLayers(lanes), turns: 'restart' },
      description: lineOf(schedule.description, 2_000, ''),
      team: teamOf(schedule.teams),
    };
    return { made, overrides: overridesOf(conversion, schedule, slug) };
  });
  return {
    schedules: converted.map(({ made }) => made),
    overrides: converted.flatMap(({ overrides }) => overrides),
    slugsOf,
  };
}

function lanesOfLayer(
  { findings, nowMs, personOf }: Conversion,
  schedule: PagerdutySchedule,
  layer: PagerdutyLayer,
  timeZone: string,
): Lane[] {
  // A layer is never removed there, only ended.
  if (layer.end && Date.parse(layer.end) <= nowMs) return [];
  const name = lineOf(layer.name, 60, 'Layer');
  const source = sourceOf('layer', { id: layer.id, name: `${nameOfSchedule(schedule)} / ${name}` });
  findings.seen(source);
  const participants = layer.users.map(({ user }) => {
    const person = personOf(user.id);
    if (person === null)
      findings.impossible(source, `The user ${user.summary ?? user.id} is not in the export: the turn is open.`);
    return person;
  });
  if (participants.length === 0) {
    findings.reshaped(source, 'It has nobody: left out.');
    return [];
  }
  if (participants.length > 100) {
    findings.impossible(source, 'A layer takes up to 100 participants.');
    return [];
  }
  if (layer.rotation_turn_length_seconds % 3_600 !== 0) {
    findings.impossible(source, 'Its turns are not of whole hours. Enter it by hand.');
    return [];
  }
  const hours = hoursOf(layer.restrictions);
  const instants = [layer.start, layer.rotation_virtual_start, ...(layer.end ? [layer.end] : [])];
  if (!hours.isWhole || instants.some((instant) => Date.parse(instant) % 60_000 !== 0))
    findings.changed(source, 'It is exact to the second there, and to the minute here.');
  const turnHours = layer.rotation_turn_length_seconds / 3_600;
  const turns = {
    ...{ rotationId: layer.id, name, timeZone, hours: hours.spans },
    end: layer.end ? localMinute(layer.end, timeZone) : null,
  };
  const { first, whole, place } = firstTurns(layer, turnHours, timeZone);
  const inOrder = [...participants.slice(place), ...participants.slice(0, place)];
  const main = lanesOfTurnHours({ ...turns, start: whole, participants: inOrder }, turnHours);
  if (main === null) {
    findings.impossible(source, 'Its order repeats only after more than 100 days.');
    return [];
  }
  const partial =
    first === null
      ? []
      : lanesOfTurns({
          ...{ ...turns, name: `${name}, first hours`, unit: 'day', every: 1, start: first },
          end: turns.end !== null && Temporal.PlainDateTime.compare(turns.end, whole) < 0 ? turns.end : whole,
          participants: [participants[(place + participants.length - 1) % participants.length]!],
        });
  return [...partial, ...main].filter(({ toMs }) => toMs > nowMs);
}

/** Turns pass from the virtual start on; the layer itself may begin later, in the middle of one. */
function firstTurns(layer: PagerdutyLayer, turnHours: number, timeZone: string) {
  const virtual = localMinute(layer.rotation_virtual_start, timeZone);
  const start = localMinute(layer.start, timeZone);
  const minutes = virtual.until(start, { largestUnit: 'minutes' }).minutes;
  const passed = Math.ceil(minutes / (turnHours * 60));
  const whole = virtual.add({ hours: passed * turnHours });
  const count = layer.users.length;
  return {
    first: Temporal.PlainDateTime.compare(start, whole) < 0 ? start : null,
    whole,
    place: ((passed % count) + count) % count,
  };
}

function lanesOfTurnHours(
  turns: Parameters<typeof lanesOfHours>[0],
  turnHours: number,
): ReturnType<typeof lanesOfHours> {
  if (turnHours % 168 === 0) return lanesOfTurns({ ...turns, unit: 'week', every: turnHours / 168 });
  return lanesOfHours(turns, turnHours);
}

/** Overrides that are not over, as the API lists them, or as they show in the schedule. */
export function overridesIn({ overrides, overrides_subschedule: shown }: PagerdutySchedule): PagerdutyEntry[] {
  return overrides ?? shown?.rendered_schedule_entries ?? [];
}

function overridesOf(
  { findings, nowMs, personOf }: Conversion,
  schedule: PagerdutySchedule,
  slug: string,
): MovedOverride[] {
  const coming = overridesIn(schedule).filter(({ end }) => Date.parse(end) > nowMs);
  return coming.flatMap((override): MovedOverride[] => {
    const [start, end] = [Date.parse(override.start), Date.parse(override.end)];
    const id = override.id ?? `${schedule.id} ${override.start}`;
    const source = sourceOf('override', { id, name: `${nameOfSchedule(schedule)} ${override.start}` });
    findings.seen(source);
    const person = override.user ? personOf(override.user.id) : null;
    if (person === null) {
      findings.impossible(source, 'Its person is not in the export.');
      return [];
    }
    if (end - start > longestOverrideMs) {
      findings.impossible(source, 'It lasts longer than 400 days.');
      return [];
    }
    if (coming.some((other) => other !== override && Date.parse(other.start) < end && Date.parse(other.end) > start))
      findings.changed(source, 'Another override is at the same time: of two, the later in the export counts.');
    return [
      {
        ...{ schedule: slug, key: id, person, replaces: null, reason: 'From PagerDuty' },
        ...{ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() },
      },
    ];
  });
}
