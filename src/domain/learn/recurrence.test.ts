import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trigramLikeness, wordLikeness } from './likeness.ts';
import { type IncidentSignature, likenessOf, suggestRecurrences } from './recurrence.ts';

const day = 86_400_000;
const start = 1_800_000_000_000;
const signature = (changes: Partial<IncidentSignature> = {}): IncidentSignature => ({
  incidentId: 'old',
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
  signature({ incidentId: 'new', key: 'INC-2', declaredAt: start + 30 * day, resolvedAt: null, ...changes });
const alert = { sourceId: 's', dedupKey: 'cpu' };

describe('likely earlier occurrences', () => {
  it('are suggested for the same alert, with the reason', () => {
    const [suggestion] = suggestRecurrences(current({ alerts: [alert], title: 'Zebra' }), [
      signature({ alerts: [alert] }),
    ]);
    expect(suggestion?.score).toBe(50);
    expect(suggestion?.reasons.map((part) => part.explanation)).toEqual(['The same alert triggered: cpu.']);
  });

  it('are not suggested for the same service or the same source alone', () => {
    const other = { sourceId: 's', dedupKey: 'disk' };
    const lone = signature({ serviceIds: ['a'], alerts: [other], title: 'Nothing alike here' });
    expect(suggestRecurrences(current({ serviceIds: ['a'], alerts: [alert] }), [lone])).toEqual([]);
  });

  it('are suggested for the same service with the same words and explain both', () => {
    const [suggestion] = suggestRecurrences(current({ serviceIds: ['a'] }), [signature({ serviceIds: ['a'] })]);
    expect(suggestion?.score).toBe(40);
    expect(suggestion?.reasons.map((part) => part.reason)).toEqual(['same-service', 'similar-words']);
  });

  it('add the contributing factor and come best first', () => {
    const weak = signature({ incidentId: 'weak', serviceIds: ['a'] });
    const strong = signature({ incidentId: 'strong', serviceIds: ['a'], factorKeys: ['capacity'] });
    const found = suggestRecurrences(current({ serviceIds: ['a'], factorKeys: ['capacity'] }), [weak, strong]);
    expect(found.map((suggestion) => suggestion.earlier.incidentId)).toEqual(['strong', 'weak']);
  });

  it('leave out itself, later ones, ones still open at the time, and ones over half a year old', () => {
    const twin = { alerts: [alert] };
    const found = suggestRecurrences(current(twin), [
      current(twin),
      signature({ ...twin, incidentId: 'later', declaredAt: start + 31 * day, resolvedAt: start + 32 * day }),
      signature({ ...twin, incidentId: 'open', resolvedAt: null }),
      signature({ ...twin, incidentId: 'overlapping', resolvedAt: start + 31 * day }),
      signature({ ...twin, incidentId: 'ancient', declaredAt: start - 151 * day }),
    ]);
    expect(found).toEqual([]);
  });

  it('do not confuse one source’s key with another’s', () => {
    const { reasons } = likenessOf(
      current({ alerts: [alert], title: 'a' }),
      signature({ alerts: [{ sourceId: 'x', dedupKey: 'cpu' }], title: 'b' }),
    );
    expect(reasons).toEqual([]);
  });

  it('score from 0 to 100 and the same both ways', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
    const any = fc.record({ title: fc.string(), serviceIds: ids, factorKeys: ids, keys: ids });
    const made = ({ keys, ...rest }: { keys: string[]; title: string; serviceIds: string[]; factorKeys: string[] }) =>
      signature({ ...rest, alerts: keys.map((dedupKey) => ({ sourceId: 's', dedupKey })) });
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
