/** Which sprints there were: one calendar after the other, so that a new one leaves the past as it was counted. */
import { Temporal } from 'temporal-polyfill';
import { type Sprint, type SprintCalendar, sprintsBetween } from './sprints.ts';

/** YYYY-MM-DD, both days included. */
export type SprintDays = { name: string; firstDate: string; lastDate: string };

/** Sprints by length, or as they are listed: by their days, without overlaps, perhaps with gaps. */
export type SprintRule = SprintCalendar | { zone: string; sprints: readonly SprintDays[] };

/** From midnight of a day on, in the zone of its rule, until the next one; null: from the beginning. */
export type SprintPart = { effectiveFrom: string | null; rule: SprintRule };

/** At least one part, oldest first. */
export type SprintTimeline = readonly SprintPart[];

export type NamedSprint = Sprint & { name: string };

/** Of a team: its own parts from the first on, before that those of the organisation. */
export function timelineOf(organisation: SprintTimeline, team: SprintTimeline): SprintTimeline {
  const [first] = team;
  if (!first) return organisation;
  const isBefore = ({ effectiveFrom }: SprintPart) =>
    effectiveFrom === null || (first.effectiveFrom !== null && effectiveFrom < first.effectiveFrom);
  return [...organisation.filter(isBefore), ...team];
}

/**
 * Sprints that touch the period, oldest first and apart from each other; where the calendar changes, the one that ran is cut
 * short. Between listed sprints there may be time without one.
 */
export function sprintsOn(timeline: SprintTimeline, from: number, to: number): NamedSprint[] {
  return timeline.flatMap((part, place) => {
    const next = timeline[place + 1];
    const [start, end] = [startOf(part), next ? startOf(next) : Number.POSITIVE_INFINITY];
    const [first, last] = [Math.max(from, start), Math.min(to, end)];
    if (first >= last) return [];
    // Midnight of the next calendar may be hours later in its zone: no sprint begins in between.
    const isOwn = ({ firstDate }: Sprint) => !next || firstDate < next.effectiveFrom!;
    return sprintsOf(part.rule, first, last)
      .filter(isOwn)
      .map((sprint) => ({
        ...sprint,
        startAt: Math.max(sprint.startAt, start),
        endAt: Math.min(sprint.endAt, end),
        firstDate: sprint.startAt < start ? part.effectiveFrom! : sprint.firstDate,
        lastDate: sprint.endAt > end ? dayBefore(next!.effectiveFrom!) : sprint.lastDate,
      }));
  });
}

/** How many sprints a period holds: one that it cuts counts by the share that is inside. */
export function sprintCount(sprints: readonly NamedSprint[], from: number, to: number): number {
  const count = sprints.reduce(
    (sum, { startAt, endAt }) => sum + Math.max(0, Math.min(endAt, to) - Math.max(startAt, from)) / (endAt - startAt),
    0,
  );
  // So that the parts of a whole are a whole.
  return Math.round(count * 1e9) / 1e9;
}

/** The zone of the calendar in force at an instant. */
export function zoneAt(timeline: SprintTimeline, at: number): string {
  const part = timeline.findLast((one) => startOf(one) <= at) ?? timeline[0]!;
  return part.rule.zone;
}

/** Epoch milliseconds from which a part counts. */
export function startOf({ effectiveFrom, rule }: SprintPart): number {
  return effectiveFrom === null ? Number.NEGATIVE_INFINITY : midnight(effectiveFrom, rule.zone);
}

function sprintsOf(rule: SprintRule, from: number, to: number): NamedSprint[] {
  if (!('sprints' in rule)) {
    return sprintsBetween(rule, from, to).map((sprint) => ({ ...sprint, name: String(sprint.number) }));
  }
  return rule.sprints
    .map((days, place) => ({
      ...days,
      number: place + 1,
      startAt: midnight(days.firstDate, rule.zone),
      endAt: midnight(dayAfter(days.lastDate), rule.zone),
    }))
    .filter(({ startAt, endAt }) => startAt < to && endAt > from);
}

function midnight(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

function dayAfter(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

export function dayBefore(date: string): string {
  return Temporal.PlainDate.from(date).subtract({ days: 1 }).toString();
}
