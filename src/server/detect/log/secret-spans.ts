/** Where the values of fields named like secrets stand in a text, however the fields are written. */

export type Span = {
  start: number;
  end: number;
  /** What stands there instead; a digit where only a number keeps the text valid. */
  fill: '*' | '1';
};

const secretWords =
  '(?:secret|passw(?:or)?d|pwd|passphrase|passcode|token|signature|authorization|credential|cookie|bearer|jwt)s?';
const secretKeys = '(?:api|routing|service|integration|access|private|signing|encryption)[_-]?keys?';
/** What ends the name of a secret. */
export const secretEnding = new RegExp(`(?:${secretWords}|${secretKeys}|(?:^|[_.-])pass|^sig)$`, 'i');
/** Their values are secret however short, and with blanks in them. */
const passwordEnding = /(?:passw(?:or)?ds?|pwd|passphrase|passcode|(?:^|[_.-])pass|cookies?)$/i;
const headerName = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:token|key|secret|authorization))$/i;
/** Such a name at the end of its quotes or of its tag, or before a `=`: looked for first, because it is cheap. */
const secretName = new RegExp(`(?:${secretWords}|${secretKeys}|pass)(?:\\\\*"|=|>|[ \\t]{0,5}:)`, 'i');
/** `Bearer abcdef`, or what is long enough to be a secret and is no sentence. */
const secretValue = /^(?:(?:bearer|basic|digest|negotiate|token|api-?key) +\S+|\S{12,})/i;

/**
 * A name in quotes and what stands between it and its value: `"name": `, `"name": [`, `["name", ` of a pair, or
 * `"name", "value": ` of an object that says both. In JSON that is carried as text the quotes have backslashes.
 */
const namedValue =
  /(\[\s{0,10}\\*|)"([\w.-]{1,100})(\\*)"\s{0,10}(?::\s{0,10}(\[)?|(,)\s{0,10}(?:(\\*"value\\*")\s{0,10}:)?)\s{0,10}(?:\\*(")|(-?\d[\d.]*))/g;

/** @param text one character for each byte; `isForm`: it is a form of a browser, whose escapes may still be in it */
export function* secretSpans(text: string, isForm: boolean): Generator<Span> {
  if (text.includes('://')) yield* matchingSpans(text, passwordOfAddress, () => true);
  if (!secretName.test(text)) return;
  yield* quotedSpans(text);
  if (isForm) yield* matchingSpans(text, formValue, (name) => secretEnding.test(name));
  for (const plain of plainValues) yield* matchingSpans(text, plain, () => false);
}

const passwordOfAddress = /(:\/\/)[^\s/@:"'<>\\]{0,100}:([^\s/@"'<>\\]{1,200})(?=@)/g;
const formValue = /(?:^|&)([\w.%-]{1,100})=([^&\s]+)/g;
/** Outside of JSON: an element of XML, a part of a multipart form, `password=` in a line of a log, a line of its own. */
const plainValues = [
  /<([\w.:-]{1,100})>([^<>]{1,2000})(?=<\/)/g,
  /\bname="([\w.-]{1,100})"[^\r\n]{0,200}\r?\n(?:[^\r\n]{1,200}\r?\n){0,5}\r?\n([^\r\n]+)/g,
  /\b(passw(?:or)?d|pwd|passphrase)=([^&\s"'\\,;<>]+)/gi,
  /^[ \t]{0,20}(passw(?:or)?d|pwd|passphrase)[ \t]{0,5}:[ \t]{1,5}(\S{1,200})(?=[ \t]{0,5}$)/gim,
];

/** The values of what matches, which end it; whole where `isWhole` says so of the name, else as far as they are secret. */
function* matchingSpans(text: string, pattern: RegExp, isWhole: (name: string) => boolean): Generator<Span> {
  for (const found of text.matchAll(pattern)) {
    const [whole, name, value] = found as unknown as [string, string, string];
    const start = found.index + whole.length - value.length;
    const length = isWhole(name) ? value.length : lengthOfSecret(name, value);
    if (length > 0) yield { start, end: start + length, fill: '*' };
  }
}

function* quotedSpans(text: string): Generator<Span> {
  namedValue.lastIndex = 0;
  for (let found = namedValue.exec(text); found !== null; found = namedValue.exec(text)) {
    const [whole, opening, name, escapes, list, isPair, value, quote, number] = found as unknown as string[];
    const behind = found.index + whole!.length;
    // Two texts in a row are the name and the value of a header, or one is said to be the value; tags are neither.
    const isHeader = opening !== '' && headerName.test(name!);
    const isNamed = secretEnding.test(name!) && (!isPair || value !== undefined || isHeader);
    if (!isNamed) {
      // The value may itself be the name of the next one.
      namedValue.lastIndex = found.index + opening!.length + name!.length + escapes!.length + 2;
      continue;
    }
    if (number !== undefined) {
      if (passwordEnding.test(name!) && !/pass$/i.test(name!))
        yield { start: behind - number.length, end: behind, fill: '1' };
      continue;
    }
    if (quote === undefined) continue;
    let start = behind;
    for (;;) {
      const end = endOfQuoted(text, start, escapes!.length);
      const length = lengthOfSecret(name!, text.slice(start, end));
      if (length > 0 && (!isPair || value !== undefined || /^\\*"\s{0,10}\]/.test(text.slice(end, end + 30))))
        yield { start, end: start + length, fill: '*' };
      // What is no secret may hold one.
      namedValue.lastIndex = length > 0 ? end : start;
      const next = list === undefined ? null : /^\\*"\s{0,10},\s{0,10}\\*"/.exec(text.slice(end, end + 60));
      if (next === null) break;
      start = end + next[0].length;
    }
  }
}

function lengthOfSecret(name: string, value: string): number {
  if (passwordEnding.test(name)) return value.length;
  return secretEnding.test(name) ? (secretValue.exec(value)?.[0].length ?? 0) : 0;
}

/**
 * Where the text that begins at `start` ends, before its closing quote and that quote's backslashes. `escapes` is how
 * many backslashes its quotes have: 0 in JSON, 1 in JSON carried as text in JSON, then 3 and so on.
 */
function endOfQuoted(text: string, start: number, escapes: number): number {
  for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (at - backslashes > start && text[at - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes % (2 * (escapes + 1)) === escapes) return at - escapes;
  }
  return text.length;
}
