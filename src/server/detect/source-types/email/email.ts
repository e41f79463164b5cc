import { cleanText } from '../../../../domain/detect/clean-text.ts';
import { noteOdd, type OddPart } from '../../../../domain/detect/odd-part.ts';
import { type Signal, signalCaps } from '../../../../domain/detect/signal.ts';
import { mailItem } from '../generic/bodies/mail-item.ts';
import { headerBlockOf, type Mail, readMail } from '../generic/bodies/mail-text.ts';
import { genericSignals, parseGeneric } from '../generic/generic.ts';
import { plainReply } from '../reply.ts';
import type { ParseResult, SourceRequest, SourceType } from '../source.ts';
import { type Authentication, authenticationOf } from './authentication.ts';
import { type EmailSettings, emailFields, emailSettings } from './email-settings.ts';
import { keyOfSubject } from './key-pattern.ts';
import { kindOf, reasons } from './mail-kind.ts';
import { ruleOf } from './rules.ts';
import { emailSetup } from './setup.ts';

/** What the listener for mail says beside the mail itself; over HTTP nobody is believed these. */
export const mailSenderHeader = 'x-mail-sender';
export const mailTagHeader = 'x-mail-tag';
export const mailOwnHeader = 'x-mail-own';
/** The method of a request that came as mail. */
export const mailMethod = 'MAIL';

/** What programs that know nothing but mail say: cron, backups, appliances, Nagios, Zabbix. */
export const email: SourceType<EmailSettings> = {
  type: 'email',
  title: 'E-mail',
  description: 'Anything that can only send mail: cron, backups, storage, appliances. Each source has its own address.',
  endpoints: [
    { method: 'POST', path: '/in/{key}', description: 'A mail as it travels, from the pipe of a mail server.' },
  ],
  takesMail: true,
  readsHeaders: [],
  settings: { schema: emailSettings, fields: emailFields },
  setup: emailSetup,
  parse: parseEmail,
  reply: plainReply,
};

function parseEmail(request: SourceRequest, settings: EmailSettings): ParseResult {
  const mail = readMail(request.body);
  if (mail === null) return parseGeneric(request, settings);
  const odd: OddPart[] = [];
  const kind = kindOf(mail, said(request), settings);
  const isRuled = ruleOf(settings, mail);
  if (kind !== 'alert') noteOdd(odd, '', reasons[kind]);
  if (kind !== 'alert' || isRuled === 'ignore') return { kind: 'signals', signals: [], odd, errors: [] };
  // A rule of the source decides over what a reply usually is.
  const item = mailItem(mail, isRuled === null ? odd : []);
  const parsed = genericSignals(isRuled === null ? item : { ...item, action: isRuled }, settings, request, odd);
  if (parsed.kind !== 'signals') return parsed;
  const checked = settings.authenticatedBy
    ? authenticationOf(headerBlockOf(request.body), settings.authenticatedBy)
    : null;
  return {
    ...parsed,
    signals: parsed.signals.map((signal) => ofMail(signal, mail, said(request).tag, checked, settings)),
  };
}

const said = ({ method, headers }: SourceRequest) => {
  const isMail = method === mailMethod;
  return {
    /** '' when there is none, null when nobody says. */
    sender: isMail ? (headers[mailSenderHeader] ?? null) : null,
    tag: isMail ? headers[mailTagHeader] : undefined,
    isOwn: isMail && headers[mailOwnHeader] !== undefined,
  };
};

function ofMail(
  signal: Signal,
  mail: Mail,
  tag: string | undefined,
  checked: Authentication | null,
  settings: EmailSettings,
): Signal {
  const named = settings.keyPattern ? keyOfSubject(settings.keyPattern, mail.subject) : null;
  const key = named ?? signal.dedupKey;
  const from = cleanText(mail.from);
  const own = { ...checked, ...(from !== '' && { from }), ...(tag !== undefined && { tag: cleanText(tag) }) };
  // A text of the mail may look like a label, but never like what the mail server found.
  const labels = { ...own, ...signal.labels, ...checked };
  return {
    ...signal,
    dedupKey: settings.separateSenders && from !== '' ? `${from.toLowerCase()}: ${key}` : key,
    labels: Object.fromEntries(Object.entries(labels).slice(0, signalCaps.labels)),
  };
}
