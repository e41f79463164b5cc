/** A kind of provider with nothing around it: no database, no delivery loop; what the frame would do is done here. */
import { onTestFinished } from 'vitest';
import { letTimePass } from '../../../../test/harness/let-time-pass.ts';
import { createEgress } from '../../platform/egress/egress.ts';
import type { Outcome, Reference } from './channel.ts';
import { classifyHttp } from './http-outcome.ts';
import type { ChangedMessage, Message } from './message.ts';
import type { Handled, Happening, InboundRequest, Listening, OpenMessage, ProviderKind } from './provider.ts';

type Settings = Record<string, unknown>;
export const publicUrl = 'https://evenkeel.test';

/** @param given settings as a form sends them */
export function tryKind(kind: ProviderKind, given: Settings) {
  const egress = createEgress({ allow: ['127.0.0.0/8'] });
  onTestFinished(() => egress.close());
  const hookUrl = `${publicUrl}/hooks/${kind.kind}/1`;
  const io = { settings: kind.acceptSettings(given), egress, publicUrl, hookUrl, wallNow: Date.now };
  const carrierOf = (channel?: string) =>
    kind.carries.find((each) => channel === undefined || each.channel.channel === channel)!;

  return {
    io,
    hookUrl,
    send(message: Message, to: Settings, channel?: string): Promise<Outcome> {
      const carrier = carrierOf(channel);
      return classified(async () => carrier.send(message, carrier.channel.acceptSettings(to), io));
    },
    update(message: ChangedMessage, reference: Reference, to: Settings, channel?: string): Promise<Outcome> {
      const carrier = carrierOf(channel);
      return classified(async () => carrier.update!(message, reference, carrier.channel.acceptSettings(to), io));
    },
    /** A request as the provider makes it; null is answered with 401. */
    receive({ query = '', body = '', ...rest }: { query?: string; body?: string | Buffer } & Partial<Inbound>) {
      const url = `${hookUrl}${query}`;
      const { searchParams } = new URL(url);
      const whole: InboundRequest = {
        method: 'POST',
        headers: {},
        ...rest,
        url,
        query: searchParams,
        body: Buffer.from(body),
      };
      return kind.receive!(whole, io);
    },
    /** Listens until the test ends or `stop`; `handled` is what every happening comes to. */
    listen({ handled = done, open = [], state = {} }: ListenOptions = {}) {
      const stop = new AbortController();
      const heard: Happening[] = [];
      const listening: Listening<Settings> = {
        ...io,
        signal: stop.signal,
        heard: async (happening) => {
          heard.push(happening);
          return typeof handled === 'function' ? handled(happening) : handled;
        },
        reply: async (sending) => void (await sending.catch((error: unknown) => problems.push(error))),
        openMessages: async () => open,
        state,
        async remember(next) {
          this.state = next;
        },
        pause: (milliseconds) => letTimePass(Math.min(milliseconds, 20)),
      };
      const turn = async () => {
        while (!stop.signal.aborted)
          await kind.listen!(listening).catch((error: unknown) => {
            problems.push(error);
            return listening.pause(20);
          });
      };
      const problems: unknown[] = [];
      const ended = turn();
      const end = async () => {
        stop.abort();
        await ended;
      };
      onTestFinished(end);
      return { heard, problems, stop: end, state: () => listening.state };
    },
  };
}

type Inbound = Pick<InboundRequest, 'method' | 'headers'>;
type ListenOptions = {
  handled?: Handled | ((happening: Happening) => Handled);
  open?: OpenMessage[];
  state?: Settings;
};

export const done: Handled = {
  isDone: true,
  text: 'Acknowledged. It is yours: High error rate',
  isRepeat: false,
  title: 'High error rate',
};

async function classified(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const outcome = classifyHttp(error instanceof Error ? error : new Error(String(error)));
    return outcome.outcome === 'sent' ? outcome : { ...outcome, isProviderFault: true };
  }
}
