import { DecoratorHandler, type Dispatcher } from 'undici';
import { EgressProblem } from './problem.ts';

const turnsEveryMs = 100;
let lastTurnAt = performance.now();
let turns: NodeJS.Timeout | undefined;

/** When the event loop was last seen to turn: a process that is paused in the middle of its work has not turned since. */
function lastTurn(): number {
  if (!turns) {
    lastTurnAt = performance.now();
    turns = setInterval(() => {
      lastTurnAt = performance.now();
    }, turnsEveryMs);
    turns.unref();
  }
  return lastTurnAt;
}

/**
 * Tells when a request is about to be written: the connection is there, and from now on the receiver may have it. One
 * that has waited too long is not written: the process was paused meanwhile, what it was about to say may be out of
 * date, and others have said it.
 */
export function watchWrites(withinMs: number, written: () => void): Dispatcher.DispatcherComposeInterceptor {
  class Watcher extends DecoratorHandler implements Dispatcher.DispatchHandler {
    // The pause may lie between the decision to send, in this turn, and here.
    readonly #startedAt = lastTurn();

    onRequestStart(...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onRequestStart']>>): void {
      const isLate = performance.now() - this.#startedAt > withinMs;
      if (!isLate) written();
      // The library's types leave out the methods that its class has.
      (DecoratorHandler.prototype as Dispatcher.DispatchHandler).onRequestStart?.apply(this, args);
      if (isLate) args[0].abort(new EgressProblem('timeout', `nothing was written in ${withinMs} ms`));
    }
  }
  return (dispatch) => (options, handler) => dispatch(options, new Watcher(handler));
}
