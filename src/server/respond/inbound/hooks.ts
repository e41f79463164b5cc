/**
 * Where providers call us: `/hooks/<kind>/<provider id>`. The provider's own code verifies the signature over the raw
 * bytes and our public address before anything is read; what is odd is answered with 401.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { Database } from '../../platform/db/database.ts';
import { callerNetwork } from '../../platform/http/caller-network.ts';
import type { RawHandler } from '../../platform/http/server.ts';
import type { InboundReply, InboundRequest } from '../channels/provider.ts';
import { findProviderKind } from '../channels/registry.ts';
import type { Providers } from '../providers/hand-over.ts';
import { loadProvider } from '../providers/store.ts';
import type { Handle } from './handle.ts';

export type HooksOptions = {
  db: Database;
  providers: Providers;
  handle: Handle;
  publicUrl: () => string;
  trustedProxies: number;
  metrics: Registry;
  log: Logger;
};

const mostBodyBytes = 256 * 1024;
const bodyWithinMs = 5_000;
/** Requests whose sender is not known yet, in all and from one network: who holds many open keeps nobody else out. */
const mostUnknown = 500;
const mostUnknownOfNetwork = 20;
const place = /^\/hooks\/([a-z0-9-]{1,40})\/(\d{1,15})(?:[/?]|$)/;

export function createHooks(options: HooksOptions): RawHandler {
  const counter = new Counter({
    name: 'evenkeel_provider_requests_total',
    help: 'Requests of providers, by kind and answer',
    labelNames: ['kind', 'status'],
    registers: [options.metrics],
  });
  const unknown = createPlaces(mostUnknown, mostUnknownOfNetwork);
  return (request, response) => {
    const [, kind, id] = place.exec(request.url ?? '') ?? [];
    if (kind === undefined) return false;
    const leave = unknown.enter(callerNetwork(request, options.trustedProxies));
    if (!leave) {
      send(response, { status: 503, headers: { 'retry-after': '5' } });
      return true;
    }
    void answer(options, request, kind, Number(id), leave)
      .catch((error) => {
        options.log.error({ err: error, kind }, 'a request of a provider could not be handled');
        return { status: 500 };
      })
      .then((reply) => {
        counter.inc({ kind: findProviderKind(kind) ? kind : 'unknown', status: String(reply.status) });
        send(response, reply);
      })
      .finally(leave);
    return true;
  };
}

/** @returns `enter`: null where all places are taken, else what leaves the place, however often it is called */
function createPlaces(most: number, mostOfNetwork: number) {
  const byNetwork = new Map<string, number>();
  let taken = 0;
  return {
    enter(network: string): (() => void) | null {
      const ofNetwork = byNetwork.get(network) ?? 0;
      if (taken >= most || ofNetwork >= mostOfNetwork) return null;
      taken += 1;
      byNetwork.set(network, ofNetwork + 1);
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        taken -= 1;
        const left = byNetwork.get(network)! - 1;
        if (left === 0) byNetwork.delete(network);
        else byNetwork.set(network, left);
      };
    },
  };
}

async function answer(
  { db, providers, handle, publicUrl, log }: HooksOptions,
  request: IncomingMessage,
  name: string,
  id: number,
  onKnown: () => void,
): Promise<InboundReply> {
  const kind = findProviderKind(name);
  const provider = kind?.receive ? await loadProvider(db, id) : null;
  if (!kind?.receive || !provider || provider.kind !== name || provider.disabledAt) return { status: 404 };
  const body = await readBody(request);
  if (body === null) return { status: 413 };
  const url = `${publicUrl()}${request.url}`;
  const inbound: InboundRequest = {
    method: request.method ?? 'GET',
    url,
    query: new URLSearchParams(url.split('?')[1] ?? ''),
    headers: headersOf(request),
    body,
  };
  let fault: unknown;
  const read = await kind.receive(inbound, providers.ioOf(provider)).catch((error: unknown) => {
    fault = error;
    return null;
  });
  if (read === null) {
    log.warn({ err: fault, provider: id, kind: name }, 'a request in the name of a provider was refused');
    return { status: 401 };
  }
  onKnown();
  const handled = [];
  for (const happening of read.happenings) handled.push(await handle(id, happening));
  // Not waited for: providers repeat what is answered late.
  void read.after?.(handled).catch((error: unknown) => {
    log.warn({ err: error, provider: id, kind: name }, 'a provider could not be asked for what follows');
  });
  return read.answer(handled);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const found = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/** Null for what is too large or too slow. */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => end(null), bodyWithinMs);
    const end = (body: Buffer | null) => {
      clearTimeout(timer);
      request.removeAllListeners('data');
      if (body === null) request.resume();
      resolve(body);
    };
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostBodyBytes) return end(null);
      chunks.push(chunk);
    });
    request.on('end', () => end(Buffer.concat(chunks)));
    request.on('close', () => end(null));
    request.on('error', () => end(null));
  });
}

function send(response: ServerResponse, { status, contentType, headers, body }: InboundReply): void {
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...(contentType ? { 'content-type': contentType } : {}),
    ...headers,
  });
  response.end(body ?? '');
}
