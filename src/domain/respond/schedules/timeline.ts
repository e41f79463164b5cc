import type { Temporal } from 'temporal-polyfill';
import { instantOf } from '../../time/instant.ts';
import { layerTurns } from './layers.ts';
import type { Gap, OnCall, Schedule, Shift } from './schedule.ts';
import { clip, paint, type Span } from './span.ts';

export type OnCallSpan = Span & OnCall;

/**
 * The final timeline: who is on call in `[from, to)`. The shifts are sorted, touch one another and cover the range exactly;
 * hours without anybody are shifts with `personId` null.
 *
 * Rules: a higher layer covers a lower one where it has somebody on call (the last layer wins, as in PagerDuty);
 * an override covers every layer; a deactivated person and a turn left open let the layer below show through.
 * Handoffs are wall-clock times in the schedule's zone: 09:00 stays 09:00 when daylight saving changes. A handoff time
 * that is skipped moves forward, one that occurs twice happens at its first occurrence.
 */
export function shiftsBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Shift[] {
  return onCallSpans(schedule, from.epochMilliseconds, to.epochMilliseconds).map(({ start, end, ...onCall }) => ({
    startsAt: instantOf(start),
    endsAt: instantOf(end),
    ...onCall,
  }));
}

/** The stretches of `[from, to)` in which nobody is on call, with the reason. */
export function gapsBetween(schedule: Schedule, from: Temporal.Instant, to: Temporal.Instant): Gap[] {
  return shiftsBetween(schedule, from, to).flatMap(({ startsAt, endsAt, gap }) =>
    gap === null ? [] : [{ startsAt, endsAt, reason: gap }],
  );
}

function onCallSpans(schedule: Schedule, from: number, to: number): OnCallSpan[] {
  if (from >= to) return [];
  const disabled = new Set(schedule.disabledPersonIds);
  const levels: OnCallSpan[][] = [];
  for (const layer of schedule.definition.layers) {
    const turns = layerTurns(schedule.timeZone, layer, from, to);
    levels.push(turns.map(({ start, end, personId }) => ({ start, end, ...slot(personId, layer.name, disabled) })));
  }
  for (const { personId, startsAt, endsAt } of schedule.overrides) {
    const span = { start: startsAt.epochMilliseconds, end: endsAt.epochMilliseconds };
    if (span.end > span.start) levels.push(clip([{ ...span, ...slot(personId, 'override', disabled) }], from, to));
  }

  // Gaps lie below every person, so that whoever is on call at any level shows.
  const order = ['deliberate', 'person_disabled', null] as const;
  let timeline: OnCallSpan[] = [{ start: from, end: to, personId: null, layer: null, gap: 'uncovered' }];
  for (const kind of order) {
    for (const level of levels) {
      timeline = paint(
        timeline,
        level.filter(({ gap }) => gap === kind),
      );
    }
  }
  return joinEqualNeighbours(timeline);
}

function slot(personId: number | null, layer: string, disabled: ReadonlySet<number>): OnCall {
  if (personId === null) return { personId: null, layer: null, gap: 'deliberate' };
  if (disabled.has(personId)) return { personId: null, layer: null, gap: 'person_disabled' };
  return { personId, layer, gap: null };
}

/** Neighbours that say the same become one. */
export function joinEqualNeighbours(spans: readonly OnCallSpan[]): OnCallSpan[] {
  const result: OnCallSpan[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && last.personId === span.personId && last.layer === span.layer && last.gap === span.gap) {
      last.end = span.end;
    } else result.push({ ...span });
  }
  return result;
}
