/**
 * Takes the source's key and what looks like another secret out of a request before anything is stored or parsed: who
 * may read what a source sent, or a backup, must not be able to send in its name. Lengths stay as they were.
 */
import type { SourceRequest } from '../source-types/source.ts';

const star = 0x2a;
const secretWords = 'secret|passw(?:or)?d|pwd|passphrase|token|signature|authorization|credentials?|cookie|bearer|jwt';
const secretEnding = new RegExp(
  `(?:${secretWords}|(?:api|routing|service|integration|access|private|signing|encryption)[_-]?key)$`,
  'i',
);
/** Such a name at the end of its quotes, or before the `=` of a form: looked for first, because it is cheap. */
const secretName = new RegExp(`(?:${secretWords}|key)(?:\\\\*"|=)`, 'i');
/** A text in quotes with its name; also in JSON that is carried as text. */
const namedValue = /"([\w.-]{1,100})\\*"\s{0,10}:\s{0,10}\\*"([^"\\]+)/g;
/** Their values are secret however short, and with blanks in them. */
const passwordEnding = /(?:passw(?:or)?d|pwd|passphrase|cookie)$/i;
/** `Bearer abcdef`, or what is long enough to be a secret and is no sentence. */
const secretValue = /^(?:(?:bearer|basic|digest|negotiate|token|api-?key) +\S+|\S{12,})/i;
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
  // One character for each byte, so that places in the text are places in the bytes.
  const text = bytes.toString('latin1');
  const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
  const spans = [...plainSpans(text, key), ...encodedSpans(text, key, isForm), ...namedSpans(text, isForm)];
  if (spans.length === 0) return body;
  const blanked = Buffer.from(bytes);
  for (const { start, end } of spans) {
    // A zero is half of a character of UTF-16.
    for (let at = start; at < end; at += 1) if (blanked[at] !== 0) blanked[at] = star;
  }
  return blanked;
}

type Span = { start: number; end: number };

function* plainSpans(text: string, key: string): Generator<Span> {
  for (let at = text.indexOf(key); at !== -1; at = text.indexOf(key, at + key.length)) {
    yield { start: at, end: at + key.length };
  }
}

function* encodedSpans(text: string, key: string, isForm: boolean): Generator<Span> {
  if (!text.includes('\0') && !text.includes('\\u00') && !(isForm && text.includes('%'))) return;
  for (const { index, 0: found } of text.matchAll(encodedKey(key))) {
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

function* namedSpans(text: string, isForm: boolean): Generator<Span> {
  if (!secretName.test(text)) return;
  const spanOf = ({ index, 0: found, 2: value }: RegExpExecArray, length: number): Span => {
    const start = index + found.length - value!.length;
    return { start, end: start + length };
  };
  for (const found of isForm ? text.matchAll(formValue) : [])
    if (secretEnding.test(found[1]!)) yield spanOf(found, found[2]!.length);
  for (const found of text.matchAll(namedValue)) {
    const [, name, value] = found as unknown as [string, string, string];
    if (!secretEnding.test(name)) continue;
    const length = passwordEnding.test(name) ? value.length : (secretValue.exec(value)?.[0].length ?? 0);
    if (length > 0) yield spanOf(found, length);
  }
}

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
