import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { maskQuoted } from './markdown-mask.ts';

const markdown = new MarkdownIt();

/** For each line: whether the parser that shows Markdown takes it for words of the author, or for code or a quotation. */
function linesOf(text: string): ('words' | 'quoted' | 'neither')[] {
  const kinds = text.split('\n').map(() => 'neither' as 'words' | 'quoted' | 'neither');
  let depth = 0;
  for (const { type, map } of markdown.parse(text, {})) {
    if (type === 'blockquote_open') depth += 1;
    if (type === 'blockquote_close') depth -= 1;
    const kind = depth > 0 || type === 'code_block' || type === 'fence' ? 'quoted' : 'words';
    if (map && (type === 'inline' || type === 'code_block' || type === 'fence')) kinds.fill(kind, map[0], map[1]);
  }
  return kinds;
}

describe('the mask over what others have said', () => {
  it.each([
    ['a quotation in a list', '- > careless'],
    ['a quotation in a numbered list', '1. a\n\n   > careless\n   > careless'],
    ['a quotation that goes on without its sign', '> a\ncareless'],
    ['code in a list', '- a\n\n      careless'],
    ['a fence in a list', '1. a\n\n   ```\n   careless\n   ```'],
    ['a fence with words behind what looks like its end', '```\ncareless\n``` js\ncareless\n```'],
    ['code after a heading', '# a\n    careless'],
  ])('covers %s', (_, text) => {
    expect(maskQuoted(text)).not.toContain('careless');
  });

  it.each([
    ['a paragraph of a list', '1.  a\n\n    careless'],
    ['a line that hangs', 'a\n    careless'],
    ['words behind a quotation whose fence never ends', '> ```\n> a\n\ncareless'],
    ['words behind a list whose fence never ends', '- ```\n  a\n\ncareless'],
    ['words behind a quotation', '> a\n\ncareless'],
    ['a list behind a quotation', '> a\n- careless'],
    ['words in a nested list', '- a\n  - b\n    - careless'],
    ['code of one line that is none', '``` a `b` careless'],
  ])('leaves %s', (_, text) => {
    expect(maskQuoted(text)).toContain('careless');
  });

  it('takes for code and quotations the lines that Markdown shows as such', () => {
    const starts = ['', '- ', '1. ', '> ', '    ', '  ', '   ', '      ', '- > ', '  > ', '# '];
    const line = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(fc.constantFrom(...starts), fc.constantFrom('word', 'words of it'))
          .map((pair) => pair.join('')),
      },
      { weight: 2, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('```', '~~~', '  ```') },
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const masked = maskQuoted(lines.join('\n')).split('\n');
        for (const [at, kind] of linesOf(lines.join('\n')).entries()) {
          if (kind === 'neither' || !lines[at]!.includes('word')) continue;
          expect(masked[at]!.includes('word') ? 'words' : 'quoted', `line ${at}`).toBe(kind);
        }
      }),
      { numRuns: 1_000, seed: 7 },
    );
  });
});
