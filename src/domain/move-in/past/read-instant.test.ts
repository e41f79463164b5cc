import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOrderShownBy, readInstant } from './read-instant.ts';

const nothing = { zone: null, dayOrder: null };
const utc = (text: string) => ({ at: Date.parse(text) });

describe('an instant', () => {
  it.each([
    ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'],
    ['2026-03-01T10:00:00.250+02:00', '2026-03-01T08:00:00.250Z'],
    ['2026-03-01T10:00:00.000+0000', '2026-03-01T10:00:00Z'],
    ['2026-03-01 10:00:00 -0700', '2026-03-01T17:00:00Z'],
    ['2026-03-01 10:00 UTC', '2026-03-01T10:00:00Z'],
    ['1772359200', '2026-03-01T10:00:00Z'],
    ['1772359200000', '2026-03-01T10:00:00Z'],
    ['13/03/2026 10:00Z', null],
  ])('%s is read as it says', (text, at) => {
    expect(readInstant(text, nothing)).toEqual(at === null ? { needs: 'day-order' } : utc(at));
  });

  it('without a zone is read by the one that was chosen, and by none before', () => {
    expect(readInstant('2026-07-01 10:00', nothing)).toEqual({ needs: 'zone' });
    expect(readInstant('2026-07-01 10:00', { ...nothing, zone: 'Europe/Berlin' })).toEqual(utc('2026-07-01T08:00:00Z'));
    expect(readInstant('01/Mar/26 1:05 PM', { ...nothing, zone: 'UTC' })).toEqual(utc('2026-03-01T13:05:00Z'));
    expect(readInstant('Mar 1, 2026 12:05 am', { ...nothing, zone: 'UTC' })).toEqual(utc('2026-03-01T00:05:00Z'));
    expect(readInstant('1.3.2026 10:00', { ...nothing, zone: 'UTC' })).toEqual(utc('2026-03-01T10:00:00Z'));
  });

  it('with slashes waits for the order of day and month', () => {
    const zone = 'UTC';
    expect(readInstant('03/04/2026 10:00', { zone, dayOrder: null })).toEqual({ needs: 'day-order' });
    expect(readInstant('03/04/2026 10:00', { zone, dayOrder: 'day-first' })).toEqual(utc('2026-04-03T10:00:00Z'));
    expect(readInstant('03/04/2026 10:00', { zone, dayOrder: 'month-first' })).toEqual(utc('2026-03-04T10:00:00Z'));
    expect(readInstant('13/04/2026 10:00', { zone, dayOrder: 'month-first' })).toMatchObject({
      fault: expect.any(String),
    });
    expect([dayOrderShownBy('13/04/2026'), dayOrderShownBy('04/13/2026'), dayOrderShownBy('04/03/2026')]).toEqual([
      'day-first',
      'month-first',
      null,
    ]);
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30 10:00Z',
    '2026-03-01 25:00Z',
    '2026-03-01 13:00 PM Z',
    '=NOW()',
  ])('%s is refused', (text) => {
    expect(readInstant(text, { zone: 'UTC', dayOrder: 'day-first' })).toMatchObject({ fault: expect.any(String) });
  });

  it('needs a time of day; a deadline without one ends with its day', () => {
    const choice = { zone: 'Europe/Berlin', dayOrder: null };
    expect(readInstant('2026-03-01', choice)).toMatchObject({ fault: expect.stringContaining('no time of day') });
    expect(readInstant('2026-03-01', choice, 'end-of-day')).toEqual(utc('2026-03-01T23:00:00Z'));
  });

  it('comes back as it was written, in every form that carries an offset', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString();
          for (const text of [iso, iso.replace('Z', '+0000'), iso.replace('T', ' ').replace('Z', ' +00:00')])
            expect(readInstant(text, nothing)).toEqual({ at: date.getTime() });
        },
      ),
    );
  });

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d/. :TZapm+-]{0,30}$/)), (text) => {
        readInstant(text, { zone: 'America/New_York', dayOrder: 'month-first' });
      }),
    );
  });
});
