import { problem } from '../../../contract/errors.ts';
import { isTooDeep, maxJsonDepth } from './json-depth.ts';

/** NUL and lone surrogates can only arrive as escapes: raw ones do not survive the decoding of UTF-8. */
const mayHoldUnstorable = /\\u(?:0000|d[89a-f])/i;
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Parses a JSON body and refuses what nothing behind it could keep: text with NUL or half a surrogate pair, which
 * PostgreSQL takes in no column, and nesting so deep that writing it out again would exhaust the stack.
 * @throws `invalid_json` or `invalid_input`
 */
export function parseJsonBody(text: string): unknown {
  if (isTooDeep(text)) throw problem('invalid_input', `The body is nested more than ${maxJsonDepth} levels deep.`);
  const value = parse(text);
  if (mayHoldUnstorable.test(text)) refuseUnstorable(value);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw problem('invalid_json', (error as Error).message);
  }
}

/** Looks at every text and every name of a field; what is nested is no deeper than `maxJsonDepth`. */
function refuseUnstorable(part: unknown) {
  if (typeof part === 'string') return refuseUnstorableText(part);
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) for (const name of Object.keys(part)) refuseUnstorableText(name);
  for (const child of Object.values(part)) refuseUnstorable(child);
}

function refuseUnstorableText(text: string) {
  if (unstorable.test(text)) throw problem('invalid_input', 'Text must not hold NUL or half of a surrogate pair.');
}
