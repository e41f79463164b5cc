import { type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';

/** The Markdown that a block was read from, with the blank lines behind it; null for what was written here. */
const source = { source: { default: null } };

const cells = tableNodes({
  cellContent: 'paragraph',
  cellAttributes: {
    align: {
      default: null,
      getFromDOM: (cell) => cell.style.textAlign || null,
      setDOMAttr: (align, attributes) => {
        if (align) attributes.style = `text-align: ${String(align)}`;
      },
    },
  },
});

const nodes: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: {
    attrs: source,
    content: 'inline*',
    group: 'block',
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  heading: {
    attrs: { ...source, level: { default: 2 } },
    content: '(text | picture)*',
    group: 'block',
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    // The screen has the first level; what people write goes below it.
    toDOM: ({ attrs }) => [`h${Math.min(6, Number(attrs.level) + 1)}`, { 'data-level': String(attrs.level) }, 0],
  },
  blockquote: {
    attrs: source,
    content: 'block+',
    group: 'block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  bullet_list: {
    attrs: { ...source, isLoose: { default: false } },
    content: 'list_item+',
    group: 'block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    attrs: { ...source, isLoose: { default: false }, order: { default: 1 } },
    content: 'list_item+',
    group: 'block',
    parseDOM: [{ tag: 'ol', getAttrs: (list) => ({ order: Number(list.getAttribute('start') ?? 1) || 1 }) }],
    toDOM: ({ attrs }) => ['ol', attrs.order === 1 ? {} : { start: String(attrs.order) }, 0],
  },
  list_item: {
    // null: an item without a box.
    attrs: { isDone: { default: null } },
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  code_block: {
    attrs: { ...source, language: { default: '' } },
    content: 'text*',
    marks: '',
    group: 'block',
    code: true,
    defining: true,
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', { spellcheck: 'false' }, ['code', 0]],
  },
  horizontal_rule: {
    attrs: source,
    group: 'block',
    parseDOM: [{ tag: 'hr' }],
    toDOM: () => ['hr'],
  },
  prompt: {
    attrs: { ...source, words: { default: '' } },
    group: 'block',
    atom: true,
    toDOM: ({ attrs }) => ['p', { class: 'prompt', role: 'note' }, String(attrs.words)],
  },
  // Markdown that has no form of its own here: it is edited as it is written.
  raw: {
    attrs: source,
    content: 'text*',
    marks: '',
    group: 'block',
    code: true,
    defining: true,
    toDOM: () => ['pre', { class: 'raw', 'data-raw': '', 'aria-label': 'Markdown' }, ['code', 0]],
  },
  table: { ...cells.table, attrs: source, group: 'block' },
  table_row: cells.table_row,
  table_cell: cells.table_cell,
  table_header: cells.table_header,
  text: { group: 'inline' },
  hard_break: {
    inline: true,
    group: 'inline',
    selectable: false,
    linebreakReplacement: true,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  // A picture of another site is not loaded: that would tell who reads.
  picture: {
    attrs: { address: { default: '' }, words: { default: '' }, title: { default: null } },
    inline: true,
    group: 'inline',
    atom: true,
    toDOM: ({ attrs }) => ['span', { class: 'picture' }, String(attrs.words || attrs.address)],
  },
};

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { address: {}, title: { default: null } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (link) => {
          const address = link.getAttribute('href') ?? '';
          return isSafeAddress(address) ? { address, title: link.getAttribute('title') } : false;
        },
      },
    ],
    // Never followed from here: a click sets the cursor.
    toDOM: ({ attrs }) => ['a', { href: String(attrs.address), rel: 'noreferrer noopener', target: '_blank' }, 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      { tag: 'b', getAttrs: (bold) => bold.style.fontWeight !== 'normal' && null },
      { style: 'font-weight', getAttrs: (weight) => /^(bold(er)?|[6-9]\d\d)$/.test(weight) && null },
    ],
    toDOM: () => ['strong', 0],
  },
  em: {
    parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }],
    toDOM: () => ['em', 0],
  },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: () => ['s', 0] },
  code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
};

/** Addresses that the reading view links to as well. */
export function isSafeAddress(address: string): boolean {
  return !/^\s*(?:javascript|vbscript|file|data):/i.test(address);
}

/** What the rich editor can show; everything else of a text stays as it is written. */
export const schema = new Schema({ nodes, marks });
