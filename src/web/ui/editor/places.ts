import type { Node } from 'prosemirror-model';
import { sectionsOf } from '../../../domain/learn/text-sections.ts';
import type { Layout } from './blocks.ts';

/** Where a section of the text stands in the document: its heading, and the end of what belongs to it. */
export type SectionPlace = { key: string; from: number; headingEnd: number; end: number };

/** The sections of the first two levels. */
export function sectionPlaces(document: Node, { text, starts }: Layout): SectionPlace[] {
  const positions: number[] = [];
  document.forEach((_block, offset) => {
    positions.push(offset);
  });
  const places: SectionPlace[] = [];
  let offset = 0;
  for (const { key, level, text: words } of sectionsOf(text, 2)) {
    const first = words.length - words.trimStart().length + offset;
    const index = starts.findLastIndex((start) => start <= first);
    const block = document.maybeChild(index);
    offset += words.length;
    if (level === 0 || block?.type.name !== 'heading') continue;
    const from = positions[index]!;
    const before = places.at(-1);
    if (before) before.end = from;
    places.push({ key, from, headingEnd: from + block.nodeSize, end: document.content.size });
  }
  return places;
}

/** The stretch of the document that shows these words of the Markdown; null where it does not show them as they are. */
export function rangeOf(document: Node, { text, starts }: Layout, start: number, end: number) {
  const index = starts.findLastIndex((one) => one <= start);
  const block = document.maybeChild(index);
  if (!block) return null;
  let blockStart = 0;
  document.forEach((_block, offset, at) => {
    if (at === index) blockStart = offset;
  });
  const { shown, positions } = shownBy(block, blockStart);
  const words = text.slice(start, end);
  if (words === '') return { from: blockStart + 1, to: blockStart + 1 };
  const count = text.slice(starts[index], start).split(words).length;
  let found = -1;
  for (let time = 0; time < count; time++) {
    const next = shown.indexOf(words, found + 1);
    if (next === -1) break;
    found = next;
  }
  return found === -1 ? null : { from: positions[found]!, to: positions[found + words.length - 1]! + 1 };
}

function shownBy(block: Node, start: number): { shown: string; positions: number[] } {
  let shown = '';
  const positions: number[] = [];
  const add = (text: string, position: number) => {
    shown += text;
    for (let at = 0; at < text.length; at++) positions.push(position + at);
  };
  block.descendants((node, position) => {
    if (node.isText) add(node.text!, start + 1 + position);
    else add('\n', start + 1 + position);
  });
  return { shown, positions };
}
