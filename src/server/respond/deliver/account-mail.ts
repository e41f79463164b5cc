import { randomUUID } from 'node:crypto';
import type { SendAccountMail } from '../../directory/people/account-mail.ts';
import type { Transports } from '../channels/channel.ts';
import { email } from '../channels/email/email.ts';
import { mailHtml } from '../channels/email/mail-html.ts';

/** Mails about accounts, over the same mail server as everything else; null while there is none. */
export function accountMail(transports: Transports): SendAccountMail {
  if (!transports.mail) return null;
  return async ({ to, subject, paragraphs, button }) => {
    const outcome = await email.deliver(
      {
        kind: 'plain',
        idempotencyKey: `account-${randomUUID()}`,
        at: new Date().toISOString(),
        recipientName: to.name,
        subject,
        text: [...paragraphs, `${button.label}: ${button.link}`].join('\n\n'),
        html: mailHtml({ title: subject, paragraphs, button, link: undefined }),
      },
      { address: to.address },
      transports,
    );
    return outcome.outcome === 'sent' ? { sent: true } : { sent: false, reason: outcome.reason };
  };
}
