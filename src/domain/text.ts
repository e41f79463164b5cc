/**
 * Text from outside (alert titles, labels, names, replies of other systems) is hostile until it went through here.
 * Without it a NUL is refused by PostgreSQL, a line break forges a mail header, a right-to-left override makes a
 * title read as another one, and a spreadsheet runs the cell. All functions are pure and never throw.
 */

/** C0 and C1 control characters without tab and line feed, plus DEL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the purpose
const controlCharacters = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/**
 * Invisible characters that reorder or hide the text around them: directional marks, embeddings, overrides and
 * isolates, zero-width space, word joiner and friends, byte order mark, interlinear annotation. Zero-width joiner and
 * non-joiner stay: emoji and several scripts need them.
 */
const deceptiveCharacters = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const loneSurrogates = /\p{Surrogate}/gu;
const otherLineBreaks = /\r\n?|[\u0085\u2028\u2029]/gu;

/**
 * Makes text safe to store and to show: line breaks become `\n`, control and deceptive characters go, lone surrogates
 * become U+FFFD, and what is longer than `maxCodePoints` is cut with an ellipsis.
 */
export function cleanText(text: string, maxCodePoints = 10_000): string {
  // Cutting first keeps a 100 MB title from being scanned three times; the factor leaves room for what is removed.
  const head = text.length > maxCodePoints * 4 + 64 ? text.slice(0, maxCodePoints * 4 + 64) : text;
  const clean = head
    .replace(otherLineBreaks, '\n')
    .replace(controlCharacters, '')
    .replace(deceptiveCharacters, '')
    .replace(loneSurrogates, '\ufffd');
  return truncate(clean, maxCodePoints);
}

/** `cleanText` on one line: every run of white space becomes one space. For subjects, headers, list rows and logs. */
export function singleLine(text: string, maxCodePoints = 1_000): string {
  // Cleaned with room to spare, so that collapsing a long run of spaces does not eat the text after it.
  return truncate(
    cleanText(text, maxCodePoints * 4)
      .replace(/\s+/gu, ' ')
      .trim(),
    maxCodePoints,
  );
}

/** At most `maxCodePoints` code points, the last one an ellipsis when something was cut. Never splits a pair. */
export function truncate(text: string, maxCodePoints: number): string {
  if (text.length <= maxCodePoints) return text;
  // A code point is at most two units, so this slice holds one more than is kept and a split pair falls off the end.
  const codePoints = Array.from(text.slice(0, maxCodePoints * 2 + 2));
  if (codePoints.length <= maxCodePoints) return text;
  return maxCodePoints > 0 ? `${codePoints.slice(0, maxCodePoints - 1).join('')}…` : '';
}

const htmlEntities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for an HTML element or a quoted attribute. Not for scripts, styles or unquoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => htmlEntities[character] ?? character);
}

/**
 * One value of a CSV export. A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP "CSV
 * Injection"); plain numbers stay numbers. Quoting is the CSV writer's work.
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = cleanText(value);
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return text;
  return /^[\s\u200c\u200d]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\n]/u.test(text) ? `'${text}` : text;
}

/** As a list in a sentence: a, b and c. */
export function joined(parts: string[]): string {
  if (parts.length <= 1) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
