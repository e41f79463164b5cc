/** Invitations are sent over a mail connection that paging never waits for. */
import type { Logger } from 'pino';
import type { Context } from '../../platform/context.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Loop } from '../../platform/loop.ts';
import type { SignedLinks } from '../../platform/signed-links.ts';
import type { Transports } from '../../respond/channels/channel.ts';
import { type ClaimedRow, type OutboxMail, startOutbox, type Unwanted } from '../../respond/outbox/outbox.ts';
import { getReview } from '../reviews/actions.ts';
import { linkPurpose } from './handlers.ts';
import { invitationMail } from './mail.ts';
import * as store from './store.ts';
import { reviewTitle } from './title.ts';

export type InvitationLoopOptions = {
  db: Database;
  log: Logger;
  links: SignedLinks;
  transports: Transports;
  publicUrl: () => string;
  /** The sender of mails, `Evenkeel <evenkeel@example.org>`. */
  mailFrom: string;
};

export function startInvitations({ db, log, links, transports, publicUrl, mailFrom }: InvitationLoopOptions): Loop {
  const organizer = /<([^<>]+)>\s*$/.exec(mailFrom)?.[1] ?? mailFrom.trim();
  const compose = async (row: ClaimedRow, mail: store.MailRow): Promise<OutboxMail | Unwanted> => {
    if (mail.isDisabled) return { ...row, because: 'the person is disabled' };
    const isOver = mail.canceledAt !== null || mail.revokedAt !== null;
    if (mail.kind === 'request' && isOver) return { ...row, because: 'it was cancelled meanwhile' };
    if (mail.kind === 'request' && mail.mailSequence < mail.sequence)
      return { ...row, because: 'a later change is sent' };
    const review = await getReview({ db } as Context, mail.reviewId);
    const link = `${publicUrl()}/review/${links.tokenOf(linkPurpose, mail.invitationId)}`;
    const place = { title: reviewTitle(review), link, host: new URL(publicUrl()).hostname, organizer };
    return { ...row, address: mail.address, message: invitationMail(row, mail, place) };
  };
  return startOutbox({
    ...{ name: 'review invitations', table: 'review_mails', db, log, transports, freshHours: 72 },
    async compose(claimed) {
      const found = await store.loadMails(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(found.map((mail) => [mail.id, mail]));
      return Promise.all(
        claimed.map((row) => {
          const mail = byId.get(row.id);
          return mail ? compose(row, mail) : { ...row, because: 'the review is gone' };
        }),
      );
    },
  });
}
