/** Reminds people by mail who have not shown for long that pages reach them. */
import type { Logger } from 'pino';
import { momentFor } from '../../../domain/time/moment-for.ts';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Transports } from '../channels/channel.ts';
import { type ClaimedRow, type OutboxMail, startOutbox, type Unwanted } from '../outbox/outbox.ts';
import { endTestPages, readTestPageSettings } from './actions.ts';
import * as store from './store.ts';

export type TestPageLoopOptions = {
  db: Database;
  transports: Transports;
  openSettings: (contactMethodId: number, sealed: string) => Record<string, unknown>;
  publicUrl: () => string;
  log: Logger;
};

const lookEveryMs = 10 * 60_000;

/** Ends test pages in time, and where there is a mail server reminds whoever is to send themselves one. */
export function startTestPageLoops(options: TestPageLoopOptions): Loop[] {
  const { db, log, transports } = options;
  const ending = startLoop({
    name: 'end test pages',
    pauseMs: 5_000,
    log,
    work: async () => (await endTestPages(db)) === 100,
  });
  return transports.mail ? [ending, ...startReminders(options)] : [ending];
}

function startReminders(options: TestPageLoopOptions): Loop[] {
  const { db, log } = options;
  const mails = startOutbox({
    ...options,
    name: 'test page mails',
    table: 'test_page_mails',
    freshHours: 24,
    async compose(claimed) {
      const queued = await store.loadMails(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(queued.map((mail) => [mail.id, mail]));
      const { remindAfterDays } = await readTestPageSettings(db);
      return claimed.map((row) => composeMail(options, row, byId.get(row.id)!, remindAfterDays));
    },
  });
  const queueing = startLoop({
    name: 'remind of test pages',
    pauseMs: lookEveryMs,
    log,
    async work() {
      await remindOfTestPages(db);
      return false;
    },
  });
  return [mails, queueing];
}

/** @returns how many reminders were queued */
export async function remindOfTestPages(db: Database): Promise<number> {
  const { remindAfterDays } = await readTestPageSettings(db);
  return remindAfterDays === null ? 0 : store.queueReminders(db, remindAfterDays);
}

function composeMail(
  { openSettings, publicUrl }: TestPageLoopOptions,
  row: ClaimedRow,
  mail: store.QueuedMail,
  remindAfterDays: number | null,
): OutboxMail | Unwanted {
  const { contactMethodId, settings, lastProvedAt } = mail;
  if (mail.isDisabled) return { ...row, because: 'the person is disabled' };
  if (remindAfterDays === null) return { ...row, because: 'reminders are off' };
  if (lastProvedAt && row.createdAt.getTime() - lastProvedAt.getTime() < remindAfterDays * 86_400_000)
    return { ...row, because: 'the person has acknowledged a test page meanwhile' };
  if (contactMethodId === null || settings === null)
    return { ...row, because: 'the person has no verified e-mail address' };
  const last = lastProvedAt
    ? `You last acknowledged a test page on ${momentFor(mail, lastProvedAt)}.`
    : 'You have not acknowledged a test page yet.';
  return {
    ...row,
    address: addressOf(openSettings, contactMethodId, settings) ?? mail.personEmail,
    message: {
      kind: 'plain',
      subject: 'Send yourself a test page',
      text: `${last} Send yourself one to make sure that pages still reach you:\n${publicUrl()}/me/contact-methods\n`,
      recipientName: mail.personName,
      idempotencyKey: `test-page-reminder-${mail.id}`,
      at: row.createdAt.toISOString(),
    },
  };
}

/** Null where the key is lost; the address of the account stands in for it. */
function addressOf(
  openSettings: TestPageLoopOptions['openSettings'],
  contactMethodId: number,
  sealed: string,
): string | null {
  try {
    return String(openSettings(contactMethodId, sealed).address);
  } catch {
    return null;
  }
}
