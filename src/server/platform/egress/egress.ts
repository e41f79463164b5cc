/**
 * The only way out of this process for HTTP: every URL that a person, a payload or another system named goes through
 * here. It bounds where a request may go (address policy), how long it may take and how much may come back, so that
 * a hostile or broken receiver can neither read our network nor exhaust us.
 */
import { Agent, type Dispatcher, request as send } from 'undici';
import { startDeadline } from '../deadline.ts';
import { readUrl } from '../url.ts';
import { parseAllowList } from './address-policy.ts';
import { guardedConnector, type Resolve } from './connector.ts';
import { checkDestination } from './destination.ts';
import { linesOf } from './lines.ts';
import { EgressProblem, toEgressProblem } from './problem.ts';
import { type EgressSocket, openSocket, type SocketRequest } from './socket.ts';
import { watchWrites } from './watch-writes.ts';

export type EgressRequest = {
  url: string;
  /** Default `GET`. */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Everything together: name, connection, encryption, reply. Default 10 seconds. */
  timeoutMs?: number;
  /** How much of the reply is wanted. Default 0: the body is not read at all. */
  maxResponseBytes?: number;
  /** A larger reply is cut (`truncated`) instead of being the problem `too_large`. */
  truncate?: boolean;
  /** Only for GET and HEAD; each hop is checked like the first. Default 0: a 3xx is the reply. */
  maxRedirects?: number;
  /** Every header is meant for the first origin only; otherwise those that usually hold credentials are. */
  headersStay?: boolean;
  signal?: AbortSignal | undefined;
};

export type EgressResponse = {
  status: number;
  /** Lower-case names; repeated headers are joined by `, `. */
  headers: Record<string, string>;
  body: Buffer;
  truncated: boolean;
  durationMs: number;
};

/** For a reply that has no end, such as a line of JSON for each message. */
export type StreamRequest = Pick<EgressRequest, 'url' | 'headers'> & {
  /** Until the reply begins. Default 10 seconds. */
  timeoutMs?: number;
  /** The longest silence: longer than the other side's sign of life. */
  idleMs: number;
  maxLineBytes: number;
  signal: AbortSignal;
};

export type EgressStream = {
  status: number;
  /** Whole lines without their end, as they come. Throws EgressProblem, `aborted` when the signal ended it. */
  lines: AsyncIterable<string>;
};

export type Egress = {
  /** @throws EgressProblem, and nothing else. Any HTTP status is a reply, not a problem. */
  request(request: EgressRequest): Promise<EgressResponse>;
  /** A WebSocket to be listened to. @throws EgressProblem, and nothing else */
  openSocket(request: SocketRequest): Promise<EgressSocket>;
  /** Reads on until the other side or the signal ends it. The lines must be read or the signal aborted. @throws EgressProblem */
  stream(request: StreamRequest): Promise<EgressStream>;
  /** Refuses a URL as early as possible, for forms: what DNS says is checked when it is used. @throws EgressProblem */
  check(url: string): void;
  close(): Promise<void>;
};

export type EgressOptions = {
  /** The operator's exceptions, as in `EVENKEEL_EGRESS_ALLOW`: networks, addresses and host names. */
  allow?: readonly string[] | undefined;
  /** Replaces the system's resolver. */
  resolve?: Resolve | undefined;
};

const defaultTimeoutMs = 10_000;
/** Shorter than the lease of a notification, so that a paused process writes nothing that another one has sent. */
const writeWithinMs = 5_000;
const maxHeaderBytes = 16 * 1024;
/** They decide how the message is framed or who receives it; egress sets them from the URL and the body. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'upgrade', 'expect', 'te']);

export function createEgress(options: EgressOptions = {}): Egress {
  const allow = parseAllowList(options.allow ?? []);
  const connect = guardedConnector(allow, writeWithinMs, options.resolve);
  const sockets = new AbortController();
  const agent = new Agent({
    connect,
    // No kept connections: one that the receiver has just closed would lose the page that is written to it.
    pipelining: 0,
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function request(wanted: EgressRequest): Promise<EgressResponse> {
    const startedAt = performance.now();
    const timeoutMs = wanted.timeoutMs ?? defaultTimeoutMs;
    const stop = new AbortController();
    const endDeadline = startDeadline(timeoutMs, () =>
      stop.abort(new EgressProblem('timeout', `no reply in ${timeoutMs} ms`)),
    );
    let isWritten = false;
    const dispatcher = agent.compose(
      watchWrites(writeWithinMs, () => {
        isWritten = true;
      }),
    );
    const giveUp = () => stop.abort(new EgressProblem('aborted', 'the request was abandoned'));
    if (wanted.signal?.aborted) giveUp();
    wanted.signal?.addEventListener('abort', giveUp, { once: true });
    try {
      const reply = await follow(wanted, dispatcher, stop.signal);
      const { body, truncated } = await readBody(reply.body, wanted);
      const headers = joinHeaders(reply.headers);
      return { status: reply.statusCode, headers, body, truncated, durationMs: performance.now() - startedAt };
    } catch (error) {
      const { code, message } = toEgressProblem(stop.signal.aborted ? stop.signal.reason : error);
      throw new EgressProblem(code, message, { mayHaveArrived: isWritten });
    } finally {
      endDeadline();
      wanted.signal?.removeEventListener('abort', giveUp);
    }
  }

  async function stream({ timeoutMs = defaultTimeoutMs, idleMs, maxLineBytes, signal, ...wanted }: StreamRequest) {
    const stop = new AbortController();
    const within = (milliseconds: number) =>
      startDeadline(milliseconds, () =>
        stop.abort(new EgressProblem('timeout', `no sign of life in ${milliseconds} ms`)),
      );
    let endDeadline = within(timeoutMs);
    const giveUp = () => stop.abort(new EgressProblem('aborted', 'the stream was left'));
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    const end = () => {
      endDeadline();
      signal.removeEventListener('abort', giveUp);
    };
    const problemOf = (error: unknown) => toEgressProblem(stop.signal.aborted ? stop.signal.reason : error);
    let reply: Dispatcher.ResponseData;
    try {
      reply = await follow(wanted, agent, stop.signal);
    } catch (error) {
      end();
      throw problemOf(error);
    }
    const heard = () => {
      endDeadline();
      endDeadline = within(idleMs);
    };
    heard();
    async function* lines() {
      try {
        yield* linesOf(reply.body, maxLineBytes, heard);
      } catch (error) {
        throw problemOf(error);
      } finally {
        end();
        discard(reply.body);
      }
    }
    return { status: reply.statusCode, lines: lines() };
  }

  async function follow(
    wanted: EgressRequest,
    dispatcher: Dispatcher,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const method = wanted.method ?? 'GET';
    const mayFollow = method === 'GET' || method === 'HEAD';
    let headers = sentHeaders(wanted.headers);
    let url = checkDestination(wanted.url, allow);
    for (let hopsLeft = mayFollow ? (wanted.maxRedirects ?? 0) : 0; ; hopsLeft -= 1) {
      signal.throwIfAborted();
      const body = wanted.body === undefined ? null : wanted.body;
      const reply = await send(url, { method, headers, body, signal, dispatcher });
      const location = joinHeaders(reply.headers).location;
      if (hopsLeft <= 0 || !isRedirect(reply.statusCode) || location === undefined) return reply;
      discard(reply.body);
      const next = checkDestination(resolveLocation(location, url), allow);
      if (url.protocol === 'https:' && next.protocol === 'http:') {
        throw new EgressProblem('egress_denied', 'a redirect may not leave encryption');
      }
      // Credentials were meant for the first receiver only.
      if (next.origin !== url.origin) headers = wanted.headersStay ? sentHeaders() : withoutCredentials(headers);
      url = next;
    }
  }

  return {
    request,
    openSocket: ({ signal, ...wanted }) =>
      openSocket(
        { ...wanted, signal: signal ? AbortSignal.any([signal, sockets.signal]) : sockets.signal },
        { allow, connect },
      ),
    stream,
    check: (url) => void checkDestination(url, allow),
    close() {
      sockets.abort();
      return agent.destroy();
    },
  };
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** A relative location becomes absolute; an absolute one stays as written, so that disguises in it are still seen. */
function resolveLocation(location: string, base: URL): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location;
  if (/^[/\\]{2}/.test(location)) return `${base.protocol}${location}`;
  return readUrl(location, base.href)?.href ?? location;
}

function sentHeaders(given: Record<string, string> = {}): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'Evenkeel' };
  for (const [name, value] of Object.entries(given)) {
    const lowerCaseName = name.toLowerCase();
    if (ownHeaders.has(lowerCaseName))
      throw new EgressProblem('bad_request', `the header ${lowerCaseName} is not settable`);
    headers[lowerCaseName] = value;
  }
  return headers;
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  const secret = ['authorization', 'cookie', 'proxy-authorization'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.includes(name)));
}

function joinHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));
}

type Body = Dispatcher.ResponseData['body'];

function discard(body: Body): void {
  // Cutting a reply short is reported as an error of its stream; nobody is interested.
  body.on('error', () => {});
  body.destroy();
}

async function readBody(body: Body, wanted: EgressRequest): Promise<{ body: Buffer; truncated: boolean }> {
  const maxBytes = wanted.maxResponseBytes ?? 0;
  if (maxBytes <= 0) {
    discard(body);
    return { body: Buffer.alloc(0), truncated: false };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  body.on('error', () => {});
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= maxBytes) continue;
    discard(body);
    if (!wanted.truncate) throw new EgressProblem('too_large', `the reply is larger than ${maxBytes} bytes`);
    return { body: Buffer.concat(chunks).subarray(0, maxBytes), truncated: true };
  }
  return { body: Buffer.concat(chunks), truncated: false };
}
