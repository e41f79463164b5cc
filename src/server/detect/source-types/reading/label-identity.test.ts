import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityOfLabels } from './label-identity.ts';

describe('the identity of labels', () => {
  it('does not depend on their order, on empty labels or on the replica', () => {
    expect(identityOfLabels({ b: '2', a: '1', c: '', replica: 'x' }, ['replica'])).toBe('{a="1",b="2"}');
  });

  it('differs where the labels differ, whatever they hold', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '=', ',', '{', '\\'), minLength: 1, maxLength: 5 });
    const labels = fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true });
    fc.assert(
      fc.property(labels, labels, (one, other) => {
        const areSame = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(identityOfLabels(one) === identityOfLabels(other)).toBe(areSame);
      }),
      { numRuns: 5_000 },
    );
  });

  it('stays short for long labels', () => {
    const identity = identityOfLabels({ a: 'x'.repeat(100_000) });
    expect(identity).toHaveLength(64);
    expect(identityOfLabels({ a: 'x'.repeat(100_001) })).not.toBe(identity);
  });
});

function sorted(labels: Record<string, string>): [string, string][] {
  return Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1));
}
