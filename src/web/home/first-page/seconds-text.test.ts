import { expect, it } from 'vitest';
import { secondsText } from './seconds-text.ts';

it.each([
  [-3, '0.00 s'],
  [41, '0.04 s'],
  [3_240, '3.2 s'],
  [125_900, '2 min 5 s'],
])('%i milliseconds read as %s', (milliseconds, text) => {
  expect(secondsText(milliseconds)).toBe(text);
});
