import type { SquadcastRotation, SquadcastSchedule } from '../../../contract/move-in/squadcast.ts';
import type { MovedSchedule } from '../document.ts';
import { fitsOneSchedule, groupLanes, type Lane, namedLayers } from '../layers/lanes.ts';
import { dayMinutes } from '../layers/week.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import { type Conversion, scheduleIdOf, usersOf } from './conversion.ts';
import { overriddenParts, overridesOf } from './overrides.ts';
import { daysOfPeriod, lanesOfRotation, slotsOf } from './rotations.ts';

/** Everybody whom a rotation has on call at the same time gets a schedule each: who asks one asks all of them. */
export function convertSchedules(conversion: Conversion) {
  const { content, findings } = conversion;
  const slugsOf = new Map<string, string[]>();
  const converted = content.schedules.map((schedule) => {
    const source = sourceOf('schedule', schedule);
    findings.seen(source);
    if (!isZone(schedule.timeZone))
      findings.changed(source, `The time zone ${schedule.timeZone} is not known here: UTC.`);
    if (schedule.paused) findings.changed(source, 'It is paused in Squadcast; here it runs.');
    const timeZone = isZone(schedule.timeZone) ? schedule.timeZone : 'UTC';
    let groups = groupLanes(schedule.rotations.flatMap((each) => lanesOf(conversion, schedule, each, timeZone)));
    if (!groups.every(fitsOneSchedule)) {
      findings.impossible(source, 'It needs more layers than a schedule takes: empty here. Enter its layers by hand.');
      groups = [];
    }
    const usual = schedulesOf(conversion, schedule, timeZone, groups, 1);
    const parts = overriddenParts(conversion, schedule, usual);
    const most = Math.max(1, ...parts.map(({ people }) => people.length));
    const made = schedulesOf(conversion, schedule, timeZone, groups, most);
    if (made.length > 1)
      findings.reshaped(
        source,
        `Up to ${made.length} people are on call at the same time: ${made.length} schedules here, and every step asks all of them.`,
      );
    slugsOf.set(
      schedule.id,
      made.map(({ slug }) => slug),
    );
    return { made, overrides: overridesOf(parts, made) };
  });
  for (const { id, name } of content.legacy_schedules)
    findings.impossible(
      sourceOf('schedule', { id, name }),
      'It is of the older kind, whose shifts the API does not tell as rotations: enter its layers by hand.',
    );
  return {
    schedules: converted.flatMap(({ made }) => made),
    overrides: converted.flatMap(({ overrides }) => overrides),
    slugsOf,
  };
}

function schedulesOf(
  { slugs, teamOf }: Conversion,
  schedule: SquadcastSchedule,
  timeZone: string,
  groups: readonly Lane[][],
  least: number,
): MovedSchedule[] {
  return Array.from({ length: Math.max(least, groups.length) }, (_, place): MovedSchedule => {
    const suffix = place === 0 ? '' : ` · ${place + 1}`;
    const name = `${lineOf(schedule.name, 118 - suffix.length, schedule.id)}${suffix}`;
    return {
      slug: slugs('schedule', scheduleIdOf(schedule.id, place), name),
      ...{ name, timeZone, team: teamOf(schedule.teamID), layers: namedLayers(groups[place] ?? []), turns: 'restart' },
      description: lineOf(schedule.description, 2_000, ''),
    };
  });
}

function lanesOf(
  { content, findings, nowMs, personOf }: Conversion,
  schedule: SquadcastSchedule,
  rotation: SquadcastRotation,
  timeZone: string,
): Lane[] {
  const name = lineOf(rotation.name, 60, rotation.id);
  const source = sourceOf('rotation', { id: rotation.id, name: `${schedule.name} / ${name}` });
  findings.seen(source);
  const groups = groupsOf(rotation).map((participants) => {
    const people = participants.flatMap((participant) => {
      const users = usersOf(content, participant);
      if (users === null)
        findings.impossible(source, `The ${participant.type} ${participant.id} is not in the export.`);
      return (users ?? []).flatMap((user) => {
        const person = personOf(user);
        if (person === null) findings.impossible(source, `The user ${user} is not in the export: the turn is open.`);
        return person ?? [];
      });
    });
    return [...new Set(people)];
  });
  if (groups.every((people) => people.length === 0)) {
    findings.reshaped(source, 'It has nobody: left out.');
    return [];
  }
  const overlaps = slotsOf(rotation).some(({ duration }) => duration > daysOfPeriod(rotation) * dayMinutes);
  if (overlaps && rotation.endsAfterIterations)
    findings.changed(source, 'Its shifts overlap: the last of them end together here.');
  const lanes = lanesOfRotation({ rotationId: rotation.id, name, timeZone }, rotation, groups);
  if (typeof lanes === 'string') {
    findings.impossible(source, lanes);
    return [];
  }
  const left = lanes.filter(({ toMs }) => toMs > nowMs);
  if (left.length === 0) findings.reshaped(source, 'It is over: left out.');
  return left;
}

export const groupsOf = ({ rotationParticipants, participantGroups }: SquadcastRotation) =>
  (rotationParticipants ?? participantGroups ?? []).map(({ participants }) => participants);
