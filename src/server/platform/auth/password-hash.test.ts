import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.ts';

// As versions before this one have stored it.
const hash =
  'f47031efadf4e27b4f9ac529d417044c:1497e9f65379b3efc242d2c795ba78843d471d972dd0289f4a36dd69d8d09db62636c05d4f698c4bf01df381cd096d2d17bc937c6c01066a7304d6a8350cae35';

test('a password that is stored is known again, in whichever form its letters are typed', async () => {
  expect(await verifyPassword(hash, 'correct horse battery staple ﬁ')).toBe(true);
  expect(await verifyPassword(hash, 'correct horse battery staple fi')).toBe(true);
  expect(await verifyPassword(hash, 'correct horse battery staple')).toBe(false);
  const made = await hashPassword('another one');
  expect([await verifyPassword(made, 'another one'), await verifyPassword(made, 'another')]).toEqual([true, false]);
  expect(await verifyPassword(null, '')).toBe(false);
});
