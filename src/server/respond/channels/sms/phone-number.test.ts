import { expect, test } from 'vitest';
import { phoneNumber, shownNumber, withPlus } from './phone-number.ts';

test('a number is kept in one form, however it is written', () => {
  for (const written of ['+49 170 1234567', '+49-170-123 45 67', ' +49(170)1234567 ', '+491701234567'])
    expect(phoneNumber.parse(written)).toBe('+491701234567');
});

test('what would reach somebody else or nobody is refused', () => {
  for (const written of [
    '0170 1234567',
    '+49',
    '+999 123456789',
    'Ada',
    '',
    '+49 30 123456 ext. 12',
    `+49${'1'.repeat(60)}`,
  ])
    expect(phoneNumber.safeParse(written).success).toBe(false);
});

test('a number is shown without its middle', () => {
  expect(shownNumber('+491701234567')).toBe('+49 … 567');
});

test('a sender is known however the provider writes the number', () => {
  for (const written of ['+491701234567', '491701234567', '00491701234567', ' +491701234567 '])
    expect(withPlus(written)).toBe('+491701234567');
  for (const other of ['Telekom', '0170123456', '', '123']) expect(withPlus(other)).toBe(other);
});
