/** The mails to sponsors in words. Pure. */
import { singleLine } from '../../../domain/text.ts';
import { mailHtml } from '../../respond/channels/email/mail-html.ts';
import type { PlainMessage } from '../../respond/channels/message.ts';
import type { ClaimedRow } from '../../respond/outbox/outbox.ts';
import type { LetterRow } from './store.ts';

/** Absolute links. */
export type MailLinks = { letter: string; address: string; stop: string | null };

const common = ({ id, createdAt }: Pick<ClaimedRow, 'id' | 'createdAt'>) => ({
  kind: 'plain' as const,
  idempotencyKey: `sponsor mail ${id}`,
  at: createdAt.toISOString(),
});

export function addressMail(
  row: ClaimedRow,
  { name, teamName }: { name: string; teamName: string },
  link: string,
): PlainMessage {
  const subject = `Confirm your address for the monthly letter of ${singleLine(teamName, 80)}`;
  const paragraphs = [
    `Somebody who runs incident management for ${singleLine(teamName, 80)} named you as its sponsor and would like to send you a monthly letter. You get none unless you confirm.`,
    'The link expires in seven days. If you did not expect this, ignore it.',
  ];
  const button = { label: 'Confirm this address', link };
  return {
    ...common(row),
    recipientName: name,
    subject,
    text: [...paragraphs, `${button.label}: ${link}`].join('\n\n'),
    html: mailHtml({ title: subject, paragraphs, button, link: undefined }),
  };
}

/** The letter itself, or the reminder of its decision. */
export function letterMail(row: ClaimedRow, letter: LetterRow, links: MailLinks, isReminder: boolean): PlainMessage {
  const { question, note, recipientName } = letter;
  const asksNow = question !== null;
  const subject = isReminder ? `Your decision is still needed: ${singleLine(question ?? '', 120)}` : letter.subject;
  const sections = isReminder
    ? []
    : [...letter.sections, ...(note === '' ? [] : [{ title: 'In addition', lines: note.split('\n') }])];
  const paragraphs = asksNow ? [`You are asked to decide: ${question}`] : [];
  const button = asksNow
    ? { label: 'Read and decide', link: links.letter }
    : { label: 'Read it online', link: links.letter };
  const stop = links.stop === null ? undefined : { label: 'Stop these letters', link: links.stop };
  const body = sections.map(({ title, lines }) => [title, ...lines].join('\n'));
  return {
    ...common(row),
    recipientName,
    subject,
    // The link that stops them comes below, as in every mail that has one.
    text: [...paragraphs, ...body, `${button.label}: ${button.link}`].join('\n\n'),
    html: mailHtml({ title: subject, paragraphs, sections, button, link: stop }),
    ...(links.stop === null ? {} : { unsubscribeLink: links.stop }),
  };
}
