import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeTexts, sectionsOf, withSection } from './merge-sections.ts';

const word = fc.constantFrom('a', 'b', 'c', '');
const section = fc.tuple(fc.constantFrom('Summary', 'Timeline', 'Causes'), word);
const written = fc
  .array(section, { maxLength: 4 })
  .map((sections) => `# Title\n${sections.map(([heading, text]) => `## ${heading}\n${text}\n`).join('')}`);

it('a text in sections is the same text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), written), (markdown) => {
      expect(
        sectionsOf(markdown)
          .map(({ text }) => text)
          .join(''),
      ).toBe(markdown);
    }),
  );
});

it('two who changed different sections both keep what they wrote', () => {
  const base = '# Search was down\n## Summary\nA\n## Causes\nB\n';
  const merged = mergeTexts(base, base.replace('A\n', 'Mine\n'), base.replace('B\n', 'Theirs\n'));
  expect(merged).toEqual({
    text: '# Search was down\n## Summary\nMine\n## Causes\nTheirs\n',
    taken: ['Causes'],
    conflicts: [],
  });
});

it('a section that was added stays where it was put, whoever added it', () => {
  const base = '## Summary\nA\n## Causes\nB\n';
  const longer = '## Summary\nA\n## Impact\nC\n## Causes\nB\n';
  const edited = base.replace('B', 'Edited');
  const both = longer.replace('B', 'Edited');
  expect(mergeTexts(base, longer, edited)).toMatchObject({ text: both, conflicts: [] });
  expect(mergeTexts(base, edited, longer)).toMatchObject({ text: both, conflicts: [] });
});

it('of one section that both changed a person decides, and the decision is put in its place', () => {
  const base = '## Summary\nA\n## Causes\nB\n';
  const merged = mergeTexts(base, base.replace('A', 'Mine'), base.replace('A', 'Theirs'));
  expect(merged.text).toBe('## Summary\nMine\n## Causes\nB\n');
  expect(merged.conflicts).toEqual([{ path: ['Summary'], mine: '## Summary\nMine\n', theirs: '## Summary\nTheirs\n' }]);
  expect(withSection(merged.text, 'Summary', '## Summary\nTheirs\n')).toBe('## Summary\nTheirs\n## Causes\nB\n');
});

it('no word that either side wrote is gone without a person having been asked', () => {
  fc.assert(
    fc.property(written, written, written, (base, mine, theirs) => {
      const { text, conflicts } = mergeTexts(base, mine, theirs);
      const asked = conflicts.map((conflict) => `${conflict.mine ?? ''}${conflict.theirs ?? ''}`).join('');
      const before = new Set(sectionsOf(base).map((one) => one.text));
      for (const one of [...sectionsOf(mine), ...sectionsOf(theirs)]) {
        if (before.has(one.text)) continue;
        expect(text.includes(one.text) || asked.includes(one.text)).toBe(true);
      }
    }),
  );
});
