/** The side of one of several processes that accept on one port. */
import type { Beginning, GroupState, Metric, ToParent, ToProcess } from './messages.ts';

/** What a process knows of the others that were started with it. */
export type ProcessGroup = {
  /** Its own number, counted from 1. */
  process: number;
  wanted: number;
  state(): GroupState;
  /** The metrics of each other process that answers within a moment. */
  collectOthers(): Promise<Metric[][]>;
  /** Tells the others its metrics when they ask, and every second that it is alive and what is stuck. */
  serve(own: { metrics: () => Promise<Metric[]>; stuck: () => string | null }): void;
};

export type Membership = {
  group: ProcessGroup;
  embeddedUrl: string | undefined;
  isVeryFirst: boolean;
  ready(word: { url: string; setupUrl: string | null }): void;
  /** Settles when the parent, or whoever sends SIGTERM to this process alone, wants it to end. */
  askedToStop: Promise<void>;
};

const aliveEveryMs = 1_000;
/** Longer than the parent waits for a process that does not answer. */
const collectPatienceMs = 3_000;

/** To be called first in a process that the parent has started. */
export async function joinParent(): Promise<Membership> {
  const say = (word: ToParent) => process.connected && process.send!(word);
  let own: Parameters<ProcessGroup['serve']>[0] = { metrics: async () => [], stuck: () => null };
  const asked = new Map<number, (metrics: Metric[][]) => void>();
  let lastAsk = 0;
  let begin: (beginning: Beginning) => void;
  let stop: () => void;
  const begun = new Promise<Beginning>((resolve) => {
    begin = resolve;
  });
  const askedToStop = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let state: GroupState | undefined;

  process.on('message', (word: ToProcess) => {
    if (word.kind === 'begin') begin(word);
    if (word.kind === 'state') state = word.state;
    if (word.kind === 'stop') stop();
    if (word.kind === 'collected') asked.get(word.ask)?.(word.metrics);
    if (word.kind === 'collect') {
      const { ask } = word;
      own.metrics().then(
        (metrics) => say({ kind: 'collected', ask, metrics }),
        () => say({ kind: 'collected', ask, metrics: [] }),
      );
    }
  });
  // A terminal tells the whole group; the parent says what follows from it.
  process.on('SIGINT', () => {});
  process.once('SIGTERM', () => stop());
  setInterval(() => say({ kind: 'alive', stuck: own.stuck() }), aliveEveryMs);

  say({ kind: 'hello' });
  const { process: number, wanted, embeddedUrl, isVeryFirst } = await begun;
  return {
    embeddedUrl,
    isVeryFirst,
    askedToStop,
    ready: (word) => say({ kind: 'ready', ...word }),
    group: {
      process: number,
      wanted,
      state: () => state ?? { wanted, running: 0, endedLastHour: 0, stuck: [] },
      serve(what) {
        own = what;
      },
      collectOthers() {
        lastAsk += 1;
        const ask = lastAsk;
        return new Promise<Metric[][]>((resolve) => {
          const settle = (metrics: Metric[][]) => {
            clearTimeout(timer);
            asked.delete(ask);
            resolve(metrics);
          };
          const timer = setTimeout(() => settle([]), collectPatienceMs);
          asked.set(ask, settle);
          say({ kind: 'collect', ask });
        });
      },
    },
  };
}
