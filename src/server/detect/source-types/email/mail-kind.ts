/** What is told apart from alerts, so that two machines that answer each other never page anybody. */
import { isAutomaticSubject } from '../generic/bodies/mail-item.ts';
import type { Mail } from '../generic/bodies/mail-text.ts';
import type { EmailSettings } from './email-settings.ts';

export type MailKind = 'alert' | 'own' | 'bounce' | 'automatic' | 'list-notice' | 'list';

export const reasons: Record<Exclude<MailKind, 'alert'>, string> = {
  own: 'A message of Evenkeel that came back is not an alert.',
  bounce: 'A bounce is not an alert.',
  automatic: 'An automatic reply is not an alert.',
  'list-notice': 'A notice of a mailing list about itself is not an alert.',
  list: 'A mail through a mailing list is not an alert here: the settings of the source say so.',
};

type Said = { sender: string | null; isOwn: boolean };

export function kindOf(mail: Mail, { sender, isOwn }: Said, { ignoreLists }: EmailSettings): MailKind {
  const { headers } = mail;
  const header = (name: string) => (headers.get(name) ?? '').toLowerCase();
  if (isOwn || /<notifications\.evenkeel\./.test(header('list-id'))) return 'own';
  if (header('x-list-administrivia') === 'yes') return 'list-notice';
  const isReport = header('content-type').startsWith('multipart/report') || headers.has('x-failed-recipients');
  // Appliances send alerts with no return address too: an answer to something shows that it is one.
  const isAnswer = headers.has('in-reply-to') || headers.has('references');
  const isOfMailer = /^(?:mailer-daemon|postmaster|double-bounce|noreply-dmarc)/i.test(mail.from);
  if (isReport || (sender === '' && isOfMailer)) return 'bounce';
  const isSaid = mail.isAutomatic || (header('auto-submitted').startsWith('auto-') && isAnswer);
  if (isSaid || isAutomaticSubject(mail.subject) || (sender === '' && isAnswer)) return 'automatic';
  return ignoreLists && headers.has('list-id') ? 'list' : 'alert';
}
