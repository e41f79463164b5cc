import type { ContactChannels } from '../../directory/contact-methods/channels.ts';
import { mailHtml } from '../../respond/channels/email/mail-html.ts';
import { accountChannel } from '../../respond/channels/registry.ts';
import type { ClaimedRow, OutboxMail, OutboxMessage, Unwanted } from '../../respond/outbox/outbox.ts';
import type { MessageRow } from './store.ts';

type ComposePorts = {
  channels: ContactChannels;
  openSettings: (contactMethodId: number, sealed: string) => Record<string, unknown>;
  publicUrl: string;
};

/** One message for all of its notices that are still news. */
export function composeMessage(
  row: ClaimedRow,
  message: MessageRow,
  ports: ComposePorts,
): OutboxMail | OutboxMessage | Unwanted {
  if (message.isDisabled) return { ...row, because: 'the person is disabled' };
  const notices = message.notices.filter(({ isFresh }) => isFresh);
  if (notices.length === 0) return { ...row, because: 'it waited too long to be news' };
  const { channels, openSettings, publicUrl } = ports;
  const subject = notices.length === 1 ? notices[0]!.title : `${notices.length} notices: ${notices[0]!.title}`;
  const settingsLink = `${publicUrl}/me/notices`;
  const parts = notices.map(({ title, text, path }) =>
    [title, text, `${publicUrl}${path}`].filter((line) => line !== ''),
  );
  const text = [...parts.map((lines) => lines.join('\n')), `Choose your notices: ${settingsLink}`].join('\n\n');
  const common = { recipientName: message.personName, subject, text, idempotencyKey: `notices-${row.id}` };
  const { contactMethodId, channel, settings, providerId } = message;
  const method = contactMethodId !== null && channel !== null && settings !== null ? open() : null;
  if (method && channel !== accountChannel) {
    const deliver = async () => {
      const sent = await channels.sendNotice({
        ...common,
        channel: channel!,
        settings: method,
        providerId,
        at: row.createdAt,
      });
      if (sent.sent) return { outcome: 'sent' as const };
      if (sent.tryLater) return { outcome: 'retry' as const, afterSeconds: 30, reason: sent.reason };
      return { outcome: 'failed' as const, reason: sent.reason };
    };
    return { ...row, deliver };
  }
  return {
    ...row,
    address: method ? String(method.address) : message.personEmail,
    message: {
      ...{ ...common, kind: 'plain', at: row.createdAt.toISOString() },
      html: mailHtml({
        title: subject,
        paragraphs: notices.map((notice) => [...(notices.length > 1 ? [notice.title] : []), notice.text].join('\n')),
        references: notices.map(({ title, path }) => ({ label: `Open: ${title}`, link: `${publicUrl}${path}` })),
        button: undefined,
        link: { label: 'Choose your notices', link: settingsLink },
      }),
    },
  };

  /** The address of the account stands in for one whose key is lost. */
  function open(): Record<string, unknown> | null {
    try {
      return openSettings(contactMethodId!, settings!);
    } catch {
      return null;
    }
  }
}
