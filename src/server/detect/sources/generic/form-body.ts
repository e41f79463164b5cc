import type { SourceRequest } from '../source.ts';

/** The fields of a form, null when the request is none. Of fields with one name the last counts. */
export function readForm(request: SourceRequest, text: string): Record<string, string> | null {
  const type = request.contentType.toLowerCase();
  if (type.startsWith('application/x-www-form-urlencoded')) {
    // curl -d declares a form whatever it sends.
    if (/^\s*[[{]/.test(text)) return null;
    return fieldsOf(new URLSearchParams(text));
  }
  if (!type.startsWith('multipart/form-data')) return null;
  const boundary = /boundary="?([^";]{1,100})"?/i.exec(request.contentType)?.[1];
  return boundary === undefined ? null : fieldsOf(multipartFields(text, boundary));
}

function fieldsOf(pairs: Iterable<[string, string]>): Record<string, string> {
  return Object.fromEntries(pairs);
}

function* multipartFields(text: string, boundary: string): Generator<[string, string]> {
  let count = 0;
  for (const part of text.split(`--${boundary}`)) {
    const split = part.indexOf('\r\n\r\n');
    if (split === -1 || count++ === 1_000) continue;
    const name = /\bname="([^"\r\n]{1,200})"/i.exec(part.slice(0, Math.min(split, 2_000)))?.[1];
    if (name !== undefined) yield [name, part.slice(split + 4).replace(/\r\n$/, '')];
  }
}
