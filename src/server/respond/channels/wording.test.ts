import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneOfEachKind, pageMessage } from './message-samples-for-tests.ts';
import { bodyOf, paragraphsOf, referencesOf } from './wording.ts';

test('a long description is cut where it is long, so that who is asked next and the labels still stand', () => {
  const body = bodyOf(pageMessage({ summary: ['x'.repeat(10_000)] }), 2_000);
  expect(body).toContain('xxx…');
  expect(body).toContain('Next: Grace in 5 min');
  expect(body).toContain('region: eu-west-1');
});

test('what fits is whole', () => {
  for (const message of oneOfEachKind()) expect(bodyOf(message, 5_000)).toContain(paragraphsOf(message).join('\n\n'));
});

test('a body never has more bytes than it may, whatever is said', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 3_000 });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 5 }), fc.integer({ min: 40, max: 4_000 }), (title, summary, most) => {
      const labels = summary.map((value, place) => ({ name: `label ${place}`, value }));
      expect(Buffer.byteLength(bodyOf(pageMessage({ title, summary, labels }), most))).toBeLessThanOrEqual(most);
    }),
    { numRuns: 50 },
  );
});

test('a link that is no address, or too long for one, is left out; white space in one is encoded', () => {
  const hrefs = [
    'https://wiki.example/a',
    'https://[',
    `https://e.example/${'x'.repeat(3_000)}`,
    'https://e.example/a b',
  ];
  const { page } = pageMessage({ references: hrefs.map((href) => ({ text: 'x', href })) });
  expect(referencesOf(page).map(({ link }) => link)).toEqual(['https://wiki.example/a', 'https://e.example/a%20b']);
});
