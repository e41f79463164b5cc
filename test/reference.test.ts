/** What is committed of the API and the schema is what they are, so that every change of them is seen in a diff. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeApi } from '../bin/reference/api.ts';
import { describeChannels } from '../bin/reference/channels.ts';
import { describeSchema } from '../bin/reference/schema.ts';
import { describeTables } from '../bin/reference/tables.ts';
import { createTestDatabase } from './harness/database.ts';

const mend = '`npm run generate` writes it anew';

test('docs/openapi.json describes the API as it is', () => {
  expect(readFileSync('docs/openapi.json', 'utf8') === describeApi(), mend).toBe(true);
});

test('docs/channels.md says what channels and providers say of themselves', () => {
  const page = readFileSync('docs/channels.md', 'utf8');
  expect(page === describeChannels(page), mend).toBe(true);
});

test('docs/tables.md has the columns of every exported table', () => {
  const page = readFileSync('docs/tables.md', 'utf8');
  expect(page === describeTables(page), mend).toBe(true);
});

test('docs/schema.sql describes the schema as it is', async () => {
  const { db } = await createTestDatabase();
  expect(readFileSync('docs/schema.sql', 'utf8').split('\n'), mend).toEqual((await describeSchema(db)).split('\n'));
});
