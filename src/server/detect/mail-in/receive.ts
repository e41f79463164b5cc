/** From a mail to its signals: each source that it is for keeps it once, and only then is it taken. */
import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Counter } from 'prom-client';
import type { Database } from '../../platform/db/database.ts';
import { createTokenBuckets } from '../../platform/http/token-buckets.ts';
import { keep } from '../ingest/keep.ts';
import type { Refusals } from '../ingest/refusals.ts';
import { createSourceLimits } from '../ingest/source-limits.ts';
import { createTurns } from '../ingest/turns.ts';
import { blankSecrets } from '../log/blank-secrets.ts';
import type { Appender } from '../log/log.ts';
import type { RulebookCache } from '../rulebook/cache.ts';
import type { KeyUses } from '../rulebook/key-uses.ts';
import type { Source } from '../rulebook/rulebook.ts';
import { mailMethod, mailOwnHeader, mailSenderHeader, mailTagHeader } from '../source-types/email/email.ts';
import { slimMail } from '../source-types/email/slim-mail.ts';
import { readMail } from '../source-types/generic/bodies/mail-text.ts';
import type { Outcome } from '../source-types/source.ts';
import { isKnownMail, rememberMail } from './store.ts';

export type ReceiveOptions = {
  db: Database;
  rulebook: RulebookCache;
  signals: Appender;
  refusals: Pick<Refusals, 'note'>;
  keyUses: Pick<KeyUses, 'note'>;
  mails: Counter<'outcome'>;
  log: Pick<Logger, 'warn'>;
  /** The domain of our own mails, whose message ids are known by it. */
  ownDomain: string;
};

export type Recipient = { source: Source; key: string; tag: string | undefined };
export type Arrived = { sender: string; recipients: Recipient[]; raw: Buffer };

/** An answer of SMTP, with its enhanced code in the text. */
export type MailReply = { code: number; text: string };

const accepted: MailReply = { code: 250, text: '2.0.0 Kept' };
const later: MailReply = { code: 451, text: '4.3.0 It cannot be kept now, try again later' };
const tooFast: MailReply = { code: 451, text: '4.7.0 Too much mail for this address, try again later' };
const looping: MailReply = { code: 554, text: '5.4.6 Too many hops: this mail goes round in circles' };

const nowhere = () => '';

const mostHops = 50;
/** Mails of one source at once, and each second from then on. */
const mailsAtOnce = 300;
const mailsPerSecond = 5;

export function createReceive(options: ReceiveOptions) {
  const tools = { ...options, limits: createSourceLimits(), turns: createTurns() };
  const pace = createTokenBuckets(mailsAtOnce, mailsPerSecond);
  const ownId = new RegExp(`<[0-9a-f]{32}@${options.ownDomain.replace(/[^\w-]/g, '\\$&')}>`, 'i');

  const keepFor = async ({ source, key, tag }: Recipient, { sender, raw }: Arrived, id: MailId): Promise<MailReply> => {
    options.keyUses.note(key, source.id);
    if (!pace.take(String(source.id)) || tools.limits.secondsToWait(source.id) !== null) {
      options.refusals.note(source, { kind: 'too-many-requests', retryAfterSeconds: 1 }, nowhere);
      options.mails.inc({ outcome: 'too-many-requests' });
      return tooFast;
    }
    if (id.fingerprint && (await isKnownMail(options.db, source.id, id.fingerprint))) {
      options.mails.inc({ outcome: 'repeat' });
      return accepted;
    }
    const request = {
      method: mailMethod,
      path: '',
      query: {},
      headers: {
        [mailSenderHeader]: sender,
        ...(tag !== undefined && { [mailTagHeader]: tag }),
        ...(ownId.test(id.ids) && { [mailOwnHeader]: 'yes' }),
      },
      contentType: 'message/rfc822',
      body: slimMail(raw),
      assignedKey: randomUUID(),
      receivedAt: Date.now() + options.rulebook.clockOffsetMs(),
    };
    const outcome = await keep(tools, source, request, (part) => blankSecrets(part, key));
    options.refusals.note(source, outcome, nowhere);
    options.mails.inc({ outcome: outcome.kind });
    const reply = replyOf(outcome);
    // After it is durable: a mail that is remembered and was not kept would be lost when it is sent again.
    if (reply === accepted && id.fingerprint)
      await rememberMail(options.db, source.id, id.fingerprint).catch((error: unknown) => {
        // It is kept; only when its sender repeats it would it be taken twice.
        options.mails.inc({ outcome: 'not-remembered' });
        options.log.warn(
          { err: error, component: 'mail in', sourceId: source.id },
          'a mail was kept and not remembered',
        );
      });
    return reply;
  };

  return {
    /**
     * The source of the key, null when there is none, or when it takes only what its sender signs: a mail is not signed.
     * The same is done for every key, so that time tells nothing.
     */
    async find(keys: string[]): Promise<{ source: Source; key: string } | null> {
      await options.rulebook.current(options.db);
      for (const key of keys) {
        const source = options.rulebook.knownSource(key);
        if (source?.type.takesMail && !source.verification) return { source, key };
      }
      return null;
    },
    /** One answer for all recipients: when one could not keep it, it comes again, and is known to the others. */
    async receive(arrived: Arrived): Promise<MailReply> {
      const id = idOf(arrived.raw);
      if (id.hops > mostHops) {
        options.mails.inc({ outcome: 'rejected' });
        return looping;
      }
      try {
        const replies = [];
        for (const recipient of arrived.recipients) replies.push(await keepFor(recipient, arrived, id));
        return replies.find((reply) => reply !== accepted) ?? accepted;
      } catch {
        options.mails.inc({ outcome: 'unavailable' });
        return later;
      }
    },
  };
}

function replyOf(outcome: Outcome): MailReply {
  switch (outcome.kind) {
    case 'signals':
    case 'ping':
      return accepted;
    case 'too-large':
      return { code: 552, text: '5.3.4 The mail is too large' };
    case 'rejected':
    case 'unknown-key':
      return { code: 554, text: '5.6.0 Nothing in the mail could be read' };
    case 'too-many-requests':
      return tooFast;
    case 'unavailable':
      return later;
  }
}

type MailId = { fingerprint: Buffer | null; ids: string; hops: number };

/**
 * How a mail is known when it comes again. Some programs give all their mails one message id: date and subject tell
 * those apart, and are the same when a mail server repeats itself.
 */
function idOf(raw: Buffer): MailId {
  const mail = readMail(raw);
  const header = (name: string) => mail?.headers.get(name) ?? '';
  const messageId = header('message-id');
  const ids = [messageId, header('in-reply-to'), header('references')].join(' ').slice(0, 4_000);
  const start = raw.toString('latin1', 0, 100_000);
  const end = start.search(/\r?\n\r?\n/);
  const hops = (start.slice(0, end === -1 ? undefined : end).match(/^received:/gim) ?? []).length;
  if (messageId === '') return { fingerprint: null, ids, hops };
  const text = [messageId, header('date'), mail?.subject ?? ''].join('\n');
  return { fingerprint: createHash('sha256').update(text).digest(), ids, hops };
}
