/** What signatures are verified with and somebody else publishes: certificates and sets of keys, kept for a while. */
import type { Egress } from '../../platform/egress/egress.ts';
import { EgressProblem } from '../../platform/egress/problem.ts';

/** It could not be read now; the sender shall send again. */
export class NotReadNow extends Error {}

export type Fetched = {
  /**
   * The text at an address; null where there is none.
   * @param olderThanMs asked for anew when what is kept is older
   * @throws NotReadNow
   */
  read(url: string, olderThanMs: number): Promise<string | null>;
};

const mostKept = 64;
const maxBytes = 256 * 1024;
const timeoutMs = 5_000;
/** After a failure, and for what is not there: a forged address must not make us ask at each request. */
const askAgainMs = 15_000;
const mostAtOnce = 4;

type Kept = { text: string | null; at: number };

export function createFetched(egress: Pick<Egress, 'request'>): Fetched {
  const kept = new Map<string, Kept>();
  const failed = new Map<string, { reason: string; at: number }>();
  const asking = new Map<string, Promise<string | null>>();

  const remember = <Value>(map: Map<string, Value>, url: string, value: Value) => {
    map.delete(url);
    if (map.size >= mostKept) map.delete(map.keys().next().value!);
    map.set(url, value);
  };
  const ask = async (url: string): Promise<string | null> => {
    try {
      const { status, body } = await egress.request({ url, timeoutMs, maxResponseBytes: maxBytes });
      if (status !== 200 && (status < 400 || status >= 500 || status === 429))
        throw new NotReadNow(`it answered ${status}`);
      const text = status === 200 ? body.toString('utf8') : null;
      remember(kept, url, { text, at: performance.now() });
      return text;
    } catch (error) {
      if (!(error instanceof NotReadNow || error instanceof EgressProblem)) throw error;
      remember(failed, url, { reason: error.message, at: performance.now() });
      throw new NotReadNow(error.message);
    } finally {
      asking.delete(url);
    }
  };

  return {
    async read(url, olderThanMs) {
      const known = kept.get(url);
      const now = performance.now();
      if (known && now - known.at < (known.text === null ? askAgainMs : olderThanMs)) return known.text;
      const failure = failed.get(url);
      if (failure && now - failure.at < askAgainMs) throw new NotReadNow(failure.reason);
      const running = asking.get(url);
      if (running) return running;
      if (asking.size >= mostAtOnce) throw new NotReadNow('too many are being read');
      const reading = ask(url);
      asking.set(url, reading);
      return reading;
    },
  };
}
