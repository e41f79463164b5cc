/** Work that takes a processor for long, in few places: a flood of it must not keep a page waiting. */
import { problem } from '../../contract/errors.ts';

type Waiting = { lane: string; start: () => void };

/**
 * Runs work in few places; who waits is served in turns by lane, so that one flooding network or person does not starve
 * others. At most `queueLength` wait, half of them of one lane.
 * @param refusal a sentence for who finds it full
 */
export function createGate(places: number, queueLength: number, refusal: string) {
  let running = 0;
  const waiting: Waiting[] = [];
  const turns = new Map<string, number>();
  let turn = 0;

  function next() {
    if (running >= places || waiting.length === 0) return;
    let best = 0;
    for (const [index, { lane }] of waiting.entries())
      if ((turns.get(lane) ?? 0) < (turns.get(waiting[best]!.lane) ?? 0)) best = index;
    const [chosen] = waiting.splice(best, 1);
    turn += 1;
    turns.set(chosen!.lane, turn);
    if (turns.size > 1_000) turns.delete(turns.keys().next().value!);
    chosen!.start();
  }

  /** @throws Problem `too_many_requests` when too many wait already, most of them of the same lane */
  return async function pass<T>(lane: string, work: () => Promise<T>): Promise<T> {
    const ofLane = waiting.filter((each) => each.lane === lane).length;
    if (waiting.length >= queueLength || ofLane >= queueLength / 2) throw problem('too_many_requests', refusal);
    await new Promise<void>((start) => {
      waiting.push({
        lane,
        start: () => {
          running += 1;
          start();
        },
      });
      next();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      next();
    }
  };
}
