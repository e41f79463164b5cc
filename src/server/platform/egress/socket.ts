/** WebSockets to the outside, by the rules of requests: for services that are listened to instead of calling us. */
import { channel } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { Agent, type buildConnector, ping, WebSocket } from 'undici';
import type { AllowList } from './address-policy.ts';
import { checkDestination } from './destination.ts';
import { EgressProblem, toEgressProblem } from './problem.ts';

export type SocketRequest = {
  /** `wss:` or `ws:`. */
  url: string;
  headers?: Record<string, string>;
  protocols?: string[];
  /** Until it is open. Default 10 seconds. */
  timeoutMs?: number;
  /** The longest time without a sign of life; it is asked for one meanwhile. Default 75 seconds. */
  silentMs?: number;
  /** Closes it. */
  signal?: AbortSignal | undefined;
};

export type EgressSocket = {
  /** Says nothing when the socket has closed; `messages` tells. */
  send(text: string): void;
  /**
   * What the other side says, in order, until it or we close the socket. Once.
   * @throws EgressProblem when the connection breaks, is silent for too long or says more than is allowed
   */
  messages(): AsyncIterable<string>;
  close(): void;
};

/** What the other side may say at once, and how far it may be ahead of who listens. */
export const maxSocketMessageBytes = 1024 * 1024;
const mostWaiting = 1_000;

const defaultTimeoutMs = 10_000;
const defaultSilentMs = 75_000;
const mostUnanswered = 3;
const goodbyeMs = 1_000;

/** @throws EgressProblem, and nothing else */
export async function openSocket(
  wanted: SocketRequest,
  { allow, connect }: { allow: AllowList; connect: buildConnector.connector },
): Promise<EgressSocket> {
  const address = wanted.url.replace(/^ws(?=s?:)/i, 'http');
  if (address === wanted.url) throw new EgressProblem('egress_denied', 'only wss and ws may be used');
  const url = checkDestination(address, allow).href.replace(/^http/, 'ws');
  if (wanted.signal?.aborted) throw new EgressProblem('aborted', 'the socket was abandoned');

  // The library keeps to itself why no connection was made.
  let refusal: Error | null = null;
  let transport: Socket | null = null;
  const dispatcher = new Agent({
    connect: (options, callback) =>
      connect(options, (...[error, socket]) => {
        refusal = error;
        transport = socket;
        if (error) callback(error, null);
        else callback(null, socket);
      }),
    webSocket: { maxPayloadSize: maxSocketMessageBytes },
  });
  const problemOf = (error: unknown) => toEgressProblem(refusal ?? error);

  const heard = new Readable({ objectMode: true, read() {} });
  // Who listens is told by the iterator.
  heard.on('error', () => {});
  let socket: WebSocket;
  try {
    socket = new WebSocket(url, { dispatcher, headers: wanted.headers ?? {}, protocols: wanted.protocols ?? [] });
  } catch {
    throw new EgressProblem('bad_request', 'the socket cannot be asked for like this');
  }
  let hasEnded = false;
  const end = () => {
    if (!hasEnded && !heard.destroyed) heard.push(null);
    hasEnded = true;
  };
  const close = () => {
    end();
    socket.close();
    // The other side may be gone and never say good-bye.
    setTimeout(() => transport?.destroy(), goodbyeMs).unref();
  };
  const breakOff = (problem: EgressProblem) => {
    heard.destroy(problem);
    close();
  };

  // Counted, not timed: a process that stood still has not given the other side a chance.
  let unanswered = 0;
  const stillThere = (event: unknown) => {
    if ((event as { websocket: WebSocket }).websocket === socket) unanswered = 0;
  };
  const signs = [channel('undici:websocket:ping'), channel('undici:websocket:pong')];
  for (const sign of signs) sign.subscribe(stillThere);
  const heartbeat = setInterval(
    () => {
      if (unanswered >= mostUnanswered) breakOff(new EgressProblem('timeout', 'the socket fell silent'));
      else if (socket.readyState === WebSocket.OPEN) {
        unanswered += 1;
        ping(socket);
      }
    },
    (wanted.silentMs ?? defaultSilentMs) / mostUnanswered,
  );
  heartbeat.unref();
  wanted.signal?.addEventListener('abort', close, { once: true });

  socket.addEventListener('message', ({ data }) => {
    unanswered = 0;
    if (hasEnded || heard.destroyed) return;
    if (heard.readableLength >= mostWaiting)
      return breakOff(new EgressProblem('too_large', 'the socket says more than can be taken in'));
    if (typeof data === 'string') heard.push(data);
  });
  socket.addEventListener('error', ({ error }) => {
    if (!hasEnded) heard.destroy(problemOf(error));
  });
  socket.addEventListener('close', () => {
    clearInterval(heartbeat);
    for (const sign of signs) sign.unsubscribe(stillThere);
    wanted.signal?.removeEventListener('abort', close);
    end();
    void dispatcher.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    const timeoutMs = wanted.timeoutMs ?? defaultTimeoutMs;
    const timer = setTimeout(() => {
      reject(new EgressProblem('timeout', `no socket in ${timeoutMs} ms`));
      close();
    }, timeoutMs);
    const settled = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    socket.addEventListener('open', () => settled(resolve));
    socket.addEventListener('error', ({ error }) => settled(() => reject(problemOf(error))));
    socket.addEventListener('close', () =>
      settled(() => reject(new EgressProblem('aborted', 'the socket was abandoned'))),
    );
  });
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    messages: () => heard,
    close,
  };
}
