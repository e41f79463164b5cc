import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Outcome } from '../source-types/source.ts';
import type { HeldBytes, HeldRequest } from './held-bytes.ts';

/** The body cannot be taken; `outcome` is what the sender is told. */
export class BodyProblem extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

export type BodyLimits = {
  /** Before and after any Content-Encoding is undone. */
  limitBytes: number;
  /** How long the body may take to arrive. */
  withinMs: number;
  held: HeldBytes;
  /** Whose share of what is held this body counts against. */
  holder: string;
};

/** Reads the body within its limits. Throws `BodyProblem`. */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Uint8Array> {
  const body = await receive(request, limits);
  return unpack(body, request.headers['content-encoding'], limits.limitBytes);
}

function receive(request: IncomingMessage, { limitBytes, withinMs, held, holder }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let timer: NodeJS.Timeout | undefined;
    const promised = Number(request.headers['content-length'] ?? Number.NaN);
    const refuse = (outcome: Outcome) => {
      settle();
      request.resume();
      reject(new BodyProblem(outcome));
    };
    let share: HeldRequest | undefined;
    const settle = () => {
      request.removeListener('data', take).removeListener('end', finish).removeListener('close', end);
      clearTimeout(timer);
      share?.close();
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limitBytes) return refuse({ kind: 'too-large', limitBytes });
      chunks.push(chunk);
      if (length === promised) return;
      timer ??= setTimeout(() => refuse(rejected(408, 'slow_body', 'The body took too long to arrive.')), withinMs);
      share ??= held.open(holder, () => refuse({ kind: 'too-many-requests', retryAfterSeconds: 5 }));
      share.add(chunk.length);
    };
    const finish = () => {
      settle();
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    };
    const end = () => refuse(rejected(400, 'incomplete_body', 'The body ended early.'));
    if (promised > limitBytes) return refuse({ kind: 'too-large', limitBytes });
    request.on('data', take).on('end', finish).on('close', end).on('error', ignore);
  });
}

/** An error is followed by the close, which says the same. */
const ignore = () => {};

const unpackers = new Map<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** Beside the thread, so that what unpacks to much holds up nobody. One encoding only: no sender uses more. */
async function unpack(body: Buffer, encoding: string | undefined, limitBytes: number): Promise<Uint8Array> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity' || body.length === 0) return body;
  const unpacker = unpackers.get(name);
  if (!unpacker)
    throw new BodyProblem(
      rejected(
        400,
        'unknown_encoding',
        'Content-Encoding must be gzip, deflate, br or identity, and only one of them.',
      ),
    );
  try {
    return await unpacker(body, { maxOutputLength: limitBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw new BodyProblem({ kind: 'too-large', limitBytes });
    throw new BodyProblem(rejected(400, 'invalid_encoding', `The body is not valid ${name}.`));
  }
}

function rejected(status: 400 | 408, code: string, detail: string): Outcome {
  return { kind: 'rejected', status, code, detail, errors: [detail] };
}
