import { expect, test } from 'vitest';
import { readUrgencies } from './severity.ts';

const usual = { 1: 'high', 2: 'high', 3: 'high', 4: 'low', 5: 'none' };

test('severities page as usual until the matrix says otherwise, whatever else stands in it', () => {
  for (const nothing of [null, undefined, 'x', {}, { rules: 3 }, { rules: [null, { severity: 9, urgency: 'low' }] }]) {
    expect(readUrgencies(nothing)).toEqual(usual);
  }
  const rules = [
    { severity: 3, urgency: 'low' },
    { severity: 5, urgency: 'high' },
    { severity: 1, urgency: 'loud' },
  ];
  expect(readUrgencies({ rules })).toEqual({ ...usual, 3: 'low', 5: 'high' });
});
