import { describe, expect, it } from 'vitest';
import { durationText } from './duration-text.ts';

describe('a duration', () => {
  it.each([
    [-3, '0 s'],
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [3840, '1 h 04 min'],
    [86_400, '1 d'],
    [3 * 86_400 + 2 * 3600 + 59, '3 d 2 h'],
  ])('of %d seconds reads %s', (given, text) => {
    expect(durationText(given)).toBe(text);
  });
});
