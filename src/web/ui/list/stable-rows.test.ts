import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showAll, takeFresh } from './stable-rows.ts';

type Row = { id: number; text: string };
const rows = (...ids: number[]): Row[] => ids.map((id) => ({ id, text: `row ${id}` }));
const rowKey = (row: Row) => row.id;
const start = (...ids: number[]) => showAll(rows(...ids), rowKey).held;
const keys = (held: { key: unknown }[]) => held.map(({ key }) => key);

describe('a live list', () => {
  it('keeps new rows waiting and does not move the others', () => {
    const { held, waiting } = takeFresh(start(3, 2, 1), rows(5, 4, 3, 2, 1), rowKey, false);
    expect(keys(held)).toEqual([3, 2, 1]);
    expect(waiting).toBe(2);
  });

  it('changes rows in place', () => {
    const { held } = takeFresh(start(2, 1), [{ id: 2, text: 'changed' }, ...rows(1)], rowKey, false);
    expect(held[0]!.row.text).toBe('changed');
  });

  it('appends the next page', () => {
    const { held, waiting } = takeFresh(start(4, 3), rows(4, 3, 2, 1), rowKey, true);
    expect(keys(held)).toEqual([4, 3, 2, 1]);
    expect(waiting).toBe(0);
  });

  it('marks a row that left and keeps its place', () => {
    const { held } = takeFresh(start(3, 2, 1), rows(3, 1), rowKey, false);
    expect(held.map(({ isGone }) => isGone)).toEqual([false, true, false]);
  });

  it('does not call rows gone that new rows pushed beyond the end of the answer', () => {
    const { held } = takeFresh(start(3, 2, 1), rows(4, 3, 2), rowKey, true);
    expect(held.some(({ isGone }) => isGone)).toBe(false);
  });

  it('fills at once when it was empty or everything in it is gone', () => {
    expect(keys(takeFresh([], rows(1), rowKey, false).held)).toEqual([1]);
    const allGone = takeFresh(start(1), [], rowKey, false).held;
    expect(keys(takeFresh(allGone, rows(7), rowKey, false).held)).toEqual([7]);
  });

  it('never reorders or drops what is on the screen, and accounts for every fresh row', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (first, second, hasMore) => {
        fc.pre(first.length > 0);
        const { held, waiting } = takeFresh(start(...first), rows(...second), rowKey, hasMore);
        expect(keys(held).slice(0, first.length)).toEqual(first);
        expect(new Set(keys(held)).size).toBe(held.length);
        const shown = held.filter(({ key }) => second.includes(key as number)).length;
        expect(shown + waiting).toBe(second.length);
      }),
    );
  });
});
