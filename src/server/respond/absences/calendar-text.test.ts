import { describe, expect, test } from 'vitest';
import { absencesOf } from '../../../domain/respond/schedules/calendar-events.ts';
import { readCalendarText } from './calendar-text.ts';

const from = Date.parse('2026-03-01T00:00:00Z');
const to = Date.parse('2027-04-01T00:00:00Z');

const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');

const berlin = `BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`.replaceAll('\n', '\r\n');

/** As text, for somebody in New York. */
async function absencesIn(text: string) {
  const { events, leftOut } = await readCalendarText(text, from, to);
  const wanted = { zone: 'America/New_York', titleWords: [], from, to, most: 500 };
  return {
    leftOut,
    absences: absencesOf(events, wanted).absences.map(
      ({ start, end, note }) => `${new Date(start).toISOString()} ${new Date(end).toISOString()} ${note}`,
    ),
  };
}

describe('times', () => {
  test('of whole days are midnights of the reader, and the last day belongs to the absence', async () => {
    const text = calendar(
      event('UID:a', 'SUMMARY:Ski\\, snow', 'DTSTART;VALUE=DATE:20260306', 'DTEND;VALUE=DATE:20260309'),
      event('UID:b', 'SUMMARY:One day', 'DTSTART;VALUE=DATE:20260401'),
    );
    expect((await absencesIn(text)).absences).toEqual([
      // Clocks change within it.
      '2026-03-06T05:00:00.000Z 2026-03-09T04:00:00.000Z Ski, snow',
      '2026-04-01T04:00:00.000Z 2026-04-02T04:00:00.000Z One day',
    ]);
  });

  test.each([
    ['in UTC', '', 'DTSTART:20260706T080000Z', 'DTEND:20260706T100000Z', '2026-07-06T08:00', '2026-07-06T10:00'],
    [
      ...['in a zone that everybody knows', '', 'DTSTART;TZID=Europe/Berlin:20260706T080000'],
      ...['DURATION:PT2H', '2026-07-06T06:00', '2026-07-06T08:00'],
    ],
    [
      ...['in a zone that the calendar defines', berlin, 'DTSTART;TZID=W. Europe Standard Time:20260706T080000'],
      ...['DTEND;TZID=W. Europe Standard Time:20260706T100000', '2026-07-06T06:00', '2026-07-06T08:00'],
    ],
    ['of no zone', '', 'DTSTART:20260706T080000', 'DTEND:20260706T100000', '2026-07-06T12:00', '2026-07-06T14:00'],
    [
      ...['in a zone that nobody knows', '', 'DTSTART;TZID=Mars/Base:20260706T080000'],
      ...['DTEND;TZID=Mars/Base:20260706T100000', '2026-07-06T12:00', '2026-07-06T14:00'],
    ],
  ])('%s', async (_name, zone, start, end, startsAt, endsAt) => {
    const text = calendar(...(zone ? [zone] : []), event('UID:a', 'SUMMARY:Away', start!, end!));
    expect((await absencesIn(text)).absences).toEqual([`${startsAt}:00.000Z ${endsAt}:00.000Z Away`]);
  });
});

describe('events that repeat', () => {
  const weekly = [
    ...['UID:w', 'SUMMARY:Friday off', 'DTSTART;TZID=Europe/Berlin:20260313T080000'],
    ...['DTEND;TZID=Europe/Berlin:20260313T180000', 'RRULE:FREQ=WEEKLY;COUNT=4'],
  ];

  test('keep the hour of their zone when clocks change', async () => {
    expect((await absencesIn(calendar(event(...weekly)))).absences).toEqual([
      '2026-03-13T07:00:00.000Z 2026-03-13T17:00:00.000Z Friday off',
      '2026-03-20T07:00:00.000Z 2026-03-20T17:00:00.000Z Friday off',
      '2026-03-27T07:00:00.000Z 2026-03-27T17:00:00.000Z Friday off',
      '2026-04-03T06:00:00.000Z 2026-04-03T16:00:00.000Z Friday off',
    ]);
  });

  test('leave out what was taken back, cancelled or moved', async () => {
    const text = calendar(
      event(...weekly, 'EXDATE;TZID=Europe/Berlin:20260313T080000'),
      event(
        ...['UID:w', 'RECURRENCE-ID;TZID=Europe/Berlin:20260320T080000', 'STATUS:CANCELLED', 'SUMMARY:Friday off'],
        ...['DTSTART;TZID=Europe/Berlin:20260320T080000', 'DTEND;TZID=Europe/Berlin:20260320T180000'],
      ),
      event(
        ...['UID:w', 'RECURRENCE-ID;TZID=Europe/Berlin:20260327T080000', 'SUMMARY:Monday instead'],
        ...['DTSTART;TZID=Europe/Berlin:20260330T090000', 'DTEND;TZID=Europe/Berlin:20260330T100000'],
      ),
    );
    expect((await absencesIn(text)).absences).toEqual([
      '2026-03-30T07:00:00.000Z 2026-03-30T08:00:00.000Z Monday instead',
      '2026-04-03T06:00:00.000Z 2026-04-03T16:00:00.000Z Friday off',
    ]);
  });

  test('of which one occurrence was shared are that occurrence', async () => {
    const text = calendar(
      event(
        'UID:o',
        'RECURRENCE-ID:20260401T080000Z',
        'SUMMARY:One',
        'DTSTART:20260401T090000Z',
        'DTEND:20260401T100000Z',
      ),
    );
    expect((await absencesIn(text)).absences).toEqual(['2026-04-01T09:00:00.000Z 2026-04-01T10:00:00.000Z One']);
  });

  test('that were cancelled as a whole, or by a calendar that cancels, are gone', async () => {
    const one = ['UID:c', 'SUMMARY:Gone', 'DTSTART;VALUE=DATE:20260401'];
    expect((await absencesIn(calendar(event(...one, 'STATUS:CANCELLED')))).absences).toEqual([]);
    expect((await absencesIn(calendar('METHOD:CANCEL', event(...one)))).absences).toEqual([]);
  });
});

test('a byte order mark, other line ends, folded lines and what follows the end are no obstacle', async () => {
  const text = calendar(event('UID:p', 'SUMMARY:A long we', ' ekend', 'DTSTART;VALUE=DATE:20260401'));
  const expected = ['2026-04-01T04:00:00.000Z 2026-04-02T04:00:00.000Z A long weekend'];
  for (const variant of [text, `\uFEFF${text}`, text.replaceAll('\r\n', '\n'), `\r\n${text}\r\n \n`, text.trimEnd()])
    expect((await absencesIn(variant)).absences).toEqual(expected);
});

test('private events do not give away what they are', async () => {
  const text = calendar(event('UID:p', 'SUMMARY:Surgery', 'CLASS:PRIVATE', 'DTSTART;VALUE=DATE:20260401'));
  expect((await absencesIn(text)).absences).toEqual(['2026-04-01T04:00:00.000Z 2026-04-02T04:00:00.000Z ']);
});

describe('a calendar that is none, or hostile', () => {
  test.each([
    ['a web page', '<!doctype html><title>Sign in</title>'],
    ['nothing', ''],
    ['one that was cut off', calendar(event('UID:a', 'DTSTART;VALUE=DATE:20260401')).slice(0, 60)],
    ['a card', 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nEND:VCARD\r\n'],
    ['an event without a calendar', event('UID:a', 'DTSTART;VALUE=DATE:20260401')],
  ])('%s is refused', async (_name, text) => {
    await expect(readCalendarText(text, from, to)).rejects.toThrow('not a calendar');
  });

  test('one event that cannot be understood does not lose the others', async () => {
    const text = calendar(
      event('UID:x', 'SUMMARY:No start'),
      event('UID:y', 'SUMMARY:Fine', 'DTSTART;VALUE=DATE:20260401'),
    );
    expect(await absencesIn(text)).toEqual({
      leftOut: 1,
      absences: ['2026-04-01T04:00:00.000Z 2026-04-02T04:00:00.000Z Fine'],
    });
  });

  test('a rule that no day ever fulfils ends at the deadline, and the process goes on meanwhile', async () => {
    const text = calendar(
      event('UID:x', 'DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30'),
    );
    let beats = 0;
    const beat = setInterval(() => beats++, 20);
    const limits = { deadlineMs: 1_000, mostEvents: 10, mostOccurrences: 10 };
    await expect(readCalendarText(text, from, to, limits)).rejects.toThrow('too long');
    clearInterval(beat);
    expect(beats).toBeGreaterThan(3);
  });

  test('more events and occurrences than anybody is away are bounded', async () => {
    const limits = { deadlineMs: 60_000, mostEvents: 20, mostOccurrences: 30 };
    const many = calendar(...Array.from({ length: 21 }, (_, n) => event(`UID:${n}`, 'DTSTART;VALUE=DATE:20260401')));
    await expect(readCalendarText(many, from, to, limits)).rejects.toThrow('more than 20 events');
    const daily = calendar(event('UID:h', 'SUMMARY:H', 'DTSTART;VALUE=DATE:20260301', 'RRULE:FREQ=DAILY'));
    const { events, leftOut } = await readCalendarText(daily, from, to, limits);
    expect(events).toHaveLength(30);
    expect(leftOut).toBeGreaterThan(300);
  });
});
