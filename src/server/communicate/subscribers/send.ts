/** Sends what waits for subscribers, over a mail connection of its own: paging never waits for it. */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import { type Loop, startLoop } from '../../platform/loop.ts';
import type { Outcome, Transports } from '../../respond/channels/channel.ts';
import { email } from '../../respond/channels/email/email.ts';
import { fillSaved } from '../templates/actions.ts';
import { composeMail, maintenanceValues, momentOf } from './mail.ts';
import {
  type ClaimedMail,
  claimMails,
  finishMail,
  firstMoment,
  loadPageWords,
  type PageWords,
  retryMail,
} from './queue-store.ts';
import { forgetOld } from './store.ts';
import type { SubscriberTokens } from './tokens.ts';

export type SendOptions = {
  db: Database;
  log: Logger;
  transports: Transports;
  tokens: SubscriberTokens;
  /** Of the public page, absolute. */
  address: () => string;
};

const batch = 10;
const atOnce = 5;
const mostAttempts = 8;
const forgetEveryMs = 3_600_000;

export function startSendingToSubscribers({ db, log, transports, tokens, address }: SendOptions): Loop {
  let forgotAt = performance.now() - forgetEveryMs;

  const send = async (mail: ClaimedMail, page: PageWords) => {
    const message = composeMail(mail, {
      ...page,
      address: address(),
      confirmToken: tokens.confirmToken(mail.subscriberId, mail.generation),
      manageToken: tokens.manageToken(mail.subscriberId),
      maintenanceWords: mail.maintenance ? await fillMaintenance(mail, mail.maintenance, page) : undefined,
    });
    if (message === null) return finishMail(db, mail, 'failed', 'what it tells of is gone');
    const outcome = await email.deliver(message, { address: mail.email }, transports);
    await record(db, mail, outcome);
  };

  const fillMaintenance = async (
    { moment }: ClaimedMail,
    maintenance: NonNullable<ClaimedMail['maintenance']>,
    page: PageWords,
  ) => {
    const key = `maintenance-${momentOf(maintenance, moment === firstMoment)}.public`;
    return fillSaved(db, key, maintenanceValues(maintenance, { ...page, address: address() }));
  };

  return startLoop({
    name: 'subscriber-mails',
    pauseMs: 2_000,
    log,
    work: async () => {
      if (performance.now() - forgotAt >= forgetEveryMs) {
        await forgetOld(db);
        forgotAt = performance.now();
      }
      const mails = await claimMails(db, batch);
      if (mails.length === 0) return false;
      const page = await loadPageWords(db);
      for (let at = 0; at < mails.length; at += atOnce) {
        await Promise.all(mails.slice(at, at + atOnce).map((mail) => send(mail, page)));
      }
      return mails.length === batch;
    },
  });
}

async function record(db: Database, mail: ClaimedMail, outcome: Outcome): Promise<void> {
  if (outcome.outcome === 'sent') return finishMail(db, mail, 'sent', null);
  if (outcome.outcome === 'failed' || mail.attempts >= mostAttempts) {
    return finishMail(db, mail, 'failed', outcome.reason);
  }
  await retryMail(db, mail, Math.max(outcome.afterSeconds, 15 * 2 ** mail.attempts), outcome.reason);
}
