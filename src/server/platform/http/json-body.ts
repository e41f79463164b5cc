import { problem } from '../../../contract/errors.ts';

const maxDepth = 64;
/** NUL and lone surrogates can only arrive as escapes: raw ones do not survive the decoding of UTF-8. */
const mayHoldUnstorable = /\\u(?:0000|d[89a-f])/i;
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Parses a JSON body and refuses what nothing behind it could keep: text with NUL or half a surrogate pair, which
 * PostgreSQL takes in no column, and nesting so deep that writing it out again would exhaust the stack.
 * @throws `invalid_json` or `invalid_input`
 */
export function parseJsonBody(text: string): unknown {
  const value = parse(text);
  const checksText = mayHoldUnstorable.test(text);
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) throw problem('invalid_input', `The body is nested more than ${maxDepth} levels deep.`);
    const inner: unknown[] = [];
    for (const part of level) {
      if (checksText && typeof part === 'string') refuseUnstorable(part);
      if (typeof part !== 'object' || part === null) continue;
      if (checksText && !Array.isArray(part)) for (const name of Object.keys(part)) refuseUnstorable(name);
      for (const child of Object.values(part)) inner.push(child);
    }
    level = inner;
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem('invalid_json', (error as Error).message);
  }
}

function refuseUnstorable(text: string) {
  if (unstorable.test(text)) throw problem('invalid_input', 'Text must not hold NUL or half of a surrogate pair.');
}
