/**
 * Notifications by mail. The acknowledge link opens a page with a button and changes nothing by itself: mail scanners
 * follow every link before a person sees it.
 */
import { z } from 'zod';
import { singleLine } from '../../../../domain/text.ts';
import { ChannelNotConfigured, defineChannel, type Outcome } from '../channel.ts';
import type { Message } from '../message.ts';
import { fullHeadline, labelLines, paragraphsOf, referencesOf, subjectOf } from '../wording.ts';
import { mailHtml } from './mail-html.ts';
import type { MailError, MailResult, MailWire } from './mail-transport.ts';

const settingsSchema = z.object({ address: z.email('must be an e-mail address').max(254) });

const timeoutMs = 30_000;

export const email = defineChannel<z.infer<typeof settingsSchema>, MailWire, MailResult>({
  channel: 'email',
  title: 'E-mail',
  noun: 'e-mail',
  icon: 'mail',
  description: 'Reaches everybody, wakes nobody: good as a second way and for what can wait.',
  whereToLook: 'Check your inbox.',
  isVouchable: true,
  requires: 'mail',
  timeoutMs,
  settingsSchema,
  fields: [{ key: 'address', label: 'Address', kind: 'email', help: 'Pages and other messages go here.' }],
  abilities: {
    ...{ acknowledgeLink: true, acknowledgeAction: false, reply: false, receipt: false, update: false },
    wakes: 'no',
  },
  describe: ({ address }) => `${address.slice(0, 1)}***${address.slice(address.lastIndexOf('@'))}`,

  render(message, settings) {
    const subject = subjectOf(message);
    const paragraphs = paragraphsOf(message);
    const { button, link } = linksOf(message);
    const page = message.kind === 'page' ? message.page : undefined;
    const references = page ? referencesOf(page) : [];
    const textLinks = [button, ...references, link]
      .filter((each) => each !== undefined)
      .map((each) => `${each.label}: ${each.link}`);
    const labels = page ? labelLines(page).join('\n') : '';
    const title = page ? fullHeadline(page) : subject;
    return {
      to: { name: singleLine(message.recipientName, 100), address: settings.address },
      subject,
      text: `${[...paragraphs, labels, textLinks.join('\n')].filter(Boolean).join('\n\n')}\n`,
      html:
        (message.kind === 'plain' && message.html) ||
        mailHtml({
          title,
          paragraphs: belowTitle(paragraphs, title),
          labels: page?.labels ?? [],
          references,
          button,
          link,
        }),
      idempotencyKey: message.idempotencyKey,
      threadKey: 'page' in message ? `page ${message.page.id}` : undefined,
      isUrgent: message.kind === 'page' && message.page.urgency === 'high',
      unsubscribeLink: message.kind === 'plain' ? message.unsubscribeLink : undefined,
      calendar: message.kind === 'plain' ? message.calendar : undefined,
    };
  },

  async send(wire, { mail }, signal) {
    if (!mail) throw new ChannelNotConfigured('no mail server is configured');
    return await mail.send(wire, { timeoutMs, signal });
  },

  classify(result) {
    return result instanceof Error ? classifyMailError(result) : { outcome: 'sent', providerId: result.messageId };
  },
});

/** In HTML the title stands above the text already. */
function belowTitle(paragraphs: string[], title: string): string[] {
  return paragraphs.filter((paragraph) => paragraph !== title);
}

function linksOf(message: Message) {
  const button = message.kind === 'page' ? { label: 'Acknowledge', link: message.links.acknowledge } : undefined;
  if (message.kind === 'verify')
    return { button, link: message.link ? { label: 'Confirm', link: message.link } : undefined };
  const details = 'links' in message ? { label: 'Open details', link: message.links.details } : undefined;
  const unsubscribe =
    message.kind === 'plain' && message.unsubscribeLink
      ? { label: 'Unsubscribe', link: message.unsubscribeLink }
      : undefined;
  return { button, link: details ?? unsubscribe };
}

/**
 * SMTP answers (RFC 5321 §4.2.1): 4xx may work later, 5xx will not. A refused sign-in is a mistake of the operator's
 * settings or a passing fault of the server, not of this address, so it is tried again.
 */
export function classifyMailError(error: MailError): Outcome {
  if (error instanceof ChannelNotConfigured) return { outcome: 'failed', reason: error.message };
  const { code, responseCode } = error;
  if (code === 'EAUTH') return { outcome: 'retry', afterSeconds: 30, reason: 'the mail server refused the sign-in' };
  if (responseCode !== undefined && responseCode >= 400) {
    const reason = `the mail server answered ${responseCode}`;
    return responseCode < 500 ? { outcome: 'retry', afterSeconds: 30, reason } : { outcome: 'failed', reason };
  }
  if (code === 'EENVELOPE' || code === 'EMESSAGE')
    return { outcome: 'failed', reason: 'the e-mail could not be addressed' };
  const why = code ? ` (${code})` : '';
  if (error.mayHaveArrived) {
    const reason = `the mail server has not confirmed the e-mail${why}`;
    return { outcome: 'retry', afterSeconds: 5, reason, mayHaveArrived: true };
  }
  return { outcome: 'retry', afterSeconds: 5, reason: `the mail server was not reached${why}` };
}
