import { expect, test } from 'vitest';
import { parseFile } from './parse.ts';

const question = (id: string) =>
  `    - {id: ${id}, kind: one, ask: "Which?", options: [One, Other], right: One, because: So it is.}`;
const head = `title: Payments
summary: What fails.
roles: [responder]
minutes: 20
quiz:
  ask: 6
  questions:
${['a', 'b', 'c', 'd', 'e', 'f'].map(question).join('\n')}`;
const file = (yaml: string, body = 'Text.') => `---\n${yaml}\n---\n${body}\n`;
const faults = (yaml: string) => {
  const read = parseFile('course', file(yaml));
  return Array.isArray(read) ? read.map(({ line, message }) => `${line} ${message}`) : [];
};
const changed = (from: string, to: string) => faults(head.replace(from, to));

test('a course is read, also from an editor that marks the beginning of a file', () => {
  for (const mark of ['', '\uFEFF'])
    expect(parseFile('course', mark + file(head))).toMatchObject({ head: { title: 'Payments' }, body: 'Text.' });
});

test('each fault says in words what is wrong, in which field, on which line', () => {
  expect(changed('minutes: 20', 'minutes: twenty')).toEqual(['5 minutes: must be a number.']);
  expect(changed('minutes: 20', 'minutes: 20.5')).toEqual(['5 minutes: must be a whole number.']);
  expect(changed('title: Payments\n', '')).toEqual(['1 title: is missing.']);
  expect(changed('title: Payments', 'title: ""')).toEqual(['2 title: is empty.']);
  expect(changed('title: Payments', `title: ${'x'.repeat(121)}`)).toEqual(['2 title: is longer than 120 characters.']);
  expect(changed('[responder]', '[responder, boss]')).toEqual([
    '4 roles, entry 2: must be responder, commander, communications, scribe or executive.',
  ]);
  expect(changed('[responder]', '[]')).toEqual(['4 roles: needs at least 1 entry; it has 0.']);
  expect(changed('ask: 6', 'ask: 5')).toEqual(['7 ask: must be at least 6.']);
  expect(changed(`\n${question('f')}`, '')[0]).toBe('9 questions: needs at least 6 entries; it has 5.');
  expect(changed('kind: one', 'kind: many')).toEqual(['9 kind: must be one, several, order or number.']);
  expect(changed('right: One', 'right: Another')).toEqual([
    '9 questions, entry 1: The right option must be one of the options.',
  ]);
  expect(changed('minutes: 20', 'minutes: 20\nauthor: Ada')).toEqual(['1 “author” is not known here.']);
  expect(changed('minutes: 20', 'minutes: 20\nafter: [Basics 1]')).toEqual([
    '6 after, entry 1: must be lower-case letters, digits and hyphens.',
  ]);
  expect(faults('just words')).toEqual(['1 The head must be fields with their names.']);
});

test('a head that would grow or nest without end is refused in words', () => {
  const deep = ['1 The head is nested too deeply.'];
  const nine = (name: string) => `[${Array(9).fill(name).join(',')}]`;
  const bomb = `a: &a ${nine('x')}\nb: &b ${nine('*a')}\nc: &c ${nine('*b')}\nd: ${nine('*c')}\n${head}`;
  for (const yaml of [bomb, '- '.repeat(90_000), '? '.repeat(90_000), `a: ${'['.repeat(50_000)}`])
    expect(faults(yaml)).toEqual(deep);
});
