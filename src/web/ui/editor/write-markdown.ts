import type { Node } from 'prosemirror-model';
import { type References, readBlocks } from './read-markdown.ts';
import { type Care, writeInline } from './write-inline.ts';

/** The markers of a list; two lists one behind the other need different ones. */
export type Markers = { bullet: string; delimiter: string };

const usual: Markers = { bullet: '-', delimiter: '.' };

/**
 * A block as Markdown, without a line break at its end; '' for an empty paragraph. As little is escaped as reads back
 * the same. Where Markdown cannot say something, such as bold that ends within punctuation, its words are kept.
 */
export function writeBlock(block: Node, references: References = {}, markers = usual): string {
  let best: string | null = null;
  for (const care of ['light', 'full', 'plain'] as const) {
    const text = write(block, care, markers);
    const back = readBlocks(text, references) ?? [];
    const isAlone = text === '' ? saysNothing(block) : back.length === 1;
    // A comment that is not closed here might be closed by what stands further down.
    const isClosed = !/^[ >\d.)+*-]*<!--/m.test(text) || block.type.name === 'prompt' || block.type.name === 'raw';
    if (isAlone && isClosed && isSameBlock(block, back[0])) return text;
    if (best === null && isAlone && isClosed && wordsOf(block) === wordsOf(back[0]!)) best = text;
  }
  return best ?? write(block, 'full', markers);
}

/** Equal but for what they were read from. */
export function isSameBlock(one: Node, other: Node | undefined): boolean {
  if (!other) return saysNothing(one);
  return other.type === one.type && withoutSource(one).eq(withoutSource(other));
}

export const saysNothing = (block: Node) => block.type.name === 'paragraph' && wordsOf(block) === '';

function withoutSource(block: Node): Node {
  return block.attrs.source === null ? block : block.type.create({ ...block.attrs, source: null }, block.content);
}

/** What a block says, but for how its spaces and breaks are set. */
function wordsOf(block: Node): string {
  const leaf = ({ type, attrs }: Node) => (type.name === 'hard_break' ? ' ' : String(attrs.words ?? ''));
  return block.textBetween(0, block.content.size, ' ', leaf).replace(/\s+/g, ' ').trim();
}

function write(block: Node, care: Care, markers: Markers): string {
  const { attrs, type } = block;
  switch (type.name) {
    case 'paragraph':
      return trimLines(writeInline(block, { care }));
    case 'heading':
      return `${'#'.repeat(Number(attrs.level))} ${writeInline(block, { care }).trim()}`.trimEnd();
    case 'blockquote':
      return prefixed(writeAll(block, care, markers, '\n\n'), '> ', '> ');
    case 'bullet_list':
    case 'ordered_list':
      return writeList(block, care, markers);
    case 'code_block':
      return fenced(block.textContent, String(attrs.language));
    case 'horizontal_rule':
      return '---';
    case 'prompt':
      return `<!-- ${String(attrs.words)} -->`;
    case 'table':
      return writeTable(block, care);
    default:
      return block.textContent;
  }
}

/** Spaces at the edges of a line say nothing, or something else. */
const trimLines = (text: string) => text.replace(/^[ \t]+|[ \t]+$/gm, '');

function writeAll(parent: Node, care: Care, markers: Markers, between: string): string {
  const parts: { text: string; type: string }[] = [];
  let inside = markers;
  parent.forEach((child, _offset, index) => {
    const before = index > 0 ? parent.child(index - 1) : null;
    inside = before?.type === child.type ? otherMarkers(inside) : markers;
    const text = write(child, care, inside);
    if (text !== '') parts.push({ text, type: child.type.name });
  });
  return parts
    .map(({ text, type }, index) => {
      const before = parts[index - 1];
      if (!before) return text;
      return (before.type === 'paragraph' && type === 'paragraph' ? '\n\n' : between) + text;
    })
    .join('');
}

/** Markers that begin a new list behind one with these. */
export const otherMarkers = ({ bullet, delimiter }: Markers): Markers => ({
  bullet: bullet === '-' ? '*' : '-',
  delimiter: delimiter === '.' ? ')' : '.',
});

function writeList(list: Node, care: Care, markers: Markers): string {
  const items: string[] = [];
  const between = list.attrs.isLoose ? '\n\n' : '\n';
  list.forEach((item, _offset, index) => {
    const number = Number(list.attrs.order) + index;
    const marker = list.type.name === 'ordered_list' ? `${number}${markers.delimiter} ` : `${markers.bullet} `;
    const box = item.attrs.isDone === null ? '' : item.attrs.isDone ? '[x] ' : '[ ] ';
    const words = box + writeAll(item, care, markers, between);
    items.push(prefixed(words, marker, ' '.repeat(marker.length)));
  });
  return items.join(between);
}

/** Every line behind `rest`, the first one behind `first`; empty lines get no spaces. */
function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => ((index === 0 ? first : line === '' ? rest.trimEnd() : rest) + line).trimEnd())
    .join('\n');
}

function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code === '' ? '' : `${code}\n`}${fence}`;
}

const rules: Record<string, string> = { left: ':---', right: '---:', center: ':---:' };

function writeTable(table: Node, care: Care): string {
  const rows: string[][] = [];
  table.forEach((row) => {
    const cells: string[] = [];
    row.forEach((cell) => {
      const span = Math.max(1, Number(cell.attrs.colspan ?? 1));
      cells.push(writeInline(cell.firstChild!, { care, isCell: true }), ...Array<string>(span - 1).fill(''));
    });
    rows.push(cells);
  });
  const width = Math.max(...rows.map(({ length }) => length));
  const line = (cells: string[]) => `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  const [head = [], ...body] = rows;
  const aligned: string[] = [];
  table.firstChild?.forEach((cell) => {
    aligned.push(rules[String(cell.attrs.align)] ?? '---');
  });
  const ruler = `|${Array.from({ length: width }, (_, at) => aligned[at] ?? '---').join('|')}|`;
  return [line(head), ruler, ...body.map(line)].join('\n');
}
