import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { endpoints } from '../../../contract/endpoints.ts';
import { openApiDocument } from '../../../contract/openapi.ts';
import * as contract from '../../../contract/platform/reference.ts';
import { type Handler, implement } from '../http/handler.ts';

const pack = promisify(gzip);

type Document = { text: string; packed: Buffer; etag: string };

/** Made and packed at the first request and kept: the contract does not change while the program runs. */
export function referenceHandlers(version: string, publicUrl: string): Handler[] {
  let made: Promise<Document> | undefined;
  return [
    implement(contract.readOpenApi, async (_ctx, { request, reply }) => {
      made ??= makeDocument(version, publicUrl);
      const { text, packed, etag } = await made;
      const headers = { etag, vary: 'accept-encoding', 'cache-control': 'no-cache' };
      if (isSeen(request.headers['if-none-match'], etag)) {
        reply.hijack();
        reply.raw.writeHead(304, headers).end();
        return '';
      }
      reply.headers(headers);
      if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return text;
      reply.header('content-encoding', 'gzip');
      return packed as never;
    }),
  ];
}

async function makeDocument(version: string, publicUrl: string): Promise<Document> {
  const text = JSON.stringify(openApiDocument(endpoints, version, publicUrl));
  const hash = createHash('sha256').update(text).digest('base64url');
  return { text, packed: await pack(text), etag: `"${hash}"` };
}

/** Weak comparison (RFC 9110 §13.1.2): proxies that pack mark the tag as weak. */
function isSeen(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}
