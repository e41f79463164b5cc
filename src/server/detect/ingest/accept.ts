/**
 * Receives signals over HTTP, outside the framework: find the source, read the body, understand, store, answer. What
 * is done for somebody whose key is not known yet is small whatever they send, and counted for each network.
 * The answer goes out only when the signal is durable, in the words that the sender's protocol expects.
 */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Histogram } from 'prom-client';
import { callerNetwork } from '../../platform/http/caller-network.ts';
import type { RawHandler } from '../../platform/http/server.ts';
import type { Arrival, Tracing } from '../../platform/tracing/span.ts';
import { blankSecrets } from '../log/blank-secrets.ts';
import type { Appender } from '../log/log.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { KeyUses } from '../rulebook/key-uses.ts';
import type { Source } from '../rulebook/rulebook.ts';
import { plainReply } from '../source-types/reply.ts';
import type { Outcome, Rejected, Reply, SourceRequest, SourceType } from '../source-types/source.ts';
import type { Verify } from '../verification/verify.ts';
import { BodyProblem } from './body.ts';
import { createGate, type Gate } from './gate.ts';
import { keep } from './keep.ts';
import { isOfSender, locate, requestOf } from './place.ts';
import type { Refusals } from './refusals.ts';
import { createSourceLimits, type SourceLimits } from './source-limits.ts';
import { createTurns, type Turns } from './turns.ts';

/** What is done beside keeping signals; null where there is nothing to do, as for nearly every request. */
export type Questions = {
  /** The answer to what only asks, or changes something that is no signal. */
  answer(source: Source, request: SourceRequest, query: string): Promise<Reply> | null;
  /** The source and the request that are really meant, where the sender names an alert or a heartbeat of ours. */
  lookUp(source: Source, request: SourceRequest): Promise<Meant | Rejected> | null;
};
export type Meant = { kind: 'meant'; source: Source; request: SourceRequest };

export type AcceptOptions = {
  rulebook: RulebookCache;
  signals: Appender;
  duration: Histogram<'outcome'>;
  refusals: Pick<Refusals, 'note'>;
  keyUses: Pick<KeyUses, 'note'>;
  trustedProxies: number;
  questions: Questions;
  verify: Verify;
  tracing?: Tracing | undefined;
  /** What answers to anybody but a known sender carry, in case a browser asks. */
  securityHeaders: readonly (readonly [string, string])[];
};

const retryAfterSeconds = 5;

export function createAccept(options: AcceptOptions): RawHandler {
  const tools = { ...options, gate: createGate(options), limits: createSourceLimits(), turns: createTurns() };
  return (request, response) => {
    const url = request.url ?? '';
    if (!isOfSender(url)) return false;
    if (request.method === 'OPTIONS') {
      setAll(response, tools.securityHeaders);
      response.writeHead(204, { allow: allowedFor(locate(request)?.bodyKeyed ?? null) }).end();
      return true;
    }
    void accept(tools, request, response);
    return true;
  };
}

type Tools = AcceptOptions & { gate: Gate; limits: SourceLimits; turns: Turns };

async function accept(tools: Tools, request: IncomingMessage, response: ServerResponse) {
  const { rulebook, duration, refusals, gate, limits } = tools;
  const startedAt = performance.now();
  const arrival = tools.tracing?.arrival(startedAt, request.method, request.headers);
  let type: SourceType | null = null;
  let source: Source | null = null;
  let path = '';
  let outcome: Outcome;
  let answer: Reply | null = null;
  try {
    const place = locate(request);
    if (!place) throw new BodyProblem({ kind: 'unknown-key' });
    path = place.path;
    type = place.bodyKeyed;
    if (type && !hasMethod(type, request.method)) throw new BodyProblem(wrongMethod);
    const entrant = await gate(request, place);
    source = entrant.source;
    tools.keyUses.note(entrant.key, source.id);
    type = source.type;
    const waitSeconds = limits.secondsToWait(source.id);
    if (waitSeconds !== null) throw new BodyProblem({ kind: 'too-many-requests', retryAfterSeconds: waitSeconds });
    const body = await entrant.readBody();
    const receivedAt = Date.now() + rulebook.clockOffsetMs();
    const sourceRequest = requestOf(request, place, body, receivedAt, type);
    const clear = (part: SourceRequest) => blankSecrets(part, entrant.key);
    const instead = source.verification && (await tools.verify(source, request.headers, sourceRequest));
    answer = instead ? null : ((await tools.questions.answer(source, clear(sourceRequest), place.query)) ?? null);
    if (instead || answer) {
      limits.spend(source.id, { signals: 0, bytes: body.length, readingMs: performance.now() - startedAt });
    }
    outcome = instead ?? (answer ? asked : await take(tools, source, sourceRequest, clear, arrival));
  } catch (error) {
    outcome = error instanceof BodyProblem ? error.outcome : { kind: 'unavailable', retryAfterSeconds };
  }
  if (source)
    refusals.note(source, (answer && refusalOf(answer)) ?? outcome, () => callerNetwork(request, tools.trustedProxies));
  else setAll(response, tools.securityHeaders);
  const reply = answer ?? (type ? type.reply(outcome, path) : plainReply(outcome));
  arrival?.answered(reply.status);
  send(request, response, reply, reply.status === 405 ? { allow: allowedFor(type) } : {});
  duration.observe({ outcome: answer ? 'answered' : outcome.kind }, (performance.now() - startedAt) / 1000);
}

const asked: Outcome = { kind: 'ping', note: '' };

/** An answer that refuses what was asked, as other refusals are counted; null for the rest, also for what is not there. */
function refusalOf({ status, body }: Reply): Rejected | null {
  if (status < 400 || status >= 500 || status === 404) return null;
  const said: unknown = JSON.parse(body || 'null');
  const detail =
    typeof said === 'string'
      ? said
      : ((said as { message?: string } | null)?.message ?? `It was answered with ${status}.`);
  return { kind: 'rejected', status: 400, code: 'call_refused', detail, errors: [detail] };
}

async function take(
  tools: Tools,
  source: Source,
  request: SourceRequest,
  clear: (part: SourceRequest) => SourceRequest,
  arrival: Arrival | undefined,
): Promise<Outcome> {
  const found = await tools.questions.lookUp(source, request);
  if (found?.kind === 'rejected') return found;
  const meant = found ?? { source, request };
  if (!isTakenBy(meant.source.type, meant.request)) return wrongMethod;
  return keep(tools, meant.source, meant.request, clear, arrival);
}

function setAll(response: ServerResponse, headers: AcceptOptions['securityHeaders']) {
  for (const [name, value] of headers) response.setHeader(name, value);
}

/** Whether a type whose key is in the body knows the method at any of its paths. */
const hasMethod = ({ endpoints }: SourceType, method: string | undefined) =>
  endpoints.some((endpoint) => endpoint.method === method && !endpoint.path.includes('{key}'));

function allowedFor(type: SourceType | null): string {
  const methods = type?.keyFrom ? new Set(type.endpoints.map(({ method }) => method)) : ['POST', 'PUT'];
  return [...methods, 'OPTIONS'].join(', ');
}

const wrongMethod: Outcome = {
  kind: 'rejected',
  status: 405,
  code: 'method_not_allowed',
  detail: 'Send it with POST.',
  errors: ['Send it with POST.'],
};

/** Senders that know no other method put what they say into the query; heartbeats judge for themselves. */
function isTakenBy(type: SourceType, { method, path, query }: SourceRequest): boolean {
  if (method === 'POST' || method === 'PUT' || type.type === 'heartbeat') return true;
  if (method === 'DELETE') return type.keyFrom !== undefined && hasMethod(type, method) && path !== '';
  return method === 'GET' && type.type === 'generic' && Object.keys(query).length > 0;
}

function send(request: IncomingMessage, response: ServerResponse, reply: Reply, more: Record<string, string>) {
  if (response.writableEnded || response.destroyed) return;
  const length = Buffer.byteLength(reply.body);
  const headers: Record<string, string | number> = {
    ...reply.headers,
    ...more,
    'content-length': length,
    'x-content-type-options': 'nosniff',
  };
  // A body that was not read to its end leaves the connection in no state to carry another request.
  if (!request.complete) headers.connection = 'close';
  response.writeHead(reply.status, headers);
  response.end(reply.body);
}
