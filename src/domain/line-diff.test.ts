import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DiffLine, diffLines, hunksOf } from './line-diff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 40 });
/** A text and the same one after random edits. */
const edits = fc
  .tuple(lines, fc.array(fc.tuple(fc.nat(40), fc.nat(3), lines), { maxLength: 5 }))
  .map(([before, all]) => {
    const after = [...before];
    for (const [at, count, added] of all) after.splice(at % (after.length + 1), count, ...added.slice(0, 3));
    return { before, after };
  });
const without = (diff: readonly DiffLine[], kind: DiffLine['kind']) =>
  diff.filter((line) => line.kind !== kind).map(({ text }) => text);

it('gives the new text when it is applied to the old one, and the old one when it is taken back', () => {
  fc.assert(
    fc.property(edits, ({ before, after }) => {
      const diff = diffLines(before, after);
      expect(without(diff, 'added')).toEqual(before);
      expect(without(diff, 'removed')).toEqual(after);
    }),
  );
});

it('is as short as a longest common part allows', () => {
  const commonLength = (left: string[], right: string[]): number => {
    const table = left.map(() => right.map(() => 0));
    for (const [i, one] of left.entries())
      for (const [j, other] of right.entries())
        table[i]![j] =
          one === other ? (table[i - 1]?.[j - 1] ?? 0) + 1 : Math.max(table[i - 1]?.[j] ?? 0, table[i]![j - 1] ?? 0);
    return table.at(-1)?.at(-1) ?? 0;
  };
  fc.assert(
    fc.property(edits, ({ before, after }) => {
      const same = diffLines(before, after).filter(({ kind }) => kind === 'same').length;
      expect(same).toBe(commonLength(before, after));
    }),
  );
});

it('shows every changed line once in its hunks, in order, with two lines around', () => {
  fc.assert(
    fc.property(edits, ({ before, after }) => {
      const diff = diffLines(before, after);
      const shown = hunksOf(diff).flat();
      const changed = (all: readonly DiffLine[]) => all.filter(({ kind }) => kind !== 'same');
      expect(changed(shown)).toEqual(changed(diff));
      for (const hunk of hunksOf(diff)) {
        expect(hunk.findIndex(({ kind }) => kind !== 'same')).toBeLessThanOrEqual(2);
        expect([...hunk].reverse().findIndex(({ kind }) => kind !== 'same')).toBeLessThanOrEqual(2);
      }
    }),
  );
});

it('stays quick on texts that have nothing in common', () => {
  const many = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`);
  const diff = diffLines(many('old'), many('new'));
  expect(diff).toHaveLength(40_000);
  expect(without(diff, 'removed')).toEqual(many('new'));
});
