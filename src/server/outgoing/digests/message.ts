/** A digest as a mail, and as the plain text that chats take. */
import { digestText } from '../../../domain/outgoing/digests/digest-text.ts';
import type { ContactChannels } from '../../directory/contact-methods/channels.ts';
import type { Outcome } from '../../respond/channels/channel.ts';
import { mailHtml } from '../../respond/channels/email/mail-html.ts';
import { accountChannel, findChannel } from '../../respond/channels/registry.ts';
import type { ClaimedRow, OutboxMail, OutboxMessage, Unwanted } from '../../respond/outbox/outbox.ts';
import type { ThreadOptions } from '../threads/loops.ts';
import type { IssueRow } from './store.ts';

export type DigestPorts = {
  channels: ContactChannels;
  deliver: ThreadOptions['deliver'];
  openSettings: (contactMethodId: number, sealed: string) => Record<string, unknown>;
  publicUrl: string;
};

/** Fits every chat: the smallest of them cuts after 1,700. */
const mostChatBytes = 1_500;

export function composeIssue(
  row: ClaimedRow,
  issue: IssueRow,
  ports: DigestPorts,
): OutboxMail | OutboxMessage | Unwanted {
  const { subject, sections, chatRoom, personName } = issue;
  const { publicUrl, deliver, channels } = ports;
  const measures = `${publicUrl}/measures`;
  const common = { recipientName: chatRoom?.name ?? personName, subject, idempotencyKey: `digest ${row.id}` };
  const short = digestText(sections, measures, mostChatBytes);
  if (chatRoom) {
    const channel = findChannel(chatRoom.channel);
    if (!channel) return { ...row, because: 'there is no such chat any more' };
    const message = { ...common, kind: 'plain' as const, at: row.createdAt.toISOString(), text: short };
    const { settings, providerId } = chatRoom;
    return { ...row, deliver: () => deliver(channel, message, { settings, providerId }) };
  }
  if (issue.isDisabled) return { ...row, because: 'the person is disabled' };
  const method = openMethod(issue, ports.openSettings);
  if (method && method.channel !== accountChannel) {
    const send = async (): Promise<Outcome> => {
      const sent = await channels.sendNotice({ ...common, ...method, text: short, at: row.createdAt });
      if (sent.sent) return { outcome: 'sent' };
      if (sent.tryLater) return { outcome: 'retry', afterSeconds: 30, reason: sent.reason };
      return { outcome: 'failed', reason: sent.reason };
    };
    return { ...row, deliver: send };
  }
  const manage = `${publicUrl}/measures/digests`;
  return {
    ...row,
    address: method ? String(method.settings.address) : issue.personEmail,
    message: {
      ...{ ...common, kind: 'plain', at: row.createdAt.toISOString() },
      text: `${digestText(sections, `Measures: ${measures}`)}\nChange or pause your digests: ${manage}`,
      html: mailHtml({
        title: subject,
        paragraphs: [],
        sections,
        references: [{ label: 'Open the measures', link: measures }],
        button: undefined,
        link: { label: 'Change or pause your digests', link: manage },
      }),
    },
  };
}

/** Null where the address of the account stands in: none was chosen, or its key is lost. */
function openMethod(
  { contactMethodId, channel, settings, providerId }: IssueRow,
  open: DigestPorts['openSettings'],
): { channel: string; settings: Record<string, unknown>; providerId: number | null } | null {
  if (contactMethodId === null || channel === null || settings === null) return null;
  try {
    return { channel, settings: open(contactMethodId, settings), providerId };
  } catch {
    return null;
  }
}
