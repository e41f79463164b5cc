import { describe, expect, it } from 'vitest';
import { hourSpans, usualHours } from './hours.ts';
import { loadFigures, loadTone, type PageRow, shiftLoads } from './load.ts';

const at = (text: string) => Date.parse(`${text}:00Z`);
const day = 86_400_000;
const berlin = hourSpans('Europe/Berlin', usualHours, at('2026-03-01T00:00'), at('2026-04-10T00:00'));

const shift = (personId: number, start: string, teamId: number | null = null) => ({
  ...{ personId, teamId, startAt: at(start), endAt: at(start) + day },
});
const page = (pageId: number, personId: number, sent: string, incidentId: number | null = null): PageRow => ({
  ...{ pageId, personId, sentAt: at(sent), incidentId, serviceId: null, feedback: null },
});

describe('on-call load', () => {
  it('counts pages per shift by the clock of the person, several pages of an incident as one incident, and none outside of it', () => {
    const { shifts, nights } = shiftLoads(
      [shift(1, '2026-03-10T08:00'), shift(2, '2026-03-11T08:00')],
      [
        page(1, 1, '2026-03-10T21:30'),
        page(2, 1, '2026-03-10T12:00', 7),
        page(3, 1, '2026-03-10T12:30', 7),
        page(4, 1, '2026-03-11T09:00'),
      ],
      () => berlin,
    );
    expect(loadFigures(shifts, nights)).toEqual({
      ...{
        shifts: 2,
        people: 2,
        isOfOnePerson: false,
        median: 1.5,
        mean: 1.5,
        worst: 3,
        medianIncidents: 1,
        worstIncidents: 2,
      },
      ...{ heavyShifts: 0, secondHeavyShifts: 0, nights: 2, interruptedNights: 1 },
      byKind: { day: 2, evening: 0, night: 1, weekend: 0 },
    });
  });

  it('is amber with a heavy shift and red when the next one of the same person is heavy, too', () => {
    // Four incidents are as many as a day of on call allows.
    const five = (first: number, personId: number, date: string) =>
      [0, 1, 2, 3, 4].map((more) => page(first + more, personId, `${date}T12:0${more}`));
    const rows = [shift(1, '2026-03-10T08:00'), shift(2, '2026-03-11T08:00'), shift(1, '2026-03-12T08:00')];
    const toneOf = (pages: PageRow[]) => loadTone(loadFigures(shiftLoads(rows, pages, () => berlin).shifts, []));
    expect(toneOf(five(1, 1, '2026-03-10').slice(1))).toBe('green');
    expect(toneOf([...five(1, 1, '2026-03-10'), ...five(6, 2, '2026-03-11')])).toBe('amber');
    expect(toneOf([...five(1, 1, '2026-03-10'), ...five(6, 1, '2026-03-12')])).toBe('red');
    expect(loadTone(loadFigures([], []))).toBeNull();
  });

  it('counts a night once a person, whatever schedules they are on, and as interrupted by a page of either', () => {
    const rows = [shift(1, '2026-03-10T08:00', 5), shift(1, '2026-03-10T20:00', 6)];
    const { shifts, nights } = shiftLoads(rows, [page(1, 1, '2026-03-11T03:00')], () => berlin);
    expect(loadFigures(shifts, nights)).toMatchObject({ nights: 1, interruptedNights: 1 });
    expect(nights.filter(({ date }) => date === '2026-03-10').map(({ teamId, pages }) => [teamId, pages])).toEqual([
      [5, 1],
      [6, 1],
    ]);
  });
});
