import { expect, it } from 'vitest';
import { newPages, seen } from './new-pages.ts';

const page = (id: number, generation = 1) => ({ id, generation });

it('what is there at the first look is not new, what comes later is, once', () => {
  const first = seen(null, [page(1)]);
  expect(newPages(null, [page(1)])).toEqual([]);
  expect(newPages(first, [page(1), page(2)])).toEqual([page(2)]);
  expect(newPages(seen(first, [page(1), page(2)]), [page(1), page(2)])).toEqual([]);
});

it('a page that was given up and asks again is new, one that only comes back into sight is not', () => {
  const known = seen(seen(null, [page(1)]), []);
  expect(newPages(known, [page(1)])).toEqual([]);
  expect(newPages(known, [page(1, 2)])).toEqual([page(1, 2)]);
});
