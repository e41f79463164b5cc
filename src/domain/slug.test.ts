import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slug } from '../contract/endpoint.ts';
import { slugOf } from './slug.ts';

it.each([
  ['Payments & Billing', 'payments-billing'],
  ['  Café à Zürich  ', 'cafe-a-zurich'],
  ['日本', ''],
])('the slug of %s is %s', (name, expected) => {
  expect(slugOf(name)).toBe(expected);
});

it('a suggested slug is one that the API takes, or empty', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (name) => {
      const suggested = slugOf(name);
      expect(suggested === '' || slug.safeParse(suggested).success).toBe(true);
    }),
  );
});
