/** Serves the built web app: hashed files for ever, every other path the shell, all under a strict policy. */
import { existsSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import sirv from 'sirv';
import { problem } from '../../../contract/errors.ts';
import { sendProblem } from './errors.ts';
import { isPagePath } from './methods.ts';

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

export function serveWeb(http: FastifyInstance, folder: string): void {
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
  http.setNotFoundHandler((request, reply) => {
    if (!files || !isPagePath(request.url)) return sendProblem(problem('not_found'), request, reply);
    reply.hijack();
    // Also on 304: a browser puts the headers of that answer over those it has kept, and a page would run nothing.
    reply.raw.setHeader('content-security-policy', policy);
    files(request.raw, reply.raw, () => {
      reply.raw.writeHead(404).end();
    });
  });
}
