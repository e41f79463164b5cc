import { expect, test } from 'vitest';

import { type CourseHead, learnerRoles, type ScenarioHead } from '../../../contract/program/documents.ts';
import { drillFormatKeys } from '../../../contract/program/drill-keys.ts';
import { roleKeys } from '../../../contract/respond/severities.ts';
import { parseFile } from './parse.ts';
import { readShipped } from './shipped.ts';

const shipped = await readShipped('content');
const read = <Head>(kind: 'course' | 'scenario') =>
  shipped
    .filter((document) => document.kind === kind)
    .map(({ key, source }) => {
      const parsed = parseFile(kind, source);
      if (Array.isArray(parsed)) throw new Error(`${key}: ${JSON.stringify(parsed)}`);
      return { key, head: parsed.head as Head, body: parsed.body };
    });

test('at least twelve courses of twenty to forty minutes ship, each with sources and a bank larger than its quiz', () => {
  const courses = read<CourseHead>('course');
  expect(courses.length).toBeGreaterThanOrEqual(12);
  for (const { key, head, body } of courses) {
    expect([key, head.minutes >= 20 && head.minutes <= 40]).toEqual([key, true]);
    expect([key, body.split(/\s+/).length > 3_000]).toEqual([key, true]);
    expect([key, head.sources.length >= 4]).toEqual([key, true]);
    expect([key, head.quiz.questions.length > head.quiz.ask]).toEqual([key, true]);
    expect([key, new Set(head.quiz.questions.map(({ kind }) => kind)).size]).toEqual([key, 4]);
  }
});

test('a course asks first only for courses that there are, in no circle, and for roles that a war room has', () => {
  const courses = read<CourseHead>('course');
  const after = new Map(courses.map(({ key, head }) => [key, head.after]));
  const depth = (key: string, seen: readonly string[] = []): number => {
    expect(seen).not.toContain(key);
    return 1 + Math.max(0, ...after.get(key)!.map((before) => depth(before, [...seen, key])));
  };
  for (const [key, before] of after) {
    for (const one of before) expect([...after.keys()]).toContain(one);
    depth(key);
  }
  const roles = courses.flatMap(({ head }) =>
    head.practice.flatMap((one) => (one.kind === 'drill-role' ? [one.role] : [])),
  );
  for (const role of roles) expect(roleKeys).toContain(role);
  const paths = new Set(courses.flatMap(({ head }) => head.roles));
  expect([...paths].sort()).toEqual([...learnerRoles].sort());
});

test('the first course asks the question of the mission, word for word', () => {
  const basics = read<CourseHead>('course').find(({ key }) => key === 'incident-management-basics')!;
  expect(basics.head.quiz.questions.map(({ ask }) => ask)).toContain(
    'What is the first step in implementing Incident Management?',
  );
});

test('at least thirty scenarios ship, two of each format, most of them from public outages', () => {
  const scenarios = read<ScenarioHead>('scenario');
  expect(scenarios.length).toBeGreaterThanOrEqual(30);
  for (const format of drillFormatKeys) {
    const count = scenarios.filter(({ head }) => head.format === format).length;
    expect([format, count >= 2]).toEqual([format, true]);
  }
  expect(scenarios.filter(({ head }) => head.source).length).toBeGreaterThanOrEqual(18);
  for (const { key, body } of scenarios) expect([key, body.includes('## For the facilitator')]).toEqual([key, true]);
});

const course = (head: string) => `---\n${head}\n---\nText`;

test.each([
  ['without a head', 'Text', 1, /head/],
  ['with YAML that cannot be read', course('title: "open'), 2, /./],
  ['nested without end', course('['.repeat(2_000)), 1, /too deeply/],
  ['with an unknown field', course('title: A\nevil: true'), 1, /evil/],
  [
    'with aliases that expand',
    course(
      `a: &a [1,1]\n${'bcdefghij'
        .split('')
        .map((n, i) => `${n}: &${n} [${`*${'abcdefghij'[i]},`.repeat(9)}]`)
        .join('\n')}`,
    ),
    1,
    /./,
  ],
])('a file %s is refused with a line', (_, source, line, message) => {
  const faults = parseFile('course', source);
  expect(faults).toEqual(
    expect.arrayContaining([{ line: expect.any(Number), message: expect.stringMatching(message) }]),
  );
  expect((faults as { line: number }[])[0]!.line).toBeGreaterThanOrEqual(line);
});
