import { expect, test } from 'vitest';
import { sourceInput } from './sources.ts';

const takes = (key: string) => sourceInput.shape.key.safeParse(key).success;

test('a key of few characters, of one part again and again, or of characters in a row is no key', () => {
  for (const key of [
    'aaaaaaaaaaaaaaaa',
    'passwordpassword',
    '0123456789abcdef',
    '0123456789abcdef0123456789abcdef',
    'abcdefghijklmnopqrstuvwxyz',
    '5f3a9c15f3a9c15f3a9c1',
  ])
    expect(takes(key), key).toBe(false);
  for (const key of ['f3a9c1d27be84f60', '7f8f3a50-5a0e-4b43-9a0e-1c2d93b0aa17', 'R03EPC9I2KZ7Q1X5'])
    expect(takes(key), key).toBe(true);
});
