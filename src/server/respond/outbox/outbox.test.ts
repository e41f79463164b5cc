import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../../../../test/harness/database.ts';
import { eventually } from '../../../../test/harness/eventually.ts';
import type { MailTransport } from '../channels/email/mail-transport.ts';
import { startOutbox } from './outbox.ts';

test('a mail that cannot be composed keeps none of the others from going out, and is tried again', async () => {
  const { db } = await createTestDatabase();
  await db.query(`insert into people (email, name) values ('ada@example.org', 'Ada')`);
  await db.query(`insert into incidents (id, title, severity, peak_severity, kind, declared_by, declared_at)
    values (1, 'Checkout', 2, 2, 'real', '{}', evenkeel.now())`);
  await db.query(`insert into reminder_mails (incident_id, timer, timer_due_at, person_id, subject, text)
    select 1, 'timer ' || n, evenkeel.now(), p.id, 'S', 'T' from people p, generate_series(1, 3) n`);
  const sent: string[] = [];
  const mail = {
    send: async ({ idempotencyKey }: { idempotencyKey: string }) => {
      sent.push(idempotencyKey);
      return { messageId: '<1@example.org>' };
    },
  } as unknown as MailTransport;
  const loop = startOutbox({
    ...{ name: 'test', table: 'reminder_mails', db, log: pino({ level: 'silent' }), freshHours: 1 },
    transports: { mail } as never,
    async compose(rows) {
      if (rows.some(({ id }) => id === 2)) throw new Error('no words');
      const common = {
        kind: 'plain',
        recipientName: 'Ada',
        subject: 'S',
        text: 'T',
        at: '2026-01-01T00:00:00Z',
      } as const;
      return rows.map((row) => ({
        ...row,
        address: 'ada@example.org',
        message: { ...common, idempotencyKey: `mail ${row.id}` },
      }));
    },
  });
  onTestFinished(() => loop.stop());
  await eventually(() => sent.length === 2);
  expect(sent.sort()).toEqual(['mail 1', 'mail 3']);
  const left = async () => (await db.query('select id, state, outcome from reminder_mails where id = 2')).rows[0];
  await eventually(async () => (await left()).state === 'pending');
  expect(await left()).toMatchObject({ state: 'pending', outcome: 'the mail could not be composed' });
});
