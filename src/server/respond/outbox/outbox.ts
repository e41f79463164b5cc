/**
 * Sends the mails of an outbox, beside paging and over a mail connection that paging never waits for. A crash at any
 * point sends a mail again after its lease, and loses none.
 */
import type { Logger } from 'pino';
import type { Database, Queryable } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Outcome, Transports } from '../channels/channel.ts';
import { email } from '../channels/email/email.ts';
import type { PlainMessage } from '../channels/message.ts';
import * as store from './outbox-store.ts';

/** A row that this node sends now, until its lease ends. */
export type ClaimedRow = store.ClaimedRow;

export type OutboxMail = ClaimedRow & {
  address: string;
  message: PlainMessage;
};

/** A message that goes another way than by mail. */
export type OutboxMessage = ClaimedRow & { deliver: () => Promise<Outcome> };

/** A mail whose reason has gone, such as an incident that is over. */
export type Unwanted = ClaimedRow & { because: string };

export type OutboxOptions = {
  name: string;
  table: store.OutboxTable;
  db: Database;
  log: Logger;
  transports: Transports;
  freshHours: number;
  /** What the claimed rows say now. */
  compose: (rows: ClaimedRow[]) => Promise<(OutboxMail | OutboxMessage | Unwanted)[]>;
  /** Further rows that are forgotten once an hour. */
  forget?: () => Promise<void>;
  /** Written in words for whoever should know that a mail reached nobody. */
  onFailed?: (row: ClaimedRow, reason: string) => Promise<void>;
};

/** Voids what was waiting when a backup was made. @returns how many rows */
export function voidRestoredMails(tx: Queryable, table: store.OutboxTable): Promise<number> {
  return store.voidRestoredRows(tx, table);
}

const batch = 10;
const atOnce = 5;
const leaseSeconds = 180;
const mostAttempts = 8;
const keptDays = 90;
const forgetEveryMs = 3_600_000;

export function startOutbox(options: OutboxOptions): Loop {
  const { name, table, db, log, transports } = options;
  let forgotAt = performance.now() - forgetEveryMs;

  const send = async (mail: OutboxMail | OutboxMessage | Unwanted) => {
    if ('because' in mail) {
      await store.finishRow(db, table, mail, 'void', mail.because);
      return;
    }
    if ('deliver' in mail) return record(mail, await mail.deliver());
    await record(mail, await email.deliver(mail.message, { address: mail.address }, transports));
  };

  const record = async (mail: ClaimedRow, outcome: Outcome) => {
    if (outcome.outcome === 'sent') {
      await store.finishRow(db, table, mail, 'sent', null);
      return;
    }
    if (outcome.outcome === 'retry' && mail.attempts < mostAttempts) {
      const waitSeconds = Math.max(outcome.afterSeconds, 15 * 2 ** mail.attempts);
      return store.retryRow(db, table, mail, waitSeconds, outcome.reason);
    }
    const isOurs = await store.finishRow(db, table, mail, 'failed', outcome.reason);
    if (isOurs) await options.onFailed?.(mail, outcome.reason);
  };

  /** A row whose mail cannot be composed is tried again by itself and keeps none of the others from going out. */
  const compose = async (claimed: ClaimedRow[]): Promise<(OutboxMail | OutboxMessage | Unwanted)[]> => {
    try {
      return await options.compose(claimed);
    } catch (error) {
      if (claimed.length > 1) return (await Promise.all(claimed.map((row) => compose([row])))).flat();
      const [row] = claimed as [ClaimedRow];
      log.error({ err: error, outbox: name, id: row.id }, 'a mail could not be composed');
      await record(row, { outcome: 'retry', afterSeconds: 0, reason: 'the mail could not be composed' });
      return [];
    }
  };

  return startLoop({
    name,
    pauseMs: 2_000,
    log,
    work: async () => {
      if (performance.now() - forgotAt >= forgetEveryMs) {
        await store.forgetRows(db, table, keptDays);
        await options.forget?.();
        forgotAt = performance.now();
      }
      const claimed = await store.claimRows(db, table, {
        rows: batch,
        leaseSeconds,
        freshHours: options.freshHours,
      });
      if (claimed.length === 0) return false;
      const mails = await compose(claimed);
      for (let at = 0; at < mails.length; at += atOnce) await Promise.all(mails.slice(at, at + atOnce).map(send));
      return claimed.length === batch;
    },
  });
}
