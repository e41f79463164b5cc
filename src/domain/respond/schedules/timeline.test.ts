import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Layer } from '../../../contract/respond/schedules/schedule-definition.ts';
import { layerShifts } from './rotation/layers.ts';
import type { Schedule } from './schedule.ts';
import { gapsBetween, shiftsBetween } from './timeline.ts';

const at = (text: string) => Temporal.Instant.from(text);
const base: Layer = {
  name: 'Base',
  rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
  startsOn: '2026-01-05',
  participants: [1, 2],
};
const office: Layer = {
  name: 'Office',
  rotation: { unit: 'day', every: 1, handoffTime: '09:00' },
  startsOn: '2026-01-05',
  participants: [3],
  restrictions: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
};
const schedule = (layers: Layer[], rest: Partial<Schedule> = {}): Schedule => ({
  timeZone: 'UTC',
  definition: { layers },
  overrides: [],
  ...rest,
});
const override = (personId: number, startsAt: string, endsAt: string) => ({
  personId,
  startsAt: at(startsAt),
  endsAt: at(endsAt),
});
const lines = (of: Schedule, from: string, to: string) =>
  shiftsBetween(of, at(from), at(to)).map(
    ({ startsAt, personId, layer, gap }) => `${startsAt.toString().slice(5, 16)} ${personId ?? gap} ${layer ?? '-'}`,
  );

describe('the final timeline', () => {
  test('shows the higher layer where it has somebody and the lower one elsewhere', () => {
    expect(lines(schedule([base, office]), '2026-01-09T00:00Z', '2026-01-13T00:00Z')).toEqual([
      '01-09T00:00 1 Base',
      '01-09T09:00 3 Office',
      '01-09T17:00 1 Base',
      '01-12T09:00 3 Office',
      '01-12T17:00 2 Base',
    ]);
  });

  test('is a single gap when there are no layers', () => {
    expect(lines(schedule([]), '2026-01-09T00:00Z', '2026-01-10T00:00Z')).toEqual(['01-09T00:00 uncovered -']);
  });

  test('is empty for an empty or reversed range', () => {
    expect(lines(schedule([base]), '2026-01-09T00:00Z', '2026-01-09T00:00Z')).toEqual([]);
    expect(lines(schedule([base]), '2026-01-09T00:00Z', '2026-01-08T00:00Z')).toEqual([]);
  });

  test('joins the turns of one person who follows himself', () => {
    const alone = schedule([{ ...base, participants: [1] }]);
    expect(lines(alone, '2026-01-06T00:00Z', '2026-02-06T00:00Z')).toEqual(['01-06T00:00 1 Base']);
    expect(layerShifts(alone, at('2026-01-06T00:00Z'), at('2026-02-06T00:00Z'))[0]!.shifts).toHaveLength(5);
  });
});

describe('overrides', () => {
  test('replace whoever is on call, and fill gaps', () => {
    const overrides = [override(9, '2026-01-04T12:00Z', '2026-01-05T12:00Z')];
    expect(lines(schedule([base], { overrides }), '2026-01-04T00:00Z', '2026-01-06T00:00Z')).toEqual([
      '01-04T00:00 uncovered -',
      '01-04T12:00 9 override',
      '01-05T12:00 1 Base',
    ]);
  });

  test('overlap in favour of the later one', () => {
    const overrides = [
      override(8, '2026-01-06T00:00Z', '2026-01-06T12:00Z'),
      override(9, '2026-01-06T06:00Z', '2026-01-06T08:00Z'),
    ];
    expect(lines(schedule([base], { overrides }), '2026-01-06T00:00Z', '2026-01-07T00:00Z')).toEqual([
      '01-06T00:00 8 override',
      '01-06T06:00 9 override',
      '01-06T08:00 8 override',
      '01-06T12:00 1 Base',
    ]);
  });

  test('that end before they start count for nothing', () => {
    const overrides = [override(9, '2026-01-06T12:00Z', '2026-01-06T06:00Z')];
    expect(lines(schedule([base], { overrides }), '2026-01-06T00:00Z', '2026-01-07T00:00Z')).toEqual([
      '01-06T00:00 1 Base',
    ]);
  });
});

describe('a deactivated person', () => {
  test('keeps the turn, which falls to the layer below', () => {
    const of = schedule([base, office], { disabledPersonIds: [3] });
    expect(lines(of, '2026-01-09T00:00Z', '2026-01-13T00:00Z')).toEqual(['01-09T00:00 1 Base', '01-12T09:00 2 Base']);
  });

  test('leaves a gap when there is no layer below, and the rota does not shift', () => {
    const of = schedule([base], { disabledPersonIds: [1] });
    expect(lines(of, '2026-01-05T09:00Z', '2026-01-26T09:00Z')).toEqual([
      '01-05T09:00 person_disabled -',
      '01-12T09:00 2 Base',
      '01-19T09:00 person_disabled -',
    ]);
  });

  test('is not put on call by an override', () => {
    const of = schedule([base], {
      overrides: [override(9, '2026-01-06T00:00Z', '2026-01-06T12:00Z')],
      disabledPersonIds: [9],
    });
    expect(lines(of, '2026-01-06T00:00Z', '2026-01-07T00:00Z')).toEqual(['01-06T00:00 1 Base']);
  });
});

describe('gaps', () => {
  test('say why nobody is on call', () => {
    const layer: Layer = { ...base, participants: [1, null, 2], endsOn: '2026-01-26' };
    const of = schedule([layer], { disabledPersonIds: [2] });
    const gaps = gapsBetween(of, at('2026-01-05T00:00Z'), at('2026-01-27T00:00Z'));
    expect(gaps.map(({ startsAt, endsAt, reason }) => `${startsAt} ${endsAt} ${reason}`)).toEqual([
      '2026-01-05T00:00:00Z 2026-01-05T09:00:00Z uncovered',
      '2026-01-12T09:00:00Z 2026-01-19T09:00:00Z deliberate',
      '2026-01-19T09:00:00Z 2026-01-26T09:00:00Z person_disabled',
      '2026-01-26T09:00:00Z 2026-01-27T00:00:00Z uncovered',
    ]);
  });

  test('on purpose in a higher layer let the lower layer through', () => {
    const of = schedule([base, { ...office, participants: [null] }]);
    expect(lines(of, '2026-01-06T00:00Z', '2026-01-07T00:00Z')).toEqual(['01-06T00:00 1 Base']);
  });
});

test('the rows of the layers show turns, restrictions and deactivated people', () => {
  const of = schedule([base, office], { disabledPersonIds: [3] });
  const [lower, upper] = layerShifts(of, at('2026-01-09T00:00Z'), at('2026-01-13T00:00Z'));
  expect(lower!.shifts.map(({ personId, turn, disabled }) => ({ personId, turn, disabled }))).toEqual([
    { personId: 1, turn: 0, disabled: false },
    { personId: 2, turn: 1, disabled: false },
  ]);
  expect(upper!.name).toBe('Office');
  expect(upper!.shifts.map(({ startsAt, turn, disabled }) => `${startsAt} ${turn} ${disabled}`)).toEqual([
    '2026-01-09T09:00:00Z 4 true',
    '2026-01-12T09:00:00Z 7 true',
  ]);
});
