import { quotedEnds } from './quoted-ends.ts';

/** A stretch of text by UTF-16 offsets, `end` exclusive. */
export type Stretch = {
  start: number;
  end: number;
};

const spaces = (text: string) => text.replace(/[^\n]/g, ' ');

/**
 * Blanks out what an author did not say in their own voice: code, quotations, links, comments. Length and line breaks stay,
 * so offsets in the result are offsets in the source. Time: the length of the text. Not by the parser that shows Markdown:
 * that takes half a second for the longest texts, without a pause for others.
 */
export function maskQuoted(markdown: string): string {
  const isQuoted = quotedLines();
  const lines = markdown.split('\n').map((line) => (isQuoted(line) ? spaces(line) : line));
  return maskInline(lines.join('\n'));
}

const listMarker = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?: {1,4}(?! )| (?= )|$)/;
const blockStart = /^ {0,3}(?:#{1,6}(?: |$)|>|`{3}|~{3}|(?:[-*_] {0,2}){3,}$)/;
const begins = (text: string) => blockStart.test(text) || listMarker.test(text);
const mostNestedLists = 20;

/** Says of line after line whether it is code, a quotation or a definition of a link, as Markdown counts them. */
function quotedLines(): (line: string) => boolean {
  /** Where the content of each open list item begins, in columns. */
  let items: number[] = [];
  let fence: string | null = null;
  let before: 'blank' | 'code' | 'quotation' | 'words' = 'blank';

  /** The line from where the content of its list item begins; new items are opened. */
  function contentOf(line: string): { text: string; isNewItem: boolean } {
    const indent = /^ */.exec(line)![0].length;
    // Behind words, a line that begins nothing goes on with them, however little it is indented.
    const goesOn = fence === null && (before === 'words' || before === 'quotation');
    if (goesOn && indent < (items.at(-1) ?? 0) && !begins(line.trimStart())) return { text: line, isNewItem: false };
    const open = items.length;
    items = items.filter((column) => column <= indent);
    // A list item that ends takes its open fence with it.
    if (items.length < open) fence = null;
    let text = line.slice(items.at(-1) ?? 0);
    let isNewItem = false;
    while (fence === null && items.length < mostNestedLists) {
      const marker = listMarker.exec(text)?.[0];
      if (marker === undefined) break;
      items.push((items.at(-1) ?? 0) + marker.length);
      text = text.slice(marker.length);
      isNewItem = true;
    }
    return { text, isNewItem };
  }

  return (line) => {
    const plain = line.replaceAll('\t', '    ').trimEnd();
    if (plain === '') {
      if (fence === null && before !== 'code') before = 'blank';
      return false;
    }
    const { text, isNewItem } = contentOf(plain);
    if (fence !== null) {
      const end = /^ {0,3}(`{3,}|~{3,})$/.exec(text)?.[1];
      if (end?.startsWith(fence)) fence = null;
      return true;
    }
    const isNew = isNewItem || before !== 'quotation';
    fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(text)?.[1] ?? null;
    if (fence !== null) {
      before = 'blank';
      return true;
    }
    const isCode = /^ {4}/.test(text) && (isNewItem || before === 'blank' || before === 'code');
    // The line behind a quotation belongs to it unless something else begins there.
    const isQuotation = /^ {0,3}>/.test(text) || (!isNew && !blockStart.test(text));
    before = isCode ? 'code' : isQuotation ? 'quotation' : /^ {0,3}#{1,6}(?: |$)/.test(text) ? 'blank' : 'words';
    return isCode || isQuotation || /^ {0,3}\[[^\]\n]+\]:/.test(text);
  };
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
