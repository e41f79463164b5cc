import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type SmtpSink = {
  /** For `EVENKEEL_SMTP_URL`. */
  url: string;
  mails: ParsedMail[];
  /** Refuse every recipient for good from now on, or take them again. */
  setRefusing(refusing: boolean): void;
  stop(): Promise<void>;
};

/** A real SMTP server on 127.0.0.1 that keeps what it takes; on a free port unless one is given. */
export async function startSmtpSink(port = 0): Promise<SmtpSink> {
  const mails: ParsedMail[] = [];
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) => {
      done(refusing ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null);
    },
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
  });
  // Senders that are killed leave broken connections behind.
  server.on('error', () => {});
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    setRefusing(value) {
      refusing = value;
    },
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
}
