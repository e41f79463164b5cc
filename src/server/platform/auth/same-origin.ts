import type { FastifyRequest } from 'fastify';
import { problem } from '../../../contract/errors.ts';
import { readUrl } from '../url.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that another site made a browser send with this site's cookie. Browsers tell where a request comes
 * from in Sec-Fetch-Site or Origin; a caller with a cookie and neither of them is refused too.
 * @param publicUrl the configured address; when there is one, pages of this site have no other
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string | undefined): void {
  if (safeMethods.has(request.method)) return;
  if (isSameOrigin(request, publicUrl)) return;
  const where = publicUrl === undefined ? '' : ` Open it at ${new URL(publicUrl).origin}.`;
  throw problem('forbidden', `This request did not come from a page of this site.${where}`);
}

function isSameOrigin(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return site === 'same-origin';
  if (publicUrl !== undefined) return origin === new URL(publicUrl).origin;
  const from = readUrl(origin);
  return from !== null && from.host === request.headers.host;
}
