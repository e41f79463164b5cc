import { expect, it } from 'vitest';
import { conditions } from '../../contract/detect/conditions.ts';
import { conditionsOf, isWhole, newRow, rowsOf } from './condition-rows.ts';

it('gives back the conditions it was made of', () => {
  const given = [
    { label: 'team', operator: 'in' as const, value: ['a', 'b'] },
    { field: 'severity' as const, operator: 'equals' as const, value: 'SEV1' },
    { label: 'mute', operator: 'missing' as const },
  ];
  expect(conditionsOf(rowsOf(given))).toEqual(given);
});

it.each([
  [{}, false],
  [{ label: 'team' }, true],
  [{ label: 'team', operator: 'contains' as const }, false],
  [{ label: 'team', operator: 'exists' as const }, true],
  [{ label: 'team', operator: 'in' as const }, false],
  [{ subject: 'severity' as const }, false],
  [{ subject: 'severity' as const, value: 'SEV2' }, true],
])('a row with %j says enough: %s', (part, whole) => {
  const row = { ...newRow(), ...part };
  expect(isWhole(row)).toBe(whole);
  expect(conditions.safeParse({ all: conditionsOf([row]) }).success).toBe(whole);
});
