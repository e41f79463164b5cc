import { expect, it } from 'vitest';
import { createBlocks } from './blocks.ts';
import { rangeOf, sectionPlaces } from './places.ts';

const text =
  '# Title\n\nThe cat \\(a cat\\) sat.\n\n## Cause **one**\n\n- a cat\n\n```\n## no section\n```\n\n## End\n';

function opened() {
  const blocks = createBlocks();
  const document = blocks.read(text);
  return { document, layout: blocks.layout(document) };
}

it('the sections of the text are found in the document, under the same keys', () => {
  const { document, layout } = opened();
  const places = sectionPlaces(document, layout);
  expect(places.map(({ key }) => key)).toEqual(['Title', 'Cause **one**', 'End']);
  expect(places.map(({ from }) => document.nodeAt(from)?.textContent)).toEqual(['Title', 'Cause one', 'End']);
  expect(places.map(({ end }) => end)).toEqual([places[1]!.from, places[2]!.from, document.content.size]);
});

it('words of the Markdown are found where they stand, the second time as well', () => {
  const { document, layout } = opened();
  const shown = (start: number, end: number) => {
    const range = rangeOf(document, layout, start, end);
    return range && [document.textBetween(range.from, range.to), document.resolve(range.from).index(0)];
  };
  const at = (words: string, from = 0) => text.indexOf(words, from);
  expect(shown(at('cat'), at('cat') + 3)).toEqual(['cat', 1]);
  const second = at('a cat');
  expect(shown(second, second + 5)).toEqual(['a cat', 1]);
  const third = at('a cat', second + 1);
  expect(shown(third, third + 5)).toEqual(['a cat', 3]);
  expect(shown(at('\\(a'), at('\\(a') + 3)).toBeNull();
});
