/** The mails to subscribers in words. Pure. */
import { componentStateNames } from '../../../domain/communicate/status.ts';
import type { MaintenanceMoment } from '../../../domain/communicate/templates.ts';
import { singleLine } from '../../../domain/text.ts';
import { mailHtml } from '../../respond/channels/email/mail-html.ts';
import type { PlainMessage } from '../../respond/channels/message.ts';
import { momentText, nameList, statusNames, wordsText } from '../public-page/words.ts';
import type { TemplateWords } from '../templates/fill.ts';
import type { ClaimedMail } from './queue-store.ts';
import { confirmHours } from './store.ts';

export type MailPlace = {
  /** Of the public page, absolute. */
  address: string;
  title: string;
  timeZone: string;
  confirmToken: string;
  manageToken: string;
  /** For maintenance: the words for its moment, filled. */
  maintenanceWords?: TemplateWords | undefined;
};

type Words = { subject: string; paragraphs: string[]; button: { label: string; link: string } };

/** Null when what it would tell of is gone. */
export function composeMail(mail: ClaimedMail, place: MailPlace): PlainMessage | null {
  const words = wordsOf(mail, place);
  if (words === null) return null;
  const { subject, paragraphs, button } = words;
  const isOwn = mail.kind === 'confirm';
  const manage = `${place.address}/subscriptions/${place.manageToken}`;
  const foot = isOwn ? [] : [`Manage your subscription: ${manage}`];
  return {
    kind: 'plain',
    idempotencyKey: `subscriber mail ${mail.id}`,
    at: mail.createdAt.toISOString(),
    recipientName: '',
    subject,
    text: [...paragraphs, `${button.label}: ${button.link}`, ...foot].join('\n\n'),
    html: mailHtml({
      title: subject,
      paragraphs,
      button,
      link: isOwn ? undefined : { label: 'Manage or unsubscribe', link: manage },
    }),
    ...(isOwn ? {} : { unsubscribeLink: `${manage}/end` }),
  };
}

function wordsOf(mail: ClaimedMail, place: MailPlace): Words | null {
  const name = singleLine(place.title, 100);
  switch (mail.kind) {
    case 'confirm':
      return {
        subject: `Confirm your subscription to ${name}`,
        paragraphs: [
          `Someone, probably you, asked to send updates from ${name} to this address. You won’t get any unless you confirm.`,
          `The link expires in ${confirmHours} hours. If this wasn’t you, ignore this e-mail.`,
        ],
        button: { label: 'Confirm subscription', link: `${place.address}/confirmations/${place.confirmToken}` },
      };
    case 'known':
      return {
        subject: `You are already subscribed to ${name}`,
        paragraphs: [
          `Someone, probably you, asked to send updates from ${name} to this address. It is already subscribed.`,
        ],
        button: { label: 'Manage your subscription', link: `${place.address}/subscriptions/${place.manageToken}` },
      };
    case 'update':
      return mail.update && updateWords(mail.update, place, name);
    case 'maintenance':
      return mail.maintenance && maintenanceWords(mail.maintenance, place, name);
  }
}

function updateWords(update: NonNullable<ClaimedMail['update']>, place: MailPlace, name: string): Words {
  const states = update.components.map(
    (one) =>
      `${singleLine(one.name, 120)}: ${componentStateNames[update.status === 'resolved' ? 'operational' : one.state]}`,
  );
  const next =
    update.nextUpdateAt === null || update.status === 'resolved'
      ? []
      : [`Next update by ${momentText(update.nextUpdateAt, place.timeZone)}.`];
  return {
    subject: `[${name}] ${statusNames[update.status]}: ${singleLine(update.title, 150)}`,
    paragraphs: [wordsText(update.body), ...(states.length > 0 ? [states.join('\n')] : []), ...next],
    button: { label: 'View status page', link: `${place.address}/incidents/${update.publicId}` },
  };
}

function maintenanceWords(one: NonNullable<ClaimedMail['maintenance']>, place: MailPlace, name: string): Words | null {
  const words = place.maintenanceWords;
  return (
    (words && {
      subject: `[${name}] ${words.title}`,
      paragraphs: wordsText(words.body).split(/\n{2,}/),
      button: { label: 'View status page', link: `${place.address}#maintenance-${one.publicId}` },
    }) ??
    null
  );
}

/** What a mail about maintenance tells: that it was planned, moved, done or canceled. */
export function momentOf({ state }: NonNullable<ClaimedMail['maintenance']>, isFirst: boolean): MaintenanceMoment {
  if (state === 'canceled' || state === 'completed') return state;
  return isFirst ? 'planned' : 'changed';
}

/** What the templates of maintenance are filled with. */
export function maintenanceValues(
  one: NonNullable<ClaimedMail['maintenance']>,
  page: { timeZone: string; contact: string; address: string },
): Record<string, string> {
  return {
    title: one.title,
    components: nameList(one.componentNames),
    effect: one.body,
    started: momentText(one.startsAt, page.timeZone),
    ended: momentText(one.endsAt, page.timeZone),
    link: `${page.address}#maintenance-${one.publicId}`,
    contact: page.contact,
  };
}
