import { describe, expect, it } from 'vitest';
import type { ScheduleOverview } from '../../../../contract/respond/schedules/oncall.ts';
import type { Timeline } from '../../../../contract/respond/schedules/timeline.ts';
import { finalSpans, neighbour, overviewRowsWithHolidays, timelineRows } from './timeline-rows.ts';

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T09:00:00Z`;
const person = (personId: number, from: number, to: number) => ({
  startsAt: day(from),
  endsAt: day(to),
  personId,
  personName: `P${personId}`,
});
const timeline: Timeline = {
  from: day(1),
  to: day(22),
  timeZone: 'UTC',
  shifts: [
    { ...person(1, 1, 8), layer: 'low', gap: null },
    { ...person(2, 8, 10), layer: 'override', gap: null },
    { startsAt: day(10), endsAt: day(15), personId: null, personName: null, layer: null, gap: 'uncovered' },
    { ...person(1, 15, 22), layer: 'high', gap: null },
  ],
  alsoOnCall: [],
  layers: [
    { name: 'low', shifts: [{ ...person(1, 1, 8), place: 1, turn: 0, disabled: false }] },
    { name: 'high', shifts: [{ ...person(1, 15, 22), place: 1, turn: 0, disabled: true }] },
  ],
  overrides: [{ id: 9, ...person(2, 8, 10) }],
  shadows: [],
  gaps: [],
  absences: [{ id: 3, ...person(2, 9, 10), note: 'Ski', shiftStartsAt: day(8), shiftEndsAt: day(10) }],
  holidays: [{ date: '2026-11-11', name: 'Armistice Day' }],
  hours: [],
};
const rows = timelineRows(timeline, Date.parse(day(1)), Date.parse(day(22)));

describe('the rows of a timeline', () => {
  it('have what counts on top and the lowest layer at the bottom', () => {
    expect(rows.map(({ name }) => name)).toEqual(['Final schedule', 'Overrides', 'high', 'low', 'Holidays']);
    expect(rows[0]!.spans.map(({ away }) => away)).toEqual([undefined, 'Ski', undefined, undefined]);
    expect(rows[4]!.spans).toMatchObject([
      { personName: 'Armistice Day', startMs: Date.parse('2026-11-11T00:00:00Z') },
    ]);
    expect(rows[1]!.spans).toMatchObject([{ overrideId: 9, personName: 'P2' }]);
    expect(rows[2]!.spans).toMatchObject([{ gap: 'person_disabled' }]);
  });

  it('have one for each person who shadows, and none of them counts as on call', () => {
    const shadows = [
      { id: 1, ...person(7, 2, 4) },
      { id: 2, ...person(8, 3, 5) },
      { id: 3, ...person(7, 6, 30) },
    ];
    const all = timelineRows({ ...timeline, shadows }, Date.parse(day(1)), Date.parse(day(22)));
    const shown = all.filter(({ kind }) => kind === 'shadows');
    expect(shown.map(({ name, spans }) => [name, spans.map(({ personName }) => personName)])).toEqual([
      ['Shadowing', ['P7', 'P7']],
      ['Shadowing', ['P8']],
    ]);
    expect(finalSpans(all)).toEqual(finalSpans(rows));
  });

  it('leave out what lies outside the range', () => {
    const late = timelineRows(timeline, Date.parse(day(16)), Date.parse(day(22)));
    expect(late.map(({ spans }) => spans.length)).toEqual([1, 0, 1, 0]);
  });
});

describe('several people at once', () => {
  const shared: Timeline = {
    ...timeline,
    alsoOnCall: [{ ...person(3, 1, 4), layer: 'low', gap: null, place: 2 }],
    layers: [
      {
        name: 'low',
        shifts: [1, 3].map((id, index) => ({ ...person(id, 1, 8), place: index + 1, turn: 0, disabled: false })),
      },
    ],
  };
  const [fromMs, toMs] = [Date.parse(day(1)), Date.parse(day(22))];

  it('have a row each, and each knows who is beside them', () => {
    const found = timelineRows(shared, fromMs, toMs);
    expect(found.map(({ name }) => name)).toEqual([
      'Final schedule',
      'Also on call',
      'Overrides',
      'low',
      'low, 2nd',
      'Holidays',
    ]);
    expect(found[0]!.spans.map(({ beside }) => beside)).toEqual([[3], undefined, undefined, undefined]);
    expect(found[1]!.spans).toMatchObject([{ personId: 3, beside: [1] }]);
    expect(finalSpans(found).map(({ personId }) => personId)).toEqual([1, 3, 2, null, 1]);
  });

  it('stand below their schedule in the overview, and belong to it', () => {
    const by = { overrideId: null, reason: '' };
    const schedule = {
      ...{ scheduleId: 4, scheduleName: 'Pair', timeZone: 'UTC', teamId: null, teamName: null, people: [] },
      shifts: [{ ...person(1, 1, 8), layer: 'low', gap: null, ...by }],
      alsoOnCall: [{ ...person(3, 1, 8), layer: 'low', gap: null, place: 2, ...by }],
      ...{ absences: [], holidays: [], shadows: [] },
    };
    const found = overviewRowsWithHolidays([schedule, { ...schedule, scheduleId: 5, alsoOnCall: [] }], fromMs, toMs);
    expect(found.map(({ name, schedule: place }) => [name, place])).toEqual([
      ['Pair', 0],
      ['Also on call', 0],
      ['Pair', 1],
    ]);
    const keys = found.flatMap(({ spans }) => spans.map(({ key }) => key));
    expect(new Set(keys).size).toBe(3);
  });
});

describe('who shadows', () => {
  const [fromMs, toMs] = [Date.parse(day(1)), Date.parse(day(22))];
  const schedule = (scheduleId: number, shadows: ScheduleOverview['shadows']): ScheduleOverview => ({
    ...{ scheduleId, scheduleName: `S${scheduleId}`, timeZone: 'UTC', teamId: 1, teamName: 'Core', people: [] },
    ...{ shifts: [{ ...person(1, 1, 8), layer: 'low', gap: null, overrideId: null, reason: '' }] },
    ...{ alsoOnCall: [], absences: [], holidays: [], shadows },
  });

  it('stands below their schedule in the overview, a row for each person, within the range', () => {
    const shadows = [
      { id: 1, ...person(7, 2, 4) },
      { id: 2, ...person(8, 3, 5) },
      { id: 3, ...person(7, 6, 30) },
      { id: 4, ...person(9, 25, 30) },
    ];
    const found = overviewRowsWithHolidays([schedule(4, shadows), schedule(5, [])], fromMs, toMs);
    expect(found.map(({ name, spans }) => [name, spans.map(({ personName }) => personName)])).toEqual([
      ['S4', ['P1']],
      ['Shadowing', ['P7', 'P7']],
      ['Shadowing', ['P8']],
      ['S5', ['P1']],
    ]);
    const keys = found.flatMap(({ spans }) => spans.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('arrow keys', () => {
  const keyOf = (row: number, index: number) => rows[row]!.spans[index]!.key;
  it.each([
    ['ArrowRight', keyOf(0, 0), keyOf(0, 1)],
    ['ArrowLeft', keyOf(0, 0), undefined],
    ['End', keyOf(0, 0), keyOf(0, 3)],
    ['ArrowDown', keyOf(0, 1), keyOf(1, 0)],
    ['ArrowDown', keyOf(1, 0), keyOf(2, 0)],
    ['ArrowUp', keyOf(2, 0), keyOf(1, 0)],
    ['ArrowUp', keyOf(0, 0), undefined],
  ])('%s goes on', (press, from, to) => {
    expect(neighbour(rows, from, press)?.key).toBe(to);
  });

  it('down reaches the span at the same time, not the first one', () => {
    const down = neighbour([rows[1]!, rows[0]!], keyOf(1, 0), 'ArrowDown');
    expect(down?.key).toBe(keyOf(0, 1));
  });
});
