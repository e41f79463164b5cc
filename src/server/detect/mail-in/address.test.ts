import { expect, test } from 'vitest';
import { readAddress, tagOf } from './address.ts';

const key = 'abcdefghij0123456789abcdefghij01';

test.each([
  [`${key}@alerts.example.org`, [key], undefined],
  [`${key}+backup@Alerts.Example.ORG`, [key], 'backup'],
  [`alerts+${key}@alerts.example.org`, [key], 'alerts'],
  [`${key}+a+b@alerts.example.org`, [key], 'a+b'],
  ['postmaster@alerts.example.org', [], undefined],
])('%s names the key and its tag', (address, keys, tag) => {
  const read = readAddress(address)!;
  expect(read).toMatchObject({ keys, domain: 'alerts.example.org' });
  if (keys.length > 0) expect(tagOf(read, key)).toBe(tag);
});

test('what is no address names nothing', () => {
  for (const text of ['', '@alerts.example.org', 'nobody', `${'x'.repeat(300)}@a`])
    expect(readAddress(text)).toBeNull();
});
