import type { Logger } from 'pino';

export type Loop = {
  name: string;
  carriesPages: boolean;
  /** Asks for a run now; many asks while one runs make one more run. */
  wake(): void;
  /** Ends the loop after the run that is under way. */
  stop(): Promise<void>;
  /** Milliseconds since the last run ended well. */
  quietForMs(): number;
  /** How much longer than its rest that is; what the watchdog looks at. */
  overdueMs(): number;
};

export type LoopOptions = {
  name: string;
  /** How long to rest when nothing wakes it; wake-ups are hints, this polling is the truth. */
  pauseMs: number;
  log: Logger;
  /** Whether signals or pages wait for it: while such a loop is stuck, the node takes no requests. */
  carriesPages?: boolean;
  /** One bounded piece of work; returns true when there is more to do at once. */
  work: () => Promise<boolean>;
};

/** After the first failure; twice as long after each further one, and never longer than the loop rests anyhow. */
const firstRetryMs = 1_000;

/** Within this time the first runs of loops that no page waits for are spread, and with them all that follow. */
const spreadMs = 2_000;

/** A loop that has not ended a run well for this long beyond its rest is stuck. */
export const stuckAfterMs = 15_000;

/**
 * Runs `work` again and again, never twice at a time. A failure is logged and tried again, soon at first. Loops that carry
 * pages begin at once, the others at different moments: all together they would take every connection of the database.
 */
export function startLoop({ name, pauseMs, carriesPages = false, log, work }: LoopOptions): Loop {
  let stopped = false;
  let woken = false;
  let wakeUp: (() => void) | undefined;
  let lastGoodRun = performance.now();

  const rest = (forMs: number) =>
    new Promise<void>((resolve) => {
      if (woken || stopped) return resolve();
      const timer = setTimeout(resolve, forMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const running = (async () => {
    let failures = 0;
    if (!carriesPages) await rest(Math.random() * Math.min(pauseMs, spreadMs));
    while (!stopped) {
      woken = false;
      let more = false;
      try {
        more = await work();
        lastGoodRun = performance.now();
        failures = 0;
      } catch (error) {
        failures += 1;
        // The first failure is news, the hundredth is noise: log at 1, 2, 4, 8 …
        if (Number.isInteger(Math.log2(failures))) log.error({ err: error, loop: name, failures }, 'loop failed');
        woken = false;
      }
      if (!more) await rest(failures === 0 ? pauseMs : Math.min(pauseMs, firstRetryMs * 2 ** (failures - 1)));
      wakeUp = undefined;
    }
  })();

  return {
    name,
    carriesPages,
    wake() {
      woken = true;
      wakeUp?.();
    },
    async stop() {
      stopped = true;
      wakeUp?.();
      await running;
    },
    quietForMs: () => performance.now() - lastGoodRun,
    overdueMs: () => Math.max(0, performance.now() - lastGoodRun - pauseMs),
  };
}
