/** WebSockets to the outside, by the rules of requests: for services that are listened to instead of calling us. */
import { channel } from 'node:diagnostics_channel';
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
const pingEveryMs = 30_000;
const silentForMs = 75_000;

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
  const dispatcher = new Agent({
    connect: (options, callback) =>
      connect(options, (...[error, socket]) => {
        refusal = error;
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
  const close = () => socket.close();
  const breakOff = (problem: EgressProblem) => {
    heard.destroy(problem);
    close();
  };

  let lastHeardAt = performance.now();
  const stillThere = (event: unknown) => {
    if ((event as { websocket: WebSocket }).websocket === socket) lastHeardAt = performance.now();
  };
  const signs = [channel('undici:websocket:ping'), channel('undici:websocket:pong')];
  for (const sign of signs) sign.subscribe(stillThere);
  const heartbeat = setInterval(() => {
    if (performance.now() - lastHeardAt > silentForMs) breakOff(new EgressProblem('timeout', 'the socket fell silent'));
    else if (socket.readyState === WebSocket.OPEN) ping(socket);
  }, pingEveryMs);
  heartbeat.unref();
  wanted.signal?.addEventListener('abort', close, { once: true });

  socket.addEventListener('message', ({ data }) => {
    lastHeardAt = performance.now();
    if (heard.destroyed) return;
    if (heard.readableLength >= mostWaiting)
      return breakOff(new EgressProblem('too_large', 'the socket says more than can be taken in'));
    if (typeof data === 'string') heard.push(data);
  });
  socket.addEventListener('error', ({ error }) => void heard.destroy(problemOf(error)));
  socket.addEventListener('close', () => {
    clearInterval(heartbeat);
    for (const sign of signs) sign.unsubscribe(stillThere);
    wanted.signal?.removeEventListener('abort', close);
    if (!heard.destroyed) heard.push(null);
    void dispatcher.destroy();
  });

  await new Promise<void>((resolve, reject) => {
    const timeoutMs = wanted.timeoutMs ?? defaultTimeoutMs;
    const timer = setTimeout(() => {
      reject(new EgressProblem('timeout', `no socket in ${timeoutMs} ms`));
      close();
    }, timeoutMs);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    socket.addEventListener('open', () => end(resolve));
    socket.addEventListener('error', ({ error }) => end(() => reject(problemOf(error))));
    socket.addEventListener('close', () => end(() => reject(new EgressProblem('aborted', 'the socket was abandoned'))));
  });
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    messages: () => heard,
    close,
  };
}
