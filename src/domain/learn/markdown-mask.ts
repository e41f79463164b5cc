import { quotedEnds } from './quoted-ends.ts';

/** A stretch of text by UTF-16 offsets, `end` exclusive. */
export type Stretch = {
  start: number;
  end: number;
};

const spaces = (text: string) => text.replace(/[^\n]/g, ' ');

/**
 * Blanks out what an author did not say in their own voice: code, quotations, links, comments. Length and line breaks stay,
 * so offsets in the result are offsets in the source. Time: the length of the text.
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
  return maskInline(lines.join('\n'));
}

const openers = /[`<["“„«]|\b(?:https?|ftp|mailto):/gi;

function maskInline(text: string): string {
  const endOf = quotedEnds(text);
  const parts: string[] = [];
  let kept = 0;
  for (const { index } of text.matchAll(openers)) {
    if (index < kept) continue;
    const end = endOf(index);
    if (end === null) continue;
    parts.push(text.slice(kept, index), spaces(text.slice(index, end)));
    kept = end;
  }
  return parts.join('') + text.slice(kept);
}

/**
 * Stretches of the sections whose heading matches, up to the next heading of the same or a higher level.
 * @param masked what `maskQuoted` returned
 */
export function sectionsNamed(masked: string, name: RegExp): Stretch[] {
  const found: Stretch[] = [];
  let open: { start: number; level: number } | null = null;
  let offset = 0;
  for (const line of masked.split('\n')) {
    const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
    const level = heading?.[1]?.length ?? 0;
    if (heading && open && level <= open.level) {
      found.push({ start: open.start, end: offset });
      open = null;
    }
    if (heading && !open && name.test(heading[2] ?? '')) open = { start: offset, level };
    offset += line.length + 1;
  }
  if (open) found.push({ start: open.start, end: masked.length });
  return found;
}
