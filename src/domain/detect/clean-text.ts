// PostgreSQL text and jsonb refuse NUL and lone surrogates; both arrive from real senders. Everything that is kept
// from a sender passes through here once.

// Every supported runtime has these; the es2023 typings do not know them yet.
type ModernString = string & { isWellFormed(): boolean; toWellFormed(): string };

/** The same text with each NUL and each lone surrogate replaced by U+FFFD, so that different texts stay different. */
export function cleanText(text: string): string {
  const modern = text as ModernString;
  const wellFormed = modern.isWellFormed() ? text : modern.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

/** At most `maxLength` UTF-16 units; a cut text ends in an ellipsis and never inside a surrogate pair. */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, endBeforePair(text, maxLength - 1))}…`;
}

/** At most `maxBytes` bytes of UTF-8; a cut text ends in an ellipsis. */
export function cutBytes(text: string, maxBytes: number): string {
  if (text.length * 3 <= maxBytes) return text;
  let bytes = 0;
  let fits = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair counts two: a pair is four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
    if (bytes <= maxBytes - 3) fits = at + 1;
    if (bytes > maxBytes) return `${text.slice(0, endBeforePair(text, fits))}…`;
  }
  return text;
}

/**
 * One line: control characters and runs of white space become one space, what reorders the text goes, ends trimmed.
 * Reads 4,000 units at most.
 */
export function oneLine(text: string): string {
  const start = text.trimStart().slice(0, 4_000);
  if (isPlain(start, true)) return start.trim();
  return start
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/**
 * Whether a text has no control character, nothing that reorders it and no white space, or with `spaces` none but single spaces. A loop: this
 * runs several times per signal, and regular expressions with Unicode classes cost as much as all the rest.
 */
export function isPlain(text: string, spaces = false): boolean {
  let last = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20 ? !spaces || last === 0x20 : unit < 0x20 || (unit >= 0x7f && unit <= 0xa0)) return false;
    if (unit >= 0x1680 && /[\s\u202a-\u202e\u2066-\u2069]/.test(text[at] as string)) return false;
    last = unit;
  }
  return true;
}

function endBeforePair(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
