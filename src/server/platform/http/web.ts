/** Serves the built web app: hashed files for ever, every other path the shell, all under a strict policy. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import sirv from 'sirv';
import { problem } from '../../../contract/errors.ts';
import { sendProblem } from './errors.ts';
import { isPagePath } from './methods.ts';
import { htmlBelowPrefix } from './prefix.ts';
import type { RawHandler } from './server.ts';

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  // Mantine positions floating layers with style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** @param prefix of the addresses by which pages name their files */
export function serveWeb(http: FastifyInstance, folder: string, prefix = ''): void {
  const files = existsSync(folder)
    ? sirv(folder, {
        single: true,
        etag: true,
        gzip: false,
        setHeaders: (response, pathname) => {
          response.setHeader(
            'cache-control',
            pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          );
        },
      })
    : null;
  const pages = files && prefix !== '' ? pagesBelowPrefix(folder, prefix) : null;
  http.setNotFoundHandler((request, reply) => {
    if (!files || !isPagePath(request.url)) return sendProblem(problem('not_found'), request, reply);
    reply.hijack();
    // Also on 304: a browser puts the headers of that answer over those it has kept, and a page would run nothing.
    reply.raw.setHeader('content-security-policy', policy);
    if (pages?.(request.raw, reply.raw)) return;
    files(request.raw, reply.raw, () => {
      reply.raw.writeHead(404).end();
    });
  });
}

/** Answers with the two pages of the built web, which name their files. */
function pagesBelowPrefix(folder: string, prefix: string): RawHandler {
  const pages = new Map(
    ['/index.html', '/offline.html'].map((name) => {
      const body = Buffer.from(htmlBelowPrefix(readFileSync(path.join(folder, name), 'utf8'), prefix));
      return [name, { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }];
    }),
  );
  return (request, response) => {
    const pathname = request.url!.split('?', 1)[0]!;
    const page = pages.get(/\.\w+$/.test(pathname) ? pathname : '/index.html');
    if (page === undefined) return false;
    const isKnown = request.headers['if-none-match'] === page.etag;
    response.writeHead(isKnown ? 304 : 200, {
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-cache',
      etag: page.etag,
      ...(isKnown ? {} : { 'content-length': page.body.length }),
    });
    response.end(isKnown || request.method === 'HEAD' ? undefined : page.body);
    return true;
  };
}
