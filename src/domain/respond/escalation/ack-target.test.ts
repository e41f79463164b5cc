import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { acknowledgeBy, isInTime } from './ack-target.ts';

const friday = Temporal.Instant.from('2026-03-06T10:00:00Z');

test('a target is so many minutes, or so many working days over the weekend', () => {
  expect(String(acknowledgeBy(friday, { ackTargetMinutes: 5, ackTargetWorkDays: null }))).toBe('2026-03-06T10:05:00Z');
  expect(String(acknowledgeBy(friday, { ackTargetMinutes: null, ackTargetWorkDays: 1 }))).toBe('2026-03-09T10:00:00Z');
  expect(acknowledgeBy(friday, { ackTargetMinutes: null, ackTargetWorkDays: null })).toBeNull();
});

test('an acknowledgement is in time until its last moment, and late while it is missing', () => {
  const by = friday.add({ minutes: 5 });
  expect(isInTime(by, by, by.add({ hours: 1 }))).toBe(true);
  expect(isInTime(by, by.add({ seconds: 1 }), by.add({ hours: 1 }))).toBe(false);
  expect(isInTime(by, null, by)).toBeNull();
  expect(isInTime(by, null, by.add({ seconds: 1 }))).toBe(false);
  expect(isInTime(null, null, by)).toBeNull();
});
