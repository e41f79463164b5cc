/** A stretch of text by UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  start: number;
  end: number;
}

const spaces = (text: string) => text.replace(/[^\n]/g, ' ');

/** Every length is bounded, so that no text, however odd, costs more than its length. */
const inline: readonly RegExp[] = [
  /(`+)(?!`)[^\n]{0,500}?[^`\n]\1(?!`)/g,
  // Without an end it reaches to the end of the text, as Markdown has it.
  /<!--[\s\S]*?(?:-->|$)/g,
  /!?\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)/g,
  /!?\[[^\]\n]{0,200}\]\[[^\]\n]{0,200}\]/g,
  /<[a-z][^>\n]{0,500}>/gi,
  /\b(?:https?|ftp|mailto):[^\s<>)\]]+/gi,
  /"[^"\n]{1,1000}"|“[^”\n]{1,1000}”|„[^“”\n]{1,1000}[“”]|«[^»\n]{1,1000}»/g,
];

/**
 * Blanks out what an author did not say in their own voice: code, quotations, links, comments. Length and line breaks stay,
 * so offsets in the result are offsets in the source.
 */
export function maskQuoted(markdown: string): string {
  let fence: string | null = null;
  const lines = markdown.split('\n').map((line) => {
    const marker = /^ {0,3}(?:> ?)*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence)) fence = null;
      return spaces(line);
    }
    if (marker) {
      fence = marker;
      return spaces(line);
    }
    if (/^ {0,3}>/.test(line) || /^(?: {4}|\t)(?![ \t]*(?:[-*+]|\d+[.)]) )/.test(line)) return spaces(line);
    if (/^ {0,3}\[[^\]\n]+\]:/.test(line)) return spaces(line);
    return line;
  });
  return inline.reduce((text, pattern) => text.replace(pattern, spaces), lines.join('\n'));
}

/** Stretches of the sections whose heading matches, up to the next heading of the same or a higher level. */
export function sectionsNamed(markdown: string, name: RegExp): Stretch[] {
  const found: Stretch[] = [];
  let open: { start: number; level: number } | null = null;
  let offset = 0;
  for (const line of maskQuoted(markdown).split('\n')) {
    const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
    const level = heading?.[1]?.length ?? 0;
    if (heading && open && level <= open.level) {
      found.push({ start: open.start, end: offset });
      open = null;
    }
    if (heading && !open && name.test(heading[2] ?? '')) open = { start: offset, level };
    offset += line.length + 1;
  }
  if (open) found.push({ start: open.start, end: markdown.length });
  return found;
}
