import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanWords, likePatterns, pseudonymOf, sentencePatterns, wholePatterns } from './personal-data.ts';

const words = { names: ['Ann', 'Ann Lee'], addresses: ['ann@example.org'], others: ['+491701234567'] };
const within = (text: string) => text.replace(new RegExp(sentencePatterns(words).names, 'g'), 'X');

test('a name is found as whole words only, and the longer one first', () => {
  expect(within('Ann Lee told Ann about the Annual report (+491701234567).')).toBe(
    'X told X about the Annual report (X).',
  );
});

test('an address is found at the end of a sentence, and not within another address', () => {
  const pattern = new RegExp(sentencePatterns(words).addresses, 'gi');
  expect(
    'Ask ANN@example.org. Not joann@example.org, ann@example.org.uk or mary-ann@example.org'.replace(pattern, 'X'),
  ).toBe('Ask X. Not joann@example.org, ann@example.org.uk or mary-ann@example.org');
});

test('names in scripts without blanks are found within other characters', () => {
  const { names } = sentencePatterns({ names: ['王伟'], addresses: [], others: [] });
  expect('由王伟确认'.replace(new RegExp(names, 'g'), 'X')).toBe('由X确认');
});

test('a whole value is found whatever characters the name has, and what it is searched by matches it', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), (name) => {
      const { names } = wholePatterns({ names: [name], addresses: [], others: [] });
      expect(new RegExp(names).test(name)).toBe(true);
      expect(new RegExp(names).test(`${name}x`)).toBe(false);
      expect(likePatterns({ names: [name], addresses: [], others: [] })[0]!.replace(/\\(.)/gs, '$1')).toBe(`%${name}%`);
    }),
  );
});

test('settings that are words of a channel say nobody, and what the pseudonym says is not looked for', () => {
  const found = cleanWords(
    { names: ['Person', 'Ada'], addresses: [], others: ['html', 'U024BE7LH', '+4917012345'] },
    7,
  );
  expect(found).toEqual({ names: ['Ada'], addresses: [], others: ['U024BE7LH', '+4917012345'] });
  expect(pseudonymOf(7)).toBe('Removed person 7');
});
