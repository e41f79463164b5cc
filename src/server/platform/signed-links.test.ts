import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from './secrets.ts';
import { signedLinks } from './signed-links.ts';

const keyed = (...keys: string[]) => {
  const [current, ...others] = keys.map((key) => new Secret(key));
  return signedLinks({ current: current!, accepted: [current!, ...others] });
};

test('a token opens what it was made for: its purpose, its numbers, its key and the one before', () => {
  const links = keyed('key');
  const token = links.tokenOf('letter', 7, 3);
  expect(links.read('letter', token, 2)).toEqual([7, 3]);
  expect(links.read('address', token, 2)).toBeNull();
  expect(links.read('letter', token, 1)).toBeNull();
  expect(keyed('another').read('letter', token, 2)).toBeNull();
  expect(keyed('another', 'key').read('letter', token, 2)).toEqual([7, 3]);
});

test('no token that was changed or made up is read', () => {
  const links = keyed('key');
  const token = links.tokenOf('letter', 7, 3);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: token.length - 1 }), fc.constantFrom(...'0189aAzZ-_. \n'), (at, other) => {
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      if (changed !== token) expect(links.read('letter', changed, 2)).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (made) => {
      expect(links.read('letter', made, 2)).toBeNull();
    }),
  );
});
