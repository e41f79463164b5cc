/** What waits for subscribers, over a mail connection of its own: paging never waits for it. */
import type { Logger } from 'pino';
import type { Database } from '../../platform/db/database.ts';
import type { Loop } from '../../platform/loop.ts';
import type { Transports } from '../../respond/channels/channel.ts';
import { type OutboxMail, startOutbox, type Unwanted } from '../../respond/outbox/outbox.ts';
import { fillSaved } from '../templates/actions.ts';
import { composeMail, maintenanceValues, momentOf } from './mail.ts';
import { type ClaimedMail, firstMoment, loadMails, loadPageWords, type PageWords } from './queue-store.ts';
import { forgetUnconfirmed } from './store.ts';
import type { SubscriberTokens } from './tokens.ts';

export type SendOptions = {
  db: Database;
  log: Logger;
  transports: Transports;
  tokens: SubscriberTokens;
  /** Of the public page, absolute. */
  address: () => string;
};

const freshHours = 24;

export function startSendingToSubscribers({ db, log, transports, tokens, address }: SendOptions): Loop {
  const compose = async (mail: ClaimedMail, page: PageWords): Promise<OutboxMail | Unwanted> => {
    const message = composeMail(mail, {
      ...page,
      address: address(),
      confirmToken: tokens.confirmToken(mail.subscriberId, mail.generation),
      manageToken: tokens.manageToken(mail.subscriberId),
      maintenanceWords: mail.maintenance ? await fillMaintenance(mail, mail.maintenance, page) : undefined,
    });
    return message === null
      ? { ...mail, because: 'what it is about no longer exists' }
      : { ...mail, address: mail.email, message };
  };

  const fillMaintenance = async (
    { moment }: ClaimedMail,
    maintenance: NonNullable<ClaimedMail['maintenance']>,
    page: PageWords,
  ) => {
    const key = `maintenance-${momentOf(maintenance, moment === firstMoment)}.public`;
    return fillSaved(db, key, maintenanceValues(maintenance, { ...page, address: address() }));
  };

  return startOutbox({
    name: 'subscriber mails',
    table: 'subscriber_mails',
    db,
    log,
    transports,
    freshHours,
    async compose(claimed) {
      const page = await loadPageWords(db);
      const mails: (OutboxMail | Unwanted)[] = [];
      for (const mail of await loadMails(db, claimed)) mails.push(await compose(mail, page));
      return mails;
    },
    forget: () => forgetUnconfirmed(db),
  });
}
