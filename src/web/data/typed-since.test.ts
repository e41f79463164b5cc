import { expect, it } from 'vitest';
import { typedSince } from './typed-since.ts';

it('what was typed while a text was being saved stays, and what was saved goes', () => {
  expect(typedSince('Restarted', 'Restarted')).toBeNull();
  expect(typedSince('Restarted', 'Restarted\nNow it answers')).toBe('Now it answers');
  expect(typedSince('Restarted', 'Restart')).toBe('Restart');
  expect(typedSince('Restarted', null)).toBeNull();
});
