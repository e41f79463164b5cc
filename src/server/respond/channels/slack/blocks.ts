/**
 * A message in Slack's blocks (https://docs.slack.dev/reference/block-kit). What may be hostile stands in plain text,
 * where nothing is a mention or markup; in mrkdwn three characters are escaped.
 */
import { truncate } from '../../../../domain/text.ts';
import type { Message } from '../message.ts';
import type { PageAction } from '../provider.ts';
import { bodyOf, linkOf, referencesOf, subjectOf } from '../wording.ts';

/** Slack's limits: 150 characters of a header, 3000 of a section, 75 of a button. */
const mostHeader = 150;
const mostBodyBytes = 2_900;

/** @param options `canPress`: presses come back to us, so that buttons make sense */
export function slackMessage(message: Message, { canPress }: { canPress: boolean }): Record<string, unknown> {
  const subject = subjectOf(message);
  const body = bodyOf(message, mostBodyBytes);
  const references = 'page' in message ? referencesOf(message.page) : [];
  const buttons = buttonsOf(message, canPress);
  return {
    // What a notification shows; the blocks are the message.
    text: escapeMrkdwn(subject),
    blocks: [
      subject.length <= mostHeader
        ? { type: 'header', text: plain(subject) }
        : { type: 'section', text: plain(truncate(subject, 500)) },
      ...(body ? [{ type: 'section', text: plain(body) }] : []),
      ...(references.length > 0
        ? [{ type: 'context', elements: references.map(({ label, link }) => mrkdwnLink(label, link)) }]
        : []),
      ...(buttons.length > 0 ? [{ type: 'actions', elements: buttons }] : []),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** The same without blocks. */
export function plainMessage(message: Message): Record<string, unknown> {
  const text = [subjectOf(message), bodyOf(message, mostBodyBytes), linkOf(message)].filter(Boolean).join('\n\n');
  return { text: escapeMrkdwn(text), mrkdwn: false, unfurl_links: false, unfurl_media: false };
}

function buttonsOf(message: Message, canPress: boolean) {
  const link = linkOf(message);
  const open = link ? [{ type: 'button', action_id: 'open', text: plain('Open'), url: link }] : [];
  if (message.kind !== 'page' || !canPress) return open;
  const button = (action: PageAction, label: string, more: object) => ({
    ...{ type: 'button', action_id: action, value: message.token, text: plain(label) },
    ...more,
  });
  return [
    button('acknowledge', 'Acknowledge', { style: 'primary' }),
    button('escalate', 'Escalate', {}),
    button('resolve', 'Resolve', {
      confirm: {
        title: plain('Resolve this page?'),
        text: plain('It ends for everybody who was notified.'),
        confirm: plain('Resolve'),
        deny: plain('Cancel'),
      },
    }),
    ...open,
  ];
}

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

export function escapeMrkdwn(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A bar or bracket would end the address early. */
const addressOf = (link: string) => escapeMrkdwn(link.replace(/[|<>\s]/g, encodeURIComponent));

export const bareLink = (link: string) => `<${addressOf(link)}>`;

function mrkdwnLink(label: string, link: string) {
  return { type: 'mrkdwn', text: `<${addressOf(link)}|${escapeMrkdwn(label)}>` };
}
