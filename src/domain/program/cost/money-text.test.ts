import { expect, test } from 'vitest';
import { moneyRangeText, moneyText } from './money-text.ts';

test('money is told in the units of its currency', () => {
  expect(moneyText(123_456, 'EUR')).toBe('€1,235');
  expect(moneyText(5_000, 'JPY')).toBe('JP¥5,000');
  expect(moneyText(1_000_000, 'KWD')).toMatch(/1,000$/);
});

test('a range names its ends and what is expected', () => {
  expect(moneyRangeText({ low: -10_000, expected: 0, high: 20_000 }, 'USD')).toBe('-US$100 to US$200, expected US$0');
});
