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
  const by = invitedBy === null ? 'You are' : `${singleLine(invitedBy, 100)} has`;
  return {
    to: receiver({ name: '', email }),
    subject: 'Your invitation to Evenkeel',
    paragraphs: [
      `${invitedBy === null ? `${by} invited` : `${by} invited you`} to Evenkeel, where incidents are handled together.`,
      'The link works once, for seven days. If you did not expect this, ignore it.',
    ],
    button: { label: 'Choose a password', link },
  };
}

export function passwordResetMail(person: Receiver, link: string): AccountMail {
  return {
    to: receiver(person),
    subject: 'A new password for Evenkeel',
    paragraphs: [
      'Somebody, probably you, asked for a new password for this address. Your password stays as it is until you choose another one.',
      'The link works once, for an hour. Choosing a password signs you out everywhere. If you did not ask, ignore this.',
    ],
    button: { label: 'Choose a new password', link },
  };
}
