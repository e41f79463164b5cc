import { expect, test } from 'vitest';
import { wakesText } from './wakes-text.ts';

const channels = [
  { channel: 'email', abilities: { wakes: 'no' } },
  { channel: 'sms', abilities: { wakes: 'if-allowed' } },
  { channel: 'pager', abilities: { wakes: 'yes' } },
] as const;
const method = (channel: string, label: string) => ({ channel, label });

test('names what can wake, and under which condition', () => {
  expect(wakesText([method('pager', 'Pager'), method('email', 'Mail')], channels)).toBe('Pager can wake you.');
  expect(wakesText([method('sms', 'Mobile'), method('sms', 'Landline')], channels)).toBe(
    'Mobile and Landline can wake you if you allow it on the device to ring through do-not-disturb.',
  );
});

test('nothing is said to wake that does not, nor a channel that is not known', () => {
  expect(wakesText([method('email', 'Mail'), method('carrier-pigeon', 'Loft')], channels)).toBeNull();
});
