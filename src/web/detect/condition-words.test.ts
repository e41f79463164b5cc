import { expect, it } from 'vitest';
import { conditionWords, failedWords } from './condition-words.ts';

it.each([
  [{ field: 'severity' as const, operator: 'equals' as const, value: 'SEV1' }, 'severity is “SEV1”'],
  [{ label: 'team', operator: 'in' as const, value: ['a', 'b'] }, 'label team is one of “a”, “b”'],
  [{ label: 'field', operator: 'missing' as const }, 'label field is missing'],
])('%j reads as %s', (condition, words) => {
  expect(conditionWords(condition)).toBe(words);
});

it('says what was found instead', () => {
  const condition = { label: 'team', operator: 'equals' as const, value: 'web' };
  expect(failedWords({ condition, actual: 'data' })).toBe('label team is “web”, but it is “data”');
  expect(failedWords({ condition, actual: null })).toBe('label team is “web”, but it is missing');
});
