import { letTimePass } from '../harness/let-time-pass.ts';
import { type SourceAddress, sendEvent } from '../harness/world.ts';

/** What one alert's sender was told. */
export type Told = {
  key: string;
  /** Which of the sources it was sent to. */
  source: number;
  /** A trigger of it was answered with success: from now on it must never be lost. */
  accepted: boolean;
  /** A resolve of it was sent, whatever the answer: it may or may not page. */
  resolveSent: boolean;
  resolveAccepted: boolean;
};

export type Senders = {
  told: Told[];
  /** Answers that were neither success nor a broken connection. */
  refusals: Map<number, number>;
  /** Ends after what is being sent has been answered. */
  stop(): Promise<void>;
};

export type SenderOptions = {
  sources: SourceAddress[];
  count: number;
  /** Between two alerts of one sender. */
  pauseMs: () => number;
  /** Whether the sender of an alert says a moment later that it is over. */
  resolves: () => boolean;
};

/** Senders as real ones are: each sends alert after alert, and sends one again until it was taken. */
export function startSenders({ sources, count, pauseMs, resolves }: SenderOptions): Senders {
  const told: Told[] = [];
  const refusals = new Map<number, number>();
  let isStopped = false;

  const insist = async (address: SourceAddress, event: Parameters<typeof sendEvent>[1]): Promise<boolean> => {
    while (!isStopped) {
      const status = await sendEvent(address, event).catch(() => 0);
      if (status === 202) return true;
      if (status !== 0) refusals.set(status, (refusals.get(status) ?? 0) + 1);
      await letTimePass(30);
    }
    return false;
  };

  const run = async (sender: number) => {
    for (let index = 0; !isStopped; index += 1) {
      const source = index % sources.length;
      const key = `alert-${sender}-${index}`;
      const one: Told = { key, source, accepted: false, resolveSent: false, resolveAccepted: false };
      told.push(one);
      one.accepted = await insist(sources[source]!, { key });
      if (one.accepted && resolves() && !isStopped) {
        one.resolveSent = true;
        one.resolveAccepted = await insist(sources[source]!, { key, action: 'resolve' });
      }
      await letTimePass(pauseMs());
    }
  };

  const running = Array.from({ length: count }, (_, sender) => run(sender));
  return {
    told,
    refusals,
    async stop() {
      isStopped = true;
      await Promise.all(running);
    },
  };
}
