/** Rotations that most teams want, and a first layer that covers the present. Pure. */
import type { Temporal } from 'temporal-polyfill';
import type { Layer, Rotation } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { localDate } from '../../../../domain/time/instant.ts';
import { minutesOfClock, wallClockMilliseconds } from '../../../../domain/time/wall-clock.ts';

export const presets = {
  weekly: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
  daily: { unit: 'day', every: 1, handoffTime: '09:00' },
} as const satisfies Record<string, Rotation>;

export type PresetName = keyof typeof presets | 'other';

export function presetOf(rotation: Rotation): PresetName {
  const { unit, every, handoffTime, handoffWeekday } = rotation;
  if (every !== 1 || handoffTime !== '09:00') return 'other';
  if (unit === 'day') return 'daily';
  return handoffWeekday === 1 ? 'weekly' : 'other';
}

/** The date of the latest handoff that has happened: a layer that starts there has somebody on call already. */
export function startCoveringNow(rotation: Rotation, zone: string, nowMs: number): string {
  let day: Temporal.PlainDate = localDate(zone, Math.floor(nowMs));
  if (rotation.unit === 'week') {
    const weekday = rotation.handoffWeekday ?? 1;
    day = day.subtract({ days: (day.dayOfWeek - weekday + 7) % 7 });
  }
  const hasHappened = wallClockMilliseconds(zone, day, minutesOfClock(rotation.handoffTime)) <= nowMs;
  return (hasHappened ? day : day.subtract({ days: rotation.unit === 'week' ? 7 : 1 })).toString();
}

/** A layer without people yet, under a name that no other has. */
export function newLayer(others: readonly Layer[], zone: string, nowMs: number): Layer {
  const names = new Set(others.map(({ name }) => name.toLowerCase()));
  const suggested = ['Primary', 'Secondary', 'Weekend', 'Night'].find((name) => !names.has(name.toLowerCase()));
  return {
    name: suggested ?? `Layer ${others.length + 1}`,
    rotation: presets.weekly,
    startsOn: startCoveringNow(presets.weekly, zone, nowMs),
    participants: [],
  };
}
