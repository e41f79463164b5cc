import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { totpCode } from '../../../../test/harness/authenticator.ts';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { createSecondFactors } from './second-factor.ts';
import { insertUser } from './store.ts';

// As versions before this one have stored them.
const secret = 'a secret of more than thirty-two characters';
const sealedKey =
  'e7169d5a895c7189100809821039db246063f368604bed9609b171291ee2720f501b6e9d3eba1f7cdde6536630c28635a525a41dfa573b92db9a26888008d23b62b322468dd7bd9e';
const sealedCodes =
  'c3143c4c6dd43c65fbbc14560f04552cd77524f95121ffdeb965c03ebc1b3dd3849af5e7b1b64e8dc7777c5af2a4abc5e1155284f35c965534aca575d5f43e00489c1bf1ed';

test('an authenticator app that is stored still counts, and its backup codes once each', async () => {
  const { db } = await createTestDatabase();
  const userId = await insertUser(db, { email: 'ada@example.org', name: 'Ada', passwordHash: null });
  await db.query(
    `insert into auth."twoFactor" (id, secret, "backupCodes", "userId", verified) values ($1, $2, $3, $4, true)`,
    [randomUUID(), sealedKey, sealedCodes, userId],
  );
  const factors = createSecondFactors(secret);
  await expect(factors.enrol(db, userId, 'ada@example.org')).rejects.toMatchObject({ code: 'state_conflict' });
  const spend = (code: string) => factors.spendBackupCode(db, userId, code);
  const atOnce = await Promise.all([spend('aaaaa-BBBBB'), spend('aaaaa-BBBBB'), spend('nope')]);
  expect(atOnce.filter(Boolean)).toHaveLength(1);
  expect([await spend('aaaaa-BBBBB'), await spend('ccccc-11111'), await spend('ccccc-11111')]).toEqual([
    false,
    true,
    false,
  ]);
  expect(await factors.isCode(db, userId, '000000', 'confirmed')).toBe(false);
});

test('the code of the app is that of RFC 6238 and of the key in its address', async () => {
  const { db } = await createTestDatabase();
  const userId = await insertUser(db, { email: 'ada@example.org', name: 'Ada', passwordHash: null });
  const factors = createSecondFactors(secret);
  const { uri, backupCodes } = await factors.enrol(db, userId, 'ada@example.org');
  expect(uri).toMatch(/^otpauth:\/\/totp\/Evenkeel:ada%40example\.org\?/);
  expect(Object.fromEntries(new URL(uri).searchParams)).toMatchObject({
    issuer: 'Evenkeel',
    digits: '6',
    period: '30',
  });
  expect(new Set(backupCodes).size).toBe(10);
  const known = (code: string, kind: 'confirmed' | 'any') => factors.isCode(db, userId, code, kind);
  expect(await known(totpCode(uri), 'any')).toBe(true);
  expect(await known(totpCode(uri, 1), 'any')).toBe(true);
  expect(await known(totpCode(uri, -4), 'any')).toBe(false);
  // It counts for nothing before it is confirmed.
  expect(await known(totpCode(uri), 'confirmed')).toBe(false);
  expect(await factors.spendBackupCode(db, userId, backupCodes[0]!)).toBe(false);
});
