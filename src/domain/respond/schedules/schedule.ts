import type { Temporal } from 'temporal-polyfill';
import type { ScheduleDefinition } from '../../../contract/respond/schedules/schedule-definition.ts';

/**
 * Somebody takes over from `startsAt` up to `endsAt`: from one person, who may be one of several on call at once, or from
 * whoever is first on call. Of one who replaces somebody, the times at which that person is not on call change nothing.
 */
export type Override = {
  personId: number;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  replacesPersonId?: number | null;
};

/** Everything that decides who is on call. Times are exact to the millisecond. */
export type Schedule = {
  /** IANA zone in which handoffs and restrictions are read. */
  timeZone: string;
  definition: ScheduleDefinition;
  /** In order of creation: where two overlap, the later one wins. */
  overrides: readonly Override[];
  /** Deactivated people. Their turns stay theirs (the rotation does not shift) but fall to the layer below. */
  disabledPersonIds?: readonly number[];
};

/**
 * Why nobody is on call: no layer covers the time, a layer leaves the turn open on purpose,
 * or the person whose turn it is has been deactivated.
 */
export type GapReason = 'uncovered' | 'deliberate' | 'person_disabled';

/** Who is on call and through what: a layer's name or `override`. In a gap only `gap` is set. */
export type OnCall = { personId: number; layer: string; gap: null } | { personId: null; layer: null; gap: GapReason };

/** The longest stretch in the asked range in which the same person is on call through the same layer. */
export type Shift = OnCall & { startsAt: Temporal.Instant; endsAt: Temporal.Instant };

/** A stretch without anybody on call. */
export type Gap = { startsAt: Temporal.Instant; endsAt: Temporal.Instant; reason: GapReason };
