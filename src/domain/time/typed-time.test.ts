import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantOf } from './instant.ts';
import { localTimeIn, readClock, readDate, readDateTime } from './typed-time.ts';

const today = '2026-11-29';

describe('a typed time of day', () => {
  test.each([
    ['14:30', '14:30'],
    ['9:05', '09:05'],
    ['0905', '09:05'],
    ['14.30', '14:30'],
    ['14h30', '14:30'],
    ['9', '09:00'],
    ['2:30 pm', '14:30'],
    ['12am', '00:00'],
    ['12:15 p.m.', '12:15'],
    [' 00:00 ', '00:00'],
  ])('%s is %s', (typed, expected) => expect(readClock(typed)).toBe(expected));

  test.each(['', '24:00', '12:60', '13 pm', '0 am', 'noon', '1:2', '12:30:00', '-1:00', '9m'])('%s is none', (typed) =>
    expect(readClock(typed)).toBeNull());
});

describe('a typed date', () => {
  test.each([
    ['2026-12-01', '2026-12-01'],
    ['2026-12-1', '2026-12-01'],
    ['2026/12/01', '2026-12-01'],
    ['20261201', '2026-12-01'],
    ['1.12.2026', '2026-12-01'],
    ['1 Dec 2026', '2026-12-01'],
    ['28 february 2026', '2026-02-28'],
    ['today', '2026-11-29'],
    ['Tomorrow', '2026-11-30'],
  ])('%s is %s', (typed, expected) => expect(readDate(typed, today)).toBe(expected));

  test.each([
    '',
    '12/01/2026',
    '2026-02-30',
    '2026-13-01',
    '2026121',
    '1.12.26',
    '2026-12/01',
    '1 Foo 2026',
    'soon',
  ])('%s is none', (typed) => expect(readDate(typed, today)).toBeNull());
});

describe('a typed date with a time', () => {
  test.each([
    ['2026-12-01 14:30', '2026-12-01T14:30'],
    ['2026-12-01T14:30', '2026-12-01T14:30'],
    ['1 Dec 2026, 2:30 pm', '2026-12-01T14:30'],
    ['1.12.2026 9', '2026-12-01T09:00'],
    ['14:30', '2026-11-29T14:30'],
    ['2:30 pm', '2026-11-29T14:30'],
    ['tomorrow 9:00', '2026-11-30T09:00'],
  ])('%s is %s', (typed, expected) => expect(readDateTime(typed, today)).toBe(expected));

  test.each([
    '',
    '2026-12-01',
    '2026-12-01 ',
    '2026-12-01 25:00',
    '12/01/2026 14:30',
    'tomorrow',
  ])('%s is none', (typed) => expect(readDateTime(typed, today)).toBeNull());

  test('whatever is typed, what is read is a real minute, and reading it again changes nothing', () => {
    const piece = fc.constantFrom(
      '2026',
      '-',
      '.',
      '/',
      ' ',
      'T',
      ':',
      '12',
      '1',
      '31',
      '02',
      '0',
      'pm',
      'Dec',
      'today',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const read = readDateTime(pieces.join(''), today);
        if (read === null) return;
        expect(Temporal.PlainDateTime.from(read).toString({ smallestUnit: 'minute' })).toBe(read);
        expect(readDateTime(read.replace('T', ' '), today)).toBe(read);
      }),
    );
  });
});

describe('what a wall-clock time means', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC');
  const minutes = fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 });
  const shownAt = (zone: string, at: number) =>
    instantOf(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

  test('every minute that clocks show is that minute, or the second of two', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const meant = localTimeIn(zone, shownAt(zone, minute * 60_000));
        expect(meant.kind).not.toBe('skipped');
        expect(meant.kind === 'doubled' ? [meant.at, meant.again] : [meant.at]).toContain(minute * 60_000);
      }),
    );
  });

  test('only a skipped time is shown as another', () => {
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const local = new Date(minute * 60_000).toISOString().slice(0, 16);
        const meant = localTimeIn(zone, local);
        expect(shownAt(zone, meant.at) === local).toBe(meant.kind !== 'skipped');
        if (meant.kind === 'doubled') expect(shownAt(zone, meant.again)).toBe(local);
      }),
    );
  });

  test('clocks that go forward skip 02:30, clocks that go back show it twice', () => {
    expect(localTimeIn('Europe/Berlin', '2026-03-29T02:30')).toEqual({
      kind: 'skipped',
      at: Date.parse('2026-03-29T01:30:00Z'),
    });
    expect(localTimeIn('Europe/Berlin', '2026-10-25T02:30')).toEqual({
      kind: 'doubled',
      at: Date.parse('2026-10-25T00:30:00Z'),
      again: Date.parse('2026-10-25T01:30:00Z'),
    });
  });
});
