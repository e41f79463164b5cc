import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutDeep, isTooDeep, maxJsonDepth } from './json-depth.ts';

const nested = (depth: number, inner = '1') => `${'{"a":['.repeat(depth / 2)}${inner}${']}'.repeat(depth / 2)}`;

test('text of any JSON that is not deep stays as it is', () => {
  const spaced = fc.constantFrom('', ' ', '\n\t');
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 10 }), spaced, (value, space) => {
      const text = JSON.stringify(value, null, space);
      expect(isTooDeep(text)).toBe(false);
      expect(cutDeep(text)).toBe(text);
    }),
  );
});

test('what is too deep becomes null, and all around it stays', () => {
  expect(isTooDeep(nested(maxJsonDepth))).toBe(false);
  expect(isTooDeep(nested(maxJsonDepth + 2))).toBe(true);
  const text = `{"title":"a ]}\\" b","deep":${nested(200)},"also":[${nested(100)},2],"last":"x"}`;
  const value = JSON.parse(cutDeep(text));
  expect(value).toMatchObject({ title: 'a ]}" b', also: [expect.anything(), 2], last: 'x' });
  expect(isTooDeep(cutDeep(text))).toBe(false);
});

test('brackets inside of text do not count, and text that is no JSON is survived', () => {
  expect(isTooDeep(JSON.stringify('['.repeat(1_000)))).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', 'a', ',') }), (text) => {
      expect(isTooDeep(cutDeep(text))).toBe(false);
    }),
  );
});
