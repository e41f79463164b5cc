import { expect, it } from 'vitest';
import { fieldTextOf, instantOfField } from './zoned-time.ts';

it.each([
  ['2026-01-15T14:30', 'Europe/Berlin', '2026-01-15T13:30:00Z'],
  ['2026-07-15T14:30', 'Europe/Berlin', '2026-07-15T12:30:00Z'],
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
});
