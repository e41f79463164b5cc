import { setImmediate as nextTurn } from 'node:timers/promises';

/** Settles when the source may read on: one piece of each source in a turn of the event loop, however much it sends. */
export type Turns = (sourceId: number) => Promise<void>;

export function createTurns(): Turns {
  const lastOf = new Map<number, Promise<void>>();
  return async (sourceId) => {
    const turn = (lastOf.get(sourceId) ?? Promise.resolve()).then(() => nextTurn());
    lastOf.set(sourceId, turn);
    await turn;
    if (lastOf.get(sourceId) === turn) lastOf.delete(sourceId);
  };
}
