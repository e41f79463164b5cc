import { Temporal } from 'temporal-polyfill';
import type { OncallSchedule } from '../../../contract/move-in/oncall.ts';
import type { MovedOverride, MovedSchedule } from '../document.ts';
import { evenkeelOf } from '../here.ts';
import { millisecondsOf } from '../layers/lanes.ts';
import { sourceOf } from '../things.ts';
import { type Conversion, nameOfShift, zoneOfShift } from './conversion.ts';

/** Longer overrides are refused; what lies further ahead comes with a later import. */
const longestOverrideMs = 400 * 86_400_000;
const mostParts = 100;

type Part = { key: string; start: number; end: number; people: string[] };

/** The most people whom overrides put on call at the same time on a schedule. */
export function mostAtOnce(conversion: Conversion, schedule: OncallSchedule): number {
  return Math.max(1, ...partsOf(conversion, schedule).map(({ people }) => people.length));
}

export function overridesOf(
  conversion: Conversion,
  schedule: OncallSchedule,
  made: readonly MovedSchedule[],
): MovedOverride[] {
  const own = partsOf(conversion, schedule).flatMap(({ key, start, end, people }) =>
    made.map(({ slug }, place) => ({
      ...{ schedule: slug, key, person: people[place % people.length]!, replaces: null },
      ...{ startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() },
      reason: 'From Grafana OnCall',
    })),
  );
  return [...own, ...swapped(conversion, schedule, made, own)];
}

/** Overrides to come, cut where another begins or ends: whoever overrides at the same time is on call together. */
function partsOf({ content, findings, nowMs, personOf }: Conversion, schedule: OncallSchedule): Part[] {
  const found = content.on_call_shifts.flatMap((shift) => {
    if (shift.type !== 'override' || !schedule.shifts?.includes(shift.id)) return [];
    const source = sourceOf('override', { id: shift.id, name: `${schedule.name} / ${nameOfShift(shift)}` });
    const [start, end] = overrideTimes(schedule, shift);
    if (end <= nowMs || end <= start) return [];
    findings.seen(source);
    const users = shift.users?.length ? shift.users : (shift.rolling_users?.[0] ?? []);
    const people = users.flatMap((user) => personOf(user) ?? []);
    if (people.length === 0) {
      findings.impossible(source, 'The export does not say whom it puts on call: enter it by hand.');
      return [];
    }
    if (people.length < users.length) findings.impossible(source, 'The export does not hold all of its people.');
    if (end - start > longestOverrideMs) {
      findings.impossible(source, 'It lasts longer than 400 days.');
      return [];
    }
    return [{ id: shift.id, start, end, people }];
  });
  const cuts = [...new Set(found.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
  const parts: (Part & { first: string })[] = [];
  for (const [place, start] of cuts.slice(0, -1).entries()) {
    const running = found.filter((each) => each.start <= start && each.end > start);
    if (running.length === 0) continue;
    const people = [...new Set(running.flatMap((each) => each.people))].sort();
    const first = running.map(({ id }) => id).sort()[0]!;
    const last = parts.at(-1);
    if (last && last.end === start && last.people.join() === people.join()) last.end = cuts[place + 1]!;
    else parts.push({ key: '', first, start, end: cuts[place + 1]!, people });
  }
  // An override that stands by itself is known by its id, so it stays the same when its times change.
  return parts.map(({ first, ...part }) => {
    const isWhole = parts.filter((each) => each.first === first).length === 1;
    return { ...part, key: isWhole ? first : `${first} ${new Date(part.start).toISOString()}` };
  });
}

function overrideTimes(schedule: OncallSchedule, shift: Parameters<typeof zoneOfShift>[1]): [number, number] {
  const start = Temporal.PlainDateTime.from(shift.start).round({ smallestUnit: 'minute', roundingMode: 'trunc' });
  const zone = zoneOfShift(schedule, shift);
  const end = start.add({ minutes: Math.floor(shift.duration / 60) });
  return [millisecondsOf(start, zone), millisecondsOf(end, zone)];
}

/** A swap that somebody took: an override over each shift that it covers, known by when that shift begins. */
function swapped(
  { content, findings, nowMs, personOf }: Conversion,
  schedule: OncallSchedule,
  made: readonly MovedSchedule[],
  own: readonly MovedOverride[],
): MovedOverride[] {
  const swaps = content.shift_swaps.filter(
    (swap) => swap.schedule === schedule.id && Date.parse(swap.swap_end) > nowMs,
  );
  return swaps.flatMap((swap): MovedOverride[] => {
    const name = `${schedule.name} ${swap.swap_start}`;
    const source = sourceOf('swap', { id: swap.id, name });
    findings.seen(source);
    if (!swap.benefactor) {
      findings.reshaped(source, 'Nobody has taken it yet: ask for cover here.');
      return [];
    }
    const [from, to] = [personOf(swap.beneficiary), personOf(swap.benefactor)];
    if (from === null || to === null) {
      findings.impossible(source, 'One of the two is not in the export.');
      return [];
    }
    const [start, end] = [Date.parse(swap.swap_start), Math.min(Date.parse(swap.swap_end), nowMs + longestOverrideMs)];
    const meets = swaps.some(
      (other) =>
        other.id !== swap.id &&
        other.benefactor &&
        Date.parse(other.swap_start) < end &&
        Date.parse(other.swap_end) > start,
    );
    if (meets)
      findings.changed(
        source,
        'Another swap of the schedule is at the same time: each is for the shifts as they were.',
      );
    const emails = [
      ...new Set([from, to, ...made.flatMap(({ layers }) => layers.flatMap(({ participants }) => participants))]),
    ];
    const here = evenkeelOf(
      {
        people: [...new Set([...emails, ...own.map(({ person }) => person)])].flatMap((email) =>
          email === null ? [] : [{ email, name: '', role: 'responder', timeZone: 'UTC', disabled: false }],
        ),
        ...{ teams: [], schedules: [...made], overrides: [...own], escalationPolicies: [], services: [] },
      },
      {},
    );
    return made.flatMap(({ slug }) => {
      const shifts = here.shifts([slug], start, end).filter((shift) => shift.person === from && shift.end > nowMs);
      if (shifts.length > mostParts)
        findings.changed(source, `It covers the first ${mostParts} shifts; import again later for the rest.`);
      return shifts.slice(0, mostParts).map((shift) => ({
        schedule: slug,
        key: `${swap.id} ${new Date(shift.start).toISOString()}`,
        ...{ person: to, replaces: from },
        startsAt: new Date(shift.start).toISOString(),
        endsAt: new Date(shift.end).toISOString(),
        reason: 'From Grafana OnCall: swap',
      }));
    });
  });
}
