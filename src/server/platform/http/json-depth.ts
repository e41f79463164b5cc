/** No honest JSON is nested deeper; V8 takes a tenth of a second for each megabyte of brackets. */
export const maxJsonDepth = 64;

const quote = 0x22;
const backslash = 0x5c;

/** Whether JSON text is nested deeper than `maxJsonDepth`; one pass, and nothing is built. */
export function isTooDeep(text: string): boolean {
  return !hasFewBrackets(text) && findDeep(text, 0) !== null;
}

/** The text with `null` for all that is nested deeper than `maxJsonDepth`; the same text when nothing is. */
export function cutDeep(text: string): string {
  let found = hasFewBrackets(text) ? null : findDeep(text, 0);
  if (found === null) return text;
  const kept: string[] = [];
  let from = 0;
  while (found !== null) {
    kept.push(text.slice(from, found.start), 'null');
    from = found.end;
    found = findDeep(text, from, maxJsonDepth);
  }
  return kept.join('') + text.slice(from);
}

/** Whether text has fewer brackets than would nest too deep: told by a few quick searches, and true of most requests. */
function hasFewBrackets(text: string): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count > maxJsonDepth) return false;
    }
  }
  return true;
}

/** The first part from `from` on that is too deep, when `from` itself stands at `depthThere`; null when none is. */
function findDeep(text: string, from: number, depthThere = 0): { start: number; end: number } | null {
  let depth = depthThere;
  let start = -1;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      continue;
    }
    // With this bit '[' is '{', and ']' is '}'.
    const bracket = code | 0x20;
    if (bracket === 0x7b) {
      depth += 1;
      if (depth > maxJsonDepth && start === -1) start = at;
    } else if (bracket === 0x7d) {
      depth -= 1;
      if (start !== -1 && depth === maxJsonDepth) return { start, end: at + 1 };
    }
  }
  return start === -1 ? null : { start, end: text.length };
}

/** The place of the quote that ends the string which starts at `start`, or the end of the text. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}
