import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trigramLikeness, wordLikeness } from './likeness.ts';
import { type IncidentSignature, likenessOf, suggestRecurrences } from './recurrence.ts';

const day = 86_400_000;
const start = 1_800_000_000_000;
const signature = (changes: Partial<IncidentSignature> = {}): IncidentSignature => ({
  incidentId: 1,
  key: 'INC-1',
  title: 'Checkout payments slow',
  alerts: [],
  serviceIds: [],
  factorKeys: [],
  declaredAt: start,
  resolvedAt: start + 1000,
  ...changes,
});
const current = (changes: Partial<IncidentSignature> = {}) =>
  signature({ incidentId: 2, key: 'INC-2', declaredAt: start + 30 * day, resolvedAt: null, ...changes });
const alert = { sourceId: 1, dedupKey: 'cpu' };

describe('likely earlier occurrences', () => {
  it('are suggested for the same alert, with the reason', () => {
    const [suggestion] = suggestRecurrences(current({ alerts: [alert], title: 'Zebra' }), [
      signature({ alerts: [alert] }),
    ]);
    expect(suggestion?.score).toBe(50);
    expect(suggestion?.reasons.map((part) => part.explanation)).toEqual(['The same alert triggered: cpu.']);
  });

  it('are not suggested for the same service or the same source alone', () => {
    const other = { sourceId: 1, dedupKey: 'disk' };
    const lone = signature({ serviceIds: [1], alerts: [other], title: 'Nothing alike here' });
    expect(suggestRecurrences(current({ serviceIds: [1], alerts: [alert] }), [lone])).toEqual([]);
  });

  it('are suggested for the same service with the same words and explain both', () => {
    const [suggestion] = suggestRecurrences(current({ serviceIds: [1] }), [signature({ serviceIds: [1] })]);
    expect(suggestion?.score).toBe(40);
    expect(suggestion?.reasons.map((part) => part.reason)).toEqual(['same-service', 'similar-words']);
  });

  it('add the contributing factor and come best first', () => {
    const weak = signature({ incidentId: 3, serviceIds: [1] });
    const strong = signature({ incidentId: 4, serviceIds: [1], factorKeys: ['capacity'] });
    const found = suggestRecurrences(current({ serviceIds: [1], factorKeys: ['capacity'] }), [weak, strong]);
    expect(found.map((suggestion) => suggestion.earlier.incidentId)).toEqual([4, 3]);
  });

  it('leave out itself, later ones, ones still open at the time, and ones over half a year old', () => {
    const twin = { alerts: [alert] };
    const found = suggestRecurrences(current(twin), [
      current(twin),
      signature({ ...twin, incidentId: 3, declaredAt: start + 31 * day, resolvedAt: start + 32 * day }),
      signature({ ...twin, incidentId: 4, resolvedAt: null }),
      signature({ ...twin, incidentId: 5, resolvedAt: start + 31 * day }),
      signature({ ...twin, incidentId: 6, declaredAt: start - 151 * day }),
    ]);
    expect(found).toEqual([]);
  });

  it('do not confuse one source’s key with another’s', () => {
    const { reasons } = likenessOf(
      current({ alerts: [alert], title: 'a' }),
      signature({ alerts: [{ sourceId: 2, dedupKey: 'cpu' }], title: 'b' }),
    );
    expect(reasons).toEqual([]);
  });

  it('score from 0 to 100 and the same both ways', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
    const numbers = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 });
    const any = fc.record({ title: fc.string(), serviceIds: numbers, factorKeys: ids, keys: ids });
    const made = ({ keys, ...rest }: { keys: string[]; title: string; serviceIds: number[]; factorKeys: string[] }) =>
      signature({ ...rest, alerts: keys.map((dedupKey) => ({ sourceId: 1, dedupKey })) });
    fc.assert(
      fc.property(any, any, (left, right) => {
        const there = likenessOf(made(left), made(right)).score;
        expect(there).toBe(likenessOf(made(right), made(left)).score);
        expect(there).toBeGreaterThanOrEqual(0);
        expect(there).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('likeness of words', () => {
  it('ignores order, numbers and everyday words', () => {
    expect(wordLikeness('High latency on checkout 12', 'Checkout: latency (7)')).toBe(1);
    expect(wordLikeness('the error', 'the error')).toBe(0);
  });

  it('forgives spelling by comparing pieces', () => {
    expect(trigramLikeness('databse connections', 'database connection')).toBeGreaterThan(0.5);
    expect(trigramLikeness('', '')).toBe(0);
  });
});
