import { getMigrations } from 'better-auth/db/migration';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { openDatabase } from '../db/database.ts';
import { createBetterAuth } from './better-auth.ts';

test('the migrations make exactly the tables that this version of the sign-in library wants', async () => {
  const { databaseUrl } = await createTestDatabase();
  const db = openDatabase({ url: databaseUrl, max: 2, applicationName: 'test', searchPath: 'auth', onError: () => {} });
  onTestFinished(() => db.end());
  const warnings: string[] = [];
  const auth = createBetterAuth({
    db,
    secret: 'a secret of more than thirty-two characters',
    publicUrl: undefined,
    cookiePrefix: 'evenkeel',
    warn: (message) => warnings.push(message),
  });
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  expect(toBeCreated.map((table) => table.table)).toEqual([]);
  expect(toBeAdded).toEqual([]);
  expect(warnings).toEqual([]);
});
