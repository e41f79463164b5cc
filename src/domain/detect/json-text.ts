import { cutText } from './clean-text.ts';

const maxDepth = 64;

/**
 * JSON text of a parsed value, at most `limit` units long and 64 levels deep; what does not fit becomes an ellipsis.
 * JSON.stringify overflows the stack on hostile depth and writes megabytes where a line is wanted.
 */
export function jsonText(value: unknown, limit: number): string {
  const pieces: string[] = [];
  let room = limit;

  function put(piece: string): boolean {
    if (piece.length > room) {
      pieces.push(piece.slice(0, room + 1));
      room = -1;
      return false;
    }
    pieces.push(piece);
    room -= piece.length;
    return true;
  }

  function write(part: unknown, depth: number): boolean {
    if (typeof part === 'string') return put(JSON.stringify(part.length > room ? part.slice(0, room) : part));
    if (typeof part !== 'object' || part === null) return put(String(part));
    if (depth > maxDepth) return put('"…"');
    if (Array.isArray(part)) {
      if (!put('[')) return false;
      for (let at = 0; at < part.length; at++) {
        if ((at > 0 && !put(',')) || !write(part[at], depth + 1)) return false;
      }
      return put(']');
    }
    if (!put('{')) return false;
    let first = true;
    for (const name in part) {
      if (!Object.hasOwn(part, name)) continue;
      if (!first && !put(',')) return false;
      first = false;
      if (!write(name, depth) || !put(':')) return false;
      if (!write((part as Record<string, unknown>)[name], depth + 1)) return false;
    }
    return put('}');
  }

  write(value, 1);
  return cutText(pieces.join(''), limit);
}
