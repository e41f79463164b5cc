import { endOfString } from '../../../platform/http/json-depth.ts';

const quote = 0x22;
const maxNameLength = 200;
const maxValueLength = 1_000;
/** Honest bodies hold the name once; looking at all that a hostile one holds would cost more than parsing it. */
const maxLooks = 100;

/**
 * The text of a field of the outermost object of JSON text, found by one pass that builds nothing: what is to be
 * known of a body before anybody is known to have sent it. Of fields with one name the last counts, as in parsing.
 */
export function findField(text: string, name: string): string | null {
  // A name may be written with escapes; nothing else hides it.
  if (!text.includes(name) && !text.includes('\\u')) return null;
  let depth = 0;
  let looks = 0;
  let found: string | null = null;
  for (let at = 0; at < text.length && looks < maxLooks; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      const token = depth === 1 && end - at <= maxNameLength ? text.slice(at, end + 1) : '';
      if (token.includes(name) || token.includes('\\')) {
        looks += 1;
        const value = textOf(token) === name ? valueAfter(text, end + 1) : undefined;
        if (value !== undefined) found = value;
      }
      at = end;
      continue;
    }
    // With this bit '[' is '{', and ']' is '}'.
    const bracket = code | 0x20;
    if (bracket === 0x7b) depth += 1;
    else if (bracket === 0x7d) depth -= 1;
  }
  return found;
}

/** The text or number after a colon; null when it is blank or something else, undefined when there is no colon. */
function valueAfter(text: string, from: number): string | null | undefined {
  const near = text.slice(from, from + maxValueLength);
  const colon = /^\s*:\s*/.exec(near);
  if (!colon) return undefined;
  const start = from + colon[0].length;
  if (text.charCodeAt(start) !== quote) return /^-?\d[\d.eE+-]*/.exec(text.slice(start, start + 100))?.[0] ?? null;
  const end = endOfString(text, start);
  if (end - start > maxValueLength) return null;
  return textOf(text.slice(start, end + 1))?.trim() || null;
}

function textOf(token: string): string | null {
  try {
    return JSON.parse(token) as string;
  } catch {
    return null;
  }
}
