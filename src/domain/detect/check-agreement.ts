// When a check counts as failing. One failed run only raises a doubt: it may be the network of the node that ran it. The
// doubt is settled by a second run, on another node where there is one.

export type CheckState = 'new' | 'up' | 'down';

/** `doubt`: the failed run that waits for a second opinion. `at` in epoch ms. */
export type CheckMemory = { state: CheckState; doubt: { nodeId: number; at: number } | null };

export type CheckRun = { nodeId: number; passed: boolean; at: number };

export type Judgement = {
  memory: CheckMemory;
  change: 'failed' | 'recovered' | null;
  /** A second opinion is wanted now. */
  isDoubted: boolean;
  /** The node whose failed run another node has just refuted. */
  refuted: number | null;
};

/** How long the second opinion is left to another node; then the one that doubts may give it as well. */
export const leftToOthersMs = 15_000;

export function judge({ state, doubt }: CheckMemory, { nodeId, passed, at }: CheckRun): Judgement {
  if (passed) {
    return {
      memory: { state: 'up', doubt: null },
      change: state === 'down' ? 'recovered' : null,
      isDoubted: false,
      refuted: doubt !== null && doubt.nodeId !== nodeId ? doubt.nodeId : null,
    };
  }
  const settled = { isDoubted: false, refuted: null };
  if (state === 'down') return { memory: { state, doubt: null }, change: null, ...settled };
  if (doubt !== null) return { memory: { state: 'down', doubt: null }, change: 'failed', ...settled };
  return { memory: { state, doubt: { nodeId, at } }, change: null, isDoubted: true, refuted: null };
}

/** A node whose failed runs were refuted this often in a row has a fault of its own. */
export const refutedUntilSuspect = 3;
