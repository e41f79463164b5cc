/** Mails about an account: the words, and what the directory needs to send them. */
import { singleLine } from '../../../domain/text.ts';
import type { SendResult } from '../contact-methods/channels.ts';

export type AccountMail = {
  to: { name: string; address: string };
  subject: string;
  paragraphs: string[];
  button: { label: string; link: string };
};

/** Given by the composition root; null while no mail server is configured. */
export type SendAccountMail = ((mail: AccountMail) => Promise<SendResult>) | null;

type Receiver = { name: string; email: string };
const receiver = ({ name, email }: Receiver) => ({ name, address: email });

/** Without a name in the address: somebody else has typed it, and whoever reads this has not said yet that it is theirs. */
export function invitationMail(
  { email }: Pick<Receiver, 'email'>,
  link: string,
  invitedBy: string | null,
): AccountMail {
  const invitation = invitedBy === null ? 'You have been invited' : `${singleLine(invitedBy, 100)} has invited you`;
  return {
    to: receiver({ name: '', email }),
    subject: 'Your invitation to Evenkeel',
    paragraphs: [
      `${invitation} to Evenkeel, where your organisation manages incidents.`,
      'The link works once and expires in seven days. If you did not expect this, ignore this e-mail.',
    ],
    button: { label: 'Choose a password', link },
  };
}

export function passwordResetMail(person: Receiver, link: string): AccountMail {
  return {
    to: receiver(person),
    subject: 'Reset your Evenkeel password',
    paragraphs: [
      'Someone, probably you, asked to reset the password for this address. Your password stays the same until you choose a new one.',
      'The link works once and expires in an hour. Choosing a new password signs you out everywhere. If this wasn’t you, ignore this e-mail.',
    ],
    button: { label: 'Choose a new password', link },
  };
}
