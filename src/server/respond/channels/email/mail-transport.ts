/** The connection to the operator's mail server. The server is trusted; everything that goes into a mail is not. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { startDeadline } from '../../../platform/deadline.ts';
import { Secret } from '../../../platform/secrets.ts';

export type MailWire = {
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
  /** An entry for the calendar of the reader, as iCalendar. */
  calendar: { method: 'REQUEST' | 'CANCEL'; content: string } | undefined;
};

export type MailResult = {
  messageId: string;
};

export type MailTransport = {
  /**
   * @throws Error with nodemailer's `code`, when the server answered `responseCode`, and `mayHaveArrived` when the
   * text was on its way and the server has not refused it.
   */
  send(mail: MailWire, options: { timeoutMs: number; signal?: AbortSignal | undefined }): Promise<MailResult>;
  /** Connects and signs in, without sending; returns what that shows, in a sentence. @throws Error */
  verify(): Promise<string>;
  close(): void;
};

export type MailTransportOptions = {
  /** `smtp://user:password@host:port` or `smtps://…`; `?requireTLS=true` and the like are passed on. */
  url: string | Secret;
  /** `Evenkeel <evenkeel@example.com>` */
  from: string;
  connectTimeoutMs?: number;
};

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
  // Keeps the stream that the text of a mail is read from when the server asks for it, and not before.
  transport.use('stream', (mail, done) => {
    const { exchange } = mail.data as { exchange?: Exchange };
    const create = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const stream = create(options);
      if (exchange) exchange.text = stream;
      return stream;
    };
    done();
  });
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(options.from)?.[1] ?? 'evenkeel.localhost';
  const idOf = (key: string) => `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;

  return {
    async send(mail, { timeoutMs, signal }) {
      const messageId = idOf(mail.idempotencyKey);
      const thread =
        mail.threadKey === undefined ? {} : { inReplyTo: idOf(mail.threadKey), references: idOf(mail.threadKey) };
      const exchange: Exchange = {};
      const stop = new AbortController();
      const mailData = {
        from: options.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        ...(mail.calendar ? { icalEvent: { ...mail.calendar, filename: 'invite.ics' } } : {}),
        messageId,
        ...thread,
        exchange,
        signal: stop.signal,
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
      };
      try {
        await within(transport.sendMail(mailData), timeoutMs, stop, signal);
      } catch (error) {
        throw Object.assign(error as Error, { mayHaveArrived: wasLeftOpen(exchange, error as MailError) });
      }
      return { messageId };
    },
    verify: async () => {
      await transport.verify();
      return 'The mail server accepts our sign-in.';
    },
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

type Exchange = { text?: Readable };
export type MailError = Error & { code?: string; responseCode?: number; mayHaveArrived?: boolean };

/** The text was on its way, and the server has not said that it did not take it. */
function wasLeftOpen({ text }: Exchange, { responseCode }: MailError): boolean {
  return text?.readableDidRead === true && (responseCode === undefined || responseCode < 400);
}

/** A server that drips its replies outlives every socket timeout; a mail that still waits for its turn is taken back. */
async function within(
  sending: Promise<unknown>,
  timeoutMs: number,
  stop: AbortController,
  signal: AbortSignal | undefined,
): Promise<void> {
  let endDeadline = () => {};
  let giveUp = () => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    const fail = (text: string) => {
      reject(Object.assign(new Error(text), { code: 'ETIMEDOUT' }));
      stop.abort();
    };
    giveUp = () => fail('the e-mail was abandoned');
    endDeadline = startDeadline(timeoutMs, () => fail(`the mail server took longer than ${timeoutMs} ms`));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
  try {
    await Promise.race([sending, stopped]);
  } finally {
    endDeadline();
    signal?.removeEventListener('abort', giveUp);
    sending.catch(() => {});
  }
}
