import { createServer } from 'node:net';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { explainStart } from '../explain-start.ts';
import { openDatabase } from './database.ts';
import { requireOwnSession } from './own-session.ts';

const sentence = /a pooler such as PgBouncer answers at 127\.0\.0\.1:\d+, .*: give the address of PostgreSQL\.$/;

test('PostgreSQL itself keeps what is set for a connection', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  await requireOwnSession(db, databaseUrl);
});

test('whoever drops what is set for a connection is taken for a pooler', async () => {
  const { databaseUrl } = await createTestDatabase();
  const dropped = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // The server may end what is ending already.
  dropped.on('error', () => {});
  dropped.on('connect', (client) => client.on('error', () => {}));
  onTestFinished(() => dropped.end());
  await expect(requireOwnSession(dropped, databaseUrl)).rejects.toThrow(sentence);
});

test.each([
  ['unsupported startup parameter: statement_timeout', sentence],
  ['password authentication failed for user "a"', /the database at 127\.0\.0\.1:\d+ refuses the connection: password/],
])('a pooler that says “%s” is told in one sentence', async (said, expected) => {
  const text = `SFATAL\0C08P01\0M${said}\0\0`;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 4);
  const pooler = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(text)])));
  });
  await new Promise<void>((ready) => pooler.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void pooler.close());
  const url = `postgres://a:b@127.0.0.1:${(pooler.address() as { port: number }).port}/x`;
  const db = openDatabase({ url, max: 1, applicationName: 'test' });
  onTestFinished(() => db.end());
  const error = await db.query('select 1').catch((reason: Error) => reason);
  const told = explainStart(error, { port: 1, host: '127.0.0.1', dataDir: '/x', databaseUrl: url });
  expect((told as Error).message).toMatch(expected);
});
