import { expect, test } from 'vitest';
import { queryOf } from './period.ts';

const now = Date.parse('2026-03-31T10:20:00Z');

test('a number of days ends with the running hour, so the newest incidents are in it', () => {
  expect(queryOf({ days: 30 }, 'UTC', now)).toMatchObject({
    from: '2026-03-01T11:00:00.000Z',
    to: '2026-03-31T11:00:00.000Z',
  });
});

test('two dates are whole days of the zone, also when its clock changes between them', () => {
  expect(queryOf({ from: '2026-03-28', until: '2026-03-29' }, 'Europe/Berlin', now)).toMatchObject({
    from: '2026-03-27T23:00:00Z',
    to: '2026-03-29T22:00:00Z',
  });
});

test('dates in the wrong order are not asked for', () => {
  expect(queryOf({ from: '2026-03-29', until: '2026-03-28' }, 'UTC', now).to).toBe('2026-03-31T11:00:00.000Z');
});
