/** APIs that are only read when somebody moves in: who may, what is refused, and how they say that they have had enough. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type ApiRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};

type Api = {
  /** Whether the request has the key. */
  isAllowed(request: ApiRequest): boolean;
  /** Undefined for what is not there. */
  answer(request: ApiRequest): unknown;
  /** The body with which it refuses. */
  refusal(status: number, message: string): unknown;
};

export type ReadOnlyApi = {
  url: string;
  requests: ApiRequest[];
  /** Answers so many of the next requests with 429. */
  isBusyFor(requests: number): void;
  /** Refuses what begins with this path. */
  forbids(path: string): void;
  stop(): Promise<void>;
};

export async function startReadOnlyApi({ isAllowed, answer, refusal }: Api): Promise<ReadOnlyApi> {
  const requests: ApiRequest[] = [];
  const forbidden: string[] = [];
  let busy = 0;
  const server = createServer(async (incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url!, 'http://api.invalid');
    const request: ApiRequest = {
      ...{ method: incoming.method!, path: pathname, query: searchParams, headers: incoming.headers },
      body: await text(incoming),
    };
    requests.push(request);
    const send = (status: number, body: unknown) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(status === 429 && { [busy % 2 === 0 ? 'retry-after' : 'ratelimit-reset']: '0' }),
      });
      response.end(JSON.stringify(body));
    };
    if (busy > 0) {
      busy -= 1;
      return send(429, refusal(429, 'Too many requests'));
    }
    if (!isAllowed(request)) return send(401, refusal(401, 'Unauthorized'));
    if (forbidden.some((path) => pathname.startsWith(path))) return send(403, refusal(403, 'Forbidden'));
    const found = answer(request);
    return found === undefined ? send(404, refusal(404, 'Not found')) : send(200, found);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    isBusyFor(count) {
      busy = count;
    },
    forbids: (path) => void forbidden.push(path),
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
