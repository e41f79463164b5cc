/** The connection to the operator's mail server. The server is trusted; everything that goes into a mail is not. */
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { Secret } from '../../../platform/secrets.ts';

export interface MailWire {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Same key, same Message-ID: mail programs that know it show a repeat once. */
  idempotencyKey: string;
  /** Mails with one thread key are shown as one conversation. */
  threadKey: string | undefined;
  isUrgent: boolean;
  unsubscribeLink: string | undefined;
}

export interface MailResult {
  messageId: string;
}

export interface MailTransport {
  /** @throws Error with nodemailer's `code` and, when the server answered, `responseCode`. */
  send(mail: MailWire, options: { timeoutMs: number; signal?: AbortSignal | undefined }): Promise<MailResult>;
  /** Connects and signs in, without sending. @throws Error */
  verify(): Promise<void>;
  close(): void;
}

export interface MailTransportOptions {
  /** `smtp://user:password@host:port` or `smtps://…`; `?requireTLS=true` and the like are passed on. */
  url: string | Secret;
  /** `Evenkeel <evenkeel@example.com>` */
  from: string;
  connectTimeoutMs?: number;
}

export function createMailTransport(options: MailTransportOptions): MailTransport {
  const connectTimeoutMs = options.connectTimeoutMs ?? 10_000;
  const transport = createTransport({
    ...connectionOf(options.url instanceof Secret ? options.url.reveal() : options.url),
    pool: true,
    maxConnections: 5,
    maxMessages: 100,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    dnsTimeout: connectTimeoutMs,
    socketTimeout: 15_000,
    // A mail is made of the texts given here, never of files or URLs that a text could name.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(options.from)?.[1] ?? 'evenkeel.localhost';
  const idOf = (key: string) => `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;

  return {
    async send(mail, { timeoutMs, signal }) {
      const messageId = idOf(mail.idempotencyKey);
      const thread =
        mail.threadKey === undefined ? {} : { inReplyTo: idOf(mail.threadKey), references: idOf(mail.threadKey) };
      const sending = transport.sendMail({
        from: options.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        messageId,
        ...thread,
        headers: {
          // Keeps out-of-office replies away (RFC 3834) and lets people filter.
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          'List-Id': `Evenkeel notifications <notifications.evenkeel.${domain}>`,
          ...(mail.isUrgent ? { 'X-Priority': '1', Importance: 'high' } : {}),
          ...(mail.unsubscribeLink
            ? {
                'List-Unsubscribe': `<${encodeURI(mail.unsubscribeLink)}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }
            : {}),
        },
      });
      await within(sending, timeoutMs, signal);
      return { messageId };
    },
    verify: async () => void (await transport.verify()),
    close: () => transport.close(),
  };
}

/** The parts of the URL; values of the query that look like booleans are booleans. */
function connectionOf(text: string) {
  const url = new URL(text);
  const isImplicitTls = url.protocol === 'smtps:';
  const flags = Object.fromEntries(
    [...url.searchParams].filter(([name]) => name === 'requireTLS' || name === 'ignoreTLS'),
  );
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : isImplicitTls ? 465 : 587,
    secure: isImplicitTls,
    requireTLS: flags.requireTLS === 'true',
    ignoreTLS: flags.ignoreTLS === 'true',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
  };
}

/** A server that drips its replies outlives every socket timeout; the mail may still go out, with the same id. */
async function within(sending: Promise<unknown>, timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let giveUp = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    const fail = (text: string) => reject(Object.assign(new Error(text), { code: 'ETIMEDOUT' }));
    giveUp = () => fail('the mail was given up');
    timer = setTimeout(() => fail(`the mail server took longer than ${timeoutMs} ms`), timeoutMs);
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
  try {
    await Promise.race([sending, stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
    sending.catch(() => {});
  }
}
