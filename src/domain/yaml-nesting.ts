/** A YAML parser recurses, and where the stack ends it reports each level that is still open: deeper than this is refused first. */
export const mostNested = 500;

/** How many brackets are open at once at most; those inside quotes count as well. */
export function deepestFlow(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const mark of text) {
    if (mark === '[' || mark === '{') deepest = Math.max(deepest, ++depth);
    else if (mark === ']' || mark === '}') depth = Math.max(0, depth - 1);
  }
  return deepest;
}
