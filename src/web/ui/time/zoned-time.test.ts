import { expect, it } from 'vitest';
import { fieldTextOf, instantOfField } from './zoned-time.ts';

it.each([
  ['2026-01-15T14:30', 'Europe/Berlin', '2026-01-15T13:30:00Z'],
  ['2026-07-15T14:30', 'Europe/Berlin', '2026-07-15T12:30:00Z'],
  ['2026-07-01T09:00', 'America/New_York', '2026-07-01T13:00:00Z'],
  ['2026-07-15T14:30', 'UTC', '2026-07-15T14:30:00Z'],
])('%s in %s is %s, and back', (text, zone, instant) => {
  expect(instantOfField(text, zone)).toBe(instant);
  expect(fieldTextOf(instant, zone)).toBe(text);
});

it('a time that the change of clocks skips moves forward', () => {
  expect(instantOfField('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00Z');
});

it('a field that is not finished is no instant', () => {
  expect(instantOfField('', 'UTC')).toBeNull();
  expect(instantOfField('2026-07-0', 'UTC')).toBeNull();
});

it('a field that was left alone means the very instant it was filled from: its seconds, and the second time an hour occurs', () => {
  const known = '2026-10-25T01:30:45.500Z';
  const text = fieldTextOf(known, 'Europe/Berlin');
  expect(text).toBe('2026-10-25T02:30');
  expect(instantOfField(text, 'Europe/Berlin', known)).toBe(known);
  expect(instantOfField('2026-10-25T02:31', 'Europe/Berlin', known)).toBe('2026-10-25T00:31:00Z');
});
