import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CheckMemory, type CheckRun, judge, leftToOthersMs } from './check-agreement.ts';

const fresh: CheckMemory = { state: 'new', doubt: null };

/** Which node may run the check now, as claims have it; `othersLive`: another node is there that could. */
function mayRun({ doubt }: CheckMemory, nodeId: number, now: number, othersLive: boolean): boolean {
  return doubt === null || doubt.nodeId !== nodeId || !othersLive || now - doubt.at >= leftToOthersMs;
}

/** Runs that the rule of claims allows, in order, each with what was known of other nodes. */
const history = fc.array(
  fc.record({
    nodeId: fc.integer({ min: 1, max: 3 }),
    passed: fc.boolean(),
    laterMs: fc.integer({ min: 1, max: 20_000 }),
    othersLive: fc.boolean(),
  }),
  { maxLength: 60 },
);

type Step = { run: CheckRun; othersLive: boolean; before: CheckMemory };

function replay(attempts: { nodeId: number; passed: boolean; laterMs: number; othersLive: boolean }[]) {
  const steps: (Step & ReturnType<typeof judge>)[] = [];
  let memory = fresh;
  let at = 0;
  for (const { nodeId, passed, laterMs, othersLive } of attempts) {
    at += laterMs;
    if (!mayRun(memory, nodeId, at, othersLive)) continue;
    const run = { nodeId, passed, at };
    const judged = judge(memory, run);
    steps.push({ run, othersLive, before: memory, ...judged });
    memory = judged.memory;
  }
  return steps;
}

test('an alarm stands on two failed runs in a row, on two nodes while another one lives', () => {
  fc.assert(
    fc.property(history, (attempts) => {
      const steps = replay(attempts);
      for (const [place, step] of steps.entries()) {
        if (step.change !== 'failed') continue;
        const first = steps[place - 1]!;
        expect([first.run.passed, step.run.passed]).toEqual([false, false]);
        const waited = step.run.at - first.run.at;
        expect(first.run.nodeId !== step.run.nodeId || !step.othersLive || waited >= leftToOthersMs).toBe(true);
      }
    }),
  );
});

test('alarms and recoveries alternate, and every two failures in a row leave the check failing', () => {
  fc.assert(
    fc.property(history, (attempts) => {
      const steps = replay(attempts);
      const changes = steps.flatMap(({ change }) => change ?? []);
      expect(changes).toEqual(changes.map((_, place) => (place % 2 === 0 ? 'failed' : 'recovered')));
      for (const [place, { run, memory }] of steps.entries()) {
        if (run.passed) expect(memory).toEqual({ state: 'up', doubt: null });
        else if (place > 0 && !steps[place - 1]!.run.passed) expect(memory.state).toBe('down');
      }
    }),
  );
});

test('a node without a network raises no alarm beside one that reaches the target, and is refuted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ broken: fc.boolean(), laterMs: fc.integer({ min: 1, max: 14_999 }) })),
      (turns) => {
        // The whole node runs whenever it may: a doubt is never left to the broken one for longer than it may be.
        const attempts = turns.flatMap(({ broken, laterMs }) => [
          ...(broken ? [{ nodeId: 1, passed: false, laterMs, othersLive: true }] : []),
          { nodeId: 2, passed: true, laterMs: 1, othersLive: true },
        ]);
        const steps = replay(attempts);
        expect(steps.filter(({ change }) => change !== null)).toEqual([]);
        for (const { refuted, before } of steps) expect(refuted).toBe(before.doubt ? 1 : null);
      },
    ),
  );
});

test('a second opinion that no other node gives is given by the one that doubts', () => {
  const doubted = judge(fresh, { nodeId: 1, passed: false, at: 1_000 });
  expect(doubted).toMatchObject({ isDoubted: true, change: null, memory: { state: 'new' } });
  expect(mayRun(doubted.memory, 1, 1_000 + leftToOthersMs - 1, true)).toBe(false);
  expect(mayRun(doubted.memory, 2, 1_001, true)).toBe(true);
  expect(mayRun(doubted.memory, 1, 1_001, false)).toBe(true);
  expect(mayRun(doubted.memory, 1, 1_000 + leftToOthersMs, true)).toBe(true);
});
