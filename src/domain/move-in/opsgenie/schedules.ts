import type {
  OpsgenieOverride,
  OpsgenieReference,
  OpsgenieRotation,
  OpsgenieSchedule,
} from '../../../contract/move-in/opsgenie.ts';
import { MOST_AT_ONCE } from '../../../contract/respond/schedules/schedule-definition.ts';
import type { MovedOverride, MovedSchedule } from '../document.ts';
import { evenkeelOf } from '../here.ts';
import { groupLanes, type Lane, lanesOfHours, lanesOfTurns, localMinute, namedLayers } from '../layers/lanes.ts';
import { isZone, lineOf, sourceOf } from '../things.ts';
import { type Conversion, findNamed } from './conversion.ts';
import { emailOf } from './people.ts';
import { hoursOf } from './restrictions.ts';

/** Longer overrides are refused; what lies further ahead comes with a later import. */
const longestOverrideMs = 400 * 86_400_000;

export function convertSchedules(conversion: Conversion) {
  const { content, slugs, teamOf } = conversion;
  const schedules: MovedSchedule[] = [];
  const overrides: MovedOverride[] = [];
  const slugsOf = new Map<string, string[]>();
  for (const schedule of content.schedules) {
    conversion.findings.seen(sourceOf('schedule', schedule));
    const groups = groupLanes(lanesOfSchedule(conversion, schedule));
    const made = (groups.length === 0 ? [[]] : groups).map((group, index): MovedSchedule => {
      const first = group[0]?.rotationId;
      const rotation = schedule.rotations.find(({ id }) => id === first);
      const suffix = index === 0 ? '' : ` · ${lineOf(rotation?.name, 40, `part ${index + 1}`)}`;
      const name = `${lineOf(schedule.name, 118 - suffix.length, schedule.id)}${suffix}`;
      const id = index === 0 ? schedule.id : idOfPart(groups, index);
      return {
        slug: slugs('schedule', id, name),
        name,
        description: lineOf(schedule.description, 2_000, ''),
        team: teamOf(schedule.ownerTeam),
        timeZone: zoneOf(conversion, schedule),
        layers: namedLayers(group),
        turns: 'restart',
      };
    });
    if (made.length > 1)
      conversion.findings.reshaped(
        sourceOf('schedule', schedule),
        `Its rotations are on call at the same time: ${made.length} schedules here, and every step asks all of them.`,
      );
    schedules.push(...made);
    slugsOf.set(
      schedule.id,
      made.map(({ slug }) => slug),
    );
    overrides.push(...overridesOf(conversion, schedule, groups, made));
  }
  return { schedules, overrides, slugsOf };
}

/** A schedule of its own for a later group of lanes: known by the rotation and, of several for one, by which it is. */
function idOfPart(groups: Lane[][], index: number): string {
  const rotationId = groups[index]![0]!.rotationId;
  const before = groups.slice(0, index).filter((group) => group[0]!.rotationId === rotationId).length;
  return before === 0 ? rotationId : `${before + 1}-${rotationId}`;
}

function zoneOf({ findings }: Conversion, schedule: OpsgenieSchedule): string {
  const zone = schedule.timezone ?? 'UTC';
  if (isZone(zone)) return zone;
  findings.changed(sourceOf('schedule', schedule), `The time zone ${zone} is not known here: UTC.`);
  return 'UTC';
}

function lanesOfSchedule(conversion: Conversion, schedule: OpsgenieSchedule): Lane[] {
  if (schedule.enabled === false) {
    conversion.findings.reshaped(sourceOf('schedule', schedule), 'Disabled in Opsgenie: empty here.');
    return [];
  }
  return schedule.rotations.flatMap((rotation) => lanesOfRotation(conversion, schedule, rotation));
}

function lanesOfRotation(conversion: Conversion, schedule: OpsgenieSchedule, rotation: OpsgenieRotation): Lane[] {
  const { findings, nowMs } = conversion;
  const source = sourceOf('rotation', {
    id: rotation.id,
    name: `${schedule.name} / ${lineOf(rotation.name, 90, rotation.id)}`,
  });
  findings.seen(source);
  if (rotation.endDate && Date.parse(rotation.endDate) <= nowMs) {
    findings.reshaped(source, 'It is over: left out.');
    return [];
  }
  if (rotation.participants.length === 0) {
    findings.reshaped(source, 'It has no participants: left out.');
    return [];
  }
  const timeZone = isZone(schedule.timezone ?? 'UTC') ? (schedule.timezone ?? 'UTC') : 'UTC';
  const turns = rotation.participants.map((participant) =>
    peopleOfParticipant(conversion, participant, (message) => findings.impossible(source, message)),
  );
  const base = {
    rotationId: rotation.id,
    name: lineOf(rotation.name, 60, 'Rotation'),
    timeZone,
    start: localMinute(rotation.startDate, timeZone),
    end: rotation.endDate ? localMinute(rotation.endDate, timeZone) : null,
    hours: hoursOf(rotation.timeRestriction),
  };
  return seatsOf(turns).flatMap(({ participants, atOnce }) => {
    if (participants.length > 100) {
      findings.impossible(source, 'A layer takes up to 100 participants.');
      return [];
    }
    if (rotation.type !== 'hourly') {
      const unit = rotation.type === 'weekly' ? 'week' : 'day';
      return lanesOfTurns({ ...base, unit, every: rotation.length, participants, atOnce });
    }
    const lanes = lanesOfHours({ ...base, participants, atOnce }, rotation.length);
    if (lanes === null) findings.impossible(source, 'Its order repeats only after more than 100 days.');
    return lanes ?? [];
  });
}

/** Turns of several people as rows of one person per turn; a turn that never passes is one row of several at once. */
function seatsOf(turns: string[][]): { participants: (string | null)[]; atOnce: number }[] {
  const [only] = turns;
  if (turns.length === 1 && only!.length > 1)
    return Array.from({ length: Math.ceil(only!.length / MOST_AT_ONCE) }, (_, part) => {
      const participants = only!.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE);
      return { participants, atOnce: participants.length };
    });
  const most = Math.max(...turns.map((people) => people.length));
  return Array.from({ length: most }, (_, seat) => ({
    participants: turns.map((people) => people[seat] ?? null),
    atOnce: 1,
  }));
}

function peopleOfParticipant(
  { content, personOf }: Conversion,
  participant: OpsgenieReference,
  cannot: (message: string) => void,
): string[] {
  const label = participant.name ?? participant.username ?? participant.id ?? '';
  if (participant.type === 'none') return [];
  if (participant.type === 'user') {
    const email = personOf(participant);
    if (email === null) cannot(`The user ${label} is not in the export: the turn is open.`);
    return email === null ? [] : [email];
  }
  if (participant.type === 'team') {
    const team = findNamed(content.teams, participant);
    if (team === null) cannot(`The team ${label} is not in the export: the turn is open.`);
    return (team?.members ?? []).flatMap(({ user }) => personOf(user) ?? []);
  }
  cannot(`A turn of the ${participant.type} ${label} cannot be kept: the turn is open.`);
  return [];
}

function overridesOf(
  conversion: Conversion,
  schedule: OpsgenieSchedule,
  groups: Lane[][],
  made: MovedSchedule[],
): MovedOverride[] {
  if (schedule.enabled === false) return [];
  const own = (schedule.overrides ?? []).flatMap((override) =>
    convertOverride(conversion, schedule, override, groups, made),
  );
  return [...own, ...forwarded(conversion, schedule, made, own)];
}

function convertOverride(
  { content, findings, nowMs, personOf }: Conversion,
  schedule: OpsgenieSchedule,
  { alias, user, startDate, endDate, rotations }: OpsgenieOverride,
  groups: Lane[][],
  made: MovedSchedule[],
): MovedOverride[] {
  const [start, end] = [Date.parse(startDate), Date.parse(endDate)];
  if (end <= nowMs) return [];
  const source = sourceOf('override', { id: alias, name: `${schedule.name} ${startDate}` });
  findings.seen(source);
  if (user.type === 'none') {
    findings.impossible(source, 'It leaves nobody on call; an override here puts somebody on call.');
    return [];
  }
  const person = user.type === 'user' ? personOf(user) : null;
  if (person === null) {
    const label = user.name ?? user.username ?? user.id ?? '';
    findings.impossible(source, `The ${user.type} ${label} cannot be put on call by an override.`);
    return [];
  }
  if (content.users.some((each) => each.blocked && emailOf(each) === person)) {
    findings.impossible(source, 'Its person is blocked in Opsgenie.');
    return [];
  }
  if (end - start > longestOverrideMs) {
    findings.impossible(source, 'It lasts longer than 400 days.');
    return [];
  }
  const named = rotations?.length
    ? schedule.rotations.filter(({ id, name }) =>
        rotations.some((one) => one.id === id || (!one.id && one.name === name)),
      )
    : schedule.rotations;
  const isFor = (lane: Lane) => named.some(({ id }) => id === lane.rotationId);
  if (!named.some(({ id }) => groups.flat().some((lane) => lane.rotationId === id)) && groups.length > 0) {
    findings.impossible(source, 'It is for rotations that are not here.');
    return [];
  }
  return made.flatMap(({ slug }, index) => {
    const group = groups[index] ?? [];
    if (group.length > 0 && !group.some(isFor)) return [];
    if (group.some((lane) => !isFor(lane) && lane.fromMs < end && lane.toMs > start))
      findings.changed(
        source,
        'It is for some rotations of the schedule; here it covers all that share a schedule with them.',
      );
    const several = new Set(group.flatMap(({ layer }) => ((layer.atOnce ?? 1) > 1 ? layer.participants : [])));
    const replaced = [null, ...[...several].filter((each) => each !== person)];
    return replaced.map((replaces, place) => ({
      schedule: slug,
      key: place === 0 ? alias : `${alias} ${place + 1}`,
      person,
      replaces,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end).toISOString(),
      reason: 'From Opsgenie',
    }));
  });
}

const mostParts = 100;

/**
 * Somebody's notifications go to somebody else for a while: an override over each of their shifts. It is known by when the
 * shift begins, so it stays the same as time passes.
 */
function forwarded(
  { content, findings, personOf, nowMs }: Conversion,
  schedule: OpsgenieSchedule,
  made: MovedSchedule[],
  own: MovedOverride[],
) {
  return content.forwardings.flatMap((forwarding): MovedOverride[] => {
    const [from, to] = [personOf(forwarding.fromUser), personOf(forwarding.toUser)];
    const start = Date.parse(forwarding.startDate);
    const end = Math.min(Date.parse(forwarding.endDate), nowMs + longestOverrideMs);
    if (from === null || to === null || end <= nowMs || end <= start) return [];
    const emails = [...new Set(content.users.flatMap((user) => emailOf(user) ?? []))];
    const here = evenkeelOf(
      {
        people: emails.map((email) => ({ email, name: '', role: 'responder', timeZone: 'UTC', disabled: false })),
        ...{ teams: [], schedules: made, overrides: own, escalationPolicies: [], services: [] },
      },
      {},
    );
    return made.flatMap(({ slug }) => {
      const shifts = here.shifts([slug], start, end).filter(({ person, end: ends }) => person === from && ends > nowMs);
      if (shifts.length > mostParts)
        findings.changed(
          sourceOf('schedule', schedule),
          `The forwarding ${from} → ${to} covers the first ${mostParts} shifts; import again later for the rest.`,
        );
      return shifts.slice(0, mostParts).map((shift) => ({
        schedule: slug,
        key: `${forwarding.id} ${new Date(shift.start).toISOString()}`,
        person: to,
        replaces: from,
        startsAt: new Date(shift.start).toISOString(),
        endsAt: new Date(shift.end).toISOString(),
        reason: 'From Opsgenie: forwarding',
      }));
    });
  });
}

/** Tells what is to be known about each forwarding, once. */
export function noteForwardings({ content, findings, personOf, nowMs }: Conversion): void {
  for (const { id, fromUser, toUser, endDate } of content.forwardings) {
    if (Date.parse(endDate) <= nowMs) continue;
    const name = `${fromUser.username ?? fromUser.id} → ${toUser.username ?? toUser.id}`;
    const source = sourceOf('forwarding', { id, name });
    findings.seen(source);
    if (personOf(fromUser) === null || personOf(toUser) === null)
      findings.impossible(source, 'One of the two is not in the export.');
    else
      findings.changed(
        source,
        'It becomes overrides in the schedules of the first; steps that name the first still page them.',
      );
  }
}
