import fc from 'fast-check';
import type { Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { describe, expect, it } from 'vitest';
import { markdownToHtml } from '../text/markdown-html.tsx';
import { createBlocks } from './blocks.ts';
import { schema } from './schema.ts';

const opened = (text: string) => {
  const blocks = createBlocks();
  return { blocks, document: blocks.read(text) };
};
const typesOf = (text: string) => opened(text).document.content.content.map(({ type }) => type.name);

/** Types words at the end of the first text of a block. */
function typedIn(document: Node, index: number, words: string): Node {
  const state = EditorState.create({ doc: document });
  let place = -1;
  let offset = 0;
  document.forEach((_block, start, at) => {
    if (at === index) offset = start;
  });
  document.child(index).descendants((node, position) => {
    if (place === -1 && node.isTextblock) place = offset + 1 + position + 1 + node.content.size;
    return place === -1;
  });
  if (document.child(index).isTextblock) place = offset + 1 + document.child(index).content.size;
  return state.apply(state.tr.insertText(words, place)).doc;
}

const line = fc.constantFrom(
  'Words and more',
  '# Heading',
  '## Heading ##',
  'Setext',
  '---',
  '===',
  '- item',
  '  - nested',
  '* other',
  '1. one',
  '3) three',
  '- [ ] open',
  '- [x] done',
  '> quote',
  '> - in quote',
  '```js',
  '```',
  '~~~',
  '    code',
  '| a | b |',
  '|---|:-:|',
  '| 1 \\| 2 | `x` |',
  '<!-- prompt -->',
  '<!-- open',
  'closed -->',
  '<b>bold</b>',
  '[ref]: https://example.org',
  'see [ref] and [this](https://a.example "t")',
  '![graph](https://a.example/g.png)',
  'https://example.org/a_b and www.example.org',
  '**bold** *em* ~~gone~~ `code`',
  '**a *b* c**d_e_f',
  '\\(escaped\\) &lt;b&gt; 2 * 3 * 4',
  'break  ',
  'break\\',
  '\ttab',
  '   three',
  '*',
  '_',
  '',
  '',
  '',
);
const written = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\n', '\r\n'), fc.constantFrom('', '\n', '\n\n'))
  .map(([lines, newline, end]) => lines.join(newline) + end);
const anyText = fc.oneof(
  written,
  fc.string({ unit: fc.constantFrom(...'#*_`[]()<>!-+.|\\~&:=1ax \n'), maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('a text that is opened in the editor', () => {
  it('and saved untouched is the same, byte for byte', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { blocks, document } = opened(text);
        document.check();
        expect(blocks.write(document)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every byte of the blocks that were not edited', () => {
    fc.assert(
      fc.property(written, fc.nat(20), (text, at) => {
        const { blocks, document } = opened(text);
        const index = at % document.childCount;
        if (['prompt', 'horizontal_rule'].includes(document.child(index).type.name)) return;
        const { text: after, starts } = blocks.layout(typedIn(document, index, ' typed'));
        const sources = document.content.content.map((block) => String(block.attrs.source ?? ''));
        const before = sources.slice(0, index).join('');
        const behind = sources.slice(index + 1).join('');
        expect(after.startsWith(before.trimEnd())).toBe(true);
        expect(after.endsWith(behind)).toBe(true);
        expect(after.slice(starts[index])).toContain('typed');
      }),
      { numRuns: 300 },
    );
  });

  it('says the same after it was edited in one block, in all the others', () => {
    fc.assert(
      fc.property(written, fc.nat(20), (text, at) => {
        const { blocks, document } = opened(text.replace(/<!-- open/g, ''));
        const index = at % document.childCount;
        if (document.child(index).type.name !== 'paragraph') return;
        const after = createBlocks().read(blocks.write(typedIn(document, index, ' typed')));
        expect(after.textContent.replace(/\s/g, '')).toBe(
          typedIn(document, index, ' typed').textContent.replace(/\s/g, ''),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('has room to write below every prompt and heading that has nothing below it', () => {
    const text = '## A\n<!-- p -->\n## B\n\n- x\n';
    expect(typesOf(text)).toEqual(['heading', 'prompt', 'paragraph', 'heading', 'bullet_list', 'paragraph']);
    const { blocks, document } = opened(text);
    expect(blocks.write(typedIn(document, 2, 'New'))).toBe('## A\n<!-- p -->\n\nNew\n\n## B\n\n- x\n');
  });

  it('is opened as what it is', () => {
    const text =
      '# Title\n\nWords\n\n<!-- A prompt -->\n\n- one\n- two\n\n1. a\n2. b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quote\n\n```js\nx\n```\n\n---\n';
    expect(typesOf(text)).toEqual([
      'heading',
      'paragraph',
      'prompt',
      'bullet_list',
      'ordered_list',
      'table',
      'blockquote',
      'code_block',
      'horizontal_rule',
      'paragraph',
    ]);
  });

  it('stays Markdown where the editor has no form for it', () => {
    expect(typesOf('- # a heading in a list\n')).toEqual(['raw', 'paragraph']);
    expect(typesOf('see [a]\n\n[a]: https://example.org\n')).toEqual(['raw', 'raw', 'paragraph']);
  });
});

describe('what is written in the editor', () => {
  const words = fc.string({ unit: fc.constantFrom(...'ab *_`[]<>#-+.1!|~&\\:('), minLength: 1, maxLength: 12 });
  const mark = fc.constantFrom('strong', 'em', 'strike', 'code');
  const inline = fc.array(fc.tuple(words, fc.uniqueArray(mark, { maxLength: 2 })), { minLength: 1, maxLength: 4 });
  const { nodes, marks } = schema;
  const paragraph = inline.map((parts) =>
    nodes.paragraph!.create(
      null,
      parts.map(([text, names]) =>
        schema.text(
          text,
          names.reduce((set, name) => marks[name]!.create().addToSet(set), [] as readonly never[] as never),
        ),
      ),
    ),
  );
  const item = fc
    .tuple(paragraph, fc.constantFrom(null, true, false))
    .map(([one, isDone]) => nodes.list_item!.create({ isDone }, one));
  const cell = paragraph.map((one) => nodes.table_cell!.create(null, one));
  const block = fc.oneof(
    paragraph,
    paragraph.map((one) => nodes.heading!.create({ level: 2 }, one.content)),
    fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => nodes.bullet_list!.create(null, items)),
    fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => nodes.ordered_list!.create(null, items)),
    fc.array(paragraph, { minLength: 1, maxLength: 2 }).map((inside) => nodes.blockquote!.create(null, inside)),
    words.map((text) => nodes.code_block!.create({ language: 'sh' }, schema.text(text))),
    fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 3 }).map((rows) =>
      nodes.table!.create(
        null,
        rows.map((cells, at) =>
          nodes.table_row!.create(
            null,
            cells.map((one) => (at === 0 ? nodes.table_header!.create(null, one.content) : one)),
          ),
        ),
      ),
    ),
  );
  const letters = (node: Node) => node.textBetween(0, node.content.size).replace(/[^ab]/g, '');

  it('is read back with every letter in its block', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (made) => {
        const document = nodes.doc!.create(null, made);
        const text = createBlocks().write(document);
        const back = createBlocks().read(text);
        const full = (node: Node) =>
          node.content.content.filter((one) => letters(one) !== '').map((one) => [one.type.name, letters(one)]);
        expect(full(back), text).toEqual(full(document));
      }),
      { numRuns: 250 },
    );
  });

  it('needs no more escapes than it must', () => {
    const typed = (text: string) =>
      createBlocks().write(nodes.doc!.create(null, [nodes.paragraph!.create(null, schema.text(text))]));
    expect(typed('snake_case (twice), 2 < 3 & 50 % - fine!')).toBe('snake_case (twice), 2 < 3 & 50 % - fine!\n');
    expect(typed('*not bold*')).toBe('\\*not bold\\*\n');
    expect(typed('1. no list')).toBe('1\\. no list\n');
    expect(typed('<!-- no prompt')).toBe('\\<\\!-- no prompt\n');
  });

  it('never becomes markup of its own', () => {
    const hostile = '<script>alert(1)</script> [a](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const { document } = opened(hostile);
    expect(document.textContent).toBe(hostile);
    const html = markdownToHtml(createBlocks().write(typedIn(document, 0, '!')));
    expect(html).not.toMatch(/<script|<img|href="javascript/);
  });

  it('keeps two lists that stand one behind the other apart', () => {
    const list = (text: string) =>
      nodes.bullet_list!.create(null, nodes.list_item!.create(null, nodes.paragraph!.create(null, schema.text(text))));
    const text = createBlocks().write(nodes.doc!.create(null, [list('a'), list('b')]));
    expect(text).toBe('- a\n\n* b\n');
  });
});
