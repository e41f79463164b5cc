import type { GoalertOverride, GoalertSchedule } from '../../../contract/move-in/goalert.ts';
import type { MovedOverride, MovedSchedule } from '../document.ts';
import { evenkeelOf } from '../here.ts';
import { sourceOf } from '../things.ts';
import type { Conversion } from './conversion.ts';

const longestOverrideMs = 400 * 86_400_000;
const mostParts = 100;
const reason = 'From GoAlert';

type Span = { start: number; end: number };
type Added = Span & { id: string; person: string; place: number };
type Stretch = Span & { people: string[] };

/** How many people more than its targets a schedule has on call at once, by overrides that add and by temporary schedules. */
export function placesBeside(conversion: Conversion, schedule: GoalertSchedule, targets: number): number {
  const added = Math.max(0, ...addedOf(conversion, schedule).map(({ place }) => place + 1));
  const temporary = Math.max(0, ...stretchesOf(conversion, schedule).map(({ people }) => people.length));
  return Math.max(added, temporary - Math.max(targets, 1));
}

/** @param targets how many of the schedules have layers; the others are for those who are added */
export function overridesOf(
  conversion: Conversion,
  schedule: GoalertSchedule,
  made: readonly MovedSchedule[],
  targets: number,
): MovedOverride[] {
  const added = addedOf(conversion, schedule).map(({ id, start, end, person, place }) =>
    override(made[targets + place]!, `${id} ${new Date(start).toISOString()}`, person, null, start, end),
  );
  const temporary = stretchesOf(conversion, schedule).flatMap(({ start, end, people }) =>
    people.length === 0
      ? []
      : made.map((each, place) =>
          override(
            each,
            `temporary ${new Date(start).toISOString()}`,
            people[place % people.length]!,
            null,
            start,
            end,
          ),
        ),
  );
  return [...replacements(conversion, schedule, made), ...added, ...temporary];
}

const override = (
  { slug }: MovedSchedule,
  key: string,
  person: string,
  replaces: string | null,
  start: number,
  end: number,
): MovedOverride => ({
  ...{ schedule: slug, key, person, replaces, reason },
  ...{ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() },
});

function comingOf({ content, nowMs }: Conversion, { id }: GoalertSchedule): GoalertOverride[] {
  return content.userOverrides.filter((each) => each.target.id === id && Date.parse(each.end) > nowMs);
}

/** What is left of a time when temporary schedules are taken out: while one lasts, no override counts. */
function outside({ temporarySchedules }: GoalertSchedule, start: number, end: number): Span[] {
  let left: Span[] = [{ start, end }];
  for (const temporary of temporarySchedules ?? []) {
    const [from, to] = [Date.parse(temporary.start), Date.parse(temporary.end)];
    left = left.flatMap((span) => [
      { start: span.start, end: Math.min(span.end, from) },
      { start: Math.max(span.start, to), end: span.end },
    ]);
    left = left.filter((span) => span.start < span.end);
  }
  return left;
}

/** Who is added, each to the first place that is free for the time. */
function addedOf(conversion: Conversion, schedule: GoalertSchedule): Added[] {
  const { findings, personOf, nowMs } = conversion;
  const placed: Added[] = [];
  for (const each of comingOf(conversion, schedule)) {
    if (!each.addUserID || each.removeUserID) continue;
    const source = sourceOf('override', { id: each.id, name: `${schedule.name} ${each.start}` });
    findings.seen(source);
    const person = personOf(each.addUserID);
    if (person === null) {
      findings.impossible(source, 'Its person is not in the export.');
      continue;
    }
    for (const { start, end } of outside(schedule, Date.parse(each.start), Date.parse(each.end))) {
      if (end <= nowMs || end - start > longestOverrideMs) continue;
      let place = 0;
      while (placed.some((other) => other.place === place && other.start < end && other.end > start)) place++;
      placed.push({ id: each.id, start, end, person, place });
    }
  }
  return placed;
}

/** Somebody stands in for somebody else: over each of their shifts, known by when it begins. */
function replacements(
  conversion: Conversion,
  schedule: GoalertSchedule,
  made: readonly MovedSchedule[],
): MovedOverride[] {
  const { findings, personOf, nowMs } = conversion;
  const coming = comingOf(conversion, schedule).filter(({ removeUserID }) => removeUserID);
  return coming.flatMap((each): MovedOverride[] => {
    const source = sourceOf('override', { id: each.id, name: `${schedule.name} ${each.start}` });
    findings.seen(source);
    if (!each.addUserID) {
      findings.impossible(
        source,
        'It takes somebody off call and nobody stands in; an override here puts somebody on call.',
      );
      return [];
    }
    const [to, from] = [personOf(each.addUserID), personOf(each.removeUserID)];
    if (to === null || from === null) {
      findings.impossible(source, 'One of the two is not in the export.');
      return [];
    }
    const [begins, ends] = [Date.parse(each.start), Date.parse(each.end)];
    const meets = coming.some(
      (other) => other !== each && Date.parse(other.start) < ends && Date.parse(other.end) > begins,
    );
    if (meets) findings.changed(source, 'Another override is at the same time: each is for the shifts as they were.');
    const emails = new Set([
      from,
      to,
      ...made.flatMap(({ layers }) => layers.flatMap(({ participants }) => participants)),
    ]);
    const here = evenkeelOf(
      {
        people: [...emails].flatMap((email) =>
          email === null ? [] : [{ email, name: '', role: 'responder', timeZone: 'UTC', disabled: false }],
        ),
        ...{ teams: [], schedules: [...made], overrides: [], escalationPolicies: [], services: [] },
      },
      {},
    );
    const until = Math.min(ends, nowMs + longestOverrideMs);
    return made.flatMap((part) => {
      const shifts = outside(schedule, begins, until)
        .flatMap(({ start, end }) => here.shifts([part.slug], start, end))
        .filter(({ person, end }) => person === from && end > nowMs);
      if (shifts.length > mostParts)
        findings.changed(source, `It covers the first ${mostParts} shifts; import again later for the rest.`);
      return shifts
        .slice(0, mostParts)
        .map(({ start, end }) => override(part, `${each.id} ${new Date(start).toISOString()}`, to, from, start, end));
    });
  });
}

/** Temporary schedules that are not over, cut where somebody comes or goes. */
function stretchesOf({ findings, personOf, nowMs }: Conversion, schedule: GoalertSchedule): Stretch[] {
  return (schedule.temporarySchedules ?? []).flatMap((temporary): Stretch[] => {
    const [from, to] = [Date.parse(temporary.start), Date.parse(temporary.end)];
    if (to <= nowMs) return [];
    const source = sourceOf('temporary schedule', {
      id: `${schedule.id} ${temporary.start}`,
      name: `${schedule.name} ${temporary.start}`,
    });
    findings.seen(source);
    const shifts = temporary.shifts.flatMap(({ userID, start, end }) => {
      const person = personOf(userID);
      if (person === null) findings.impossible(source, `The user ${userID} is not in the export.`);
      return person === null ? [] : [{ person, start: Date.parse(start), end: Date.parse(end) }];
    });
    const edges = shifts.flatMap(({ start, end }) => [start, end]).filter((edge) => edge > from && edge < to);
    const cuts = [...new Set([from, ...edges, to])].sort((one, other) => one - other);
    const stretches = cuts.slice(0, -1).map((start, place) => ({
      ...{ start, end: cuts[place + 1]! },
      people: [
        ...new Set(shifts.filter((shift) => shift.start <= start && shift.end > start).map(({ person }) => person)),
      ].sort(),
    }));
    if (stretches.some(({ people, end }) => people.length === 0 && end > nowMs))
      findings.changed(source, 'It leaves nobody on call for a while; here whoever has the turn is.');
    return stretches.filter(({ end, start }) => end > nowMs && end - start <= longestOverrideMs);
  });
}
