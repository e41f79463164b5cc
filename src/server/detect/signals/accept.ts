/**
 * Receives signals over HTTP, outside the framework: read the body, find the source, understand, store, answer.
 * The answer goes out only when the signal is durable, in the words that the sender's protocol expects.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Histogram } from 'prom-client';
import type { RawHandler } from '../../platform/http/server.ts';
import type { ConfigurationCache } from '../configuration/cache.ts';
import type { Source } from '../configuration/store.ts';
import { sourceTypes } from '../sources/registry.ts';
import { plainReply } from '../sources/reply.ts';
import type { Outcome, Reply, SourceRequest, SourceType } from '../sources/source.ts';
import { BodyProblem, readBody } from './body.ts';
import { NotAccepted, type SignalLog } from './log.ts';

export type AcceptOptions = {
  configuration: ConfigurationCache;
  signals: SignalLog;
  duration: Histogram<'outcome'>;
};

const maxBodyBytes = 1024 * 1024;
const keyedPath = /^\/in\/([A-Za-z0-9_-]{1,128})(\/[^?]*)?(?:\?(.*))?$/;
const retryAfterSeconds = 5;

/** Paths that carry the key in the body, with the type that knows how to find it. */
const bodyKeyed = new Map<string, SourceType>(
  sourceTypes
    .filter((type) => type.keyFrom !== undefined)
    .flatMap((type) =>
      type.endpoints.filter(({ path }) => !path.includes('{key}')).map(({ path }) => [path, type] as const),
    ),
);

export function createAccept(options: AcceptOptions): RawHandler {
  return (request, response) => {
    const url = request.url ?? '';
    if (!url.startsWith('/in/') && !bodyKeyed.has(url.split('?', 1)[0]!)) return false;
    void accept(options, request, response);
    return true;
  };
}

async function accept(
  { configuration, signals, duration }: AcceptOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const startedAt = performance.now();
  let type: SourceType | null = null;
  let path = '';
  let outcome: Outcome;
  try {
    const place = locate(request.url ?? '');
    if (!place) throw new BodyProblem({ kind: 'unknown-key' });
    path = place.path;
    type = place.type;
    const body = await readBody(request, maxBodyBytes);
    const sourceRequest = requestOf(request, place, body, Date.now() + configuration.clockOffsetMs());
    const key = place.key ?? place.type?.keyFrom?.(sourceRequest) ?? null;
    const source = key === null ? null : (configuration.knownSource(key) ?? (await configuration.sourceOfKey(key)));
    type = source?.type ?? type;
    outcome = source ? await keep(signals, source, sourceRequest) : unknownKey(type, sourceRequest);
  } catch (error) {
    if (error instanceof BodyProblem) outcome = error.outcome;
    else outcome = { kind: 'unavailable', retryAfterSeconds };
  }
  send(response, type ? type.reply(outcome, path) : plainReply(outcome), outcome);
  duration.observe({ outcome: outcome.kind }, (performance.now() - startedAt) / 1000);
}

/** A request without a key that can be read may still be told what is wrong with its body. */
function unknownKey(type: SourceType | null, request: SourceRequest): Outcome {
  const parsed = type?.parse(request, {});
  return parsed?.kind === 'rejected' ? parsed : { kind: 'unknown-key' };
}

async function keep(signals: SignalLog, source: Source, request: SourceRequest): Promise<Outcome> {
  const parsed = source.type.parse(request, source.settings);
  if (parsed.kind === 'rejected') return parsed;
  const isPing = parsed.kind === 'ping';
  try {
    await signals.append({
      source,
      request,
      isPing,
      signals: isPing ? [] : parsed.signals,
      odd: isPing ? [] : parsed.odd,
    });
  } catch (error) {
    if (error instanceof NotAccepted) return { kind: 'unavailable', retryAfterSeconds };
    throw error;
  }
  return parsed;
}

type Place = { key: string | null; type: SourceType | null; path: string; query: string };

function locate(url: string): Place | null {
  const keyed = keyedPath.exec(url);
  if (keyed) return { key: keyed[1]!, type: null, path: keyed[2] ?? '', query: keyed[3] ?? '' };
  const [path = '', query = ''] = url.split('?', 2);
  const type = bodyKeyed.get(path);
  return type ? { key: null, type, path, query } : null;
}

function requestOf(request: IncomingMessage, place: Place, body: Uint8Array, receivedAt: number): SourceRequest {
  return {
    method: request.method ?? 'POST',
    path: place.path,
    query: place.query === '' ? {} : Object.fromEntries(new URLSearchParams(place.query.slice(0, 8_000))),
    headers: request.headers as Record<string, string | undefined>,
    contentType: request.headers['content-type'] ?? '',
    body,
    assignedKey: randomUUID(),
    receivedAt,
  };
}

function send(response: ServerResponse, reply: Reply, outcome: Outcome) {
  if (response.writableEnded || response.destroyed) return;
  const length = Buffer.byteLength(reply.body);
  // A body that was not read to its end leaves the connection in no state to carry another request.
  const connection = outcome.kind === 'too-large' ? { connection: 'close' } : undefined;
  response.writeHead(reply.status, { ...reply.headers, ...connection, 'content-length': length });
  response.end(reply.body);
}
