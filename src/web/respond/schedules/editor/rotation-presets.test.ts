import { expect, it } from 'vitest';
import { layerTurns } from '../../../../domain/respond/schedules/rotation/layers.ts';
import { newLayer, presetOf, presets, startCoveringNow } from './rotation-presets.ts';

const zone = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);

it.each([
  ['a Wednesday', '2026-11-25T12:00:00+01:00', '2026-11-23', '2026-11-25'],
  ['a Monday after the handoff', '2026-11-23T09:00:00+01:00', '2026-11-23', '2026-11-23'],
  ['a Monday before the handoff', '2026-11-23T08:59:00+01:00', '2026-11-16', '2026-11-22'],
])('on %s a new rotation starts early enough to cover the present', (_when, now, weekly, daily) => {
  expect(startCoveringNow(presets.weekly, zone, at(now))).toBe(weekly);
  expect(startCoveringNow(presets.daily, zone, at(now))).toBe(daily);
  for (const rotation of Object.values(presets)) {
    const layer = { name: 'A', rotation, startsOn: startCoveringNow(rotation, zone, at(now)), participants: [1, 2] };
    const turns = layerTurns(zone, layer, at(now), at(now) + 1);
    expect(turns).toMatchObject([{ personId: 1 }]);
  }
});

it('recognises its own presets', () => {
  expect(presetOf(presets.weekly)).toBe('weekly');
  expect(presetOf(presets.daily)).toBe('daily');
  expect(presetOf({ ...presets.weekly, handoffWeekday: 3 })).toBe('other');
  expect(presetOf({ ...presets.daily, every: 2 })).toBe('other');
});

it('names a new layer as no other is named', () => {
  const first = newLayer([], zone, at('2026-11-25T12:00:00Z'));
  expect(first.name).toBe('Primary');
  expect(newLayer([first], zone, at('2026-11-25T12:00:00Z')).name).toBe('Secondary');
});
