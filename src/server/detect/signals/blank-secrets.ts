/**
 * Takes the source's key and what looks like another secret out of a request before anything is stored or parsed: who
 * may read what a source sent, or a backup, must not be able to send in its name. Lengths stay as they were.
 */
import type { SourceRequest } from '../sources/source.ts';

const star = 0x2a;
const secretEnding =
  /(?:secret|passw(?:or)?d|token|signature|authorization|(?:api|routing|service|integration|access)[_-]?key)$/i;
/** What a name of a field ends with that may be secret: looked for first, because it is cheap. */
const endings = [
  ...['ecret', 'assword', 'asswd', 'oken', 'ignature', 'uthorization'],
  ...['i_key', 'i-key', 'ikey', 'iKey', 'g_key', 'g-key', 'gKey', 'e_key', 'eKey', 'n_key', 'nKey', 's_key', 'sKey'],
];
/** A text in quotes that is long enough to be a secret and is no sentence; also in JSON that is carried as text. */
const namedValue = /"([\w.-]{1,100})\\*"\s{0,10}:\s{0,10}\\*"([^"\\\s]{12,})/g;
const formValue = /(?:^|&)([\w.%-]{1,100})=([^&\s]+)/g;

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
  const spans = [
    ...plainSpans(bytes, key),
    ...encodedSpans(bytes, key, contentType),
    ...namedSpans(bytes, contentType),
  ];
  if (spans.length === 0) return body;
  const blanked = Buffer.from(bytes);
  for (const { start, end } of spans) {
    // A zero is half of a character of UTF-16.
    for (let at = start; at < end; at += 1) if (blanked[at] !== 0) blanked[at] = star;
  }
  return blanked;
}

type Span = { start: number; end: number };

function* plainSpans(bytes: Buffer, key: string): Generator<Span> {
  for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + key.length)) {
    yield { start: at, end: at + key.length };
  }
}

function* encodedSpans(bytes: Buffer, key: string, contentType: string): Generator<Span> {
  const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
  if (!bytes.includes(0) && !bytes.includes('\\u00') && !(isForm && bytes.includes('%'))) return;
  for (const { index, 0: found } of bytes.toString('latin1').matchAll(encodedKey(key))) {
    yield { start: index, end: index + found.length };
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

function* namedSpans(bytes: Buffer, contentType: string): Generator<Span> {
  if (!endings.some((ending) => bytes.includes(ending))) return;
  const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
  const text = bytes.toString('latin1');
  for (const pattern of isForm ? [formValue, namedValue] : [namedValue]) {
    for (const { index, 0: found, 1: name, 2: value } of text.matchAll(pattern)) {
      const end = index + found.length;
      if (secretEnding.test(name!)) yield { start: end - value!.length, end };
    }
  }
}

const mapValues = <Value>(from: Record<string, Value>, map: (value: Value, name: string) => Value) =>
  Object.fromEntries(Object.entries(from).map(([name, value]) => [name, map(value, name)]));
