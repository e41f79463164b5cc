import { expect, test } from 'vitest';
import { readUrl } from './url.ts';

test('a name with a letter like ü is a URL, however often the reader was asked before', () => {
  for (let round = 0; round < 200_000; round++) readUrl('https://example.com/');
  expect(readUrl('https://bücher.example/')?.hostname).toBe('xn--bcher-kva.example');
});

test('what is no URL is null, and a base completes a relative one', () => {
  expect(readUrl('example.com')).toBeNull();
  expect(readUrl('http://')).toBeNull();
  expect(readUrl('/hook', 'https://example.com/a')?.href).toBe('https://example.com/hook');
});
