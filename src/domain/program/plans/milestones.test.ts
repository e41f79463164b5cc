import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cycleThrough,
  type DatedMilestone,
  earliestDate,
  following,
  milestoneStatus,
  moveWithFollowing,
} from './milestones.ts';
import { addDays } from './plan.ts';

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

/** What has no circle can be put in an order in which everything comes after what it waits for. */
function hasOrder(graph: ReadonlyMap<string, readonly string[]>): boolean {
  const left = new Map(graph);
  while (left.size > 0) {
    const free = [...left].find(([, waitsFor]) => waitsFor.every((key) => !left.has(key)));
    if (!free) return false;
    left.delete(free[0]);
  }
  return true;
}

const edit = fc.record({ key: fc.constantFrom(...keys), waitsFor: fc.uniqueArray(fc.constantFrom(...keys)) });

/** Milestones whose dependencies were made by edits that were not refused. */
const plan = fc
  .tuple(
    fc.array(edit, { maxLength: 30 }),
    fc.array(fc.tuple(fc.nat(90), fc.boolean()), { minLength: keys.length, maxLength: keys.length }),
  )
  .map(([edits, facts]): DatedMilestone[] => {
    const graph = graphAfter(edits);
    return keys.map((key, place) => ({
      key,
      dueDate: addDays('2026-01-01', facts[place]![0]),
      isDone: facts[place]![1],
      waitsFor: graph.get(key)!,
    }));
  });

function graphAfter(edits: readonly { key: string; waitsFor: string[] }[]) {
  const graph = new Map<string, string[]>(keys.map((key) => [key, []]));
  for (const { key, waitsFor } of edits) if (!cycleThrough(graph, key, waitsFor)) graph.set(key, waitsFor);
  return graph;
}

describe('dependencies', () => {
  it('never form a circle, whatever is edited in whatever order', () => {
    fc.assert(fc.property(fc.array(edit, { maxLength: 40 }), (edits) => hasOrder(graphAfter(edits))));
  });

  it('are refused only where they would form one', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), edit, (edits, { key, waitsFor }) => {
        const graph = graphAfter(edits);
        const isRefused = cycleThrough(graph, key, waitsFor) !== null;
        return isRefused === !hasOrder(new Map(graph).set(key, waitsFor));
      }),
    );
  });

  it('name the circle they would form', () => {
    const graph = new Map([
      ['goals', ['baseline']],
      ['plan', ['goals']],
    ]);
    expect(cycleThrough(graph, 'baseline', ['plan'])).toEqual(['baseline', 'plan', 'goals', 'baseline']);
    expect(cycleThrough(graph, 'plan', ['plan'])).toEqual(['plan', 'plan']);
  });
});

describe('moving a date with those after it', () => {
  it('never puts one that moves before what it waits for, and touches neither the done nor the others', () => {
    fc.assert(
      fc.property(plan, fc.constantFrom(...keys), fc.integer({ min: -60, max: 60 }), (milestones, key, days) => {
        const moved = milestones.find((one) => one.key === key)!;
        const after = following(milestones, key);
        const dates = moveWithFollowing(milestones, key, addDays(moved.dueDate, days));
        const dateOf = (one: DatedMilestone) => dates.get(one.key) ?? one.dueDate;
        for (const one of after) {
          expect(one.isDone).toBe(false);
          for (const earlier of milestones.filter((other) => !other.isDone && one.waitsFor.includes(other.key)))
            expect(dateOf(one) >= dateOf(earlier)).toBe(true);
        }
        const may = new Set([key, ...after.map((one) => one.key)]);
        for (const changed of dates.keys()) expect(may.has(changed)).toBe(true);
      }),
    );
  });

  it('keeps the distance between them', () => {
    const milestones: DatedMilestone[] = [
      { key: 'baseline', dueDate: '2026-01-18', isDone: true, waitsFor: [] },
      { key: 'goals', dueDate: '2026-01-25', isDone: false, waitsFor: ['baseline'] },
      { key: 'plan', dueDate: '2026-02-01', isDone: false, waitsFor: ['goals'] },
      { key: 'training', dueDate: '2026-02-15', isDone: false, waitsFor: ['plan'] },
      { key: 'rotation', dueDate: '2026-02-10', isDone: false, waitsFor: [] },
    ];
    expect([...moveWithFollowing(milestones, 'goals', '2026-02-04')]).toEqual([
      ['goals', '2026-02-04'],
      ['plan', '2026-02-11'],
      ['training', '2026-02-25'],
    ]);
    expect(earliestDate(milestones, 'training')).toBe('2026-02-01');
    expect(earliestDate(milestones, 'goals')).toBeNull();
  });
});

describe('the column of a milestone', () => {
  const facts = { isDone: false, isStarted: false, isBlocked: false, waitsForOpen: false };

  it('is blocked when somebody says so, or when it was begun before what it waits for is done', () => {
    expect(milestoneStatus(facts)).toBe('not-started');
    expect(milestoneStatus({ ...facts, waitsForOpen: true })).toBe('not-started');
    expect(milestoneStatus({ ...facts, isStarted: true })).toBe('in-progress');
    expect(milestoneStatus({ ...facts, isStarted: true, waitsForOpen: true })).toBe('blocked');
    expect(milestoneStatus({ ...facts, isBlocked: true })).toBe('blocked');
    expect(milestoneStatus({ ...facts, isDone: true, isBlocked: true, waitsForOpen: true })).toBe('done');
  });
});
