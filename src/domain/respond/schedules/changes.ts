import type { Temporal } from 'temporal-polyfill';
import { instantOf } from '../../time/instant.ts';
import type { Shift } from './schedule.ts';

/** A stretch in which another person (null: nobody) is on call than before. */
export type ShiftChange = {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  beforePersonId: number | null;
  afterPersonId: number | null;
};

type Change = { start: number; end: number; beforePersonId: number | null; afterPersonId: number | null };

/**
 * Where the shifts of one range differ in who is on call: of several people at once, each who comes is set against one
 * who goes. A new layer that keeps the person is no change. Sorted; stretches are as long as they can be.
 */
export function changesBetween(before: readonly Shift[], after: readonly Shift[]): ShiftChange[] {
  const changes: Change[] = [];
  const latest = new Map<string, Change>();
  const [peopleBefore, peopleAfter] = [peopleAlong(before), peopleAlong(after)];
  const cuts = [...new Set([...before, ...after].flatMap(edgesOf))].sort((a, b) => a - b);
  for (const [place, end] of cuts.slice(1).entries()) {
    const start = cuts[place]!;
    const [old, next] = [peopleBefore(start), peopleAfter(start)];
    const leave = old.filter((personId) => !next.includes(personId));
    const come = next.filter((personId) => !old.includes(personId));
    for (let each = 0; each < Math.max(leave.length, come.length); each++) {
      const people = { beforePersonId: leave[each] ?? null, afterPersonId: come[each] ?? null };
      const key = `${people.beforePersonId} ${people.afterPersonId}`;
      const last = latest.get(key);
      if (last?.end === start) last.end = end;
      else {
        const change = { start, end, ...people };
        latest.set(key, change);
        changes.push(change);
      }
    }
  }
  return changes.map(({ start, end, ...people }) => ({
    startsAt: instantOf(start),
    endsAt: instantOf(end),
    ...people,
  }));
}

const edgesOf = ({ startsAt, endsAt }: Shift) => [startsAt.epochMilliseconds, endsAt.epochMilliseconds];

/** Who is on call at moments that are asked for in order. */
function peopleAlong(shifts: readonly Shift[]): (at: number) => number[] {
  const sorted = shifts.toSorted((a, b) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds);
  let next = 0;
  let running: Shift[] = [];
  return (at) => {
    while (next < sorted.length && sorted[next]!.startsAt.epochMilliseconds <= at) running.push(sorted[next++]!);
    running = running.filter(({ endsAt }) => endsAt.epochMilliseconds > at);
    return running.flatMap(({ personId }) => personId ?? []);
  };
}
