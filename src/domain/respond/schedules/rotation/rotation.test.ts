import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { processorMs } from '../../../../../test/harness/hostile/processor-time.ts';
import type { Layer } from '../../../../contract/respond/schedules/schedule-definition.ts';
import { turnsBetween } from './rotation.ts';

const daily = (startsOn: string, handoffTime: string, participants: (number | null)[] = [1, 2, 3]): Layer => ({
  name: 'Primary',
  rotation: { unit: 'day', every: 1, handoffTime },
  startsOn,
  participants,
});
const weekly = (startsOn: string, handoffTime: string, handoffWeekday?: number, every = 1): Layer => ({
  name: 'Primary',
  rotation: { unit: 'week', every, handoffTime, ...(handoffWeekday ? { handoffWeekday } : {}) },
  startsOn,
  participants: [1, 2, 3],
});

/** Turns as `local start → person (hours)`. */
const turns = (timeZone: string, layer: Layer, from: string, to: string) =>
  turnsBetween(
    timeZone,
    layer,
    Temporal.Instant.from(from).epochMilliseconds,
    Temporal.Instant.from(to).epochMilliseconds,
  ).map(({ start, end, personId }) => {
    const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
    return `${local.toString({ timeZoneName: 'never', smallestUnit: 'minute' })} ${personId} ${(end - start) / 3_600_000}h`;
  });

describe('daylight saving', () => {
  test.each([
    [
      'New York loses an hour',
      'America/New_York',
      daily('2026-03-07', '09:00'),
      ['2026-03-07T14:00Z', '2026-03-09T13:00Z'],
      ['2026-03-07T09:00-05:00 1 23h', '2026-03-08T09:00-04:00 2 24h'],
    ],
    [
      'New York gains an hour',
      'America/New_York',
      daily('2026-10-31', '09:00'),
      ['2026-10-31T13:00Z', '2026-11-02T14:00Z'],
      ['2026-10-31T09:00-04:00 1 25h', '2026-11-01T09:00-05:00 2 24h'],
    ],
    [
      'Berlin skips the handoff time itself',
      'Europe/Berlin',
      daily('2026-03-28', '02:30'),
      ['2026-03-28T01:30Z', '2026-03-30T00:30Z'],
      ['2026-03-28T02:30+01:00 1 24h', '2026-03-29T03:30+02:00 2 23h'],
    ],
    [
      'Berlin sees the handoff time twice',
      'Europe/Berlin',
      daily('2026-10-24', '02:30'),
      ['2026-10-24T00:30Z', '2026-10-26T01:30Z'],
      ['2026-10-24T02:30+02:00 1 24h', '2026-10-25T02:30+02:00 2 25h'],
    ],
    [
      'Lord Howe loses half an hour',
      'Australia/Lord_Howe',
      daily('2026-10-03', '09:00'),
      ['2026-10-02T22:30Z', '2026-10-04T22:00Z'],
      ['2026-10-03T09:00+10:30 1 23.5h', '2026-10-04T09:00+11:00 2 24h'],
    ],
    [
      'Apia skips a day, and with it the turn of person 3',
      'Pacific/Apia',
      daily('2011-12-28', '09:00'),
      ['2011-12-28T19:00Z', '2011-12-31T19:00Z'],
      ['2011-12-28T09:00-10:00 1 24h', '2011-12-29T09:00-10:00 2 24h', '2011-12-31T09:00+14:00 1 24h'],
    ],
    [
      'Kolkata has none',
      'Asia/Kolkata',
      daily('2026-03-28', '09:00'),
      ['2026-03-28T03:30Z', '2026-03-30T03:30Z'],
      ['2026-03-28T09:00+05:30 1 24h', '2026-03-29T09:00+05:30 2 24h'],
    ],
    [
      'UTC has none',
      'UTC',
      daily('2026-03-28', '09:00'),
      ['2026-03-28T09:00Z', '2026-03-29T09:00Z'],
      ['2026-03-28T09:00+00:00 1 24h'],
    ],
  ] as const)('%s', (_name, timeZone, layer, [from, to], expected) => {
    expect(turns(timeZone, layer, from, to)).toEqual(expected);
  });

  test('a Monday 09:00 handoff stays Monday 09:00 through a whole year', () => {
    const handoffs = turns('Europe/Berlin', weekly('2026-01-05', '09:00', 1), '2026-01-05T08:00Z', '2027-01-04T08:00Z');
    expect(handoffs).toHaveLength(52);
    for (const handoff of handoffs) expect(handoff).toMatch(/T09:00\+0[12]:00/);
    expect(handoffs.filter((handoff) => handoff.endsWith(' 167h'))).toEqual(['2026-03-23T09:00+01:00 3 167h']);
    expect(handoffs.filter((handoff) => handoff.endsWith(' 169h'))).toEqual(['2026-10-19T09:00+02:00 3 169h']);
  });
});

describe('the first handoff', () => {
  test.each([
    ['on the start date when it is the handoff weekday', weekly('2026-01-05', '09:00', 1), '2026-01-05T09:00+00:00'],
    ['on the next handoff weekday otherwise', weekly('2026-01-06', '09:00', 1), '2026-01-12T09:00+00:00'],
    ['on the weekday of the start date by default', weekly('2026-01-07', '09:00'), '2026-01-07T09:00+00:00'],
  ])('is %s', (_name, layer, expected) => {
    expect(turns('UTC', layer, '2026-01-01T00:00Z', '2026-02-01T00:00Z')[0]).toContain(expected);
  });

  test('has nobody on call before it', () => {
    expect(turns('UTC', daily('2026-01-05', '09:00'), '2026-01-01T00:00Z', '2026-01-05T09:00Z')).toEqual([]);
  });
});

test('a layer ends at its handoff time on the end date, in the middle of a turn if need be', () => {
  const layer = { ...weekly('2026-01-05', '09:00', 1), endsOn: '2026-01-14' };
  expect(turns('UTC', layer, '2026-01-01T00:00Z', '2026-03-01T00:00Z')).toEqual([
    '2026-01-05T09:00+00:00 1 168h',
    '2026-01-12T09:00+00:00 2 48h',
  ]);
});

test('every second week means fortnights', () => {
  expect(turns('UTC', weekly('2026-01-05', '09:00', 1, 2), '2026-01-20T00:00Z', '2026-02-02T09:00Z')).toEqual([
    '2026-01-19T09:00+00:00 2 336h',
  ]);
});

test('a rotation of many years asks for its turn without counting through them', () => {
  const layer = daily('1970-01-01', '09:00');
  const from = Temporal.Instant.from('2026-06-01T00:00Z').epochMilliseconds;
  // Counting through 20,000 days a hundred times takes a minute.
  expect(
    processorMs(
      () => {
        for (let call = 0; call < 100; call++)
          expect(turnsBetween('Europe/Berlin', layer, from, from + 1)).toHaveLength(1);
      },
      { enough: 5_000 },
    ),
  ).toBeLessThan(5_000);
});
