import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type SeenRequest = {
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
  bytes: Buffer;
};

/** A real HTTP server on 127.0.0.1 that keeps what it gets and answers as told. Stops with the test. */
export async function receiver(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    seen.push({ method: request.method ?? '', headers: request.headers, body: bytes.toString(), bytes });
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, seen, stop };
}
