/** Whatever people or machines write, reading it takes time as it is long, and no more. */
import { describe, expect, it } from 'vitest';
import { evilPieces, evilText } from '../../test/harness/hostile/evil-texts.ts';
import { overgrowth, processorMs } from '../../test/harness/hostile/processor-time.ts';
import { fillTemplate } from '../server/communicate/templates/fill.ts';
import { variablesUsed } from '../server/communicate/templates/variables-used.ts';
import { checkForLeaks, namesToKeep } from './communicate/leak-check.ts';
import { checkBlameless } from './learn/check-blameless-for-tests.ts';
import { plainMarkdown } from './learn/markdown-text.ts';
import { slugOf } from './slug.ts';
import { cleanText, csvCell, escapeHtml, singleLine } from './text.ts';

const people = [
  ...Array.from({ length: 1_500 }, (_, number) => `Person${number} Family${number * 7}`),
  ...['Ada Lovelace', 'Ada', 'a a a a a a a a a a a a a a a a', '((((', '. . . . . .', 'a.a.a.a.a.a.a'],
];
const names = namesToKeep(people, ['checkout-api']);

const readers: Record<string, { length: number; read: (text: string) => unknown }> = {
  'the leak check': {
    length: 5_000,
    read: (text) => checkForLeaks(text, { names, publicNames: [], fullImpact: false }),
  },
  'the blameless check': {
    length: 12_000,
    read: (text) => checkBlameless(text, { peopleNames: people, fullImpact: false }),
  },
  'a template': { length: 2_500, read: (body) => orFault(() => fillTemplate({ title: 'a', body }, { title: 'b c' })) },
  'a title of a template': {
    length: 2_500,
    read: (title) => orFault(() => fillTemplate({ title, body: 'a' }, { title: 'b c' })),
  },
  'a value of a template': {
    length: 5_000,
    read: (title) => fillTemplate({ title: '{{ title }}', body: 'See {{ title }} .' }, { title }),
  },
  'the names in a template': { length: 5_000, read: (body) => orFault(() => variablesUsed({ title: 'a', body })) },
  'one line of Markdown': { length: 12_000, read: (text) => plainMarkdown(text, 5_000) },
  'a clean text': { length: 12_000, read: (text) => cleanText(text, 50_000) },
  'a single line': { length: 12_000, read: (text) => singleLine(text, 50_000) },
  'a cell of a spreadsheet': { length: 12_000, read: csvCell },
  'a text for HTML': { length: 12_000, read: escapeHtml },
  'a slug': { length: 12_000, read: slugOf },
};

function orFault(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it('finds work that grows with the square of a text, and lets pass what grows with its length', () => {
  const spin = (turns: number) => {
    let sum = 0;
    for (let turn = 0; turn < turns; turn += 1) sum += Math.sqrt(turn);
    return sum;
  };
  expect(overgrowth((length) => spin(length * length), 2_000)).toBeGreaterThan(9);
  expect(overgrowth((length) => spin(length * 2_000), 2_000)).toBeNull();
});

describe.each(Object.entries(readers))('%s', (_name, { length, read }) => {
  it('takes no more than its share for a text four times as long', () => {
    for (const piece of evilPieces) {
      expect(
        overgrowth((length) => read(evilText(piece, length)), length),
        JSON.stringify(piece),
      ).toBeNull();
    }
  });
});

it('finds a name among thousands in no more time than among two', () => {
  const text = 'We saw that Ada Lovelace restarted the payment service before noon. '.repeat(150);
  const check = () => checkForLeaks(text, { names, publicNames: [], fullImpact: false });
  expect(check().filter(({ rule }) => rule === 'person')).toHaveLength(150);
  expect(processorMs(check, { enough: 50 })).toBeLessThan(50);
  expect(processorMs(() => namesToKeep(people, []), { enough: 50 })).toBeLessThan(50);
});
