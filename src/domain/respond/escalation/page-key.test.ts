import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageKey } from './page-key.ts';

test('different notifications have different keys', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 7, maxLength: 7 });
  const keyOf = (parts: number[]) => pageKey(...(parts as Parameters<typeof pageKey>));
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      expect(keyOf(a) === keyOf(b)).toBe(a.join() === b.join());
    }),
  );
  expect(pageKey(12, 3, 0, 1, 7, 4, 2)).toBe('page-12:g3:r0:s1:p7:m4:n2');
});
