import { expect, test } from 'vitest';
import { inOrder, nextOrder } from './breakdown-order.ts';

const slice = (name: string, value: number | null, isEnough = true) => ({
  name,
  cells: { restore: { value, isEnough } },
});

test('slices of which nothing can be told never come first, however they are sorted', () => {
  const slices = [slice('few', 9, false), slice('none', null), slice('low', 1), slice('high', 5)];
  const names = (order?: Parameters<typeof inOrder>[1]) => inOrder(slices, order).map(({ name }) => name);
  expect(names('restore')).toEqual(['low', 'high', 'few', 'none']);
  expect(names('-restore')).toEqual(['high', 'low', 'few', 'none']);
  expect(names()).toEqual(['few', 'none', 'low', 'high']);
});

test('a press on the head of a column sorts by it, turns round, and goes back', () => {
  expect(nextOrder(undefined, 'restore')).toBe('-restore');
  expect(nextOrder('-restore', 'restore')).toBe('restore');
  expect(nextOrder('restore', 'restore')).toBeUndefined();
  expect(nextOrder('restore', 'incidents')).toBe('-incidents');
});
