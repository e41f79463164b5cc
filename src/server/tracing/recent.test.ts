import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecent } from './recent.ts';

test('the newest are remembered as they were set last, and what is old is forgotten', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat()), { maxLength: 200 }), (sets) => {
      const recent = createRecent<number, number>(5);
      for (const [key, value] of sets) recent.set(key, value);
      const last = new Map(sets);
      const newest = new Set(sets.slice(-5).map(([key]) => key));
      for (const key of newest) expect(recent.get(key)).toBe(last.get(key));
      const kept = [...last.keys()].filter((key) => recent.get(key) !== undefined);
      expect(kept.length).toBeLessThanOrEqual(10);
      for (const key of kept) expect(recent.get(key)).toBe(last.get(key));
    }),
  );
});
