import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, intersect, type Span, union } from './span.ts';

const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 8 }))
  .map(([start, length]): Span => ({ start, end: start + length }));
const anySpans = fc.array(anySpan, { maxLength: 8 });
/** Sorted and disjoint, neighbours may touch. */
const disjointSpans = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 })
  .map((numbers) => numbers.sort((a, b) => a - b))
  .chain((bounds) =>
    fc
      .array(fc.boolean(), { minLength: bounds.length, maxLength: bounds.length })
      .map((keep) =>
        bounds
          .slice(0, -1)
          .flatMap((start, index): Span[] => (keep[index] ? [{ start, end: bounds[index + 1]! }] : [])),
      ),
  );

const pointsOf = (spans: readonly Span[]) =>
  Array.from({ length: 60 }, (_, point) => point).filter((point) =>
    spans.some(({ start, end }) => start <= point && point < end),
  );
const isSortedAndDisjoint = (spans: readonly Span[]) =>
  spans.every((span, index) => span.start < span.end && (index === 0 || spans[index - 1]!.end <= span.start));

test('union, intersect and clip agree with sets of points', () => {
  fc.assert(
    fc.property(anySpans, disjointSpans, disjointSpans, (loose, a, b) => {
      expect(pointsOf(union(loose))).toEqual(pointsOf(loose));
      expect(isSortedAndDisjoint(union(loose))).toBe(true);
      const inB = new Set(pointsOf(b));
      expect(pointsOf(intersect(a, b))).toEqual(pointsOf(a).filter((point) => inB.has(point)));
      expect(pointsOf(clip(a, 5, 20))).toEqual(pointsOf(a).filter((point) => point >= 5 && point < 20));
      for (const spans of [intersect(a, b), clip(a, 5, 20)]) {
        expect(isSortedAndDisjoint(spans)).toBe(true);
      }
    }),
  );
});
