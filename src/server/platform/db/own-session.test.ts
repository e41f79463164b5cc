import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { explainStart } from '../explain-start.ts';
import { openDatabase } from './database.ts';
import { requireOwnSession } from './own-session.ts';

test('PostgreSQL itself keeps what is set for a connection', async () => {
  const { db, databaseUrl } = await createTestDatabase();
  await expect(requireOwnSession(db, databaseUrl)).resolves.toBeUndefined();
});

test('a connection that a pooler refuses is told in one sentence', async () => {
  const text = 'SFATAL\0C08P01\0Mpassword authentication failed for user "a"\0\0';
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
  expect((told as Error).message).toMatch(/the database at 127\.0\.0\.1:\d+ refuses the connection: password/);
});
