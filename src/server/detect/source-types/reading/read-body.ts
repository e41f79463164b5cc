import { cutDeep } from '../../../platform/http/json-depth.ts';
import type { Rejected, SourceRequest } from '../source.ts';

export type JsonBody = { value: unknown } | { rejected: Rejected };

/** The body as text: byte order marks, UTF-16 and declared charsets are honoured, bad bytes become U+FFFD. */
export function readText(request: SourceRequest): string {
  const { body } = request;
  const first = body[0];
  const second = body[1];
  if (first === 0xef && second === 0xbb && body[2] === 0xbf) return utf8(body.subarray(3));
  if (first === 0xff && second === 0xfe) return decode(body, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decode(body, 'utf-16be');
  // JSON begins with an ASCII character, so a zero beside it shows UTF-16 without a mark (RFC 4627, section 3).
  if (second === 0 && first !== 0 && body.length % 2 === 0) return decode(body, 'utf-16le');
  if (first === 0 && second !== 0 && body.length % 2 === 0) return decode(body, 'utf-16be');
  const declared = declaredCharset(request.contentType);
  return declared === null ? utf8(body) : decode(body, declared);
}

/** The body as JSON. The declared content type does not matter: Amazon SNS sends JSON as text/plain. */
export function readJson(request: SourceRequest): JsonBody {
  return parseJson(readText(request));
}

/** Parses JSON text, without what is nested deeper than any honest sender nests; the reason when it is none. */
export function parseJson(text: string): JsonBody {
  if (text.trim() === '') return { rejected: unreadable('empty_body', 'The body is empty.') };
  try {
    return { value: JSON.parse(cutDeep(text)) };
  } catch {
    return { rejected: unreadable('invalid_json', 'The body is not valid JSON.') };
  }
}

function unreadable(code: string, detail: string): Rejected {
  return { kind: 'rejected', status: 400, code, detail, errors: [detail] };
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function declaredCharset(contentType: string): string | null {
  const at = contentType.toLowerCase().indexOf('charset=');
  if (at === -1) return null;
  const name =
    contentType
      .slice(at + 8, at + 40)
      .split(/[;\s]/, 1)[0]
      ?.replaceAll('"', '')
      .toLowerCase() ?? '';
  return name === '' || name === 'utf-8' || name === 'utf8' ? null : name;
}

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return utf8(bytes);
  }
}
