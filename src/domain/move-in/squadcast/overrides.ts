/** Whoever is on call while overrides last, written out. */
import type {
  SquadcastOverride,
  SquadcastParticipant,
  SquadcastSchedule,
} from '../../../contract/move-in/squadcast.ts';
import type { MovedOverride, MovedSchedule } from '../document.ts';
import { evenkeelOf } from '../here.ts';
import { sourceOf } from '../things.ts';
import { type Conversion, usersOf } from './conversion.ts';

/** Longer overrides are refused; what lies further ahead comes with a later import. */
const longestOverrideMs = 400 * 86_400_000;
const mostParts = 100;

/** `outs`: whom it takes off call, null for everybody. */
type Coming = { id: string; start: number; end: number; outs: string[] | null; ins: string[] };
type Part = { key: string; start: number; end: number; people: string[] };

export const participantsOf = (side: SquadcastOverride['overrideWith']): SquadcastParticipant[] =>
  side?.group ?? side?.participants ?? [];

/** @param made the schedules here, without overrides */
export function overriddenParts(
  conversion: Conversion,
  schedule: SquadcastSchedule,
  made: readonly MovedSchedule[],
): Part[] {
  const coming = comingOf(conversion, schedule);
  const emails = made.flatMap(({ layers }) => layers.flatMap(({ participants }) => participants));
  const here = evenkeelOf(
    {
      people: [...new Set(emails)].flatMap((email) =>
        email === null ? [] : [{ email, name: '', role: 'responder', timeZone: 'UTC', disabled: false }],
      ),
      ...{ teams: [], schedules: [...made], overrides: [], escalationPolicies: [], services: [] },
    },
    {},
  );
  const shifts = coming.flatMap(({ start, end }) =>
    here.shifts(
      made.map(({ slug }) => slug),
      start,
      end,
    ),
  );
  const edges = [...coming, ...shifts].flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set(edges)].sort((one, other) => one - other);
  const parts: Part[] = [];
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    const end = cuts[place + 1]!;
    const running = coming.filter((each) => each.start <= start && each.end > start);
    if (running.length === 0 || end <= conversion.nowMs) continue;
    const usual = new Set(shifts.filter((each) => each.start <= start && each.end > start).map(({ person }) => person));
    const people = running.reduce(overridden, usual);
    if (sorted(people).join() === sorted(usual).join()) continue;
    const ids = running.map(({ id }) => id).join(' ');
    const last = parts.at(-1);
    if (last?.end === start && last.people.join() === sorted(people).join() && last.key.startsWith(`${ids} `))
      last.end = end;
    else parts.push({ key: `${ids} ${new Date(start).toISOString()}`, start, end, people: sorted(people) });
  }
  if (parts.length > mostParts)
    conversion.findings.changed(
      sourceOf('schedule', schedule),
      `The first ${mostParts} stretches of its overrides are moved; import again later for the rest.`,
    );
  return parts.slice(0, mostParts);
}

const sorted = (people: ReadonlySet<string>) => [...people].sort();

function overridden(people: ReadonlySet<string>, { outs, ins }: Coming): ReadonlySet<string> {
  if (outs === null) return new Set(ins);
  if (!outs.some((person) => people.has(person))) return people;
  return new Set([...[...people].filter((person) => !outs.includes(person)), ...ins]);
}

function comingOf(conversion: Conversion, schedule: SquadcastSchedule): Coming[] {
  const { content, findings, nowMs, personOf } = conversion;
  return schedule.overrides.flatMap((override): Coming[] => {
    const [start, end] = [Date.parse(override.startTime), Date.parse(override.endTime)];
    if (end <= nowMs || end <= start) return [];
    const source = sourceOf('override', { id: override.id, name: `${schedule.name} ${override.startTime}` });
    findings.seen(source);
    const people = (side: SquadcastOverride['overrideWith']) =>
      participantsOf(side)
        .flatMap((participant) => usersOf(content, participant) ?? [])
        .flatMap((user) => personOf(user) ?? []);
    const [outs, ins] = [people(override.overriddenParticipant), people(override.overrideWith)];
    const isForEverybody = participantsOf(override.overriddenParticipant).length === 0;
    if (ins.length === 0 || (outs.length === 0 && !isForEverybody)) {
      findings.impossible(source, 'The export does not hold its people.');
      return [];
    }
    if (end - start > longestOverrideMs) {
      findings.impossible(source, 'It lasts longer than 400 days.');
      return [];
    }
    return [{ id: override.id, start, end, outs: isForEverybody ? null : outs, ins }];
  });
}

/** Each of the schedules gets one of the people. */
export function overridesOf(parts: readonly Part[], made: readonly MovedSchedule[]): MovedOverride[] {
  return parts.flatMap(({ key, start, end, people }) =>
    made.map(({ slug }, place) => ({
      ...{ schedule: slug, key, person: people[place % people.length]!, replaces: null, reason: 'From Squadcast' },
      ...{ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() },
    })),
  );
}
