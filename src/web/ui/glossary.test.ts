import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { glossary } from './glossary.ts';

const page = `# Glossary

One word per thing, the same in table, API, code, screen and docs. The product shows these explanations where the words stand.

| word | what it means |
|---|---|
${Object.entries(glossary)
  .map(([word, meaning]) => `| **${word}** | ${meaning} |`)
  .join('\n')}
`;

test('the glossary of the docs says what the product says; EVENKEEL_TEST_WRITE_GLOSSARY=1 writes it anew', () => {
  if (process.env.EVENKEEL_TEST_WRITE_GLOSSARY) writeFileSync('docs/glossary.md', page);
  expect(readFileSync('docs/glossary.md', 'utf8')).toBe(page);
});
