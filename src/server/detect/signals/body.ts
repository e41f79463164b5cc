import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Outcome } from '../sources/source.ts';

/** The body cannot be taken; `outcome` is what the sender is told. */
export class BodyProblem extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/** Reads the body up to a limit, before and after decompression. Throws `BodyProblem`. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const tooLarge = () => new BodyProblem({ kind: 'too-large', limitBytes });
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) {
      request.resume();
      return reject(tooLarge());
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limitBytes) {
        request.removeAllListeners('data');
        request.resume();
        return reject(tooLarge());
      }
      chunks.push(chunk);
    });
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      try {
        resolve(decompress(body, request.headers['content-encoding'], limitBytes));
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', () => reject(new BodyProblem(rejected('incomplete_body', 'The body ended early.'))));
    request.on('aborted', () => reject(new BodyProblem(rejected('incomplete_body', 'The body ended early.'))));
  });
}

function decompress(body: Buffer, encoding: string | undefined, limitBytes: number): Uint8Array {
  if (encoding === undefined || encoding === 'identity' || body.length === 0) return body;
  const options = { maxOutputLength: limitBytes };
  try {
    switch (encoding.trim().toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(body, options);
      case 'deflate':
        return inflateSync(body, options);
      case 'br':
        return brotliDecompressSync(body, options);
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new BodyProblem({ kind: 'too-large', limitBytes });
    throw new BodyProblem(rejected('invalid_encoding', `The body is not valid ${encoding}.`));
  }
  throw new BodyProblem(rejected('unknown_encoding', 'Content-Encoding must be gzip, deflate, br or identity.'));
}

function rejected(code: string, detail: string): Outcome {
  return { kind: 'rejected', status: 400, code, detail, errors: [detail] };
}
