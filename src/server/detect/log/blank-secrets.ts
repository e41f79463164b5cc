/**
 * Takes the source's key and what looks like another secret out of a request before anything is stored or parsed: who
 * may read what a source sent, or a backup, must not be able to send in its name. Lengths stay as they were.
 */
import type { SourceRequest } from '../source-types/source.ts';
import { type Span, secretEnding, secretSpans } from './secret-spans.ts';

export function blankSecrets(request: SourceRequest, key: string): SourceRequest {
  const { query, path, headers, contentType } = request;
  const clear = (text: string) => (text.includes(key) ? text.replaceAll(key, '*'.repeat(key.length)) : text);
  return {
    ...request,
    path: clear(path),
    contentType: clear(contentType),
    query: mapValues(query, (value, name) => (secretEnding.test(name) ? '*'.repeat(value.length) : clear(value))),
    headers: mapValues(headers, (value) => (typeof value === 'string' ? clear(value) : value)),
    body: blankBody(request.body, key, contentType),
  };
}

/** The bytes without the key, in whatever way it is written, and without the values of fields named like secrets. */
export function blankBody(body: Uint8Array, key: string, contentType: string): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // One character for each byte, so that places in the text are places in the bytes.
  const text = bytes.toString('latin1');
  const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
  const spans = [...plainSpans(text, key), ...encodedSpans(text, key, isForm), ...namedSpans(text, isForm)];
  if (spans.length === 0) return body;
  const blanked = Buffer.from(bytes);
  for (const { start, end, fill } of spans) {
    for (let at = start; at < end; at += 1) {
      // A zero is half of a character of UTF-16; a number stays one.
      if (blanked[at] !== 0 && (fill === '*' || isDigit(blanked[at]!))) blanked[at] = fill.charCodeAt(0);
    }
  }
  return blanked;
}

const isDigit = (byte: number) => byte >= 0x30 && byte <= 0x39;

/** As the text stands, as UTF-16, and with the escapes of a form undone. */
function* namedSpans(text: string, isForm: boolean): Generator<Span> {
  yield* secretSpans(text, isForm);
  const isEscaped = isForm && text.includes('%');
  if (!text.includes('\0') && !isEscaped) return;
  const read = readCharacters(text, isEscaped);
  for (const { start, end, fill } of secretSpans(read.text, isForm))
    yield { start: read.places[start]!, end: read.places[end]!, fill };
}

/** The characters of a text without zeros and escapes, and the place in the text where each begins; its length comes last. */
function readCharacters(text: string, isEscaped: boolean): { text: string; places: number[] } {
  const places: number[] = [];
  const parts = isEscaped ? /%\0?([0-9a-f])\0?([0-9a-f])|[^\0]/gi : /[^\0]/g;
  const characters: string[] = [];
  for (const { index, 0: found, 1: high, 2: low } of text.matchAll(parts)) {
    places.push(index);
    characters.push(high === undefined ? found : String.fromCharCode(Number.parseInt(`${high}${low}`, 16)));
  }
  places.push(text.length);
  return { text: characters.join(''), places };
}

function* plainSpans(text: string, key: string): Generator<Span> {
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + key.length)) {
    yield { start: at, end: at + key.length, fill: '*' };
  }
}

function* encodedSpans(text: string, key: string, isForm: boolean): Generator<Span> {
  if (!text.includes('\0') && !text.includes('\\u00') && !(isForm && text.includes('%'))) return;
  for (const { index, 0: found } of text.matchAll(encodedKey(key))) {
    yield { start: index, end: index + found.length, fill: '*' };
  }
}

/** The key with each of its characters as it is, as an escape of JSON or of a form, and in one or two bytes. */
function encodedKey(key: string): RegExp {
  const wide = (text: string) => [...text].map(anyCase).join('\\0?');
  const characters = [...key].map((character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
    return `(?:${character}|\\\\\\0?${wide(`u00${hex}`)}|%\\0?${wide(hex)})`;
  });
  return new RegExp(characters.join('\\0?'), 'g');
}

const anyCase = (digit: string) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit);

/** The same object where nothing of it changes, as of nearly every request. */
function mapValues<Value>(
  from: Record<string, Value>,
  map: (value: Value, name: string) => Value,
): Record<string, Value> {
  let changed: Record<string, Value> | null = null;
  for (const name in from) {
    const value = map(from[name]!, name);
    if (value === from[name]) continue;
    changed ??= { ...from };
    changed[name] = value;
  }
  return changed ?? from;
}
