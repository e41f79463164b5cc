/** Where in a subject the name of the condition stands: literal text, `*` for anything, `{key}` for the name. */

const placeholder = '{key}';

/** A sentence about what is wrong with the pattern, null when nothing is. */
export function faultOfKeyPattern(pattern: string): string | null {
  if (pattern.split(placeholder).length !== 2) return 'Write {key} once, where the subject names the condition.';
  return /\*\{key\}|\{key\}\*/.test(pattern) ? 'Between * and {key} some text is needed.' : null;
}

/**
 * The part of the subject that stands at `{key}`, null when the pattern does not fit. Each `*` and the key are as short
 * as they can be. Letter case does not count.
 */
export function keyOfSubject(pattern: string, subject: string): string | null {
  const parts = pattern.toLowerCase().split(/(\*|\{key\})/);
  const text = subject.toLowerCase();
  let at = 0;
  let open: { isKey: boolean } | null = null;
  let key: [number, number] | null = null;
  for (const [place, part] of parts.entries()) {
    if (part === '*' || part === placeholder) {
      // Two in a row with nothing between: the first takes nothing.
      if (open?.isKey) key = [at, at];
      open = { isKey: part === placeholder };
      continue;
    }
    const isLast = place === parts.length - 1;
    const found = isLast && open !== null ? lastEnd(text, part, at) : text.indexOf(part, at);
    if (found < 0 || (open === null && found !== at)) return null;
    if (open?.isKey) key = [at, found];
    if (part !== '' || isLast) open = null;
    at = found + part.length;
    if (isLast && at !== text.length) return null;
  }
  const found = key === null ? '' : subject.slice(...key).trim();
  return found === '' ? null : found;
}

/** Where the text ends with `part`, not before `from`; -1 when it does not. */
function lastEnd(text: string, part: string, from: number): number {
  const at = text.length - part.length;
  return at >= from && text.endsWith(part) ? at : -1;
}
