/** What services over HTTP share when they are stood in for: a server, its record, and replies that go wrong as told. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type ServiceRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  text: string;
  /** Undefined when the body is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a stand-in takes what it is sent as its service would.
  json: any;
};

export type ServiceReply = { status?: number; headers?: Record<string, string>; body?: unknown };
/** Undefined when the reply is written by hand. */
type Serve = (
  request: ServiceRequest,
  response: ServerResponse,
) => ServiceReply | undefined | Promise<ServiceReply | undefined>;

/** Starts on 127.0.0.1 and stops with the test. */
export async function startService(serve: Serve) {
  const requests: ServiceRequest[] = [];
  let fault: ServiceReply | 'hang up' | null = null;
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const chunk of incoming) text += chunk;
    const { pathname, searchParams } = new URL(incoming.url!, 'http://service.test');
    const { method = '', headers } = incoming;
    const request = { method, path: pathname, query: searchParams, headers, text, json: parsed(text) };
    requests.push(request);
    if (fault === 'hang up') return void incoming.socket.destroy();
    const reply = fault ?? (await serve(request, response));
    if (reply === undefined || response.destroyed) return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    server,
    /** What the next requests get instead; null for what the service does. */
    setFault: (next: typeof fault) => {
      fault = next;
    },
    /** Cuts all connections, as a restart does. */
    cut: () => server.closeAllConnections(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
