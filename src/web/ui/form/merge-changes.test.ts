import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedOnly, isSame, mergeChanges, type Path, withValueAt } from './merge-changes.ts';

const field = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('', 'a', 'b'), fc.constant(null));
const ids = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'), { maxLength: 4 });
const items = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 4 }), name: field }), {
  selector: ({ id }) => id,
  maxLength: 4,
});
const values = fc.record({ name: field, team: field, outcome: fc.record({ paging: field, group: field }), ids, items });
type Values = typeof values extends fc.Arbitrary<infer V> ? V : never;

const at = (value: unknown, path: Path) =>
  path.reduce<unknown>((inside, name) => (inside as Record<string, unknown>)?.[name], value);
const starts = (path: Path, start: Path) => start.every((name, index) => path[index] === name);
/** Every field that is not a list. */
const leaves: Path[] = [['name'], ['team'], ['outcome', 'paging'], ['outcome', 'group']];

describe('two changes of the same values', () => {
  it('are the one change when only one was made', () => {
    fc.assert(
      fc.property(values, values, (base, changed) => {
        expect(mergeChanges(base, changed, base)).toEqual({ values: changed, taken: [], conflicts: [] });
        const theirs = mergeChanges(base, base, changed);
        expect(theirs.values).toEqual(changed);
        expect(theirs.conflicts).toEqual([]);
      }),
    );
  });

  it('lose nothing: what one side changed is there, and what both changed is a conflict that keeps what was typed', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const merged = mergeChanges(base, mine, theirs);
        for (const path of leaves) {
          const [was, here, there, now] = [base, mine, theirs, merged.values].map((each) => at(each, path));
          const isConflict = merged.conflicts.some((conflict) => starts(path, conflict.path));
          if (was === there || here === there) expect(now).toEqual(here);
          else if (was === here) expect(now).toEqual(there);
          else expect([now, isConflict]).toEqual([here, true]);
        }
        const members = (name: 'ids') => [base, mine, theirs, merged.values].map((each) => new Set(each[name]));
        if (!merged.conflicts.some(({ path }) => path[0] === 'ids')) {
          const [was, here, there, now] = members('ids') as [Set<string>, Set<string>, Set<string>, Set<string>];
          for (const id of ['1', '2', '3', '4', '5']) {
            const [isHere, isThere] = [here.has(id), there.has(id)];
            expect(now.has(id)).toBe(isHere === isThere ? isHere : isHere !== was.has(id) ? isHere : isThere);
          }
        }
      }),
    );
  });

  it('is settled by taking theirs at every conflict or by leaving mine', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const { values: merged, conflicts } = mergeChanges(base, mine, theirs);
        const settled = conflicts.reduce<Values>(
          (each, conflict) => withValueAt(each, conflict.path, conflict.theirs),
          merged,
        );
        for (const { path, theirs: there } of conflicts) expect(at(settled, path)).toEqual(there);
        // Whoever saves that from their version sends nothing that would be asked again.
        expect(mergeChanges(theirs, settled, theirs).conflicts).toEqual([]);
      }),
    );
  });

  it('of a list are merged by item, and an added item does not push another aside', () => {
    const base = { factors: [factor('a', 'A'), factor('b', 'B')] };
    const mine = { factors: [factor('a', 'A'), factor('b', 'Mine'), factor('', 'Fresh')] };
    const theirs = { factors: [factor('a', 'Theirs'), factor('b', 'B'), factor('c', 'C')] };
    const merged = mergeChanges(base, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.values.factors.map(({ name }) => name)).toEqual(['Theirs', 'Mine', 'Fresh', 'C']);
  });

  it('of steps, which have no identity, are decided by a person', () => {
    const step = (delaySeconds: number) => ({ delaySeconds });
    const merged = mergeChanges({ steps: [step(1)] }, { steps: [step(2)] }, { steps: [step(1), step(3)] });
    expect(merged.conflicts).toEqual([{ path: ['steps'], mine: [step(2)], theirs: [step(1), step(3)] }]);
  });

  it('of who takes turns are decided by a person, because the order says who is on call', () => {
    const layers = (participants: number[]) => ({ layers: [{ name: 'Primary', participants }] });
    const { conflicts } = mergeChanges(layers([1, 2]), layers([1, 2, 3]), layers([1, 2, 4]));
    expect(conflicts.map(({ path }) => path)).toEqual([['layers', 0, 'participants']]);
  });

  it('that took an item out which the other changed are decided by a person', () => {
    const base = { factors: [factor('a', 'A'), factor('b', 'B')] };
    const { conflicts } = mergeChanges(
      base,
      { factors: [factor('b', 'B')] },
      { factors: [factor('a', 'New'), base.factors[1]!] },
    );
    expect(conflicts.map(({ path }) => path)).toEqual([['factors']]);
  });
});

it('a PATCH sends what was changed and nothing else', () => {
  expect(changedOnly({ title: 'A', ids: [1], foundBy: null }, { title: 'A', ids: [1, 2], foundBy: null })).toEqual({
    ids: [1, 2],
  });
  expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
});

const factor = (key: string, name: string) => ({ key, name });
