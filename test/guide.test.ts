/** The guide shows what there is: its pictures are those of the script, and its links lead somewhere. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pictures } from '../bin/guide-pictures/list.ts';

const folder = path.resolve('docs/guide');
const pages = readdirSync(folder).filter((name) => name.endsWith('.md'));
const linksOf = (page: string) =>
  [...readFileSync(path.join(folder, page), 'utf8').matchAll(/(!?)\[([^\]]+)\]\(([^)\s]+)\)/g)].map(
    ([, mark, text, target]) => ({ isPicture: mark === '!', text: text!, target: target! }),
  );

test('every picture of the guide is one the script takes, is there, and says what it shows', () => {
  const shown = pages.flatMap((page) => linksOf(page).filter(({ isPicture }) => isPicture));
  const names = pictures.map(({ name }) => `pictures/${name}.png`).sort();
  expect(shown.map(({ target }) => target).sort()).toEqual(names);
  expect(shown.filter(({ text }) => text.length < 10)).toEqual([]);
  const files = readdirSync(path.join(folder, 'pictures')).map((name) => `pictures/${name}`);
  expect(files.sort()).toEqual(names);
  const bytes = files.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
  expect(bytes).toBeLessThan(3 * 1024 * 1024);
});

test('every link of the guide leads to a file that is there, and every page is reached from the first', () => {
  const broken = pages.flatMap((page) =>
    linksOf(page)
      .map(({ target }) => target.split('#')[0]!)
      .filter((target) => !/^https?:/.test(target) && !existsSync(path.join(folder, target)))
      .map((target) => `${page}: ${target}`),
  );
  expect(broken).toEqual([]);
  const fromFirst = linksOf('README.md').map(({ target }) => target);
  expect(pages.filter((page) => page !== 'README.md' && !fromFirst.includes(page))).toEqual([]);
});
