/** What people are told of cover requests: by mail, because nobody is asked to get up for one. */
import type { Logger } from 'pino';
import { singleLine } from '../../../../domain/text.ts';
import { momentFor } from '../../../../domain/time/moment-for.ts';
import type { Database } from '../../../platform/db/database.ts';
import type { Loop } from '../../../platform/loop.ts';
import type { Transports } from '../../channels/channel.ts';
import { type ClaimedRow, type OutboxMail, startOutbox, type Unwanted } from '../../outbox/outbox.ts';
import type { CoverLinks } from './cover-link.ts';
import * as store from './covers-store.ts';

export type CoverMailOptions = {
  db: Database;
  transports: Transports;
  openSettings: (contactMethodId: number, sealed: string) => Record<string, unknown>;
  publicUrl: () => string;
  links: CoverLinks;
  log: Logger;
};

/** A request is of use as long as its shift lies ahead; later than this, the news is stale. */
const freshHours = 24;

/** Sends what waits. */
export function startCoverMails(options: CoverMailOptions): Loop {
  const { db } = options;
  return startOutbox({
    ...options,
    name: 'cover mails',
    table: 'cover_mails',
    freshHours,
    async compose(claimed) {
      const mails = await store.loadMails(
        db,
        claimed.map(({ id }) => id),
      );
      const byId = new Map(mails.map((mail) => [mail.id, mail]));
      return Promise.all(claimed.map((row) => composeMail(options, row, byId.get(row.id)!)));
    },
  });
}

async function composeMail(
  options: CoverMailOptions,
  row: ClaimedRow,
  mail: store.QueuedMail,
): Promise<OutboxMail | Unwanted> {
  const request = await store.loadRequest(options.db, mail.requestId);
  if (!request) return { ...row, because: 'the schedule is gone' };
  if (mail.isDisabled) return { ...row, because: 'the person is disabled' };
  const isQuestion = mail.kind === 'asked' || mail.kind === 'reminder';
  if (isQuestion && request.state !== 'open') return { ...row, because: 'the request is no longer open' };
  const hasDeclined = request.asked.some(({ personId, declined }) => personId === mail.personId && declined);
  if (isQuestion && hasDeclined) return { ...row, because: 'the person has declined' };
  const address = addressOf(options, mail);
  if (address === null) return { ...row, because: 'the person has no verified e-mail address' };
  const { subject, lines } = textOf(mail, request);
  const isForAsker = mail.personId === request.personId;
  return {
    ...row,
    address,
    message: {
      kind: 'plain',
      subject,
      text: `${lines.join('\n')}\n${options.publicUrl()}${isForAsker || !isQuestion ? `/oncall?cover=${request.id}` : `/c/${options.links.tokenOf(request.id, mail.personId)}`}\n`,
      recipientName: mail.personName,
      idempotencyKey: `cover-${request.id}-${mail.kind}-${mail.personId}`,
      at: request.createdAt.toISOString(),
    },
  };
}

function textOf(mail: store.QueuedMail, request: store.CoverRow): { subject: string; lines: string[] } {
  const asker = singleLine(request.personName, 80);
  const schedule = singleLine(request.scheduleName, 80);
  const time = `${momentFor(mail, request.startsAt)} to ${momentFor(mail, request.endsAt)}`;
  const shift = [`Schedule: ${schedule}`, `From: ${time}`];
  if (request.reason) shift.push(`Reason: ${singleLine(request.reason, 500)}`);
  const isAsker = mail.personId === request.personId;
  const taker = singleLine(request.acceptedByName ?? '', 80);
  switch (mail.kind) {
    case 'asked':
      return {
        subject: `Can you cover ${asker}’s shift on ${schedule}?`,
        lines: [
          `${asker} asks for cover. The first to accept takes the shift.`,
          '',
          ...shift,
          '',
          'Accept or decline:',
        ],
      };
    case 'reminder':
      return isAsker
        ? {
            subject: `Nobody covers your shift on ${schedule} yet`,
            lines: ['Nobody has accepted. You stay on call unless somebody does.', '', ...shift, '', 'Your request:'],
          }
        : {
            subject: `Reminder: can you cover ${asker}’s shift on ${schedule}?`,
            lines: [`${asker} still needs cover.`, '', ...shift, '', 'Accept or decline:'],
          };
    case 'accepted':
      return { subject: `${taker} covers your shift on ${schedule}`, lines: [`${taker} accepted.`, '', ...shift, ''] };
    case 'all_declined':
      return {
        subject: `Nobody can cover your shift on ${schedule}`,
        lines: ['Everybody you asked has declined. You are still on call.', '', ...shift, '', 'Ask others:'],
      };
    case 'withdrawn':
      return {
        subject: `${asker} no longer needs cover on ${schedule}`,
        lines: [`${asker} withdrew the request.`, '', ...shift, ''],
      };
  }
}

/** The address of the account stands in for one whose key is lost. */
function addressOf({ openSettings }: CoverMailOptions, mail: store.QueuedMail): string | null {
  if (mail.contactMethodId === null || mail.settings === null) return null;
  try {
    return String(openSettings(mail.contactMethodId, mail.settings).address);
  } catch {
    return mail.personEmail;
  }
}
