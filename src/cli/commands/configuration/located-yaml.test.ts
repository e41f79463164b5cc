import { expect, test } from 'vitest';
import { CommandProblem } from '../../exit-codes.ts';
import { readYaml } from './located-yaml.ts';

const text = `# The world
people:
  - email: ada@example.org
    name: Ada
services:
  - slug: checkout
    name: Checkout
    odd name: 1

  - slug: search
    escalationPolicy:
      nobody
`;

test('Each place has the line it stands on; what is not there has the line of what is around it', () => {
  const { content, lineOf } = readYaml(text, 'world.yaml');
  expect((content.services as unknown[]).length).toBe(2);
  expect(lineOf('people[0].email')).toBe(3);
  expect(lineOf('services[0].name')).toBe(7);
  expect(lineOf('services[0]["odd name"]')).toBe(8);
  expect(lineOf('services[1]')).toBe(10);
  expect(lineOf('services[1].escalationPolicy')).toBe(12);
  expect(lineOf('services[1].missing')).toBe(10);
  expect(lineOf('nowhere[3]')).toBe(1);
});

test('Times and dates stay texts, and an empty file is an empty document', () => {
  const { content } = readYaml('a: 09:00\nb: 2026-01-05\n', 'x');
  expect(content).toEqual({ a: '09:00', b: '2026-01-05' });
  expect(readYaml('# nothing\n', 'x').content).toEqual({});
});

test.each([
  ['a: 1\na: 2\n', /^w\.yaml:2: /],
  ['a: [1\nb: 2', /^w\.yaml:2: /],
  ['- 1\n', /^w\.yaml:1: The file must be a mapping/],
  ['a: &x [1, 2]\nb: *y\n', /^w\.yaml:/],
  [
    `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: &c [${'*b,'.repeat(20)}]\nd: [${'*c,'.repeat(20)}]\n`,
    /alias/i,
  ],
])('A file that is no document is refused with its line (%#)', (broken, message) => {
  try {
    readYaml(broken, 'w.yaml');
    expect.fail('it was accepted');
  } catch (error) {
    expect(error).toBeInstanceOf(CommandProblem);
    expect((error as CommandProblem).exitCode).toBe(2);
    expect((error as Error).message).toMatch(message);
  }
});

test('Merge keys and sections for anchors are understood, and leave nothing behind', () => {
  const file = 'x-day: &day { unit: day, every: 1 }\na:\n  - name: A\n    rotation: { <<: *day, every: 2 }\n';
  const { content, lineOf } = readYaml(file, 'w.yaml');
  expect(content).toEqual({ a: [{ name: 'A', rotation: { unit: 'day', every: 2 } }] });
  expect(lineOf('a[0].rotation')).toBe(4);
  expect(lineOf('a[0].rotation.unit')).toBe(4);
});

test('A second document is refused at its line in words of our own; an empty one is none', () => {
  expect(() => readYaml('a: 1\n---\nb: 2\n', 'w.yaml')).toThrow(
    'w.yaml:2: A second YAML document starts here (---); put all sections into one.',
  );
  expect(readYaml('---\na: 1\n---\n', 'w.yaml').content).toEqual({ a: 1 });
});

test('What is nested without end, or unfolds without end, ends in one sentence', () => {
  expect(() => readYaml('['.repeat(200_000), 'w.yaml')).toThrow(/^w\.yaml:1: This is nested too deeply\.$/);
  const bomb = `a: &a [x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [${`*${n ? `b${n - 1}` : 'a'},`.repeat(9)}]`).join('\n')}\n`;
  expect(() => readYaml(bomb, 'w.yaml')).toThrow(/expand to far more than the file holds/);
});
