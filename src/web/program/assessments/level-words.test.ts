import { expect, test } from 'vitest';
import { changeText, summaryOf } from './level-words.ts';

const on = (...levels: (number | null)[]) => levels.map((level, place) => ({ day: `${place + 1} Mar 2026`, level }));

test.each([
  [on(2, 3), '3 Defined, up 1 since 1 Mar 2026'],
  [on(5, null, 2), '2 Developing, down 3 since 1 Mar 2026'],
  [on(2, 4, 2), '2 Developing, as on 1 Mar 2026'],
  [on(null, 3, null), '3 Defined'],
  [on(null, null), 'Never rated'],
])('levels over time say where they stand and how far they came: %j', (points, words) => {
  expect(summaryOf(points)).toBe(words);
});

test('a change of level is counted in levels', () => {
  expect([changeText(1), changeText(-2)]).toEqual(['1 level higher than', '2 levels lower than']);
});
