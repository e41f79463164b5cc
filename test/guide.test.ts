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

test('the first page numbers the pages that there are, each once, and says how many', () => {
  const lines = readFileSync(path.join(folder, 'README.md'), 'utf8').split('\n');
  const listed = lines.flatMap((line) => /^(\d+)\. \[[^\]]+\]\(([^)]+)\): ./.exec(line)?.slice(1, 3).join(' ') ?? []);
  expect(listed.map((line) => Number(line.split(' ')[0]))).toEqual(listed.map((_, at) => at + 1));
  expect(listed.map((line) => line.split(' ')[1]!).sort()).toEqual(pages.filter((page) => page !== 'README.md').sort());
  expect(listed).toHaveLength(34);
  expect(lines.join('\n')).toContain('Thirty-four short pages');
});

test('the program has a page for each of its steps, all short, and its overview leads to each', () => {
  const steps = ['assess.md', 'goals.md', 'plans.md', 'drills.md', 'training.md', 'playbook.md', 'reviews.md'];
  const fromOverview = linksOf('program.md').map(({ target }) => target);
  expect(steps.filter((page) => !fromOverview.includes(page))).toEqual([]);
  for (const page of ['program.md', ...steps]) {
    const words = readFileSync(path.join(folder, page), 'utf8').split(/\s+/).length;
    expect([page, words < 1_200]).toEqual([page, true]);
  }
});
