/**
 * Takes mail for sources by SMTP: for their addresses only, for nobody else, and answers 250 when it is kept. It has no
 * sign-in and relays nothing.
 */
import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { MailInConfig } from '../../config.ts';
import { networkOfAddress } from '../../platform/http/caller-network.ts';
import { createTokenBuckets } from '../../platform/http/token-buckets.ts';
import { createHeldBytes } from '../ingest/held-bytes.ts';
import { readAddress, tagOf } from './address.ts';
import { createReceive, type MailReply, type ReceiveOptions, type Recipient } from './receive.ts';

export type MailIn = {
  /** Opens the port; a port that cannot be had is logged and told by the doctor, and stops nothing else. */
  open(): Promise<void>;
  /** Takes no more, and waits for what is being kept. */
  close(): Promise<void>;
  state(): { port: number | null; problem: string | null; certificateEndsAt: Date | null };
};

const megabyte = 1024 * 1024;
const maxMailBytes = 25 * megabyte;
const maxConnections = 100;
const maxConnectionsOfNetwork = 20;
const maxRecipients = 20;
/** What one network may try at once, and each second: connections, and addresses that do not exist. */
const triesAtOnce = 300;
const triesPerSecond = 5;
const idleMs = 60_000;
/** However busy a client keeps a connection. */
const longestMs = 10 * 60_000;

export type MailInOptions = Omit<ReceiveOptions, 'mails'> & { config: MailInConfig; log: Logger; metrics: Registry };

export function createMailIn({ config, log, metrics, ...options }: MailInOptions): MailIn {
  const mails = new Counter({
    name: 'evenkeel_mails_total',
    help: 'Mails that arrived by SMTP, by outcome',
    labelNames: ['outcome'],
    registers: [metrics],
  });
  const { find, receive } = createReceive({ ...options, mails, log });
  const tries = createTokenBuckets(triesAtOnce, triesPerSecond);
  const held = createHeldBytes({ perHolder: 64 * megabyte, total: 128 * megabyte });
  const sessions = new Map<string, Session>();
  const openConnections = new Map<string, number>();
  let problem: string | null = null;

  const refuse = (reply: MailReply, outcome?: string) => {
    if (outcome !== undefined) mails.inc({ outcome });
    return Object.assign(new Error(reply.text), { responseCode: reply.code });
  };

  const server = new SMTPServer({
    name: config.domain,
    banner: 'Evenkeel',
    size: maxMailBytes,
    authOptional: true,
    disabledCommands: config.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(config.tls && { cert: config.tls.certificate, key: config.tls.key }),
    disableReverseLookup: true,
    logger: false,
    maxClients: maxConnections,
    socketTimeout: idleMs,
    closeTimeout: 5_000,
    onConnect(session, done) {
      const network = networkOfAddress(session.remoteAddress);
      const open = openConnections.get(network) ?? 0;
      if (open >= maxConnectionsOfNetwork || !tries.take(network)) return done(refuse(busy));
      openConnections.set(network, open + 1);
      const timer = setTimeout(() => endConnection(server, session.id), longestMs);
      sessions.set(session.id, { network, timer, recipients: new Map() });
      done();
    },
    onClose(session) {
      const known = sessions.get(session.id);
      if (!known) return;
      clearTimeout(known.timer);
      sessions.delete(session.id);
      const left = (openConnections.get(known.network) ?? 1) - 1;
      if (left > 0) openConnections.set(known.network, left);
      else openConnections.delete(known.network);
    },
    onMailFrom(_address, session, done) {
      sessions.get(session.id)?.recipients.clear();
      done();
    },
    onRcptTo({ address }, session, done) {
      const known = sessions.get(session.id);
      if (!known) return done(refuse(busy));
      if (known.recipients.size >= maxRecipients) return done(refuse(tooMany));
      const read = readAddress(address);
      if (read?.domain !== config.domain) return done(refuse(relayed, 'not-for-us'));
      if (tries.isEmpty(known.network)) return done(refuse(busy));
      find(read.keys).then(
        (found) => {
          if (!found) {
            tries.take(known.network);
            return done(refuse(unknown, 'unknown-address'));
          }
          known.recipients.set(address.toLowerCase(), { ...found, tag: tagOf(read, found.key) });
          done();
        },
        () => done(refuse(away)),
      );
    },
    onData(stream, session, done) {
      const known = sessions.get(session.id);
      const recipients = [
        ...new Map([...(known?.recipients.values() ?? [])].map((one) => [one.source.id, one])).values(),
      ];
      const chunks: Buffer[] = [];
      let isFull = false;
      const own = held.open(known?.network ?? '', () => {
        isFull = true;
        chunks.length = 0;
      });
      const letGo = () => {
        own.close();
        chunks.length = 0;
      };
      stream.on('data', (chunk: Buffer) => {
        // The rest is read and forgotten: only then does the client listen to the answer.
        if (stream.sizeExceeded || isFull) return;
        chunks.push(chunk);
        own.add(chunk.length);
      });
      stream.once('error', letGo);
      stream.once('close', () => {
        if (!stream.readableEnded) letGo();
      });
      stream.once('end', () => {
        if (stream.sizeExceeded) {
          letGo();
          return done(refuse(tooLarge, 'too-large'));
        }
        if (isFull) {
          letGo();
          return done(refuse(busyNow));
        }
        const { mailFrom } = session.envelope;
        const sender = mailFrom ? mailFrom.address : '';
        receive({ sender, recipients, raw: Buffer.concat(chunks) })
          .then((reply) => (reply.code === 250 ? done(null, reply.text) : done(refuse(reply))))
          .finally(letGo);
      });
    },
  });
  // Clients that break off; what they said is not kept, and they know it.
  server.on('error', (error) => log.debug({ err: error, component: 'mail in' }, 'a mail connection broke'));

  return {
    open: () =>
      new Promise((opened) => {
        const failed = (error: Error) => {
          problem = (error as NodeJS.ErrnoException).code ?? error.message;
          log.error({ err: error, component: 'mail in' }, `port ${config.port} cannot be opened for mail`);
          opened();
        };
        server.server.once('error', failed);
        server.listen(config.port, config.host, () => {
          server.server.off('error', failed);
          problem = null;
          log.info({ component: 'mail in', port: config.port, domain: config.domain }, 'takes mail');
          opened();
        });
      }),
    close: () => new Promise((closed) => server.close(() => closed())),
    state: () => ({
      port: (server.server.address() as AddressInfo | null)?.port ?? null,
      problem,
      certificateEndsAt: config.tls ? new Date(new X509Certificate(config.tls.certificate).validTo) : null,
    }),
  };
}

type Session = { network: string; timer: NodeJS.Timeout; recipients: Map<string, Recipient> };

const busy: MailReply = { code: 421, text: '4.7.0 Too many connections, try again later' };
const busyNow: MailReply = { code: 452, text: '4.3.1 Too much mail at once, try again later' };
const away: MailReply = { code: 451, text: '4.3.0 Addresses cannot be looked up now, try again later' };
const tooMany: MailReply = { code: 452, text: '4.5.3 Too many recipients' };
const relayed: MailReply = { code: 550, text: '5.7.1 Mail for this domain is not relayed' };
const unknown: MailReply = { code: 550, text: '5.1.1 No such address' };
const tooLarge: MailReply = { code: 552, text: '5.3.4 The mail is larger than 25 MiB' };

function endConnection(server: SMTPServer, sessionId: string) {
  const connections = (server as unknown as { connections: Set<{ session: SMTPServerSession; close(): void }> })
    .connections;
  for (const connection of connections) if (connection.session.id === sessionId) connection.close();
}
