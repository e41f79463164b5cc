import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import type { Database } from '../db/database.ts';
import { createSecurityLog } from './log.ts';
import { listSecurityEvents } from './store.ts';

const request = { ip: '192.0.2.1', headers: { 'user-agent': 'Guesser/1' } } as FastifyRequest;

test('what happens while the database is away is written down when it is back, and counted once', async () => {
  const { db } = await createTestDatabase();
  let isAway = true;
  const query = (text: string, values: unknown[]) =>
    isAway ? Promise.reject(Object.assign(new Error('away'), { code: '57P01' })) : db.query(text, values);
  const log = createSecurityLog({
    db: { query } as unknown as Database,
    log: pino({ level: 'silent' }),
    metrics: new Registry(),
  });
  onTestFinished(() => log.stop());
  log.note(request, 'sign_in.failed', { subject: 'ada@example.org' });
  await log.flush();
  log.note(request, 'sign_in.failed', { subject: 'ada@example.org' });
  log.note(request, 'token.refused');
  await log.flush();
  isAway = false;
  await log.flush();
  await log.flush();
  const { items } = await listSecurityEvents(db, { limit: 10 });
  expect(items.map(({ kind, count }) => [kind, count]).toSorted()).toEqual([
    ['sign_in.failed', 2],
    ['token.refused', 1],
  ]);
});
