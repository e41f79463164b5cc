import { expect, test } from 'vitest';
import { movedComponent } from './moved-component.ts';

const shop = { id: 1, groupName: 'Shop' };
const mail = { id: 2, groupName: null };
const basket = { id: 3, groupName: 'Shop' };
const components = [shop, mail, basket];
const ids = (id: number, by: -1 | 1) => movedComponent(components, id, by).map((each) => each.id);

test('a component changes places with its neighbour of the same group, wherever the others are stored', () => {
  expect(ids(3, -1)).toEqual([3, 1, 2]);
  expect(ids(1, 1)).toEqual([3, 1, 2]);
});

test('at the edge of its group, the whole group moves', () => {
  expect(ids(3, 1)).toEqual([2, 1, 3]);
  expect(ids(2, -1)).toEqual([2, 1, 3]);
});

test('at the ends, and without such a component, everything stays as it is shown', () => {
  expect(ids(1, -1)).toEqual([1, 3, 2]);
  expect(ids(2, 1)).toEqual([1, 3, 2]);
  expect(ids(9, 1)).toEqual([1, 2, 3]);
});
