import { expect, test } from 'vitest';
import { bytesText } from './bytes-text.ts';

test('sizes are told in the unit that keeps them short', () => {
  expect([0, 8_192, 123_456_789, 5 * 1024 ** 3, 1_020 * 1024].map(bytesText)).toEqual([
    ...['0 KB', '8 KB', '118 MB', '5 GB', '1 MB'],
  ]);
});
