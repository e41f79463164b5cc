import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Restriction } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { windowsBetween } from './restrictions.ts';

const windows = (timeZone: string, restrictions: Restriction[], from: string, to: string) =>
  windowsBetween(
    timeZone,
    restrictions,
    Temporal.Instant.from(from).epochMilliseconds,
    Temporal.Instant.from(to).epochMilliseconds,
  ).map(({ start, end }) =>
    [start, end].map((at) => new Date(at).toISOString().slice(0, 16).replace('T', ' ')).join(' – '),
  );

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

test('office hours are open on their weekdays only', () => {
  // Friday to Monday
  expect(
    windows('UTC', [{ weekdays: [1, 5], from: '09:00', to: '17:00' }], '2026-01-02T00:00Z', '2026-01-06T00:00Z'),
  ).toEqual(['2026-01-02 09:00 – 2026-01-02 17:00', '2026-01-05 09:00 – 2026-01-05 17:00']);
});

test('a window over midnight belongs to the day on which it opens', () => {
  expect(
    windows('UTC', [{ weekdays: [5], from: '22:00', to: '06:00' }], '2026-01-01T00:00Z', '2026-01-08T00:00Z'),
  ).toEqual(['2026-01-02 22:00 – 2026-01-03 06:00']);
});

test('a range that begins inside a night sees the rest of it', () => {
  expect(
    windows('UTC', [{ weekdays: [5], from: '22:00', to: '06:00' }], '2026-01-03T01:00Z', '2026-01-03T05:00Z'),
  ).toEqual(['2026-01-03 01:00 – 2026-01-03 05:00']);
});

test('whole days join into one window', () => {
  for (const to of ['24:00', '00:00']) {
    expect(
      windows('Europe/Berlin', [{ weekdays: [6, 7], from: '00:00', to }], '2026-03-26T00:00Z', '2026-04-01T00:00Z'),
    ).toEqual(['2026-03-27 23:00 – 2026-03-29 22:00']);
  }
});

test('windows that meet in a doubled hour leave no hole and no overlap', () => {
  const early: Restriction = { weekdays: EVERY_DAY, from: '00:00', to: '02:30' };
  const late: Restriction = { weekdays: EVERY_DAY, from: '02:30', to: '24:00' };
  const range = ['2026-10-24T22:00Z', '2026-10-25T23:00Z'] as const;
  expect(windows('Europe/Berlin', [early], ...range)).toEqual(['2026-10-24 22:00 – 2026-10-25 00:30']);
  expect(windows('Europe/Berlin', [late], ...range)).toEqual(['2026-10-25 00:30 – 2026-10-25 23:00']);
});

test('a window inside a skipped hour moves forward with it', () => {
  expect(
    windows('Europe/Berlin', [{ weekdays: [7], from: '02:15', to: '02:45' }], '2026-03-28T00:00Z', '2026-03-30T00:00Z'),
  ).toEqual(['2026-03-29 01:15 – 2026-03-29 01:45']);
});

test('a night that runs into a skipped day ends a day later', () => {
  // Thursday 29 December 2011 in Apia is followed by Saturday the 31st.
  expect(
    windows('Pacific/Apia', [{ weekdays: [4], from: '22:00', to: '06:00' }], '2011-12-30T11:00Z', '2011-12-31T11:00Z'),
  ).toEqual(['2011-12-30 11:00 – 2011-12-30 16:00']);
});
