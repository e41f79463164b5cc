import { expect, test } from 'vitest';
import { z } from 'zod';
import { scheduleDefinition, storedScheduleDefinition } from './schedule-definition.ts';

const layer = {
  name: 'Primary',
  rotation: { unit: 'week', every: 1, handoffTime: '09:00', handoffWeekday: 1 },
  startsOn: '2026-01-05',
  participants: [1, null, 2],
};
const withLayer = (change: object) => storedScheduleDefinition.safeParse({ layers: [{ ...layer, ...change }] }).success;

test('a full layer is accepted and comes back as it was', () => {
  const definition = {
    layers: [
      { ...layer, endsOn: '2026-12-28', restrictions: [{ weekdays: [1, 2, 3, 4, 5], from: '18:00', to: '24:00' }] },
      { ...layer, name: 'Secondary', rotation: { unit: 'day', every: 2, handoffTime: '00:00' } },
    ],
  };
  expect(storedScheduleDefinition.parse(definition)).toEqual(definition);
});

test.each([
  ['a time of day that no clock shows', { rotation: { ...layer.rotation, handoffTime: '24:00' } }],
  ['a single-digit hour', { rotation: { ...layer.rotation, handoffTime: '9:00' } }],
  ['a weekday for a daily rotation', { rotation: { ...layer.rotation, unit: 'day' } }],
  ['a rotation that never turns', { rotation: { ...layer.rotation, every: 0 } }],
  ['a date that does not exist', { startsOn: '2026-02-30' }],
  ['an end on the day of the start', { endsOn: '2026-01-05' }],
  ['nobody at all', { participants: [] }],
  ['a hundred and one participants', { participants: Array(101).fill(1) }],
  ['a person id that is not positive', { participants: [0] }],
  ['the reserved name', { name: ' Override ' }],
  ['a name that reorders the text around it', { name: 'Primary\u202e' }],
  ['a weekday named twice', { restrictions: [{ weekdays: [1, 1], from: '09:00', to: '17:00' }] }],
  ['a misspelt key', { handoff: '09:00' }],
])('a layer is refused for %s', (_reason, change) => {
  expect(withLayer(change)).toBe(false);
});

test('two layers may not share a name', () => {
  expect(storedScheduleDefinition.safeParse({ layers: [layer, layer] }).success).toBe(false);
});

test('a configuration file may name people by e-mail', () => {
  const schema = scheduleDefinition(z.email());
  expect(schema.safeParse({ layers: [{ ...layer, participants: ['ada@example.org', null] }] }).success).toBe(true);
  expect(schema.safeParse({ layers: [layer] }).success).toBe(false);
});
