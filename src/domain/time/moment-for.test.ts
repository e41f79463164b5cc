import { expect, test } from 'vitest';
import { momentFor } from './moment-for.ts';

test.each([
  ['Asia/Kolkata', '29 Nov 2026, 02:14 GMT+5:30 (20:44 UTC)'],
  ['Europe/Berlin', '28 Nov 2026, 21:44 CET (20:44 UTC)'],
  ['UTC', '28 Nov 2026, 20:44 UTC'],
])('in %s', (timeZone, expected) => {
  expect(momentFor({ timeZone }, new Date('2026-11-28T20:44:56.575Z'))).toBe(expected);
});
