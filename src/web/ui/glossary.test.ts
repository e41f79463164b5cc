import { expect, it } from 'vitest';
import { glossary } from './glossary.ts';

it.each(
  Object.entries(glossary),
)('explains "%s" in one or two whole sentences that fit a tooltip', (_word, meaning) => {
  expect(meaning).toMatch(/^[A-Z].*\.$/);
  expect(meaning.length).toBeLessThanOrEqual(140);
});
