import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { glossary } from './glossary.ts';

const root = path.resolve('src/web');
const used = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .flatMap((name) =>
    [...readFileSync(path.join(root, name), 'utf8').matchAll(/\bword="([^"]+)"/g)].map(([, word]) => word!),
  );

test('every word that a screen explains stands in the glossary of the docs', () => {
  expect(used.length).toBeGreaterThan(30);
  expect([...new Set(used)].filter((word) => !glossary.has(word))).toEqual([]);
});

test('the main things of the product are explained where they are the title', () => {
  const main = ['source', 'alert', 'route', 'page', 'escalation policy', 'schedule', 'incident', 'severity', 'runbook'];
  const later = ['postmortem', 'action item', 'contributing factor', 'assessment', 'goal', 'plan', 'drill', 'playbook'];
  expect([...main, ...later, 'service', 'team', 'status page'].filter((word) => !used.includes(word))).toEqual([]);
});

test('a meaning is one short text, and no word has two', () => {
  const rows = readFileSync('docs/glossary.md', 'utf8').match(/^\| \*\*/gm)!;
  expect(rows).toHaveLength(glossary.size);
  for (const meaning of glossary.values()) expect(meaning.length).toBeLessThan(200);
});

test('the question asked first of postmortems is answered: what happened and what changes, never who', () => {
  expect(glossary.get('postmortem')).toMatch(/^What happened.*what changes.*Never who/);
});
