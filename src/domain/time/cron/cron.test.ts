import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type Cron, parseCron } from './cron.ts';
import { longestGapSeconds, nextTime, nextTimes } from './next-time.ts';

const read = (text: string): Cron => {
  const cron = parseCron(text);
  if ('fault' in cron) throw new Error(cron.fault);
  return cron;
};
const at = (text: string) => Date.parse(text);
const shown = (times: number[]) => times.map((time) => new Date(time).toISOString().slice(0, 16));

describe('what is written in a crontab', () => {
  test.each([
    ['0 3 * * *', { minutes: [0], hours: [3], isFixed: true }],
    ['@daily', { minutes: [0], hours: [0], isFixed: true }],
    ['*/20 9-11 * * *', { minutes: [0, 20, 40], hours: [9, 10, 11], isFixed: false }],
    ['5/25 1,13 * * *', { minutes: [5, 30, 55], hours: [1, 13], isFixed: true }],
    ['0 0 * jan,MAR-may *', { months: [1, 3, 4, 5] }],
    ['0 0 * * 5-7', { weekdays: [0, 5, 6], eitherDay: false }],
    ['0 0 1,15 * mon', { days: [1, 15], weekdays: [1], eitherDay: true }],
  ])('%s is read field by field', (text, meant) => {
    expect(read(text)).toMatchObject(meant);
  });

  test.each([
    '',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
    '1,,2 * * * *',
    '* * * * fri#2',
    '* * L * *',
    '-1 * * * *',
    '1-2-3 * * * *',
    '@reboot',
    '0 0 31 2,4 *',
  ])('“%s” is refused with a sentence', (text) => {
    expect(parseCron(text)).toMatchObject({ fault: expect.stringMatching(/\.$/) });
  });
});

describe('over a change of the clocks', () => {
  test('a nightly job whose time is skipped is due right after the change, once', () => {
    const times = nextTimes(read('30 2 * * *'), 'Europe/Berlin', at('2026-03-27T12:00Z'), 3);
    expect(shown(times)).toEqual(['2026-03-28T01:30', '2026-03-29T01:00', '2026-03-30T00:30']);
    expect(shown(nextTimes(read('0,30 2 * * *'), 'Europe/Berlin', at('2026-03-29T00:00Z'), 2))).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:00',
    ]);
  });

  test('a nightly job whose time comes twice is due the first time only', () => {
    const times = nextTimes(read('30 2 * * *'), 'Europe/Berlin', at('2026-10-24T12:00Z'), 2);
    expect(shown(times)).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  test('a job of every hour is due every hour that passes', () => {
    const hours = nextTimes(read('0 * * * *'), 'Europe/Berlin', at('2026-10-24T23:30Z'), 4);
    expect(shown(hours)).toEqual(['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00', '2026-10-25T03:00']);
    expect(longestGapSeconds(read('0 * * * *'), 'Europe/Berlin', at('2026-03-28T00:00Z'))).toBe(3600);
  });

  test('clocks that change by half an hour, and a day that was skipped, are followed', () => {
    const howe = nextTimes(read('15 2 * * *'), 'Australia/Lord_Howe', at('2026-10-03T00:00Z'), 2);
    expect(shown(howe)).toEqual(['2026-10-03T15:30', '2026-10-04T15:15']);
    const apia = nextTimes(read('0 12 * * *'), 'Pacific/Apia', at('2011-12-29T00:00Z'), 3);
    expect(shown(apia)).toEqual(['2011-12-29T22:00', '2011-12-30T10:00', '2011-12-30T22:00']);
  });

  test('29 February is found, and a day that never comes is not', () => {
    expect(shown(nextTimes(read('0 0 29 2 *'), 'UTC', at('2096-03-01T00:00Z'), 1))).toEqual(['2104-02-29T00:00']);
    expect(nextTime(read('0 0 29 2 */7'), 'UTC', at('2033-01-01T00:00Z'))).toBeNull();
  });
});

const minute = 60_000;
const aroundMs = 4 * 86_400_000;

/** What the clocks of a zone show at every minute around a change, as if it were UTC. */
function clocksAround(timeZone: string, change: number): { instant: number; clock: number }[] {
  const zone = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  return Array.from({ length: (2 * aroundMs) / minute }, (_, index) => {
    const instant = change - aroundMs + index * minute;
    return { instant, clock: instant + zone(instant).offsetNanoseconds / 1e6 };
  });
}

/** Cron by the letter: every minute that passes is shown to a clock, and what the clock shows is compared. */
function byTheMinute(cron: Cron, clocks: { instant: number; clock: number }[]): number[] {
  const matches = (clock: number) => {
    const date = new Date(clock);
    const isDay = cron.days.includes(date.getUTCDate());
    const isWeekday = cron.weekdays.includes(date.getUTCDay());
    return (
      cron.minutes.includes(date.getUTCMinutes()) &&
      cron.hours.includes(date.getUTCHours()) &&
      cron.months.includes(date.getUTCMonth() + 1) &&
      (cron.eitherDay ? isDay || isWeekday : isDay && isWeekday)
    );
  };
  const times: number[] = [];
  let furthest = clocks[0]!.clock;
  for (const { instant, clock } of clocks) {
    let isDue = false;
    if (!cron.isFixed) isDue = matches(clock);
    // What the clock has not shown before, with all that it jumped over.
    else for (let passed = furthest + minute; passed <= clock; passed += minute) isDue ||= matches(passed);
    furthest = Math.max(furthest, clock);
    if (isDue) times.push(instant);
  }
  return times;
}

const field = (first: number, last: number) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: fc.integer({ min: first, max: last }).map(String) },
    fc.uniqueArray(fc.integer({ min: first, max: last }), { minLength: 2, maxLength: 4 }).map((all) => all.join(',')),
    fc.integer({ min: 2, max: 20 }).map((step) => `*/${step}`),
    fc
      .tuple(fc.integer({ min: first, max: last }), fc.integer({ min: first, max: last }))
      .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}`),
  );
const nearChange: [string, string][] = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Asia/Kolkata', '2026-06-01T00:00Z'],
];

test('what is due next is what a clock that is looked at every minute would start, in order and never twice', () => {
  const zones = nearChange.map(([timeZone, change]) => ({
    timeZone,
    change: at(change),
    clocks: clocksAround(timeZone, at(change)),
  }));
  const hours = fc.oneof(field(0, 23), field(0, 3));
  fc.assert(
    fc.property(
      fc.tuple(field(0, 59), hours, field(1, 31), field(1, 12), field(0, 6)).map((all) => all.join(' ')),
      fc.nat(zones.length - 1),
      fc.oneof(fc.integer({ min: -7_200_000, max: 7_200_000 }), fc.integer({ min: 0, max: 2 * 86_400_000 })),
      (text, which, before) => {
        const { timeZone, change, clocks } = zones[which]!;
        const cron = parseCron(text);
        if ('fault' in cron) return;
        const after = change - before;
        const until = change + 86_400_000;
        const expected = byTheMinute(cron, clocks).filter((time) => time > after && time <= until);
        const found = nextTimes(cron, timeZone, after, Math.min(expected.length + 1, 300));
        expect(found.filter((time) => time <= until)).toEqual(expected.slice(0, 300));
      },
    ),
    { numRuns: 400 },
  );
});
