import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTexts } from './merge-texts.ts';
import { sectionsOf, withSection } from './text-sections.ts';

const word = fc.constantFrom('a', 'b', 'c', '', '```\n# no heading\n```', '### Deeper\nd');
const section = fc.tuple(fc.constantFrom('Summary', 'Timeline', 'Causes', 'Summary (2)', ''), word);
const written = fc
  .tuple(fc.constantFrom('', 'Before.\n'), fc.array(section, { maxLength: 5 }))
  .map(([lead, sections]) => lead + sections.map(([heading, text]) => `## ${heading}\n${text}\n`).join(''));
const anyText = fc.oneof(written, fc.string({ unit: fc.constantFrom('#', ' ', '\n', '`', 'a', '\r') }));

describe('the sections of a text', () => {
  it('are the text again when they are put together', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), anyText), (markdown) => {
        const texts = sectionsOf(markdown).map(({ text }) => text);
        expect(texts.join('')).toBe(markdown);
      }),
    );
  });

  it('each have a key of their own', () => {
    fc.assert(
      fc.property(anyText, (markdown) => {
        const keys = sectionsOf(markdown).map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('do not begin inside code, nor below the level that is asked for', () => {
    const markdown = '# A\n```sh\n# a comment\n```\n## B ##\n### C\n';
    expect(sectionsOf(markdown, 2).map(({ key }) => key)).toEqual(['A', 'B']);
    expect(sectionsOf(markdown).map(({ key }) => key)).toEqual(['A', 'B', 'C']);
  });
});

describe('two changes of one text', () => {
  const base = '# Search was down\n## Summary\nA\n## Causes\nB\n';

  it('of different sections both stay, and nobody is asked', () => {
    expect(mergeTexts(base, base.replace('A\n', 'Mine\n'), base.replace('B\n', 'Theirs\n'))).toEqual({
      text: '# Search was down\n## Summary\nMine\n## Causes\nTheirs\n',
      taken: ['Causes'],
      conflicts: [],
    });
  });

  it('that each add a section, and change another, are merged without a question', () => {
    const mine = base.replace('A\n', 'Mine\n').replace('## Causes', '## Impact\nC\n## Causes');
    const theirs = `${base.replace('B\n', 'Theirs\n')}## Luck\nD\n`;
    expect(mergeTexts(base, mine, theirs)).toEqual({
      text: '# Search was down\n## Summary\nMine\n## Impact\nC\n## Causes\nTheirs\n## Luck\nD\n',
      taken: ['Causes', 'Luck'],
      conflicts: [],
    });
  });

  it('of the same section ask, and the answer goes in its place', () => {
    const merged = mergeTexts(base, base.replace('A\n', 'Mine\n'), base.replace('A\n', 'Theirs\n'));
    expect(merged.conflicts).toEqual([{ key: 'Summary', mine: '## Summary\nMine\n', theirs: '## Summary\nTheirs\n' }]);
    expect(withSection(merged.text, 'Summary', '## Summary\nTheirs\n')).toBe(base.replace('A\n', 'Theirs\n'));
  });

  it('ask when a section was taken out here and changed there, and it stays until somebody decides', () => {
    const merged = mergeTexts(base, '# Search was down\n## Causes\nB\n', base.replace('A\n', 'Theirs\n'));
    expect(merged.conflicts).toEqual([{ key: 'Summary', mine: null, theirs: '## Summary\nTheirs\n' }]);
    expect(merged.text).toBe(base.replace('A\n', 'Theirs\n'));
    expect(withSection(merged.text, 'Summary', '')).toBe('# Search was down\n## Causes\nB\n');
  });

  it('ask about everything that differs when nobody knows what they began with', () => {
    const merged = mergeTexts(null, base.replace('A\n', 'Mine\n'), base.replace('B\n', 'Theirs\n'));
    expect(merged.conflicts.map(({ key }) => key)).toEqual(['Summary', 'Causes']);
  });

  it('are the one change where the other side changed nothing', () => {
    fc.assert(
      fc.property(written, written, (before, after) => {
        expect(mergeTexts(before, before, after)).toMatchObject({ text: after, conflicts: [] });
        expect(mergeTexts(before, after, before)).toMatchObject({ text: after, taken: [], conflicts: [] });
      }),
    );
  });

  it('ask about exactly the sections that both changed, whoever merges', () => {
    fc.assert(
      fc.property(written, written, written, (before, mine, theirs) => {
        const [was, my, their] = [before, mine, theirs].map(
          (text) => new Map(sectionsOf(text).map(({ key, text }) => [key, text])),
        );
        const keys = new Set([...was!.keys(), ...my!.keys(), ...their!.keys()]);
        const asked = (text: MergedOf) => text.conflicts.map(({ key }) => key).sort();
        const both = [...keys].filter((key) => {
          const [a, b, c] = [was!.get(key), my!.get(key), their!.get(key)];
          return a !== b && a !== c && b !== c;
        });
        expect(asked(mergeTexts(before, mine, theirs))).toEqual(both.sort());
        expect(asked(mergeTexts(before, theirs, mine))).toEqual(both.sort());
      }),
    );
  });

  it('lose no word of either side without a person having been asked', () => {
    fc.assert(
      fc.property(written, written, written, (before, mine, theirs) => {
        const { text, conflicts } = mergeTexts(before, mine, theirs);
        const asked = conflicts.map((conflict) => `${conflict.mine ?? ''}${conflict.theirs ?? ''}`).join('');
        const known = new Set(sectionsOf(before).map((one) => one.text));
        for (const one of [...sectionsOf(mine), ...sectionsOf(theirs)]) {
          if (known.has(one.text)) continue;
          expect(text.includes(one.text) || asked.includes(one.text)).toBe(true);
        }
      }),
    );
  });
});

type MergedOf = ReturnType<typeof mergeTexts>;
