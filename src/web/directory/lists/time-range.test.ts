import { expect, test } from 'vitest';
import { instantsOf } from './time-range.ts';

const now = Date.parse('2026-10-25T12:00:00Z');

test('a range of dates is whole days by the clocks of the zone, also where clocks change', () => {
  const range = { within: 'dates', from: '2026-10-25', until: '2026-10-25' };
  expect(instantsOf(range, 'Europe/Berlin', now)).toEqual({
    from: '2026-10-24T22:00:00Z',
    before: '2026-10-25T23:00:00Z',
  });
  expect(instantsOf({ within: 'dates', until: '2026-02-30' }, 'UTC', now)).toEqual({
    from: undefined,
    before: undefined,
  });
});

test('today begins at midnight of the zone, and other ranges reach back by hours', () => {
  expect(instantsOf({ within: 'today' }, 'Asia/Tokyo', now).from).toBe('2026-10-24T15:00:00Z');
  expect(instantsOf({ within: '24h' }, 'UTC', now).from).toBe('2026-10-24T12:00:00.000Z');
  expect(instantsOf({ within: '7d' }, 'UTC', now).from).toBe('2026-10-18T12:00:00.000Z');
  expect(instantsOf({ within: 'never' }, 'UTC', now)).toEqual({ from: undefined, before: undefined });
});
