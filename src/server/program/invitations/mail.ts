/** The mail of an invitation: words, a link, and the calendar entry. Pure. */
import { singleLine } from '../../../domain/text.ts';
import { momentFor } from '../../../domain/time/moment-for.ts';
import { mailHtml } from '../../respond/channels/email/mail-html.ts';
import type { PlainMessage } from '../../respond/channels/message.ts';
import type { ClaimedRow } from '../../respond/outbox/outbox.ts';
import { calendarEntry } from './calendar.ts';
import type { MailRow } from './store.ts';

export type MailPlace = {
  /** `Quarterly review 2026-Q4 of Payments`. */
  title: string;
  /** Absolute, of this invitation. */
  link: string;
  /** Of the installation, for the id of the calendar entry. */
  host: string;
  organizer: string;
};

export function invitationMail(row: ClaimedRow, mail: MailRow, place: MailPlace): PlainMessage {
  const isCancel = mail.kind === 'cancel';
  const isChange = !isCancel && mail.mailSequence > 0;
  const { title, link, host, organizer } = place;
  const subject = `${isCancel ? 'Cancelled: ' : isChange ? 'Changed: ' : ''}${title}`;
  const when = momentFor({ timeZone: mail.timeZone }, mail.startsAt);
  const where = mail.place === null ? [] : [`Where: ${singleLine(mail.place, 300)}`];
  const paragraphs = isCancel
    ? [`You need not keep ${when} free: the review was cancelled, or you are no longer invited.`]
    : [
        [`When: ${when}`, ...where].join('\n'),
        'It shows what the quarter came to, with its numbers, and decides what happens next. Read it beforehand, and say whether you will be there.',
      ];
  const button = isCancel ? undefined : { label: 'Read and answer', link };
  return {
    kind: 'plain',
    idempotencyKey: `review mail ${mail.id}`,
    at: row.createdAt.toISOString(),
    recipientName: mail.name,
    subject,
    text: [...paragraphs, ...(button ? [`${button.label}: ${link}`] : [])].join('\n\n'),
    html: mailHtml({ title: subject, paragraphs, button, link: undefined }),
    calendar: {
      method: isCancel ? 'CANCEL' : 'REQUEST',
      content: calendarEntry({
        method: isCancel ? 'CANCEL' : 'REQUEST',
        uid: `quarterly-review-${mail.reviewId}@${host}`,
        sequence: mail.mailSequence,
        at: row.createdAt,
        ...{ startsAt: mail.startsAt, endsAt: mail.endsAt, title, place: mail.place, organizer },
        text: isCancel ? 'Cancelled.' : `Read and answer: ${link}`,
        attendee: { name: mail.name, address: mail.address },
      }),
    },
  };
}
