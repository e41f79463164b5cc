import type { FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that another site made a browser send with this site's cookie. Browsers tell where a request comes
 * from in Sec-Fetch-Site or Origin; a caller with a cookie and neither of them is refused too.
 * @param publicUrl the configured address, for proxies that do not pass the Host header on
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string | undefined): void {
  if (safeMethods.has(request.method)) return;
  if (!isSameOrigin(request, publicUrl))
    throw problem('forbidden', 'This request did not come from a page of this site.');
}

function isSameOrigin(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return site === 'same-origin';
  if (publicUrl !== undefined && origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}
