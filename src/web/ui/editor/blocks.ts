import type { Token } from 'markdown-it';
import type { Node } from 'prosemirror-model';
import { blocksOf, meaningOf, type References, tokensOf } from './read-markdown.ts';
import { schema } from './schema.ts';
import { isSameBlock, type Markers, otherMarkers, saysNothing, writeBlock } from './write-markdown.ts';

/** The Markdown of a document, and where in it each of its blocks begins. */
export type Layout = { text: string; starts: number[] };

/**
 * A text as blocks that can be edited, and back. A block that is left alone is written exactly as it was read, with the
 * blank lines behind it; a block that has no form in the editor, or would be written with another meaning, stays Markdown.
 */
export function createBlocks() {
  /** What stood directly behind what in the texts that were read. */
  let neighbours = new Set<string>();
  let last: string | null = null;
  let references: References = {};
  /** Blocks as they were read, by their Markdown. */
  let known = new Map<string, Node>();
  let written = new WeakMap<Node, string>();

  function read(text: string): Node {
    const found = tokensOf(text);
    const pieces = piecesOf(text, found.tokens);
    references = found.references;
    neighbours = new Set();
    written = new WeakMap();
    known = new Map(
      pieces.map(({ source, tokens }) => [source, known.get(source) ?? blockFrom(source, tokens, references)]),
    );
    pieces.forEach(({ source }, at) => {
      if (at > 0) neighbours.add(pairOf(pieces[at - 1]!.source, source));
    });
    last = pieces.at(-1)?.source ?? null;
    return schema.nodes.doc!.createChecked(null, withRoom(pieces.map(({ source }) => known.get(source)!)));
  }

  function isAsRead(block: Node): boolean {
    const { source } = block.attrs as { source: string | null };
    const before = source === null ? undefined : known.get(source);
    return before !== undefined && (before === block || isSameBlock(block, before));
  }

  function textOf(block: Node, markers: Markers | undefined): string {
    if (isAsRead(block)) return String(block.attrs.source);
    if (markers) return writeBlock(block, references, markers);
    const text = written.get(block) ?? writeBlock(block, references);
    written.set(block, text);
    return text;
  }

  function layout(document: Node): Layout {
    const starts: number[] = [];
    let text = '';
    let before: { block: Node; text: string; isAsRead: boolean } | null = null;
    document.forEach((block) => {
      const isOriginal = isAsRead(block);
      const own = textOf(
        block,
        isOriginal || before?.block.type !== block.type ? undefined : markersAfter(before.text),
      );
      const isInPlace = isOriginal && before?.isAsRead && neighbours.has(pairOf(before.text, own));
      if (own !== '' && before && !isInPlace) text = `${closed(text.trimEnd(), before.text)}\n\n`;
      starts.push(text.length);
      text += own;
      if (own !== '') before = { block, text: own, isAsRead: isOriginal };
    });
    const end = before as { text: string; isAsRead: boolean } | null;
    const isEndAsRead = end === null || (end.isAsRead && end.text === last);
    return { text: isEndAsRead ? text : `${text.trimEnd()}\n`, starts };
  }

  return { read, layout, write: (document: Node) => layout(document).text };
}

/** Blocks with an empty paragraph wherever somebody may want to write and could not; unless it is used, it is not written. */
function withRoom(blocks: Node[]): Node[] {
  return blocks.flatMap((block, at) => {
    const next = blocks[at + 1]?.type.name;
    const isBare = ['heading', 'prompt'].includes(block.type.name) && next === 'heading';
    const isEnd = next === undefined && block.type.name !== 'paragraph';
    return isBare || isEnd ? [block, schema.nodes.paragraph!.create()] : [block];
  });
}

const pairOf = (one: string, next: string) => JSON.stringify([one, next]);

/** The text with an end to its last block, where that is code that goes on for as long as the text. */
function closed(text: string, last: string): string {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(last.trimStart())?.[1];
  return fence && tokensOf(`${last.trimEnd()}\n\nx`).tokens.length === 1 ? `${text}\n${fence}` : text;
}

/** Markers for a list that follows another one, so that they stay two. */
function markersAfter(list: string): Markers {
  const [, bullet = '-', delimiter = '.'] = /^\s*(?:([-*+])|\d+([.)]))/.exec(list) ?? [];
  return otherMarkers({ bullet, delimiter });
}

type Piece = { source: string; tokens: Token[] };

/** The text cut where its blocks begin; definitions of links and the like are blocks as well. */
function piecesOf(text: string, tokens: Piece['tokens']): Piece[] {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const cuts: { line: number; tokens: Piece['tokens'] }[] = [];
  let covered = 0;
  const cutLoose = (upTo: number) => {
    for (; covered < upTo && (lines[covered] ?? '').trim() === ''; covered++);
    if (covered < upTo) cuts.push({ line: covered, tokens: [] });
  };
  for (let index = 0; index < tokens.length; index++) {
    const [from, to] = tokens[index]!.map!;
    const first = index;
    while (tokens[index]!.level > 0 || tokens[index]!.nesting === 1) index++;
    cutLoose(from);
    cuts.push({ line: from, tokens: tokens.slice(first, index + 1) });
    covered = to;
  }
  cutLoose(lines.length);
  if (cuts.length === 0) return [{ source: text, tokens: [] }];
  return cuts.map(({ line, tokens }, at) => ({
    source: lines.slice(at === 0 ? 0 : line, cuts[at + 1]?.line ?? lines.length).join(''),
    tokens,
  }));
}

function blockFrom(source: string, tokens: Piece['tokens'], references: References): Node {
  if (source.trim() === '') return schema.nodes.paragraph!.create({ source });
  const blocks = tokens.length > 0 ? blocksOf(tokens) : null;
  const block = blocks?.length === 1 ? blocks[0]! : null;
  if (block && !saysNothing(block) && isFaithful(source, block, references)) {
    return block.type.create({ ...block.attrs, source }, block.content);
  }
  const words = source.replace(/^(?:[ \t]*(?:\r\n|\r|\n))+|\s+$/g, '');
  return schema.nodes.raw!.create({ source }, words === '' ? null : schema.text(words));
}

/** Whether it would be read the same if it were written anew; also that it needs nothing from elsewhere in the text. */
function isFaithful(source: string, block: Node, references: References): boolean {
  if (block.type.name === 'prompt') return !String(block.attrs.words).includes('-->');
  const definitions = Object.keys(references).length > 0;
  if (definitions && /\[[^\]]*\]/.test(source) && !isSameAlone(source, references)) return false;
  return meaningOf(source) === meaningOf(writeBlock(block, references));
}

function isSameAlone(source: string, references: References): boolean {
  const [within, alone] = [blocksOf(tokensOf(source, references).tokens), blocksOf(tokensOf(source).tokens)];
  return within?.length === 1 && alone?.length === 1 && within[0]!.eq(alone[0]!);
}
