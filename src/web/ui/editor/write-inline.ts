import { Mark, type Node } from 'prosemirror-model';
import { createMarkdownIt } from '../text/markdown-rules.ts';

/** How careful a text is written: as it is; with all that could be markup escaped; or also without emphasis. */
export type Care = 'light' | 'full' | 'plain';

export type InlineOptions = {
  care: Care;
  /** In a table everything stands on one line. */
  isCell?: boolean;
};

type Piece = { text: string; marks: readonly Mark[]; node: Node };

const emphasis: Record<string, string> = { strong: '**', em: '*', strike: '~~' };
const { linkify } = createMarkdownIt();

/** The words of a paragraph, heading or cell as Markdown. */
export function writeInline(parent: Node, options: InlineOptions): string {
  const pieces = trimEmphasis(piecesOf(parent, options));
  let written = '';
  const open: Mark[] = [];
  const close = () => {
    const mark = open.pop()!;
    written += mark.type.name === 'link' ? linkEnd(mark) : emphasis[mark.type.name];
  };
  pieces.forEach((piece, at) => {
    const wanted = piece.marks.filter(({ type }) => type.name !== 'code');
    const address = bareAddress(pieces, at);
    const kept = open.findIndex((mark) => !mark.isInSet(wanted) || (address !== null && mark.type.name === 'link'));
    while (kept !== -1 && open.length > kept) close();
    // What goes on longest is opened first, so that it is closed last.
    const opened = wanted
      .filter((mark) => !mark.isInSet(open) && !(address !== null && mark.type.name === 'link'))
      .map((mark) => ({ mark, length: runLength(pieces, at, mark) }))
      .sort((a, b) => b.length - a.length);
    for (const { mark } of opened) {
      open.push(mark);
      written += mark.type.name === 'link' ? '[' : emphasis[mark.type.name];
    }
    written += address ?? writePiece(piece, options, written);
  });
  while (open.length > 0) close();
  return options.isCell ? written.replaceAll('|', '\\|').trim() : written.replace(/(?:\\?\n)+$/, '');
}

function piecesOf(parent: Node, { care }: InlineOptions): Piece[] {
  const pieces: Piece[] = [];
  parent.forEach((node) => {
    const marks = care === 'plain' ? node.marks.filter(({ type }) => !(type.name in emphasis)) : node.marks;
    const last = pieces.at(-1);
    if (node.isText && last?.node.isText && Mark.sameSet(last.marks, marks)) last.text += node.text;
    else pieces.push({ text: node.text ?? '', marks, node });
  });
  return pieces;
}

/** Emphasis neither begins nor ends with a space: Markdown would not read it. */
function trimEmphasis(pieces: Piece[]): Piece[] {
  let trimmed = pieces;
  for (const name of Object.keys(emphasis)) {
    const has = (piece: Piece | undefined) => piece?.marks.some(({ type }) => type.name === name) ?? false;
    const without = ({ marks }: Piece) => marks.filter(({ type }) => type.name !== name);
    trimmed = trimmed.flatMap((piece, at) => {
      if (!has(piece) || !piece.node.isText) return [piece];
      const lead = has(trimmed[at - 1]) ? '' : /^\s*/.exec(piece.text)![0];
      const rest = piece.text.slice(lead.length);
      const trail = has(trimmed[at + 1]) ? '' : /\s*$/.exec(rest)![0];
      const core = rest.slice(0, rest.length - trail.length);
      return [
        ...(lead ? [{ ...piece, text: lead, marks: without(piece) }] : []),
        ...(core ? [{ ...piece, text: core }] : []),
        ...(trail ? [{ ...piece, text: trail, marks: without(piece) }] : []),
      ];
    });
  }
  return trimmed;
}

function runLength(pieces: readonly Piece[], at: number, mark: Mark): number {
  let end = at;
  while (end < pieces.length && mark.isInSet(pieces[end]!.marks)) end++;
  return end - at;
}

/** A link whose words are its address is written as the address alone; null for any other piece. */
function bareAddress(pieces: readonly Piece[], at: number): string | null {
  const { text, marks, node } = pieces[at]!;
  const link = marks.find(({ type }) => type.name === 'link');
  if (!link || link.attrs.title || !node.isText || marks.length > 1) return null;
  if (pieces[at - 1]?.marks.includes(link) || pieces[at + 1]?.marks.includes(link)) return null;
  const [found] = linkify.match(text) ?? [];
  const isWhole = found?.index === 0 && found.lastIndex === text.length && found.url === link.attrs.address;
  const isApart = /(?:^|[\s(])$/.test(pieces[at - 1]?.text ?? '') && /^(?:$|[\s),.;])/.test(pieces[at + 1]?.text ?? '');
  if (isWhole && isApart) return text;
  return text === link.attrs.address && /^[a-z][a-z0-9+.-]+:[^\s<>]*$/i.test(text) ? `<${text}>` : null;
}

function linkEnd({ attrs }: Mark): string {
  const title = attrs.title ? ` "${escapeQuoted(String(attrs.title))}"` : '';
  return `](${addressText(String(attrs.address))}${title})`;
}

function addressText(address: string): string {
  const isPlain = address !== '' && /^[^\s<>()\\&]*$/.test(address);
  return isPlain ? address : `<${address.replace(/[\\<>&]/g, '\\$&').replace(/\s+/g, '%20')}>`;
}

const escapeQuoted = (text: string) => text.replace(/[\\"&]/g, '\\$&').replace(/\s+/g, ' ');

function writePiece({ text, marks, node }: Piece, { care, isCell }: InlineOptions, before: string): string {
  if (node.type.name === 'hard_break') {
    if (isCell) return ' ';
    // An empty line would end the paragraph.
    return before === '' || before.endsWith('\n') ? '\\\n' : '\n';
  }
  if (node.type.name === 'picture') {
    const { address, words, title } = node.attrs;
    const quoted = title ? ` "${escapeQuoted(String(title))}"` : '';
    return `![${String(words).replace(/[\\[\]]/g, '\\$&')}](${addressText(String(address))}${quoted})`;
  }
  if (marks.some(({ type }) => type.name === 'code')) return codeText(text);
  return care === 'light' ? text : escapeText(text, before === '' || before.endsWith('\n'), isCell);
}

function codeText(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  const isPadded = /^`|`$/.test(text) || (/^ .* $/.test(text) && text.trim() !== '');
  return isPadded ? `${ticks} ${text} ${ticks}` : ticks + text + ticks;
}

function escapeText(text: string, isLineStart: boolean, isCell = false): string {
  const escaped = text
    .replace(/[\\`*_[\]<>~&!#]/g, '\\$&')
    // In a cell all of them are escaped, whatever they stand in.
    .replace(isCell ? /^$/ : /\|/g, '\\$&')
    .replace(/\b(https?|ftp|mailto):/gi, '$1\\:')
    .replace(/\bwww\./gi, 'www\\.');
  if (!isLineStart) return escaped;
  return escaped.replace(/^(\s*)([-+=:])/, '$1\\$2').replace(/^(\s*\d+)([.)])/, '$1\\$2');
}
