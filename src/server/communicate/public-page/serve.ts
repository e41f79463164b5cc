/** Answers the public page from memory, outside the framework: no database, no session, no cookie is ever asked. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawHandler } from '../../platform/http/server.ts';
import { htmlDocument } from './document.ts';
import type { RenderedFile, RenderedFiles } from './render.ts';
import { contentPolicy } from './style.ts';

const ours = /^\/(?:status|s)(?:\/([^?]*))?(?:\?|$)/;
/** What people send and what belongs to one of them is answered by the application. */
const ofSubscribers = /^(?:subscriptions|confirmations)(?:\/|$)/;

export function createPublicHandler(files: () => RenderedFiles): RawHandler {
  return (request, response) => {
    const match = ours.exec(request.url ?? '');
    if (match === null) return false;
    const place = match[1] ?? '';
    if (ofSubscribers.test(place)) return false;
    answer(request, response, files().get(fileOf(place)));
    return true;
  };
}

function fileOf(place: string): string {
  if (place === '') return 'index.html';
  return /^incidents\/[a-z0-9]+$/.test(place) ? `${place}.html` : place;
}

const nothingHere = Buffer.from(
  htmlDocument({
    title: 'Nothing here',
    body: '<header><h1>There is no such page</h1></header><main><p>Nothing is published at this address.</p></main>',
  }),
);

function answer(request: IncomingMessage, response: ServerResponse, file: RenderedFile | undefined) {
  // A body nobody asked for must not stay in the connection.
  request.resume();
  const allow = 'GET, HEAD, OPTIONS';
  if (request.method === 'OPTIONS') return end(request, response, 204, { allow }, null);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead) return end(request, response, 405, { allow }, Buffer.alloc(0));
  if (file === undefined) {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=15' };
    return end(request, response, 404, headers, nothingHere);
  }
  const common = {
    'content-type': file.type,
    'cache-control': 'public, max-age=15, stale-while-revalidate=60, stale-if-error=86400',
    etag: file.etag,
    vary: 'accept-encoding',
    'access-control-allow-origin': '*',
  };
  if (matches(request.headers['if-none-match'], file.etag)) return end(request, response, 304, common, null);
  if (/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
    return end(request, response, 200, { ...common, 'content-encoding': 'gzip' }, file.packed);
  }
  return end(request, response, 200, common, file.body);
}

/** Weak comparison (RFC 9110 §13.1.2): proxies that pack mark the tag as weak. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}

function end(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Buffer | null,
) {
  response.writeHead(status, {
    ...headers,
    'x-content-type-options': 'nosniff',
    'content-security-policy': contentPolicy,
    'referrer-policy': 'same-origin',
    ...(body === null ? {} : { 'content-length': body.length }),
  });
  response.end(request.method === 'HEAD' ? undefined : (body ?? undefined));
}
